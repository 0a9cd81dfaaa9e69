/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify: chain, name, dates and strength; the staple is judged in staple.c.
 *
 * GnuTLS decides about signatures, constraints and purposes; what it has no words for (order, missing certificates, which
 * anchor) is worked out here. Dates are left out of its verdict, since they are a verdict of their own.
 */
#include "tls/verify.h"

#include "base/safe.h"
#include "base/clock.h"
#include "tls/certs.h"
#include "tls/names.h"
#include "tls/staple.h"
#include "tls/trust.h"
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { PATH_MAX_LENGTH = 16, ANCHORS_MAX = 64, DAY = 86400, SOON_DAYS = 14, EPOCH_2024 = 1704067200 };
enum { RSA_GOOD = 2048, RSA_POOR = 1024, EC_GOOD = 224 };

/* One verification under way. */
struct work {
	struct arena *arena;
	struct trust *trust;
	const struct verify_request *request;
	gnutls_x509_crt_t certs[PATH_MAX_LENGTH];
	size_t count;
	gnutls_x509_crt_t anchors[ANCHORS_MAX];
	size_t anchor_count;
	size_t path[PATH_MAX_LENGTH]; /* indices of the certificates from the leaf up, as far as they lead */
	size_t path_len;
	gnutls_x509_crt_t anchor; /* above the path; NULL: none */
	const struct cert_facts *anchor_facts;
};

struct verdict verdict_say(struct arena *arena, enum verdict_result result, const char *format, ...)
{
	char text[800];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return (struct verdict){.result = result, .reason = arena_text(arena, text)};
}

/* A name for a sentence: the common name, else the whole subject; safe and short. */
static const char *short_name(struct work *work, const char *common_name, const char *subject)
{
	char text[120];
	const char *name = common_name && *common_name ? common_name : subject;

	safe_text(text, sizeof(text), bytes_str(*name ? name : "a certificate without a name"), SAFE_UTF8);
	return arena_text(work->arena, text);
}

static const char *cert_name(struct work *work, size_t index)
{
	return short_name(work, work->request->certs[index].common_name, work->request->certs[index].subject);
}

/* Certificates and anchors */

static bool import_all(struct work *work)
{
	const struct verify_request *request = work->request;

	for (size_t i = 0; i < request->count && i < PATH_MAX_LENGTH; i++) {
		gnutls_datum_t der = {(unsigned char *)request->certs[i].der.data, (unsigned)request->certs[i].der.len};
		if (request->certs[i].parse_error || gnutls_x509_crt_init(&work->certs[i]) < 0)
			return i > 0;
		work->count = i + 1;
		if (gnutls_x509_crt_import(work->certs[i], &der, GNUTLS_X509_FMT_DER) < 0)
			return false;
	}
	return work->count > 0;
}

static void take_anchor(struct bytes der, void *context)
{
	struct work *work = context;
	gnutls_datum_t datum = {(unsigned char *)der.data, (unsigned)der.len};
	gnutls_x509_crt_t crt;

	if (work->anchor_count == ANCHORS_MAX || gnutls_x509_crt_init(&crt) < 0)
		return;
	if (gnutls_x509_crt_import(crt, &datum, GNUTLS_X509_FMT_DER) < 0) {
		gnutls_x509_crt_deinit(crt);
		return;
	}
	work->anchors[work->anchor_count++] = crt;
}

/* Anchors that issued, or are, one of the certificates. */
static void find_anchors(struct work *work)
{
	for (size_t i = 0; i < work->count; i++) {
		gnutls_datum_t name = {NULL, 0};
		if (gnutls_x509_crt_get_raw_issuer_dn(work->certs[i], &name) >= 0)
			trust_find(work->trust, bytes_of(name.data, name.size), take_anchor, work);
		gnutls_free(name.data);
	}
	/* A trusted leaf or intermediate is an anchor, too, whoever issued it. */
	for (size_t i = 0; i < work->count; i++) {
		gnutls_datum_t name = {NULL, 0};
		if (gnutls_x509_crt_get_raw_dn(work->certs[i], &name) >= 0)
			trust_find(work->trust, bytes_of(name.data, name.size), take_anchor, work);
		gnutls_free(name.data);
	}
}

/* The path */

static bool is_used(const struct work *work, size_t index)
{
	for (size_t i = 0; i < work->path_len; i++)
		if (work->path[i] == index)
			return true;
	return false;
}

static bool find_issuer(const struct work *work, size_t of, size_t *ret_index)
{
	for (size_t i = 0; i < work->count; i++)
		if (!is_used(work, i) && gnutls_x509_crt_check_issuer(work->certs[of], work->certs[i])) {
			*ret_index = i;
			return true;
		}
	return false;
}

