/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * certs: the fields of one certificate. Texts come from whoever made it and are kept as they are; whoever shows them
 * passes them through base/safe.h.
 */
#include "tls/certs.h"

#include "base/alloc.h"
#include "base/base64.h"
#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>

enum { TEXT_MAX = 8192, PURPOSES_MAX = 64, CONSTRAINTS_SHOWN = 16 };

static const char *keep_datum(struct arena *arena, const gnutls_datum_t *datum)
{
	return (const char *)arena_keep(arena, bytes_of(datum->data, datum->size)).data;
}

/* An empty name is an error for GnuTLS, and lawful for us (G5). */
static const char *read_name(
	struct arena *arena, gnutls_x509_crt_t crt, int (*get)(gnutls_x509_crt_t, gnutls_datum_t *, unsigned))
{
	gnutls_datum_t name = {NULL, 0};
	const char *text = "";

	if (get(crt, &name, 0) >= 0)
		text = keep_datum(arena, &name);
	gnutls_free(name.data);
	return text ? text : "";
}

static const char *read_common_name(struct arena *arena, gnutls_x509_crt_t crt)
{
	char name[1024];
	size_t size = sizeof(name);

	if (gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) < 0)
		return NULL;
	return (const char *)arena_keep(arena, bytes_of(name, size)).data;
}

/* Subject alternative names */

static struct bytes address_text(struct arena *arena, const unsigned char *address, size_t size)
{
	char text[INET6_ADDRSTRLEN] = "an address of a strange length";

	if (size == 4)
		inet_ntop(AF_INET, address, text, sizeof(text));
	else if (size == 16)
		inet_ntop(AF_INET6, address, text, sizeof(text));
	return arena_keep(arena, bytes_str(text));
}

static enum san_kind san_kind(int type)
{
	switch (type) {
	case GNUTLS_SAN_DNSNAME: return SAN_DNS;
	case GNUTLS_SAN_IPADDRESS: return SAN_IP;
	case GNUTLS_SAN_RFC822NAME: return SAN_EMAIL;
	case GNUTLS_SAN_URI: return SAN_URI;
	case GNUTLS_SAN_OTHERNAME_SRV: return SAN_SRV;
	default: return SAN_OTHER;
	}
}

static size_t count_sans(gnutls_x509_crt_t crt)
{
	unsigned count = 0;
	int result;

	/* The size is asked for with no room: a name that exists answers «too short». */
	do {
		size_t size = 0;
		result = gnutls_x509_crt_get_subject_alt_name2(crt, count, NULL, &size, NULL, NULL);
		if (result >= 0 || result == GNUTLS_E_SHORT_MEMORY_BUFFER)
			count++;
	} while ((result >= 0 || result == GNUTLS_E_SHORT_MEMORY_BUFFER) && count < 100000);
	return count;
}

static void read_sans(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	size_t total = count_sans(crt);
	size_t kept = total < CERTS_SANS_MAX ? total : CERTS_SANS_MAX;
	struct san *sans = arena_alloc(arena, (kept + 1) * sizeof(*sans));

	for (size_t i = 0; sans && i < kept; i++) {
		unsigned char value[TEXT_MAX];
		size_t size = sizeof(value);
		unsigned type = 0;
		int result = gnutls_x509_crt_get_subject_alt_name2(crt, (unsigned)i, value, &size, &type, NULL);
		if (result < 0) {
			facts->san_dropped++;
			continue;
		}
		enum san_kind kind = san_kind(result);
		sans[facts->san_count++] = (struct san){.kind = kind,
			.value = kind == SAN_IP ? address_text(arena, value, size)
						: arena_keep(arena, bytes_of(value, size))};
	}
	facts->sans = sans;
	facts->san_dropped += sans ? total - kept : total;
}

/* Key, signature, usage */

static void read_key(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	unsigned bits = 0;
	int algorithm = gnutls_x509_crt_get_pk_algorithm(crt, &bits);
	gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
	const char *name = gnutls_pk_get_name((gnutls_pk_algorithm_t)algorithm);

	facts->key_bits = bits;
	if (algorithm == GNUTLS_PK_ECDSA && gnutls_x509_crt_get_pk_ecc_raw(crt, &curve, NULL, NULL) >= 0)
		facts->key = arena_printf(arena, "EC %s", gnutls_ecc_curve_get_name(curve));
	else
		facts->key = arena_text(arena, name ? name : "unknown");
}

