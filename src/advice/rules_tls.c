/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_tls: what was negotiated and is weak, why a handshake failed, and how TLS ended.
 */
#include "advice/rules.h"

#include "advice/weak.h"
#include "base/safe.h"
#include "model/tls_facts.h"
#include "wire/reader.h"
#include <stdio.h>

#define POSTFIX_12 "smtpd_tls_protocols = >=TLSv1.2; smtpd_tls_mandatory_protocols = >=TLSv1.2 (both since Postfix 3.6)"
#define DOVECOT_12 "ssl_min_protocol = TLSv1.2"
#define EXIM_12                                                                                                        \
	"with OpenSSL openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1; with GnuTLS tls_require_ciphers = "           \
	"NORMAL:-VERS-TLS1.0:-VERS-TLS1.1"
#define POSTFIX_EXCLUDE(words)                                                                                         \
	"smtpd_tls_exclude_ciphers = " words "; smtpd_tls_mandatory_exclude_ciphers = aNULL, " words
#define DOVECOT_CIPHERS "ssl_cipher_list = ECDHE+AESGCM:ECDHE+CHACHA20; ssl_min_protocol = TLSv1.2"
#define EXIM_CIPHERS                                                                                                   \
	"with OpenSSL tls_require_ciphers = ECDHE+AESGCM:ECDHE+CHACHA20; with GnuTLS tls_require_ciphers = "           \
	"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-AES-128-CBC:-AES-256-CBC"
#define OLD_TLS                                                                                                        \
	"It rests on MD5 and SHA-1 and has been forbidden since 2021; clients of today refuse it. A server that has "  \
	"nothing better cannot be reached by them, and one that has can be talked down by somebody in between."