static gnutls_x509_crt_t anchor_above(const struct work *work, gnutls_x509_crt_t crt)
{
	for (size_t i = 0; i < work->anchor_count; i++)
		if (gnutls_x509_crt_equals(crt, work->anchors[i]))
			return work->anchors[i];
	for (size_t i = 0; i < work->anchor_count; i++)
		if (gnutls_x509_crt_check_issuer(crt, work->anchors[i]))
			return work->anchors[i];
	return NULL;
}

/* From the leaf upwards until an anchor stands above, or nothing more leads on. */
static void build_path(struct work *work)
{
	size_t next = 0;

	do {
		work->path[work->path_len++] = next;
		work->anchor = anchor_above(work, work->certs[next]);
	} while (!work->anchor && find_issuer(work, next, &next));
}

static bool anchor_was_sent(const struct work *work)
{
	for (size_t i = 0; i < work->count; i++)
		if (gnutls_x509_crt_equals(work->certs[i], work->anchor))
			return true;
	return false;
}

static const struct cert_facts *describe_anchor(struct work *work)
{
	struct cert_facts *facts = arena_alloc(work->arena, sizeof(*facts));
	gnutls_datum_t der = {NULL, 0};

	if (facts && gnutls_x509_crt_export2(work->anchor, GNUTLS_X509_FMT_DER, &der) >= 0)
		certs_read(work->arena, bytes_of(der.data, der.size), facts);
	gnutls_free(der.data);
	return facts;
}

/* Chain */

/* GnuTLS's own judgement, without dates. True: trusted. */
static bool gnutls_trusts(struct work *work, unsigned *ret_status)
{
	gnutls_x509_trust_list_t list;
	gnutls_typed_vdata_st purpose = {
		.type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER};
	unsigned status = GNUTLS_CERT_INVALID;
	int result = gnutls_x509_trust_list_init(&list, 0);

	if (result < 0)
		return false;
	for (size_t i = 0; i < work->anchor_count; i++)
		gnutls_x509_trust_list_add_cas(list, &work->anchors[i], 1, 0);
	gnutls_x509_crt_t chain[PATH_MAX_LENGTH];
	for (size_t i = 0; i < work->path_len; i++)
		chain[i] = work->certs[work->path[i]];
	result = gnutls_x509_trust_list_verify_crt2(list, chain, (unsigned)work->path_len, &purpose, 1,
		GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS |
			GNUTLS_VERIFY_ALLOW_BROKEN,
		&status, NULL);
	gnutls_x509_trust_list_deinit(list, 0);
	*ret_status = result < 0 ? GNUTLS_CERT_INVALID : status;
	return result >= 0 && status == 0;
}

static const char *why_distrusted(unsigned status)
{
	if (status & GNUTLS_CERT_SIGNATURE_FAILURE)
		return "a signature in it is not valid: a certificate was altered, or its issuer is another one of the same name";
	if (status & GNUTLS_CERT_SIGNER_NOT_CA)
		return "a certificate in it signed another although it is no authority (CA)";
	if (status & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE)
		return "it breaks a constraint of an authority in it (names or length of the path)";
	if (status & GNUTLS_CERT_PURPOSE_MISMATCH)
		return "the certificate is not meant for a TLS server (extended key usage)";
	if (status & GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS)
		return "a certificate in it has a critical extension that is not known here";
	if (status & GNUTLS_CERT_INSECURE_ALGORITHM)
		return "a signature in it uses an algorithm that is broken";
	if (status & GNUTLS_CERT_REVOKED)
		return "a certificate in it is revoked";
	return "it does not lead to an anchor";
}

static struct verdict no_anchor(struct work *work)
{
	size_t top = work->path[work->path_len - 1];
	const struct cert_facts *facts = &work->request->certs[top];
	const char *source = trust_source(work->trust);

	if (facts->self_issued && work->path_len == 1)
		return verdict_say(
			work->arena, VERDICT_BAD, "self-signed, and not in %s: anybody could have made it", source);
	if (facts->self_issued)
		return verdict_say(work->arena, VERDICT_BAD, "leads to the root %s, which is not in %s",
			cert_name(work, top), source);
	return verdict_say(work->arena, VERDICT_BAD,
		"incomplete: the issuer of %s (%s) was not sent and is not in %s; the server should send its intermediate "
		"certificates",
		cert_name(work, top), short_name(work, NULL, facts->issuer), source);
}

