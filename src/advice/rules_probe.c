/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_probe: what a probe found that a server should no longer take, or could take by now. Only what the server has said
 * counts: silence proves nothing.
 */
#include "advice/rules.h"

#include "advice/weak.h"
#include "base/safe.h"

#define POSTFIX_12 "smtpd_tls_protocols = >=TLSv1.2; smtpd_tls_mandatory_protocols = >=TLSv1.2 (both since Postfix 3.6)"
#define DOVECOT_12 "ssl_min_protocol = TLSv1.2"
#define EXIM_12                                                                                                        \
	"with OpenSSL openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1; with GnuTLS tls_require_ciphers = "           \
	"NORMAL:-VERS-TLS1.0:-VERS-TLS1.1"
#define DOVECOT_CIPHERS "ssl_cipher_list = ECDHE+AESGCM:ECDHE+CHACHA20; ssl_min_protocol = TLSv1.2"
#define EXIM_CIPHERS                                                                                                   \
	"with OpenSSL tls_require_ciphers = ECDHE+AESGCM:ECDHE+CHACHA20; with GnuTLS tls_require_ciphers = "           \
	"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-AES-128-CBC:-AES-256-CBC"

static const struct finding_row rows[] = {
	{.id = "F-PROBE.ssl",
		.rank = FINDING_HIGH,
		.title = "The server still takes SSL 2.0 or 3.0",
		.explanation =
			"Both are broken. With SSL 2.0 even sessions in TLS can be decrypted, on any server that uses the same key (DROWN); "
			"in SSL 3.0 passwords can be read byte by byte (POODLE).",
		.remedy = "Offer TLS 1.2 and 1.3 only; a library that still has SSL 2.0 must be replaced",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 6176; RFC 7568"},
	{.id = "F-PROBE.old-versions",
		.rank = FINDING_LOW,
		.title = "The server still takes TLS 1.0 or 1.1",
		.explanation =
			"Clients of today do not ask for them, so that only old ones are concerned; but somebody in between may look for a way to "
			"talk a client down. On port 25 some keep them, since mail in the clear would be worse.",
		.remedy = "Look in the log who still uses them, then switch them off",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 8996; RFC 9325 §3.1.1"},
	{.id = "F-PROBE.no-tls12",
		.rank = FINDING_MEDIUM,
		.title = "The server has neither TLS 1.2 nor TLS 1.3",
		.explanation = "Clients of today cannot connect to it at all.",
		.remedy = "Update the server's TLS library, and allow both versions",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 8996; RFC 9325 §3.1.1"},
	{.id = "F-PROBE.no-tls13",
		.rank = FINDING_NOTE,
		.title = "The server does not have TLS 1.3",
		.explanation =
			"TLS 1.2 with good suites is safe. TLS 1.3 is faster by one round trip and hides the certificate from those who listen.",
		.remedy = "It comes with OpenSSL 1.1.1 and GnuTLS 3.6.5; see that it is not switched off",
		.reference = "RFC 8446; RFC 9325 §3.1.1"},
	{.id = "F-PROBE.broken-suite",
		.rank = FINDING_HIGH,
		.title = "The server takes a cipher that protects nothing (NULL, EXPORT or DES)",
		.explanation =
			"Good clients do not offer it. But a client that does, by mistake or because it was talked into it, can be read by "
			"everybody on the way.",
		.remedy = "Take them off the server's list",
		.postfix =
			"smtpd_tls_exclude_ciphers = eNULL, EXPORT, LOW, DES; smtpd_tls_mandatory_exclude_ciphers = aNULL, eNULL, EXPORT, "
			"LOW, DES",
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1"},
	{.id = "F-PROBE.weak-suite",
		.rank = FINDING_LOW,
		.title = "The server takes a weak cipher (RC4, 3DES or MD5)",
		.explanation =
			"Good clients do not offer it, so that only old ones are concerned. RC4 is forbidden, 3DES leaks in long sessions.",
		.remedy = "Take them off the server's list",
		.postfix =
			"smtpd_tls_exclude_ciphers = RC4, 3DES, MD5; smtpd_tls_mandatory_exclude_ciphers = aNULL, RC4, 3DES, MD5",
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 7465; RFC 9325 §4.1"},
	{.id = "F-PROBE.anonymous",
		.rank = FINDING_HIGH,
		.title = "The server takes suites without a certificate",
		.explanation =
			"A client that agrees to them does not know whom it talks to. On port 25 that is Postfix's default and does no harm, since "
			"nothing is checked there; where people log in it must not be.",
		.remedy = "Take them off the list wherever people log in",
		.postfix =
			"smtpd_tls_mandatory_exclude_ciphers = aNULL (and smtpd_tls_security_level = encrypt on the submission port)",
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §5.1; RFC 5246 §F.1.1.1"},
	{.id = "F-PROBE.static",
		.rank = FINDING_NOTE,
		.title = "The server takes suites without forward secrecy",
		.explanation =
			"A client that chooses them can be read by whoever gets the server's key later. Most servers put them last, so that good "
			"clients never end up there.",
		.remedy = "When no old client needs them any more, take them off the list",
		.postfix = "smtpd_tls_exclude_ciphers = kRSA",
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1"},
	{.id = "F-PROBE.weak-dh",
		.rank = FINDING_MEDIUM,
		.title = "The server's own Diffie-Hellman group is too small",
		.explanation =
			"Clients that offer DHE without naming a group get it. Below 2048 bits it can be broken with enough machines, below 1024 "
			"with few (Logjam).",
		.remedy = "Use a group of at least 2048 bits, best one of RFC 7919, or elliptic curves only",
		.postfix =
			"smtpd_tls_dh1024_param_file = /etc/postfix/dh2048.pem (openssl dhparam -out /etc/postfix/dh2048.pem 2048)",
		.dovecot = "ssl_dh = </etc/dovecot/dh.pem (openssl dhparam -out /etc/dovecot/dh.pem 2048)",
		.exim = "tls_dhparam = ffdhe2048",
		.reference = "RFC 9325 §4.5; RFC 7919; CVE-2015-4000"},
	{.id = "F-PROBE.no-hybrid",
		.rank = FINDING_NOTE,
		.title = "The server has no key exchange that a quantum computer could not break",
		.explanation =
			"What is recorded today may be read once such machines exist. Clients begin to offer X25519MLKEM768 for that; nothing is "
			"wrong with a server that does not have it yet.",
		.remedy =
			"It comes with OpenSSL 3.5 and GnuTLS 3.8.9 or later; no setting is needed unless groups are listed by hand",
		.postfix = "smtpd_tls_eecdh_grade = auto",
		.dovecot = "ssl_curve_list must not be limited, or must name X25519MLKEM768",
		.exim = "with OpenSSL tls_eccurve = auto",
		.reference = "draft-ietf-tls-ecdhe-mlkem"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]), TLS10 = 0x0301, TLS11 = 0x0302, TLS12 = 0x0303, TLS13 = 0x0304 };
enum { X25519MLKEM768 = 0x11ec, SECP256R1MLKEM768 = 0x11eb, SECP384R1MLKEM1024 = 0x11ed };

struct state {
	bool without_12, without_13; /* the server said so */
	bool group;                  /* some group was found: groups were asked for */
	bool hybrid;
	const struct event *no_hybrid;
};

static void take_version(struct advice *advice, const struct event *event, struct state *state)
{
	const struct event_probe *probe = &event->probe;
	bool has = probe->answer == PROBE_SUPPORTED, refused = probe->answer == PROBE_NOT_SUPPORTED;
	char name[40];

	safe_text(name, sizeof(name), probe->name, SAFE_ASCII);
	if (has && probe->code < TLS10)
		advice_tell(advice, "F-PROBE.ssl", event, NULL, "It answered in %s", name);
	if (has && (probe->code == TLS10 || probe->code == TLS11))
		advice_tell(advice, "F-PROBE.old-versions", event, NULL, "It answered in %s", name);
	state->without_12 = state->without_12 || (refused && probe->code == TLS12);
	state->without_13 = state->without_13 || (refused && probe->code == TLS13);
	if (state->without_12 && state->without_13)
		advice_tell(advice, "F-PROBE.no-tls12", event, NULL, NULL);
	else if (refused && probe->code == TLS13)
		advice_tell(advice, "F-PROBE.no-tls13", event, NULL, NULL);
}

static const char *suite_id(enum weakness weakness)
{
	switch (weakness) {
	case WEAK_NULL:
	case WEAK_EXPORT:
	case WEAK_DES: return "F-PROBE.broken-suite";
	case WEAK_RC4:
	case WEAK_BLOCK64:
	case WEAK_MD5: return "F-PROBE.weak-suite";
	case WEAK_CBC_SHA1:
	case WEAK_CBC:
	case WEAK_NOT: return NULL;
	}
	return NULL;
}

static void take_suite(struct advice *advice, const struct event *event)
{
	struct bytes suite = event->probe.name;
	const char *id = suite_id(weak_cipher(suite));
	bool relays = weak_trust_rank(advice) == FINDING_MEDIUM;
	char name[100];

	if (event->probe.answer != PROBE_SUPPORTED)
		return;
	safe_text(name, sizeof(name), suite, SAFE_ASCII);
	if (id)
		advice_tell(advice, id, event, NULL, "One of them is %s", name);
	if (weak_is_anonymous(suite))
		advice_tell_ranked(advice, "F-PROBE.anonymous", relays ? FINDING_NOTE : FINDING_HIGH, event, NULL,
			"One of them is %s", name);
	else if (weak_is_static(suite))
		advice_tell(advice, "F-PROBE.static", event, NULL, "One of them is %s", name);
}

static void take_group(const struct event *event, struct state *state)
{
	const struct event_probe *probe = &event->probe;
	bool hybrid =
		probe->code == X25519MLKEM768 || probe->code == SECP256R1MLKEM768 || probe->code == SECP384R1MLKEM1024;

	state->group = state->group || probe->answer == PROBE_SUPPORTED;
	state->hybrid = state->hybrid || (hybrid && probe->answer == PROBE_SUPPORTED);
	if (probe->code == X25519MLKEM768 && probe->answer == PROBE_NOT_SUPPORTED)
		state->no_hybrid = event;
}

static void take_dh_size(struct advice *advice, const struct event *event)
{
	enum { DH_GOOD = 2048, DH_BROKEN = 1024 };
	uint32_t bits = event->probe.code;

	if (event->probe.answer == PROBE_SUPPORTED && bits && bits < DH_GOOD)
		advice_tell_ranked(advice, "F-PROBE.weak-dh", bits < DH_BROKEN ? FINDING_HIGH : FINDING_MEDIUM, event,
			NULL, "Its prime has %u bits", (unsigned)bits);
}

/* Groups come one by one; when something else does, all of them are known. */
static void conclude_groups(struct advice *advice, const struct state *state)
{
	if (state->no_hybrid && state->group && !state->hybrid && !state->without_13)
		advice_tell(advice, "F-PROBE.no-hybrid", state->no_hybrid, NULL, NULL);
}

static void take(struct advice *advice, const struct event *event, void *memory)
{
	struct state *state = memory;

	if (event->kind != EVENT_PROBE)
		return;
	switch (event->probe.topic) {
	case PROBE_VERSION: take_version(advice, event, state); return;
	case PROBE_SUITE: take_suite(advice, event); return;
	case PROBE_GROUP: take_group(event, state); return;
	case PROBE_DH_SIZE: take_dh_size(advice, event); break;
	case PROBE_SUITE_ORDER:
	case PROBE_GROUP_ORDER:
	case PROBE_SCHEME:
	case PROBE_EXTENSION:
	case PROBE_ALPN:
	case PROBE_HELLO_SIZE:
	case PROBE_ENDED: break;
	}
	conclude_groups(advice, state);
}

const struct advice_topic topic_probe = {.rows = rows, .count = ROWS, .state_size = sizeof(struct state), .take = take};