static void read_signature(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	int algorithm = gnutls_x509_crt_get_signature_algorithm(crt);
	const char *name = gnutls_sign_get_name((gnutls_sign_algorithm_t)algorithm);
	gnutls_digest_algorithm_t hash = gnutls_sign_get_hash_algorithm((gnutls_sign_algorithm_t)algorithm);

	facts->signature = arena_text(arena, name ? name : "unknown");
	facts->signature_weak = hash == GNUTLS_DIG_MD2 || hash == GNUTLS_DIG_MD5 || hash == GNUTLS_DIG_SHA1 ||
				hash == GNUTLS_DIG_RMD160;
}

static const char *read_key_usage(struct arena *arena, gnutls_x509_crt_t crt)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = {
		{GNUTLS_KEY_DIGITAL_SIGNATURE, "digitalSignature"},
		{GNUTLS_KEY_NON_REPUDIATION, "nonRepudiation"},
		{GNUTLS_KEY_KEY_ENCIPHERMENT, "keyEncipherment"},
		{GNUTLS_KEY_DATA_ENCIPHERMENT, "dataEncipherment"},
		{GNUTLS_KEY_KEY_AGREEMENT, "keyAgreement"},
		{GNUTLS_KEY_KEY_CERT_SIGN, "keyCertSign"},
		{GNUTLS_KEY_CRL_SIGN, "cRLSign"},
	};
	unsigned usage = 0;
	char text[256] = "";

	if (gnutls_x509_crt_get_key_usage(crt, &usage, NULL) < 0)
		return NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (usage & words[i].bit)
			snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", *text ? ", " : "",
				words[i].word);
	return arena_text(arena, text);
}