/* What is odd about the list although a path was found. */
static struct verdict judge_order(struct work *work)
{
	const char *anchor = short_name(work, work->anchor_facts->common_name, work->anchor_facts->subject);
	size_t extra = 0;

	for (size_t i = 1; i < work->path_len; i++)
		if (work->path[i] < work->path[i - 1])
			return verdict_say(work->arena, VERDICT_WARN,
				"leads to %s, but the certificates are not sent in order; some clients cannot build the path",
				anchor);
	for (size_t i = 0; i < work->count; i++)
		extra += !is_used(work, i) && !gnutls_x509_crt_equals(work->certs[i], work->anchor);
	if (extra)
		return verdict_say(work->arena, VERDICT_WARN,
			"leads to %s; %zu of the certificates sent do not belong to the path", anchor, extra);
	return verdict_say(
		work->arena, VERDICT_GOOD, "leads to %s, an anchor in %s", anchor, trust_source(work->trust));
}

static struct verdict judge_chain(struct work *work)
{
	unsigned status = GNUTLS_CERT_INVALID;
	const struct verify_request *request = work->request;

	if (request->count + request->dropped > PATH_MAX_LENGTH)
		return verdict_say(work->arena, VERDICT_NOT_CHECKED,
			"%zu certificates were sent, more than %d: not trusted", request->count + request->dropped,
			PATH_MAX_LENGTH);
	for (size_t i = 0; i < request->count; i++)
		if (request->certs[i].parse_error)
			return verdict_say(work->arena, VERDICT_BAD, "certificate %zu cannot be read: %s", i,
				request->certs[i].parse_error);
	if (!work->anchor)
		return no_anchor(work);
	if (!gnutls_trusts(work, &status))
		return verdict_say(work->arena, VERDICT_BAD, "leads to %s, but %s",
			short_name(work, work->anchor_facts->common_name, work->anchor_facts->subject),
			why_distrusted(status));
	return judge_order(work);
}

/* Name */

static void list_names(const struct cert_facts *leaf, char *text, size_t size)
{
	struct buffer list;
	size_t told = 0;

	buffer_init(&list, size - 1);
	for (size_t i = 0; i < leaf->san_count && told < 4; i++) {
		if (leaf->sans[i].kind == SAN_EMAIL || leaf->sans[i].kind == SAN_OTHER)
			continue;
		buffer_append_text(&list, told++ ? ", " : "");
		safe_append(&list, bytes_first(leaf->sans[i].value, 80), SAFE_UTF8);
	}
	if (leaf->san_count + leaf->san_dropped > told)
		buffer_printf(&list, " and %zu more", leaf->san_count + leaf->san_dropped - told);
	snprintf(text, size, "%s", buffer_text(&list));
	buffer_done(&list);
}

static struct verdict judge_name(struct work *work)
{
	const struct cert_facts *leaf = &work->request->certs[0];
	char wanted[280], names[500];

	safe_text(wanted, sizeof(wanted), bytes_str(work->request->reference_name), SAFE_UTF8);
	if (!*wanted)
		return verdict_say(work->arena, VERDICT_NOT_CHECKED, "no name was asked for");
	if (leaf->parse_error)
		return verdict_say(work->arena, VERDICT_NOT_CHECKED, "the certificate cannot be read");
	switch (names_match(
		leaf, work->request->reference_name, work->request->srv_service, (struct san *)leaf->sans)) {
	case NAME_MATCHES: return verdict_say(work->arena, VERDICT_GOOD, "the certificate bears %s", wanted);
	case NAME_WILDCARD:
		return verdict_say(
			work->arena, VERDICT_GOOD, "the certificate bears a wildcard that covers %s", wanted);
	case NAME_COMMON_NAME:
		return verdict_say(work->arena, VERDICT_BAD,
			"%s stands only in the common name, which no longer counts; it must be a subjectAltName (RFC 9525 §2)",
			wanted);
	case NAME_NONE:
		return verdict_say(
			work->arena, VERDICT_BAD, "the certificate bears no host name at all, hence not %s", wanted);
	case NAME_DIFFERS: break;
	}
	list_names(leaf, names, sizeof(names));
	if (!leaf->san_count)
		return verdict_say(work->arena, VERDICT_BAD, "%s is not the certificate's name, which is %s", wanted,
			cert_name(work, 0));
	return verdict_say(work->arena, VERDICT_BAD, "%s is not among the certificate's names: %s", wanted, names);
}

/* Dates */

static const char *clock_hint(int64_t now)
{
	return now < EPOCH_2024 ? "; but your own clock says an early year: is it right?" : "";
}

static struct verdict judge_dates(struct work *work)
{
	int64_t now = work->request->now, left = INT64_MAX;
	char date[32];