static const struct finding_row rows[] = {
	{.id = "F-OLDTLS.ssl3",
		.rank = FINDING_HIGH,
		.title = "SSL 3.0 was negotiated",
		.explanation = "SSL 3.0 is broken: who sits in between can decrypt passwords byte by byte (POODLE).",
		.remedy = "Offer TLS 1.2 and 1.3 only",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 7568; RFC 9325 §3.1.1"},
	{.id = "F-OLDTLS.tls10",
		.rank = FINDING_MEDIUM,
		.title = "TLS 1.0 was negotiated",
		.explanation = OLD_TLS,
		.remedy = "Offer TLS 1.2 and 1.3 only",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 8996; RFC 9325 §3.1.1"},
	{.id = "F-OLDTLS.tls11",
		.rank = FINDING_MEDIUM,
		.title = "TLS 1.1 was negotiated",
		.explanation = OLD_TLS,
		.remedy = "Offer TLS 1.2 and 1.3 only",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 8996; RFC 9325 §3.1.1"},
	{.id = "F-WEAKCIPHER.null",
		.rank = FINDING_HIGH,
		.title = "The cipher encrypts nothing (NULL)",
		.explanation = "Everything inside this session, passwords too, can be read by everybody on the way.",
		.remedy = "Take NULL ciphers off the server's list",
		.postfix = POSTFIX_EXCLUDE("eNULL"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1"},
	{.id = "F-WEAKCIPHER.export",
		.rank = FINDING_HIGH,
		.title = "The cipher was made weak on purpose (EXPORT)",
		.explanation =
			"Its keys of 40 or 56 bits are found within hours on ordinary machines. A server that takes such ciphers lets "
			"others force them on clients (FREAK, Logjam).",
		.remedy = "Take export ciphers off the server's list",
		.postfix = POSTFIX_EXCLUDE("EXPORT, LOW"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1; CVE-2015-0204; CVE-2015-4000"},
	{.id = "F-WEAKCIPHER.des",
		.rank = FINDING_HIGH,
		.title = "The cipher is DES, whose keys can be found by trying them all",
		.explanation = "56 bits have been too few since 1998: what was recorded is read in days.",
		.remedy = "Take DES off the server's list",
		.postfix = POSTFIX_EXCLUDE("DES, LOW"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1"},
	{.id = "F-WEAKCIPHER.rc4",
		.rank = FINDING_MEDIUM,
		.title = "The cipher is RC4, which is forbidden",
		.explanation =
			"RC4 leaks what it encrypts: a password that is sent often enough, as mail clients do, can be computed from "
			"recordings.",
		.remedy = "Take RC4 off the server's list",
		.postfix = POSTFIX_EXCLUDE("RC4"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 7465"},
	{.id = "F-WEAKCIPHER.3des",
		.rank = FINDING_MEDIUM,
		.title = "The cipher works on blocks of 64 bits (3DES, IDEA or RC2)",
		.explanation =
			"After some gigabytes under one key such ciphers leak parts of the text (Sweet32). Long IMAP sessions reach "
			"that. Clients of today no longer offer them.",
		.remedy = "Take 3DES and its kin off the server's list",
		.postfix = POSTFIX_EXCLUDE("3DES, IDEA, RC2"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1; CVE-2016-2183"},
	{.id = "F-WEAKCIPHER.md5",
		.rank = FINDING_LOW,
		.title = "Records are authenticated with MD5",
		.explanation =
			"MD5 has no known break in this use, but no standard of today permits it, and clients no longer offer it.",
		.remedy = "Take suites with MD5 off the server's list",
		.postfix = POSTFIX_EXCLUDE("MD5"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.2"},
	{.id = "F-WEAKCIPHER.cbc-sha1",
		.rank = FINDING_LOW,
		.title = "An old suite with CBC and SHA-1 was chosen in TLS 1.2",
		.explanation =
			"It authenticates before it encrypts, which has led to one timing attack after another (Lucky Thirteen). Suites "
			"with AES-GCM or ChaCha20 exist wherever TLS 1.2 does.",
		.remedy = "Prefer AES-GCM and ChaCha20, or offer nothing else",
		.postfix =
			"tls_preempt_cipherlist = yes; to refuse them: smtpd_tls_mandatory_exclude_ciphers = aNULL, SHA1",
		.dovecot = DOVECOT_CIPHERS "; ssl_prefer_server_ciphers = yes",
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.2"},
	{.id = "F-WEAKCIPHER.cbc",
		.rank = FINDING_NOTE,
		.title = "A suite with CBC was chosen in TLS 1.2",
		.explanation =
			"It authenticates before it encrypts, which must be programmed with great care (Lucky Thirteen). AES-GCM and "
			"ChaCha20 are recommended instead.",
		.remedy = "Prefer AES-GCM and ChaCha20",
		.postfix = "tls_preempt_cipherlist = yes",
		.dovecot = DOVECOT_CIPHERS "; ssl_prefer_server_ciphers = yes",
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.2"},
	{.id = "F-NOFS",
		.rank = FINDING_MEDIUM,
		.title = "The keys of this session hang on the server's private key alone (no forward secrecy)",
		.explanation =
			"Who records the session now and gets the server's key some day can read all of it. The RSA key exchange is also "
			"open to an old attack that keeps coming back (ROBOT).",
		.remedy = "Offer suites with ECDHE only; TLS 1.3 has nothing else",
		.postfix = POSTFIX_EXCLUDE("kRSA"),
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §4.1"},
	{.id = "F-ANON",
		.rank = FINDING_HIGH,
		.title = "The server showed no certificate at all (anonymous key exchange)",
		.explanation =
			"The session is encrypted, but nobody knows with whom: whoever sits in between can read and change everything. Mail "
			"servers use this among themselves on port 25, where nothing is checked anyway.",
		.remedy = "Do not offer or take anonymous suites where people log in",
		.postfix = "smtpd_tls_mandatory_exclude_ciphers = aNULL; smtpd_tls_exclude_ciphers = aNULL",
		.dovecot = DOVECOT_CIPHERS,
		.exim = EXIM_CIPHERS,
		.reference = "RFC 9325 §5.1; RFC 5246 §F.1.1.1"},
	{.id = "F-WEAKDH",
		.rank = FINDING_MEDIUM,
		.title = "The Diffie-Hellman group is too small",
		.explanation =
			"Below 2048 bits the secret of a session can be computed with enough machines, and below 1024 with few (Logjam). "
			"Many servers share the same small groups, so that the work pays.",
		.remedy = "Use a group of at least 2048 bits, best one of RFC 7919, or elliptic curves only",
		.postfix =
			"smtpd_tls_dh1024_param_file = /etc/postfix/dh2048.pem (openssl dhparam -out /etc/postfix/dh2048.pem 2048)",
		.dovecot = "ssl_dh = </etc/dovecot/dh.pem (openssl dhparam -out /etc/dovecot/dh.pem 2048)",
		.exim = "tls_dhparam = ffdhe2048",
		.reference = "RFC 9325 §4.5; RFC 7919; CVE-2015-4000"},
	{.id = "F-NOEMS",
		.rank = FINDING_LOW,
		.title = "The server lacks extended master secret",
		.explanation =
			"Without it the keys of a TLS 1.2 session are not bound to its handshake, so that two sessions can be made to share "
			"them (triple handshake). Channel bindings, as SCRAM-…-PLUS uses them, are then worth nothing.",
		.remedy =
			"Update the server's TLS library (OpenSSL has it since 1.1.0, GnuTLS since 3.4), or offer TLS 1.3",
		.reference = "RFC 7627; RFC 9325 §3.5"},
	{.id = "F-NORENEG",
		.rank = FINDING_MEDIUM,
		.title = "The server lacks secure renegotiation",
		.explanation =
			"Somebody in between can put commands of his own before those of the client, as if the client had sent them. The "
			"remedy is from 2010; a TLS library without it is very old.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 5746; CVE-2009-3555"},
	{.id = "F-SHA1.signature",
		.rank = FINDING_MEDIUM,
		.title = "The server signed the handshake with SHA-1 or MD5",
		.explanation =
			"Two texts with the same SHA-1 can be made; with MD5 it takes seconds. Clients of today do not take such signatures "
			"in TLS 1.2, and TLS 1.3 has none.",
		.remedy = "Update the server's TLS library, and have it sign with SHA-256 or better",
		.reference = "RFC 9155; RFC 9325 §4.5"},
	{.id = "F-NOTICKET",
		.rank = FINDING_NOTE,
		.title = "The server gave no ticket to resume the session with",
		.explanation =
			"Clients that come often, as mail clients do, could save the certificate and its checks the next time. It is a "
			"matter of speed only; some servers leave tickets out on purpose.",
		.remedy = "Nothing need be done. To have tickets, do not switch them off",
		.postfix = "tls_ssl_options must not contain NO_TICKET",
		.dovecot = "ssl_options must not contain no_ticket",
		.reference = "RFC 8446 §4.6.1"},
	{.id = "F-TRUNC.mid-reply",
		.rank = FINDING_MEDIUM,
		.title = "The connection was cut before an answer was complete",
		.explanation =
			"TLS ended without close_notify while an answer was due or half here. Anybody in between can cut a connection so: do "
			"not take what came for the whole, and do not assume that the last command was carried out.",
		.remedy =
			"Look at the server's log: did the process crash, or run into a limit? If it did neither, look for a firewall",
		.reference = "RFC 8446 §6.1; RFC 8314 §3.4"},
	{.id = "F-TRUNC.end",
		.rank = FINDING_LOW,
		.title = "TLS ended without close_notify",
		.explanation =
			"A server is to say that it has nothing more to say; without that an end that was forced by somebody else looks the "
			"same. After the answer to QUIT nothing can get lost, and many servers spare it there.",
		.remedy = "If it happens in the middle of sessions, look for time limits of firewalls and proxies",
		.reference = "RFC 8446 §6.1"},
	{.id = "F-TLS.closed",
		.rank = FINDING_MEDIUM,
		.title = "The connection ended in the middle of the handshake",
		.explanation =
			"The server gave up without saying why. Usual causes are a process that crashed or has no key to show, limits on "
			"connections, and devices that do not like the ClientHello.",
		.remedy = "Read the server's log. --hello-size 250 and --tls 1.2 show whether it is the ClientHello",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS.version",
		.rank = FINDING_MEDIUM,
		.title = "The server speaks only versions of TLS that were not offered",
		.explanation =
			"Usually it has nothing newer than TLS 1.1 or even SSL 3.0. Clients of today cannot connect to it.",
		.remedy = "Have the server offer TLS 1.2 and 1.3; :probe shows what it has",
		.postfix = POSTFIX_12,
		.dovecot = DOVECOT_12,
		.exim = EXIM_12,
		.reference = "RFC 8996; RFC 9325 §3.1.1"},
	{.id = "F-TLS.certificate",
		.rank = FINDING_MEDIUM,
		.title = "The handshake failed because the server's certificate cannot be used",
		.explanation =
			"It cannot be read, is missing, or forbids its own key to be used as the server did. Every client stops here.",
		.remedy = "Look at the file that the server reads: openssl x509 -text -in FILE",
		.postfix = "smtpd_tls_chain_files",
		.dovecot = "ssl_cert",
		.exim = "tls_certificate",
		.reference = "RFC 8446 §4.4.2; RFC 5280"},
	{.id = "F-TLS.timeout",
		.rank = FINDING_MEDIUM,
		.title = "The handshake did not end in time",
		.explanation =
			"The server stopped answering. It is overloaded, it waits for something of its own (a lookup, a full disk), or a large "
			"ClientHello is lost on the way.",
		.remedy = "Try --hello-size 250; if that works, something on the way loses large packets (MTU)",
		.reference = "RFC 8446 §4"},
	{.id = "F-TLS.limit",
		.rank = FINDING_MEDIUM,
		.title = "The server's part of the handshake is larger than is taken here",
		.explanation =
			"A certificate chain of ordinary size is less than 10 kB. Clients refuse much more, since it would cost them memory.",
		.remedy =
			"Look at the certificate file: it should hold the server's certificate and its intermediates, not a whole trust store",
		.postfix = "smtpd_tls_chain_files",
		.dovecot = "ssl_cert",
		.exim = "tls_certificate",
		.reference = "RFC 8446 §4.4.2"},
	{.id = "F-TLS.protocol",
		.rank = FINDING_MEDIUM,
		.title = "The server broke the rules of TLS",
		.explanation =
			"What it sent is TLS, but not as the standard has it. Its library is faulty, or somebody in between changes what it "
			"sends.",
		.remedy = "Compare with a connection made on the server itself: what differs was done on the way",
		.reference = "RFC 8446"},
	{.id = "F-NOT-TLS",
		.rank = FINDING_MEDIUM,
		.title = "The server did not answer with TLS where TLS was to begin",
		.explanation =
			"It sent clear text or something else in place of its part of the handshake. Either TLS is not switched on at this "
			"port, or it wants STARTTLS first, or its answer to STARTTLS came from somebody else.",
		.remedy =
			"Read what it said; on 465, 993, 995 TLS begins at once, on 25, 587, 143, 110 and 4190 after STARTTLS",
		.postfix = "master.cf, for the service on port 465: -o smtpd_tls_wrappermode=yes",
		.dovecot = "in inet_listener imaps: port = 993, ssl = yes",
		.exim = "tls_on_connect_ports = 465",
		.reference = "RFC 8314 §3; RFC 8446 §5"},
	{.id = "F-CLIENTCERT.asked",
		.rank = FINDING_NOTE,
		.title = "The server asked for a certificate of the client",
		.explanation =
			"It may be optional, as on most servers that do it: whoever has none goes on without. Some clients ask their user about it, "
			"which is a nuisance where no certificates are in use.",
		.remedy = "If clients have no certificates, do not ask for them",
		.postfix = "smtpd_tls_ask_ccert = no",
		.dovecot = "ssl_verify_client_cert = no",
		.exim = "tls_try_verify_hosts =",
		.reference = "RFC 8446 §4.3.2"},
	{.id = "F-CLIENTCERT.refused",
		.rank = FINDING_MEDIUM,
		.title = "The server refused the client only after the handshake had succeeded",
		.explanation =
			"In TLS 1.3 the client is done before the server has looked at its certificate. That there was none, or not the right "
			"one, is told by an alert afterwards, which most programs report as a connection that was closed for no reason.",
		.remedy = "Present a certificate that the server accepts (--cert, --key), or do not require one",
		.postfix = "smtpd_tls_req_ccert = no",
		.dovecot = "ssl_verify_client_cert = no; auth_ssl_require_client_cert = no",
		.exim = "tls_verify_hosts must not match these clients",
		.reference = "RFC 8446 §4.4.2.4, §6.2"},
	{.id = "F-HELLO-RETRY",
		.rank = FINDING_NOTE,
		.title = "The server asked for a second ClientHello",
		.explanation =
			"The client had sent no key for a group that the server takes, so that the handshake cost one round trip more. Nothing is "
			"insecure about it.",
		.remedy = "To save the round trip, let the server take X25519 and P-256, which clients try first",
		.postfix = "smtpd_tls_eecdh_grade = auto",
		.dovecot = "ssl_curve_list = X25519:P-256:P-384",
		.exim = "with OpenSSL tls_eccurve = auto",
		.reference = "RFC 8446 §4.1.4"},
	{.id = "F-SLOW.handshake",
		.rank = FINDING_NOTE,
		.title = "The handshake took longer than two seconds",
		.explanation =
			"A handshake is a few messages and some milliseconds of arithmetic. The rest is the way, a busy server, or one that looks "
			"something up before it answers.",
		.remedy = "The handshake's pane shows between which messages the time passed",
		.reference = "RFC 8446 §2"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

enum {
	CLIENT_HELLO = 1,
	NEW_SESSION_TICKET = 4,
	EXTENDED_MASTER_SECRET = 23,
	PSK_KEY_EXCHANGE_MODES = 45,
	RENEGOTIATION_INFO = 0xff01,
	RENEGOTIATION_SCSV = 0x00ff,
	SLOW_US = 2000000
};

struct state {
	/* what our ClientHello left out, so that the server is not blamed for it */
	bool without_master_secret, without_renegotiation, without_tickets;
	bool up, resumed, certificate_asked, retried, ticket, goodbye, partial;
	uint16_t version;
	unsigned unanswered;
};

/* What was offered */

static bool offers_scsv(struct bytes suites)
{
	struct reader reader = reader_over(suites);

	while (reader_left(&reader) >= 2)
		if (reader_u16(&reader) == RENEGOTIATION_SCSV)
			return true;
	return false;
}

/* RFC 8446 §4.1.2. What cannot be read leaves the state as it is. */
static void read_client_hello(struct state *state, struct bytes body)
{
	struct reader reader = reader_over(body);
	bool master_secret = false, tickets = false;

	reader_span(&reader, 2 + 32);
	reader_vector(&reader, 1);
	bool renegotiation = offers_scsv(reader_vector(&reader, 2));
	reader_vector(&reader, 1);
	struct reader extensions = reader_over(reader_vector(&reader, 2));
	while (!extensions.failed && reader_left(&extensions)) {
		uint16_t type = reader_u16(&extensions);
		reader_vector(&extensions, 2);
		master_secret = master_secret || type == EXTENDED_MASTER_SECRET;
		tickets = tickets || type == PSK_KEY_EXCHANGE_MODES;
		renegotiation = renegotiation || type == RENEGOTIATION_INFO;
	}
	state->without_master_secret = !master_secret;
	state->without_renegotiation = !renegotiation;
	state->without_tickets = !tickets;
}

static void take_message(const struct event *event, struct state *state)
{
	const struct event_tls_message *message = &event->tls_message;

	if (event->direction == DIRECTION_OUT && message->type == CLIENT_HELLO)
		read_client_hello(state, message->body);
	if (event->direction != DIRECTION_IN)
		return;
	state->retried = state->retried || message->retry;
	state->ticket = state->ticket || message->type == NEW_SESSION_TICKET;
}

/* What was negotiated */

static void judge_version(struct advice *advice, const struct event *event, const struct tls_facts *facts)
{
	static const struct {
		uint16_t code;
		const char *id;
	} old[] = {{0x0300, "F-OLDTLS.ssl3"}, {0x0301, "F-OLDTLS.tls10"}, {0x0302, "F-OLDTLS.tls11"}};

	for (size_t i = 0; i < sizeof(old) / sizeof(old[0]); i++)
		if (facts->version_code == old[i].code)
			advice_tell(advice, old[i].id, event, NULL, NULL);
}

/* In TLS 1.0 and 1.1 there is nothing but CBC, and that the version is old is told already. */
static bool is_worth_telling(enum weakness weakness, const struct tls_facts *facts)
{
	bool cbc = weakness == WEAK_CBC || weakness == WEAK_CBC_SHA1;

	return !cbc || (facts->version_code == 0x0303 && facts->encrypt_then_mac != FACT_YES);
}

static void judge_suite(struct advice *advice, const struct event *event, const struct tls_facts *facts)
{
	static const char *const ids[] = {[WEAK_NULL] = "F-WEAKCIPHER.null",
		[WEAK_EXPORT] = "F-WEAKCIPHER.export",
		[WEAK_DES] = "F-WEAKCIPHER.des",
		[WEAK_RC4] = "F-WEAKCIPHER.rc4",
		[WEAK_BLOCK64] = "F-WEAKCIPHER.3des",
		[WEAK_MD5] = "F-WEAKCIPHER.md5",
		[WEAK_CBC_SHA1] = "F-WEAKCIPHER.cbc-sha1",
		[WEAK_CBC] = "F-WEAKCIPHER.cbc"};
	struct bytes suite = bytes_str(facts->suite);
	enum weakness weakness = weak_cipher(suite);
	char name[100];

	safe_text(name, sizeof(name), suite, SAFE_ASCII);
	if (weakness != WEAK_NOT && is_worth_telling(weakness, facts))
		advice_tell(advice, ids[weakness], event, NULL, "The suite is %s", name);
	if (weak_is_anonymous(suite))
		advice_tell_ranked(advice, "F-ANON", weak_trust_rank(advice), event, NULL, "The suite is %s", name);
	else if (weak_is_static(suite))
		advice_tell(advice, "F-NOFS", event, NULL, "The suite is %s", name);
}

static bool signs_weakly(const struct tls_facts *facts)
{
	struct bytes signature = bytes_str(facts->server_signature);

	return facts->version_code >= 0x0303 &&
	       (bytes_find_nocase(signature, BYTES_LITERAL("SHA1")) < signature.len ||
		       bytes_find_nocase(signature, BYTES_LITERAL("MD5")) < signature.len);
}

static void judge_keys(
	struct advice *advice, const struct event *event, const struct tls_facts *facts, const struct state *state)
{
	enum { DH_GOOD = 2048, DH_BROKEN = 1024 };
	char name[60];

	if (facts->dh_bits && facts->dh_bits < DH_GOOD)
		advice_tell_ranked(advice, "F-WEAKDH", facts->dh_bits < DH_BROKEN ? FINDING_HIGH : FINDING_MEDIUM,
			event, NULL, "Its prime has %u bits", facts->dh_bits);
	if (facts->extended_master_secret == FACT_NO && !state->without_master_secret)
		advice_tell(advice, "F-NOEMS", event, NULL, NULL);
	if (facts->safe_renegotiation == FACT_NO && !state->without_renegotiation)
		advice_tell(advice, "F-NORENEG", event, NULL, NULL);
	if (signs_weakly(facts))
		advice_tell(advice, "F-SHA1.signature", event, NULL, "It signed with %s",
			safe_text(name, sizeof(name), bytes_str(facts->server_signature), SAFE_ASCII));
}

static void take_up(struct advice *advice, const struct event *event, struct state *state)
{
	const struct tls_facts *facts = event->tls_up.facts;
	char name[60];

	state->up = true;
	if (event->tls_up.took_us > SLOW_US)
		advice_tell(advice, "F-SLOW.handshake", event, NULL, "It took %.1f seconds",
			(double)event->tls_up.took_us / 1e6);
	if (!facts)
		return;
	state->version = facts->version_code;
	state->resumed = facts->resumed;
	state->certificate_asked = facts->client_certificate_asked;
	judge_version(advice, event, facts);
	judge_suite(advice, event, facts);
	judge_keys(advice, event, facts, state);
	if (facts->client_certificate_asked)
		advice_tell(advice, "F-CLIENTCERT.asked", event, NULL, "%s",
			facts->client_certificate ? "One was sent" : "None was sent, and the handshake went on");
	if (state->retried)
		advice_tell(advice, "F-HELLO-RETRY", event, NULL, "The group that it went on with is %s",
			facts->group ? safe_text(name, sizeof(name), bytes_str(facts->group), SAFE_ASCII) : "unknown");
}

/* What failed */

/* What the door (rules_door.c) has said of the same moment already, and better; or the server itself, by an alert. */
static bool is_explained(const struct advice *advice, enum tls_failure why)
{
	static const struct {
		enum tls_failure why;
		const char *id;
	} better[] = {{TLS_FAILURE_VERSION, "F-TLS-ALERT.protocol_version"}, {TLS_FAILURE_CLOSED, "F-CUT.starttls"},
		{TLS_FAILURE_TIMEOUT, "F-TIMEOUT.handshake"}, {TLS_FAILURE_NOT_TLS, "F-WRONGPORT.starttls"},
		{TLS_FAILURE_NOT_TLS, "F-WRONGPROTO"}};

	for (size_t i = 0; i < sizeof(better) / sizeof(better[0]); i++)
		if (better[i].why == why && advice_told(advice, better[i].id))
			return true;
	return false;
}

static void take_failure(struct advice *advice, const struct event *event, const struct state *state)
{
	char sentence[500];
	const char *id = NULL;

	switch (event->tls_failed.why) {
	case TLS_FAILURE_ALERT: return;
	case TLS_FAILURE_NOT_TLS: id = state->up ? NULL : "F-NOT-TLS"; break;
	case TLS_FAILURE_CLOSED: id = state->up ? NULL : "F-TLS.closed"; break;
	case TLS_FAILURE_VERSION: id = "F-TLS.version"; break;
	case TLS_FAILURE_CERTIFICATE: id = "F-TLS.certificate"; break;
	case TLS_FAILURE_WEAK: id = "F-WEAKDH"; break;
	case TLS_FAILURE_TIMEOUT: id = "F-TLS.timeout"; break;
	case TLS_FAILURE_LIMIT: id = "F-TLS.limit"; break;
	case TLS_FAILURE_PROTOCOL: id = "F-TLS.protocol"; break;
	}
	if (!id || is_explained(advice, event->tls_failed.why))
		return;
	safe_text(sentence, sizeof(sentence), event->tls_failed.sentence, SAFE_UTF8);
	advice_tell(advice, id, event, NULL, "%s", sentence);
}

static bool is_about_certificates(uint8_t alert)
{
	return (alert >= 40 && alert <= 49 && alert != 47) || alert == 116;
}

static void take_alert(struct advice *advice, const struct event *event, const struct state *state)
{
	if (event->direction == DIRECTION_IN && state->up && state->version == 0x0304 && state->certificate_asked &&
		is_about_certificates(event->tls_alert.description))
		advice_tell(advice, "F-CLIENTCERT.refused", event, advice_digest(advice)->tls_up, NULL);
}

/* How it ended */

static void take_line(const struct event *event, struct state *state)
{
	if (event->direction == DIRECTION_IN) {
		state->partial =
			event->line.flags & (LINE_MORE | LINE_UNENDED | LINE_PIECE) || event->line.role == LINE_PAYLOAD;
		return;
	}
	if (event->line.role == LINE_COMMAND)
		state->unanswered += state->unanswered < 1000000;
	else if (!state->unanswered)
		state->unanswered = 1;
}

static void take_reply(const struct event *event, struct state *state)
{
	const struct event_reply *reply = &event->reply;

	state->partial = false;
	if (reply->verb.len && state->unanswered)
		state->unanswered--;
	if (reply->status == REPLY_BYE || bytes_is(reply->verb, "QUIT") || bytes_is(reply->verb, "LOGOUT"))
		state->goodbye = true;
}

static void take_end(struct advice *advice, const struct event *event, const struct state *state)
{
	if (event->kind == EVENT_TLS_CLOSED && event->tls_closed.clean && state->version == 0x0304 && !state->ticket &&
		!state->resumed && !state->without_tickets)
		advice_tell(advice, "F-NOTICKET", advice_digest(advice)->tls_up, event, NULL);
	if (event->kind != EVENT_CLOSED || event->closed.how != CLOSED_TRUNCATED || !state->up)
		return;
	if (state->goodbye)
		advice_tell_ranked(
			advice, "F-TRUNC.end", FINDING_NOTE, event, NULL, "The server had said goodbye before");
	else if (state->partial || state->unanswered)
		advice_tell(advice, "F-TRUNC.mid-reply", event, advice_digest(advice)->tls_failed, "%s",
			state->partial ? "An answer had begun" : "An answer was due, and nothing of it came");
	else
		advice_tell(advice, "F-TRUNC.end", event, NULL, NULL);
}

static void take(struct advice *advice, const struct event *event, void *memory)
{
	struct state *state = memory;

	if (event->kind == EVENT_TLS_MESSAGE)
		take_message(event, state);
	else if (event->kind == EVENT_TLS_UP)
		take_up(advice, event, state);
	else if (event->kind == EVENT_TLS_FAILED)
		take_failure(advice, event, state);
	else if (event->kind == EVENT_TLS_ALERT)
		take_alert(advice, event, state);
	else if (event->kind == EVENT_LINE)
		take_line(event, state);
	else if (event->kind == EVENT_REPLY)
		take_reply(event, state);
	else
		take_end(advice, event, state);
}

const struct advice_topic topic_tls = {.rows = rows, .count = ROWS, .state_size = sizeof(struct state), .take = take};
