/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_setup: what is chosen becomes a priority string, and a handshake with a server in memory that has just that.
 */
#include "../check_main.h"
#include "peer.h"
#include "tls/credentials.h"
#include "tls/priority.h"

#include <gnutls/abstract.h>
#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NO_FFDHE      ":-GROUP-FFDHE2048:-GROUP-FFDHE3072:-GROUP-FFDHE4096:-GROUP-FFDHE6144:-GROUP-FFDHE8192"
#define OLD           ":+SIGN-RSA-SHA1:+3DES-CBC"
#define NEW           "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define ONLY_12       "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define ECDHE_RSA_GCM ":-CIPHER-ALL:+AES-256-GCM:-MAC-ALL:+AEAD:-KX-ALL:+ECDHE-RSA"

START_TEST(priorities)
{
	static const struct {
		struct tls_settings settings;
		const char *text;
	} rows[] = {
		{{.versions = NULL}, TLS_PRIORITY},
		{{.versions = "1.3"}, "NORMAL:-VERS-ALL:+VERS-TLS1.3"},
		{{.versions = "1.2,1.3"}, NEW},
		{{.versions = "TLSv1.2:tls1_3"}, NEW},
		{{.versions = "1.2-"}, NEW},
		{{.versions = "-1.0"}, "NORMAL:-VERS-ALL:+VERS-TLS1.0" OLD},
		{{.versions = "1.0-1.2"}, "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0" OLD},
		{{.versions = " 1.0 , 1.2 "}, "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.0" OLD},
		{{.versions = "1.1", .schemes = "RSA+SHA1", .ciphers = "RC4"},
			"NORMAL:-VERS-ALL:+VERS-TLS1.1:-CIPHER-ALL:+ARCFOUR-128:-MAC-ALL:+SHA1:+MD5:-SIGN-ALL:+SIGN-RSA-SHA1"},
		{{.priority = "SECURE256"}, "SECURE256"},
		{{.priority = "SECURE256", .versions = "1.2"}, "SECURE256:-VERS-ALL:+VERS-TLS1.2"},
		{{.priority = "NORMAL", .groups = "x25519"}, "NORMAL:-GROUP-ALL:+GROUP-X25519"},
		/* one suite in three spellings */
		{{.ciphers = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"}, ONLY_12 ECDHE_RSA_GCM},
		{{.ciphers = "ecdhe-rsa-aes256-gcm-sha384"}, ONLY_12 ECDHE_RSA_GCM},
		{{.ciphers = "TLS_ECDHE_RSA_AES_256_GCM_SHA384"}, ONLY_12 ECDHE_RSA_GCM},
		{{.ciphers = "AES128-SHA"}, ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+RSA"},
		{{.ciphers = "TLS_RSA_WITH_AES_128_CBC_SHA"},
			ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+RSA"},
		{{.ciphers = "DES-CBC3-SHA", .versions = "1.0"},
			"NORMAL:-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+3DES-CBC:-MAC-ALL:+SHA1:-KX-ALL:+RSA:+SIGN-RSA-SHA1"},
		{{.ciphers = "TLS_RSA_WITH_RC4_128_MD5"},
			ONLY_12 ":-CIPHER-ALL:+ARCFOUR-128:-MAC-ALL:+MD5:-KX-ALL:+RSA"},
		{{.ciphers = "ADH-AES128-SHA"}, ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+ANON-DH"},
		{{.ciphers = "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"},
			ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+ANON-ECDH"},
		{{.ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305"},
			ONLY_12 ":-CIPHER-ALL:+CHACHA20-POLY1305:-MAC-ALL:+AEAD:-KX-ALL:+ECDHE-ECDSA"},
		/* TLS 1.3's have no key exchange, and RSA's of 1.2 none in OpenSSL's names */
		{{.ciphers = "TLS_AES_128_GCM_SHA256"},
			"NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:-MAC-ALL:+AEAD"},
		{{.ciphers = "AES128-GCM-SHA256"}, ONLY_12 ":-CIPHER-ALL:+AES-128-GCM:-MAC-ALL:+AEAD:-KX-ALL:+RSA"},
		/* ciphers and key exchanges alone */
		{{.ciphers = "AES-256-CBC"}, ONLY_12 ":-CIPHER-ALL:+AES-256-CBC:-MAC-ALL:+SHA384:+SHA256:+SHA1"},
		{{.ciphers = "CHACHA20"}, NEW ":-CIPHER-ALL:+CHACHA20-POLY1305:-MAC-ALL:+AEAD"},
		{{.ciphers = "anon"}, ONLY_12 ":-KX-ALL:+ANON-ECDH:+ANON-DH"},
		{{.ciphers = "dhe,AES-128-GCM"}, ONLY_12 ":-CIPHER-ALL:+AES-128-GCM:-MAC-ALL:+AEAD:-KX-ALL:+DHE-RSA"},
		{{.ciphers = "RC4:ECDHE-RSA-AES256-GCM-SHA384"},
			ONLY_12 ":-CIPHER-ALL:+ARCFOUR-128:+AES-256-GCM:-MAC-ALL:+SHA1:+MD5:+AEAD:+ECDHE-RSA"},
		/* groups and schemes */
		{{.groups = "P-256:secp384r1,X25519"},
			NEW ":-GROUP-ALL:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-X25519"},
		{{.groups = "prime256v1,ffdhe2048"}, NEW ":-GROUP-ALL:+GROUP-SECP256R1:+GROUP-FFDHE2048"},
		{{.groups = "dh512"}, NEW NO_FFDHE},
		{{.schemes = "rsa_pss_rsae_sha256:ed25519"},
			NEW ":-SIGN-ALL:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-EdDSA-Ed25519"},
		{{.schemes = "ECDSA+SHA256"}, NEW ":-SIGN-ALL:+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SHA256"},
		{{.schemes = "ecdsa-sha256,pss+sha384"}, NEW ":-SIGN-ALL:+SIGN-ECDSA-SHA256:+SIGN-RSA-PSS-RSAE-SHA384"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct priority priority;
		struct error error = {.sentence = ""};
		ck_assert_msg(priority_build(&rows[i].settings, 0, &priority, &error), "%s: %s", rows[i].text,
			error.sentence);
		ck_assert_str_eq(priority.text, rows[i].text);
	}
}
END_TEST

START_TEST(refusals)
{
	static const struct {
		struct tls_settings settings;
		const char *says;
	} rows[] = {
		{{.versions = "1.4"}, "--tls: \"1.4\" is not known; there are 1.0, 1.1, 1.2 and 1.3"},
		{{.versions = "ssl3"}, "--tls: \"ssl3\" cannot be spoken"},
		{{.versions = "1.3-1.0"}, "--tls: the range 1.3-1.0 has its ends the wrong way round"},
		{{.versions = "-"}, "--tls: \"-\" is not known"},
		{{.versions = ","}, "--tls: the list is empty"},
		{{.versions = "1.2-1.3-1.4"}, "is not known"},
		{{.ciphers = "foo"}, "--ciphers: \"foo\" is not known; nearest to it are"},
		{{.ciphers = "ECDHE-RSA-AES265-GCM-SHA384"}, "did you mean TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
		{{.ciphers = "AES256-GMC"}, "did you mean"},
		{{.ciphers = "TLS_PSK_WITH_AES_128_CBC_SHA"},
			"--ciphers: a session cannot offer TLS_PSK_WITH_AES_128_CBC_SHA (0x008c) with GnuTLS "},
		{{.ciphers = "TLS_RSA_WITH_DES_CBC_SHA"}, "cannot offer TLS_RSA_WITH_DES_CBC_SHA (0x0009)"},
		{{.groups = "x25519mlkem768"}, "--groups: a session cannot offer X25519MLKEM768 (0x11ec) with GnuTLS "},
		{{.schemes = "ecdsa_brainpoolP256r1tls13_sha256"},
			"; starlit probe TARGET tells whether a server has it"},
		{{.ciphers = "TLS_AES_128_GCM_SHA256", .versions = "1.2"}, "they are of TLS 1.3"},
		{{.ciphers = "RC4", .versions = "1.3"}, "they are of TLS 1.2 and below"},
		{{.ciphers = "a\x1b[31m"}, "--ciphers: \"a^[[31m\" is not known"},
		{{.groups = "x25518"}, "--groups: \"x25518\" is not known; did you mean X25519"},
		{{.groups = "dh12"}, "is not known"},
		{{.groups = "dh1024", .versions = "1.3"}, "--groups: dh1024 is for a group of the server's own"},
		{{.groups = "P-257"}, "did you mean P-256"},
		{{.groups = ""}, "--groups: the list is empty"},
		{{.schemes = "rsa_pss_sha256x"}, "--sigalgs: \"rsa_pss_sha256x\" is not known; did you mean"},
		{{.schemes = "rsa_pss_rsae_sha265"}, "did you mean rsa_pss_rsae_sha256"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct priority priority = {.text = "untouched"};
		struct error error = {.sentence = ""};
		ck_assert_msg(!priority_build(&rows[i].settings, 0, &priority, &error), "%s", rows[i].says);
		ck_assert_msg(strstr(error.sentence, rows[i].says) != NULL, "%s: %s", rows[i].says, error.sentence);
		ck_assert_int_eq(error.domain, ERROR_USAGE);
		ck_assert_str_eq(priority.text, "untouched");
	}
}
END_TEST

/* Handshakes */

static int give_group(gnutls_session_t session, gnutls_params_type_t type, gnutls_params_st *ret_params)
{
	static gnutls_dh_params_t params; /* lives as long as the case */

	(void)session;
	if (!params) {
		ck_assert_int_ge(gnutls_dh_params_init(&params), 0);
		ck_assert_int_ge(gnutls_dh_params_generate2(params, 512), 0);
	}
	*ret_params = (gnutls_params_st){.type = type, .params = {.dh = params}};
	return 0;
}

static void dh_group(struct peer *peer, const void *context)
{
	(void)context;
	gnutls_certificate_set_params_function(peer->credentials, give_group);
}

static void anonymous(struct peer *peer, const void *context)
{
	static gnutls_anon_server_credentials_t credentials; /* lives as long as the case */

	(void)context;
	if (!credentials) {
		ck_assert_int_ge(gnutls_anon_allocate_server_credentials(&credentials), 0);
		gnutls_anon_set_server_known_dh_params(credentials, GNUTLS_SEC_PARAM_MEDIUM);
	}
	gnutls_credentials_set(peer->session, GNUTLS_CRD_ANON, credentials);
}

#define WEAK_SERVER                                                                                                    \
	"NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+ARCFOUR-128:+3DES-CBC:+NULL:+MD5:+SHA256:+SHA384:+RSA:+DHE-RSA:"            \
	"+CAMELLIA-256-CBC:+SIGN-RSA-SHA1:+GROUP-SECP192R1:+GROUP-SECP224R1"

/* Each thing that can be asked for, with a server that has it. */
static const struct {
	const char *what;
	struct tls_settings offers;
	const char *server;
	void (*prepare)(struct peer *peer, const void *context);
	uint16_t version;
	const char *suite, *group;
	bool ecdsa;
} handshake_rows[] = {
	{"default", {.versions = NULL}, NULL, NULL, 0x0304, "TLS_AES_256_GCM_SHA384", "SECP256R1", true},
	{"1.3", {.versions = "1.3"}, NULL, NULL, 0x0304, "TLS_AES_256_GCM_SHA384", NULL, true},
	{"1.2", {.versions = "1.2"}, NULL, NULL, 0x0303, NULL, NULL, true},
	{"1.1", {.versions = "1.1"}, WEAK_SERVER, NULL, 0x0302, NULL, NULL, false},
	{"1.0", {.versions = "1.0"}, WEAK_SERVER, NULL, 0x0301, NULL, NULL, false},
	{"1.0-1.2, newest", {.versions = "1.0-1.2"}, WEAK_SERVER, NULL, 0x0303, NULL, NULL, false},
	{"1.0-1.2, old", {.versions = "1.0-1.2"}, "NORMAL:-VERS-ALL:+VERS-TLS1.0", NULL, 0x0301, NULL, NULL, false},
	{"1.0,1.2", {.versions = "1.0,1.2"}, "NORMAL:-VERS-ALL:+VERS-TLS1.0", NULL, 0x0301, NULL, NULL, false},
	{"3DES alone at the server", {.versions = "1.0-1.2"}, "NORMAL:-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+3DES-CBC",
		NULL, 0x0301, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", NULL, false},
	{"RC4", {.ciphers = "RC4-MD5"}, WEAK_SERVER, NULL, 0x0303, "TLS_RSA_WITH_RC4_128_MD5", NULL, false},
	{"RC4, TLS 1.0", {.ciphers = "RC4", .versions = "1.0"}, WEAK_SERVER, NULL, 0x0301,
		"TLS_ECDHE_RSA_WITH_RC4_128_SHA", NULL, false},
	{"3DES", {.ciphers = "DES-CBC3-SHA"}, WEAK_SERVER, NULL, 0x0303, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", NULL, false},
	{"NULL", {.ciphers = "NULL,RSA"}, WEAK_SERVER, NULL, 0x0303, "TLS_RSA_WITH_NULL_SHA256", NULL, false},
	{"NULL-MD5", {.ciphers = "NULL-MD5"}, WEAK_SERVER, NULL, 0x0303, "TLS_RSA_WITH_NULL_MD5", NULL, false},
	{"Camellia", {.ciphers = "CAMELLIA256-SHA"}, WEAK_SERVER, NULL, 0x0303, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA",
		NULL, false},
	{"RSA key exchange", {.ciphers = "kRSA"}, WEAK_SERVER, NULL, 0x0303, "TLS_RSA_WITH_AES_256_GCM_SHA384", NULL,
		false},
	{"DHE", {.ciphers = "DHE"}, WEAK_SERVER, NULL, 0x0303, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "FFDHE2048",
		false},
	{"DH of 512 bits", {.ciphers = "DHE", .groups = "dh512"}, WEAK_SERVER, dh_group, 0x0303,
		"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", NULL, false},
	{"anonymous ECDH", {.ciphers = "AECDH-AES256-SHA"}, "NORMAL:+ANON-ECDH:+ANON-DH", anonymous, 0x0303,
		"TLS_ECDH_anon_WITH_AES_256_CBC_SHA", NULL, true},
	{"anonymous DH", {.ciphers = "ADH-AES128-GCM-SHA256"}, "NORMAL:+ANON-ECDH:+ANON-DH", anonymous, 0x0303,
		"TLS_DH_anon_WITH_AES_128_GCM_SHA256", NULL, true},
	{"SHA-1 signatures", {.versions = "1.2", .schemes = "rsa_pkcs1_sha1", .ciphers = "ECDHE"}, WEAK_SERVER, NULL,
		0x0303, NULL, NULL, false},
	{"P-192", {.groups = "P-192", .versions = "1.2"}, WEAK_SERVER ":-GROUP-ALL:+GROUP-SECP192R1", NULL, 0x0303,
		NULL, "SECP192R1", false},
	{"X448", {.groups = "x448"}, NULL, NULL, 0x0304, NULL, "X448", true},
	{"FFDHE in 1.3", {.groups = "ffdhe2048", .versions = "1.3"}, NULL, NULL, 0x0304, NULL, "FFDHE2048", true},
	{"CHACHA20 in 1.3", {.ciphers = "TLS_CHACHA20_POLY1305_SHA256"}, NULL, NULL, 0x0304,
		"TLS_CHACHA20_POLY1305_SHA256", NULL, true},
	{"CCM", {.ciphers = "ECDHE-ECDSA-AES256-CCM"}, NULL, NULL, 0x0303, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM", NULL,
		true},
	{"a GnuTLS string",
		{.priority = "NONE:+VERS-TLS1.2:+AES-128-CBC:+ECDHE-ECDSA:+SHA1:+SIGN-ALL:+COMP-NULL:"
			     "+GROUP-ALL:+CTYPE-ALL"},
		NULL, NULL, 0x0303, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", NULL, true},
};

START_TEST(handshakes)
{
	for (size_t i = 0; i < sizeof(handshake_rows) / sizeof(handshake_rows[0]); i++) {
		struct peer peer;
		struct peer_recipe recipe = {.offers = handshake_rows[i].offers,
			.priority = handshake_rows[i].server,
			.prepare = handshake_rows[i].prepare,
			.mint = {.rsa_1024 = !handshake_rows[i].ecdsa}};
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		const struct event *failed = peer_find(&peer, EVENT_TLS_FAILED, DIRECTION_IN, 0);
		ck_assert_msg(tls_state(peer.client) == TLS_UP, "%s: %.*s", handshake_rows[i].what,
			failed ? (int)failed->tls_failed.sentence.len : 0,
			failed ? (const char *)failed->tls_failed.sentence.data : "");
		const struct tls_facts *facts = tls_facts(peer.client);
		ck_assert_msg(facts->version_code == handshake_rows[i].version, "%s: %s", handshake_rows[i].what,
			facts->version);
		ck_assert_msg(!handshake_rows[i].suite || !strcmp(facts->suite, handshake_rows[i].suite), "%s: %s",
			handshake_rows[i].what, facts->suite);
		ck_assert_msg(
			!handshake_rows[i].group || (facts->group && !strcmp(facts->group, handshake_rows[i].group)),
			"%s: %s", handshake_rows[i].what, facts->group ? facts->group : "no group");
		ck_assert_msg(handshake_rows[i].prepare != dh_group || facts->dh_bits == 512, "%s: %u",
			handshake_rows[i].what, facts->dh_bits);
		peer_say(&peer, "250 hello\r\n");
		peer_converse(&peer);
		ck_assert(bytes_equal(buffer_bytes(tls_plain_in(peer.client)), BYTES_LITERAL("250 hello\r\n")));
		peer_close(&peer);
	}
}
END_TEST

static int no_cipher(
	gnutls_session_t session, unsigned type, unsigned when, unsigned incoming, const gnutls_datum_t *message)
{
	(void)session, (void)type, (void)when, (void)incoming, (void)message;
	return GNUTLS_E_NO_CIPHER_SUITES;
}

/* handshake_failure, when the client has answered. */
static void refuse_late(struct peer *peer, const void *context)
{
	(void)context;
	gnutls_handshake_set_hook_function(
		peer->session, GNUTLS_HANDSHAKE_CLIENT_KEY_EXCHANGE, GNUTLS_HOOK_POST, no_cipher);
}

/* What a server cannot do fails with a sentence that tells what to type. */
START_TEST(failures)
{
	static const struct {
		struct tls_settings offers;
		const char *server;
		void (*prepare)(struct peer *peer, const void *context);
		const char *says;
	} rows[] = {
		{{.versions = NULL}, "NORMAL:-VERS-ALL:+VERS-TLS1.0", NULL, "--tls 1.0-1.2"},
		{{.versions = "1.3"}, "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL, "--tls 1.0-1.2"},
		{{.versions = "1.2"}, "NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL, "--tls 1.0-1.3"},
		{{.versions = "1.0"}, "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL, "--tls 1.2-1.3"},
		{{.ciphers = "DHE", .groups = "dh1024"}, WEAK_SERVER, dh_group, "--groups dh512"},
		{{.ciphers = "RC4"}, NULL, NULL, "nothing in common"},
		{{.groups = "x448"}, "NORMAL:-GROUP-ALL:+GROUP-X25519", NULL, "nothing in common"},
		{{.versions = "1.2"}, NULL, peer_demand_certificate, "got none: --cert names one"},
		{{.versions = "1.2"}, NULL, refuse_late,
			"(40): the server broke off when version and cipher were chosen already"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		struct peer_recipe recipe = {.offers = rows[i].offers,
			.priority = rows[i].server,
			.prepare = rows[i].prepare,
			.mint = {.rsa_1024 = true}};
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		ck_assert_int_eq(tls_state(peer.client), TLS_BROKEN);
		const struct event *failed = peer_find(&peer, EVENT_TLS_FAILED, DIRECTION_IN, 0);
		ck_assert_ptr_nonnull(failed);
		ck_assert_msg(bytes_find(failed->tls_failed.sentence, bytes_str(rows[i].says)) <
				      failed->tls_failed.sentence.len,
			"%zu %s: %.*s", i, rows[i].says, (int)failed->tls_failed.sentence.len,
			(const char *)failed->tls_failed.sentence.data);
		peer_close(&peer);
	}
}
END_TEST

/* SNI and ALPN */

static bool notes(const struct peer *peer, const char *text)
{
	for (uint64_t i = 0; i < journal_count(peer->journal); i++) {
		const struct event *event = journal_at(peer->journal, i);
		if (event->kind == EVENT_NOTE && bytes_starts_with(event->note.sentence, text))
			return true;
	}
	return false;
}

static void offer_alpn(struct peer *peer, const void *context)
{
	gnutls_datum_t protocol = {(unsigned char *)"imap", 4};

	(void)context;
	ck_assert_int_ge(gnutls_alpn_set_protocols(peer->session, &protocol, 1, 0), 0);
}

START_TEST(names_sent)
{
	static const struct {
		struct tls_settings offers;
		const char *sni, *alpn;
		const char *note; /* about SNI */
	} rows[] = {
		{{.sni = NULL}, "mail.example.org", NULL, NULL},
		{{.sni = "none"}, NULL, NULL, NULL},
		{{.sni = "other.example.net"}, "other.example.net", NULL, NULL},
		{{.sni = "b\xc3\xbc"
			 "cher.example"},
			"xn--bcher-kva.example", NULL, NULL},
		{{.sni = "192.0.2.1"}, "192.0.2.1", NULL, "the server name asked for (SNI) is an address"},
		{{.sni = "a..example"}, "a..example", NULL, "the server name asked for (SNI) is no host name"},
		{{.sni = "mail.example.org."}, "mail.example.org.", NULL,
			"the server name asked for (SNI) is no host name"},
		{{.alpn = "pop3, imap"}, "mail.example.org", "imap", NULL},
		{{.alpn = "pop3"}, "mail.example.org", NULL, NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		struct peer_recipe recipe = {.offers = rows[i].offers, .prepare = offer_alpn};
		char name[256] = "";
		size_t len = sizeof(name);
		unsigned type;
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		ck_assert_int_eq(tls_state(peer.client), TLS_UP);
		int result = gnutls_server_name_get(peer.session, name, &len, &type, 0);
		ck_assert_int_eq(result >= 0, rows[i].sni != NULL);
		if (rows[i].sni)
			ck_assert_str_eq(name, rows[i].sni);
		ck_assert_pstr_eq(tls_facts(peer.client)->sni,
			rows[i].offers.sni && rows[i].sni ? rows[i].offers.sni : rows[i].sni);
		ck_assert_pstr_eq(tls_facts(peer.client)->alpn, rows[i].alpn);
		ck_assert_int_eq(notes(&peer, "the server name asked for (SNI)"), rows[i].note != NULL);
		ck_assert(!rows[i].note || notes(&peer, rows[i].note));
		peer_close(&peer);
	}
}
END_TEST

/* Settings that cannot be used say which option is wrong. */
START_TEST(unusable)
{
	static const struct {
		struct tls_settings settings;
		const char *says;
	} rows[] = {
		{{.priority = "NORMAL:+FOO"}, "--priority: GnuTLS does not know \"+FOO\""},
		{{.priority = "FOO"}, "--priority: GnuTLS does not know \"FOO\""},
		{{.priority = "NONE"}, "leaves nothing to offer"},
		{{.priority = "NORMAL:-CIPHER-ALL"}, "leaves nothing to offer"},
		{{.alpn = "a,b,c,d,e,f,g,h,i"}, "--alpn: at most 8"},
		{{.alpn = ","}, "--alpn: the list is empty"},
		{{.alpn = "0123456789012345678901234567890123456789"}, "--alpn: a protocol's name is too long"},
		{{.key_file = "key.pem"}, "--key: a key alone"},
		{{.cert_file = "/nonexistent/client.pem"}, "--cert: /nonexistent/client.pem: No such file"},
		{{.cert_file = "/dev/null"}, "--cert: /dev/null: no certificate"},
		{{.cert_file = "pkcs11:token=none;object=none"},
			"--cert: pkcs11:token=none;object=none: no token has it"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct clock_hands hands = {.wall = 0};
		struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
		struct journal *journal = journal_new(&config);
		struct error error = {.sentence = ""};
		ck_assert_msg(tls_client_new(&rows[i].settings, journal, &error) == NULL, "%s", rows[i].says);
		ck_assert_msg(strstr(error.sentence, rows[i].says) != NULL, "%s: %s", rows[i].says, error.sentence);
		journal_free(journal);
	}
}
END_TEST

/* TLS that protects nothing is warned of. */
START_TEST(no_protection)
{
	static const struct {
		const char *ciphers, *server;
		void (*prepare)(struct peer *peer, const void *context);
		bool anonymous, null;
	} rows[] = {
		{"ECDHE", NULL, NULL, false, false},
		{"AECDH-AES256-SHA", "NORMAL:+ANON-ECDH", anonymous, true, false},
		{"NULL-SHA", WEAK_SERVER, NULL, false, true},
		{"AECDH-NULL-SHA", WEAK_SERVER ":+ANON-ECDH", anonymous, true, true},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		struct peer_recipe recipe = {.offers = {.ciphers = rows[i].ciphers},
			.priority = rows[i].server,
			.prepare = rows[i].prepare,
			.mint = {.rsa_1024 = true}};
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		ck_assert_msg(tls_state(peer.client) == TLS_UP, "%s", rows[i].ciphers);
		ck_assert_int_eq(notes(&peer, "the key exchange was anonymous"), rows[i].anonymous);
		ck_assert_int_eq(notes(&peer, "the cipher is NULL"), rows[i].null);
		peer_close(&peer);
	}
}
END_TEST

/* Suites are told where GnuTLS makes more of them than were named. */
START_TEST(more_suites)
{
	static const struct {
		const char *ciphers;
		bool more;
	} rows[] = {
		{"ECDHE-RSA-AES256-GCM-SHA384", false},
		{"TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384", false},
		{"ECDHE-RSA-AES256-GCM-SHA384,AES128-SHA", true},
		{"ECDHE", false},
		{"RC4:AES128-SHA", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		struct peer_recipe recipe = {.offers = {.ciphers = rows[i].ciphers}, .mint = {.rsa_1024 = true}};
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		ck_assert_int_eq(tls_state(peer.client), TLS_UP);
		ck_assert_msg(notes(&peer, "--ciphers names 2 suites, and ") == rows[i].more, "%s", rows[i].ciphers);
		peer_close(&peer);
	}
}
END_TEST

/* The size of the ClientHello */

START_TEST(hello_sizes)
{
	static const struct {
		struct tls_settings offers;
		size_t low, high; /* what may come out */
	} rows[] = {
		{{.hello_size = 512}, 512, 512},
		{{.hello_size = 1500}, 1500, 1500},
		{{.hello_size = 1800, .versions = "1.2"}, 1800, 1800},
		{{.hello_size = 16379}, 16379, 16379},
		{{.hello_size = 20000}, 20000, 20000},
		{{.hello_size = 60000}, 60000, 60000},
		{{.hello_size = 320}, 320, 320},
		{{.hello_size = 255}, 255, 255},
		{{.hello_size = 1}, 150, 250},
		{{.hello_size = 300, .groups = "x25519,secp256r1,secp384r1,x448"}, 299, 301},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		struct peer_recipe recipe = {.offers = rows[i].offers};
		peer_open(&peer, &recipe);
		peer_converse(&peer);
		ck_assert_int_eq(tls_state(peer.client), TLS_UP);
		const struct event *hello = peer_find(&peer, EVENT_TLS_MESSAGE, DIRECTION_OUT, 0);
		ck_assert_ptr_nonnull(hello);
		size_t size = hello->tls_message.length;
		ck_assert_msg(size >= rows[i].low && size <= rows[i].high, "%zu: %zu", rows[i].offers.hello_size, size);
		char told[160];
		snprintf(told, sizeof(told),
			"--hello-size: what is offered does not fit; with all left out that can be, the ClientHello has %zu bytes",
			size);
		ck_assert_int_eq(notes(&peer, told), size > rows[i].high || rows[i].offers.hello_size < rows[i].low);
		peer_close(&peer);
	}
}
END_TEST

CHECK_MAIN("tls setup", priorities, refusals, handshakes, failures, names_sent, unusable, no_protection, more_suites,
	hello_sizes)