	if (!work->path_len)
		return verdict_say(work->arena, VERDICT_NOT_CHECKED, "the certificate cannot be read");
	for (size_t i = 0; i < work->path_len; i++) {
		const struct cert_facts *cert = &work->request->certs[work->path[i]];
		const char *which = i ? cert_name(work, work->path[i]) : "the certificate";
		if (now > cert->not_after)
			return verdict_say(work->arena, VERDICT_BAD, "%s expired %" PRId64 " day%s ago (%s UTC)%s",
				which, (now - cert->not_after) / DAY, (now - cert->not_after) / DAY == 1 ? "" : "s",
				clock_date(date, sizeof(date), cert->not_after), clock_hint(now));
		if (now < cert->not_before)
			return verdict_say(work->arena, VERDICT_BAD, "%s is not valid before %s UTC%s", which,
				clock_date(date, sizeof(date), cert->not_before), clock_hint(now));
		if (cert->not_after - now < left)
			left = cert->not_after - now;
	}
	if (left / DAY < SOON_DAYS)
		return verdict_say(work->arena, VERDICT_WARN, "expires in %" PRId64 " day%s: renew it", left / DAY,
			left / DAY == 1 ? "" : "s");
	return verdict_say(work->arena, VERDICT_GOOD, "valid for %" PRId64 " more days", left / DAY);
}

/* Strength */

static struct verdict judge_strength(struct work *work)
{
	if (!work->path_len)
		return verdict_say(work->arena, VERDICT_NOT_CHECKED, "the certificate cannot be read");
	for (size_t i = 0; i < work->path_len; i++) {
		const struct cert_facts *cert = &work->request->certs[work->path[i]];
		const char *which = i ? cert_name(work, work->path[i]) : "the certificate";
		bool is_ec = !strncmp(cert->key, "EC", 2) || !strncmp(cert->key, "EdDSA", 5);
		unsigned wanted = is_ec ? EC_GOOD : RSA_GOOD;
		if (cert->key_bits && cert->key_bits < wanted)
			return verdict_say(work->arena, VERDICT_BAD,
				"%s has a key of %u bits (%s); less than %u is too weak", which, cert->key_bits,
				cert->key, wanted);
		/* A root's own signature protects nothing: it is trusted because it is in the store. */
		if (cert->signature_weak && !cert->self_issued)
			return verdict_say(work->arena, VERDICT_BAD, "%s is signed with %s, which can be forged", which,
				cert->signature);
	}
	const struct cert_facts *leaf = &work->request->certs[0];
	return verdict_say(
		work->arena, VERDICT_GOOD, "%s %u bits, signed with %s", leaf->key, leaf->key_bits, leaf->signature);
}

/* All */

static gnutls_x509_crt_t issuer_of_leaf(const struct work *work)
{
	return work->path_len > 1 ? work->certs[work->path[1]] : work->anchor;
}

static void judge_all(struct work *work, struct verify_result *result)
{
	result->verdicts[VERDICT_CHAIN] = judge_chain(work);
	result->verdicts[VERDICT_NAME] = judge_name(work);
	result->verdicts[VERDICT_DATES] = judge_dates(work);
	result->verdicts[VERDICT_STRENGTH] = judge_strength(work);
	result->verdicts[VERDICT_STAPLE] =
		staple_judge(work->arena, work->request, work->count ? work->certs[0] : NULL, issuer_of_leaf(work));
}

void verify_chain(struct arena *arena, struct trust *trust, const struct verify_request *request,
	struct verify_result *ret_result)
{
	struct work work = {.arena = arena, .trust = trust, .request = request};
	struct verify_result result = {.anchor = NULL};

	if (!request->count) {
		for (int i = 0; i < VERDICT_ASPECTS; i++)
			result.verdicts[i] = verdict_say(arena, VERDICT_NOT_CHECKED, "the server sent no certificate");
		*ret_result = result;
		return;
	}
	if (import_all(&work)) {
		find_anchors(&work);
		build_path(&work);
	}
	if (work.anchor)
		work.anchor_facts = describe_anchor(&work);
	judge_all(&work, &result);
	if (work.anchor) {
		result.anchor = anchor_was_sent(&work) ? NULL : work.anchor_facts;
		result.anchor_subject = work.anchor_facts->subject;
	}
	for (size_t i = 0; i < work.count; i++)
		gnutls_x509_crt_deinit(work.certs[i]);
	for (size_t i = 0; i < work.anchor_count; i++)
		gnutls_x509_crt_deinit(work.anchors[i]);
	*ret_result = result;
}