static const char *purpose_word(const char *oid)
{
	static const char *const words[][2] = {{GNUTLS_KP_TLS_WWW_SERVER, "serverAuth"},
		{GNUTLS_KP_TLS_WWW_CLIENT, "clientAuth"}, {GNUTLS_KP_CODE_SIGNING, "codeSigning"},
		{GNUTLS_KP_EMAIL_PROTECTION, "emailProtection"}, {GNUTLS_KP_TIME_STAMPING, "timeStamping"},
		{GNUTLS_KP_OCSP_SIGNING, "OCSPSigning"}, {GNUTLS_KP_ANY, "any"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(oid, words[i][0]))
			return words[i][1];
	return oid;
}

static void read_purposes(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	char text[512] = "";
	bool any = false;

	for (unsigned i = 0; i < PURPOSES_MAX; i++) {
		char oid[128];
		size_t size = sizeof(oid);
		if (gnutls_x509_crt_get_key_purpose_oid(crt, i, oid, &size, NULL) < 0)
			break;
		any = true;
		if (!strcmp(oid, GNUTLS_KP_TLS_WWW_SERVER) || !strcmp(oid, GNUTLS_KP_ANY))
			facts->for_servers = true;
		snprintf(
			text + strlen(text), sizeof(text) - strlen(text), "%s%s", *text ? ", " : "", purpose_word(oid));
	}
	facts->extended_key_usage = any ? arena_text(arena, text) : NULL;
	facts->for_servers = facts->for_servers || !any;
}

static bool read_must_staple(gnutls_x509_crt_t crt)
{
	gnutls_x509_tlsfeatures_t features;
	unsigned feature = 0;
	bool must = false;

	if (gnutls_x509_tlsfeatures_init(&features) < 0)
		return false;
	if (gnutls_x509_crt_get_tlsfeatures(crt, features, 0, NULL) >= 0)
		for (unsigned i = 0; !must && gnutls_x509_tlsfeatures_get(features, i, &feature) >= 0; i++)
			must = feature == 5; /* status_request: RFC 7633 §4.2.3.1 */
	gnutls_x509_tlsfeatures_deinit(features);
	return must;
}

static void read_constraints(gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	unsigned is_ca = 0;
	int length = -1;

	facts->path_length = -1;
	if (gnutls_x509_crt_get_basic_constraints(crt, NULL, &is_ca, &length) < 0)
		return;
	facts->has_basic_constraints = true;
	facts->is_ca = is_ca;
	facts->path_length = length;
}

/* Name constraints, as text (RFC 5280 §4.2.1.10) */

static const char *address_range(const gnutls_datum_t *range, char *text, size_t size)
{
	char address[INET6_ADDRSTRLEN] = "?", mask[INET6_ADDRSTRLEN] = "?";
	int family = range->size == 8 ? AF_INET : AF_INET6;

	if (range->size == 8 || range->size == 32) {
		inet_ntop(family, range->data, address, sizeof(address));
		inet_ntop(family, range->data + range->size / 2, mask, sizeof(mask));
	}
	snprintf(text, size, "%s/%s", address, mask);
	return text;
}

static void add_constraint(struct buffer *text, unsigned type, const gnutls_datum_t *name)
{
	char range[2 * INET6_ADDRSTRLEN];

	if (type == GNUTLS_SAN_IPADDRESS)
		buffer_printf(text, "IP %s", address_range(name, range, sizeof(range)));
	else if (type == GNUTLS_SAN_DN)
		buffer_append_text(text, "a directory name");
	else if (type == GNUTLS_SAN_DNSNAME || type == GNUTLS_SAN_RFC822NAME || type == GNUTLS_SAN_URI)
		buffer_printf(text, "%s %.*s",
			type == GNUTLS_SAN_DNSNAME ? "DNS"
			: type == GNUTLS_SAN_URI   ? "URI"
						   : "email",
			(int)(name->size < 100 ? name->size : 100), name->size ? (const char *)name->data : "");
	else
		buffer_append_text(text, "another kind of name");
}

static void add_constraints(struct buffer *text, gnutls_x509_name_constraints_t constraints, const char *word,
	int (*get)(gnutls_x509_name_constraints_t, unsigned, unsigned *, gnutls_datum_t *))
{
	unsigned type;
	gnutls_datum_t name;

	for (unsigned i = 0; i <= CONSTRAINTS_SHOWN && get(constraints, i, &type, &name) >= 0; i++) {
		buffer_append_text(text, i ? ", " : text->len ? "; " : "");
		if (i == CONSTRAINTS_SHOWN) {
			buffer_append_text(text, "and more");
			return;
		}
		buffer_append_text(text, i ? "" : word);
		add_constraint(text, type, &name);
	}
}

static const char *read_name_constraints(struct arena *arena, gnutls_x509_crt_t crt)
{
	gnutls_x509_name_constraints_t constraints;
	const char *kept = NULL;
	struct buffer text;

	if (gnutls_x509_name_constraints_init(&constraints) < 0)
		return NULL;
	buffer_init(&text, TEXT_MAX);
	if (gnutls_x509_crt_get_name_constraints(crt, constraints, 0, NULL) >= 0) {
		add_constraints(&text, constraints, "permitted ", gnutls_x509_name_constraints_get_permitted);
		add_constraints(&text, constraints, "excluded ", gnutls_x509_name_constraints_get_excluded);
		kept = arena_text(arena, text.len ? buffer_text(&text) : "none");
	}
	buffer_done(&text);
	gnutls_x509_name_constraints_deinit(constraints);
	return kept;
}

/* Where more is to be had (RFC 5280 §4.2.2.1, §4.2.1.13) */

static const char *read_access(struct arena *arena, gnutls_x509_crt_t crt, int what)
{
	enum { TRIES = 8 };

	for (unsigned i = 0; i < TRIES; i++) {
		gnutls_datum_t url = {NULL, 0};
		int result = gnutls_x509_crt_get_authority_info_access(crt, i, what, &url, NULL);
		const char *kept = result >= 0 ? keep_datum(arena, &url) : NULL;
		gnutls_free(url.data);
		if (kept || result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
			return kept;
	}
	return NULL;
}

static const char *read_crl_url(struct arena *arena, gnutls_x509_crt_t crt)
{
	char url[1024];
	size_t size = sizeof(url);

	if (gnutls_x509_crt_get_crl_dist_points(crt, 0, url, &size, NULL, NULL) != GNUTLS_SAN_URI)
		return NULL;
	return (const char *)arena_keep(arena, bytes_of(url, size)).data;
}

static void read_serial(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	unsigned char serial[256];
	size_t size = sizeof(serial);

	if (gnutls_x509_crt_get_serial(crt, serial, &size) >= 0)
		facts->serial = arena_keep(arena, bytes_of(serial, size));
}

static void read_spki(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	size_t size = sizeof(facts->spki_sha256);
	struct buffer pin;

	if (gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA256, facts->spki_sha256, &size) < 0)
		return;
	buffer_init(&pin, 64);
	base64_encode(&pin, bytes_of(facts->spki_sha256, sizeof(facts->spki_sha256)));
	facts->spki_pin = arena_text(arena, buffer_text(&pin));
	buffer_done(&pin);
}

/* PEM of any bytes, even of such as are no certificate: it is what the server sent. */
static const char *make_pem(struct arena *arena, struct bytes der)
{
	gnutls_datum_t in = {(unsigned char *)der.data, (unsigned)der.len}, out = {NULL, 0};
	const char *pem = "";

	if (gnutls_pem_base64_encode2("CERTIFICATE", &in, &out) >= 0)
		pem = keep_datum(arena, &out);
	gnutls_free(out.data);
	return pem;
}

static bool same_name(gnutls_x509_crt_t crt)
{
	gnutls_datum_t subject = {NULL, 0}, issuer = {NULL, 0};
	bool same = gnutls_x509_crt_get_raw_dn(crt, &subject) >= 0 &&
		    gnutls_x509_crt_get_raw_issuer_dn(crt, &issuer) >= 0 &&
		    bytes_equal(bytes_of(subject.data, subject.size), bytes_of(issuer.data, issuer.size));

	gnutls_free(subject.data);
	gnutls_free(issuer.data);
	return same;
}

/* GnuTLS gives a date in 2106 for «no end», which is written as the last second of the year 9999 (RFC 5280 §4.1.2.5). */
static int64_t read_end(gnutls_x509_crt_t crt)
{
	time_t end = gnutls_x509_crt_get_expiration_time(crt);

	return end == GNUTLS_X509_NO_WELL_DEFINED_EXPIRATION ? CERT_NO_END : end;
}

static void read_fields(struct arena *arena, gnutls_x509_crt_t crt, struct cert_facts *facts)
{
	int version = gnutls_x509_crt_get_version(crt);

	facts->version = version > 0 ? (unsigned)version : 0;
	facts->subject = read_name(arena, crt, gnutls_x509_crt_get_dn3);
	facts->issuer = read_name(arena, crt, gnutls_x509_crt_get_issuer_dn3);
	facts->common_name = read_common_name(arena, crt);
	facts->not_before = gnutls_x509_crt_get_activation_time(crt);
	facts->not_after = read_end(crt);
	facts->self_issued = same_name(crt);
	facts->must_staple = read_must_staple(crt);
	facts->key_usage = read_key_usage(arena, crt);
	read_purposes(arena, crt, facts);
	facts->name_constraints = read_name_constraints(arena, crt);
	facts->issuer_url = read_access(arena, crt, GNUTLS_IA_CAISSUERS_URI);
	facts->ocsp_url = read_access(arena, crt, GNUTLS_IA_OCSP_URI);
	facts->crl_url = read_crl_url(arena, crt);
	read_serial(arena, crt, facts);
	read_sans(arena, crt, facts);
	read_key(arena, crt, facts);
	read_signature(arena, crt, facts);
	read_constraints(crt, facts);
	read_spki(arena, crt, facts);
}

void certs_read(struct arena *arena, struct bytes der, struct cert_facts *ret_facts)
{
	struct cert_facts facts = {.der = arena_keep(arena, der), .subject = "", .issuer = "", .path_length = -1};
	gnutls_datum_t datum = {(unsigned char *)facts.der.data, (unsigned)facts.der.len};
	gnutls_x509_crt_t crt;

	gnutls_hash_fast(GNUTLS_DIG_SHA256, der.data, der.len, facts.sha256);
	facts.pem = make_pem(arena, der);
	if (gnutls_x509_crt_init(&crt) < 0)
		alloc_failed();
	int result = gnutls_x509_crt_import(crt, &datum, GNUTLS_X509_FMT_DER);
	if (result < 0)
		facts.parse_error = arena_text(arena, gnutls_strerror(result));
	else
		read_fields(arena, crt, &facts);
	gnutls_x509_crt_deinit(crt);
	*ret_facts = facts;
}
