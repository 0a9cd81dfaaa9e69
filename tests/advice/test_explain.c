/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_explain: every event of every kind has an explanation; what must and must not be in it; and that it is safe and bounded
 * whatever the server sent.
 */
#include "explained.h"

#include "advice/words.h"
#include "model/caps.h"
#include "model/tls_facts.h"
#include "wire/message.h"

#include "../check_main.h"
#include "../wire/rfc8448.h"
#include "../wire/tls12.h"
#include <stdio.h>

static struct journal *new_journal(const char *protocol)
{
	struct journal_config config = {.clock = clock_system(), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct event target = {.kind = EVENT_TARGET,
		.target = {.name = TEXT("mail.example.org"), .protocol = bytes_str(protocol), .port = 25}};

	journal_begin_connection(journal);
	ck_assert_ptr_nonnull(journal_append(journal, &target));
	return journal;
}

static const struct event *append(struct journal *journal, const struct event *draft)
{
	const struct event *event = journal_append(journal, draft);

	ck_assert_ptr_nonnull(event);
	return event;
}

static void check_event(
	const struct journal *journal, const struct event *event, const char *want, const char *never, const char *what)
{
	struct buffer out;

	buffer_init(&out, EXPLAIN_MAX);
	explain_event(journal, event, &out);
	check_form(buffer_bytes(&out), what);
	check_words(buffer_text(&out), want, true, what);
	check_words(buffer_text(&out), never, false, what);
	buffer_done(&out);
}

/* Every kind of event */

static const struct tls_facts facts13 = {.version = "TLS 1.3",
	.suite = "TLS_AES_256_GCM_SHA384",
	.group = "X25519",
	.server_signature = "RSA-PSS-RSAE-SHA256",
	.resumed = true};
static const struct tls_facts facts12 = {
	.version = "TLS 1.2", .suite = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", .group = "SECP256R1"};
static const struct cert_facts bad_cert = {.subject = "CN=mail.example.org",
	.checks = {[CHECK_DATES] = {.result = CHECK_FAILED, .reason = "expired 3 days ago"},
		[CHECK_SIGNATURE] = {.result = CHECK_PASSED}}};
static const struct chain_facts bad_chain = {
	.certs = &bad_cert, .count = 1, .missing_issuer = "CN=Test\x1b", .out_of_order = true};
static const struct chain_facts no_chain = {.count = 0};
static const struct cap cap_list[] = {
	{.keyword = TEXT("PIPELINING")}, {.keyword = TEXT("AUTH"), .params = TEXT("PLAIN")}};
static const struct caps caps = {.list = (struct cap *)cap_list, .count = 2};
static const size_t proof[] = {0, 99999};

static const struct {
	struct event event;
	const char *want, *never;
} kinds[] = {
	{{.kind = EVENT_TARGET}, "target:|host, port", ""},
	{{.kind = EVENT_LOOKUP, .lookup = {.reason = TEXT("no such\x1bname")}}, "lookup:|here: no such^[name", "\x1b"},
	{{.kind = EVENT_DIAL, .dial = {.failed = true, .reason = TEXT("refused")}}, "dial:|firewall|here: refused", ""},
	{{.kind = EVENT_CONNECTED}, "connected:|listens", ""},
	{{.kind = EVENT_CAPS, .caps = {.caps = &caps}}, "caps:|PIPELINING:|AUTH:|PLAIN (a SASL mechanism)",
		"forgotten"},
	{{.kind = EVENT_CAPS, .caps = {.forgotten = true}}, "caps:|forgotten:|RFC 3207 §4.2", ""},
	{{.kind = EVENT_STATE, .state = {.state = TEXT("greeted")}}, "state:|state greeted:|EHLO is due", ""},
	{{.kind = EVENT_STATE, .state = {.state = TEXT("x\x9b")}}, "state:|here: x<9B>", ""},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_REFUSED, .text = TEXT("454 no")}},
		"starttls refused:|certificate or key|what was said: 454 no", "starttls agreed"},
	{{.kind = EVENT_INJECTION, .injection = {.bytes = TEXT("250 x\r\n"), .policy = INJECTION_DROP}},
		"injection:|injection drop:|same piece|250 x^M^J", "injection abort:"},
	{{.kind = EVENT_TLS_RECORD, .tls_record = {.type = 22, .keys = RECORD_CLEAR}},
		"tls-record:|handshake:|in the clear", "what was inside"},
	{{.kind = EVENT_TLS_RECORD,
		 .tls_record = {.type = 23, .inner_type = 22, .keys = RECORD_HANDSHAKE, .cut = true}},
		"application_data:|handshake (what was inside)|cut:", ""},
	{{.kind = EVENT_TLS_RECORD, .tls_record = {.type = 72}}, "unknown content:|no TLS", ""},
	{{.kind = EVENT_TLS_ALERT, .direction = DIRECTION_IN, .tls_alert = {.level = 2, .description = 48}},
		"unknown_ca:|intermediates|The server sent it", "starlit's side"},
	{{.kind = EVENT_TLS_ALERT, .direction = DIRECTION_OUT, .tls_alert = {.level = 2, .description = 42}},
		"bad_certificate:|starlit's side sent it", ""},
	{{.kind = EVENT_TLS_ALERT, .tls_alert = {.description = 200, .name = TEXT("200")}}, "200: No registry of ours",
		""},
	{{.kind = EVENT_TLS_UP, .tls_up = {.facts = &facts13}},
		"tls-up:|TLS 1.3:|X25519:|RSA-PSS-RSAE-SHA256:|resumed:|AES_256 (cipher):|judgement: Recommended.",
		"No registry"},
	{{.kind = EVENT_TLS_UP, .tls_up = {.facts = &facts12}},
		"TLS 1.2:|SECP256R1:|ECDHE (key exchange):|RSA (authentication):|SHA (checksum of the records):|"
		"judgement: Acceptable for old peers",
		"No registry|resumed:"},
	{{.kind = EVENT_TLS_UP}, "tls-up:", ""},
	{{.kind = EVENT_TLS_FAILED, .tls_failed = {.why = TLS_FAILURE_WEAK, .sentence = TEXT("too short")}},
		"tls-failed:|tls-failed weak:|DH prime|here: too short", ""},
	{{.kind = EVENT_TLS_CLOSED, .tls_closed = {.clean = true}}, "tls-closed:|in order:|nothing more to say", ""},
	{{.kind = EVENT_TLS_CLOSED}, "without close_notify:|incomplete", "in order:"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &bad_chain}},
		"chain:|missing issuer: CN=Test^[|order:|check dates:|expired 3 days ago", "check signature:"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &no_chain}}, "no certificates:", "missing issuer"},
	{{.kind = EVENT_VERDICT,
		 .verdict = {.aspect = VERDICT_NAME, .result = VERDICT_BAD, .reason = TEXT("it is for example.net")}},
		"name:|result bad:|the reason here: it is for example.net", "result good"},
	{{.kind = EVENT_PROBE,
		 .probe = {.topic = PROBE_SUITE,
			 .name = TEXT("TLS_RSA_WITH_RC4_128_SHA"),
			 .answer = PROBE_SUPPORTED,
			 .reason = TEXT("it was chosen")}},
		"probe suite:|probe supported:|RC4_128 (cipher):|judgement: Must not be used|it was chosen", ""},
	{{.kind = EVENT_PROBE, .probe = {.topic = PROBE_GROUP, .name = TEXT("x448"), .answer = PROBE_NO_ANSWER}},
		"probe group:|probe no-answer:|x448:", "probe supported"},
	{{.kind = EVENT_PROBE, .probe = {.topic = PROBE_ENDED, .reason = TEXT("full")}}, "probe ended:|full", ""},
	{{.kind = EVENT_ODDITY,
		 .oddity = {.oddity = ODDITY_LOOKALIKE, .sentence = TEXT("see"), .evidence = TEXT("XXXXXXXA\0")}},
		"oddity:|lookalike:|here: see|the bytes: XXXXXXXA^@", ""},
	{{.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_GREETING}}, "timeout:|timeout greeting:|465",
		"timeout close"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_JOURNAL}}, "limit:|limit journal:", ""},
	{{.kind = EVENT_NOTE, .note = {.sentence = TEXT("a note")}}, "note:|here: a note", ""},
	{{.kind = EVENT_FINDING,
		 .finding = {.id = TEXT("F-TEST"),
			 .rank = FINDING_HIGH,
			 .title = TEXT("something"),
			 .detail = TEXT("seen\x1b"),
			 .explanation = TEXT("because"),
			 .remedy = TEXT("do this\nPostfix: x = y"),
			 .reference = TEXT("RFC 3207 §6"),
			 .proof = proof,
			 .proof_count = 2}},
		"F-TEST (high): something.|here: seen^[|why it matters: because|what to do: do this\nPostfix: x = "
		"y|RFC 3207 §6|proof, event 0: connecting to mail.example.org",
		"99999|\x1b"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_TRUNCATED, .reason = TEXT("gone")}},
		"closed:|closed truncated:|here: gone", "closed refused"},
};

START_TEST(test_kinds)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct journal *journal = new_journal("SMTP");
		char what[64];
		snprintf(what, sizeof(what), "%s, row %zu", event_kind_name(kinds[i].event.kind), i);
		check_event(journal, append(journal, &kinds[i].event), kinds[i].want, kinds[i].never, what);
		journal_free(journal);
	}
}
END_TEST

/* Lines and replies have tables of their own below. */
START_TEST(test_every_kind_has_a_row)
{
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		bool found = kind == EVENT_LINE || kind == EVENT_REPLY || kind == EVENT_TLS_MESSAGE;
		for (size_t i = 0; i < COUNT(kinds); i++)
			found = found || (int)kinds[i].event.kind == kind;
		ck_assert_msg(found, "%s", event_kind_name((enum event_kind)kind));
	}
}
END_TEST

/* The dialogue */

static const struct line_row {
	const char *protocol;
	const char *asked; /* the command before; NULL: none */
	enum direction direction;
	enum line_role role;
	uint32_t flags;
	const char *text;
	const char *want, *never;
} lines[] = {
	{"SMTP", NULL, DIRECTION_IN, LINE_GREETING, 0, "220 mail.example.org ESMTP",
		"220:|2 (the class|greeting:", "No registry"},
	{"SMTP", "EHLO x", DIRECTION_IN, LINE_REPLY, LINE_MORE | LINE_LATER, "250-SIZE 52428800",
		"SIZE:|250:", "No registry"},
	{"SMTP", "EHLO x", DIRECTION_IN, LINE_REPLY, LINE_LATER, "250 AUTH PLAIN LOGIN",
		"AUTH:|PLAIN (a SASL mechanism):|LOGIN (a SASL mechanism):", "No registry"},
	{"LMTP", "LHLO x", DIRECTION_IN, LINE_REPLY, LINE_LATER, "250 PIPELINING", "PIPELINING:", "No registry"},
	{"SMTP", "EHLO x", DIRECTION_IN, LINE_REPLY, LINE_MORE, "250-mail.example.org", "250:", "mail.example.org:"},
	{"SMTP", "EHLO x", DIRECTION_IN, LINE_REPLY, LINE_LATER, "250 NOSUCHWORD", "NOSUCHWORD: No registry of ours",
		""},
	{"SMTP", "NOOP", DIRECTION_IN, LINE_REPLY, LINE_LATER, "250 PIPELINING", "250:", "PIPELINING"},
	{"SMTP", "RCPT TO:<a@example.org>", DIRECTION_IN, LINE_REPLY, 0, "550 5.7.1 go away",
		"550:|5 (the class of the reply):|5.7.1:|5 (the class of the enhanced code):", "No registry"},
	{"SMTP", NULL, DIRECTION_IN, LINE_REPLY, 0, "299 9.9.9 x", "299: No registry|2 (the class|9.9.9: No registry",
		""},
	{"SMTP", NULL, DIRECTION_IN, LINE_REPLY, 0, "HTTP/1.1 400", "reply malformed:", "the class"},
	{"SMTP", NULL, DIRECTION_IN, LINE_STRAY, LINE_BARE_LF | LINE_NUL, "250 x",
		"line stray:|bare LF:|NUL:", "bare CR:"},
	{"SMTP", NULL, DIRECTION_OUT, LINE_COMMAND, LINE_AUTOMATIC, "EHLO x", "EHLO:|automatic:", "No registry"},
	{"SMTP", NULL, DIRECTION_OUT, LINE_COMMAND, 0,
		"MAIL FROM:<a@example.org> SIZE=10 BODY=8BITMIME RET=HDRS SMTPUTF8 FOO=1",
		"MAIL:|SIZE=10 (a parameter|BODY=8BITMIME (a parameter of the extension 8BITMIME)|RET=HDRS (a parameter of the "
		"extension DSN)|SMTPUTF8 (a parameter|FOO=1: No registry",
		""},
	{"SMTP", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "AUTH PLAIN", "AUTH:|PLAIN (a SASL mechanism):", "No registry"},
	{"SMTP", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "FROBNICATE now", "FROBNICATE: No registry of ours", "now:"},
	{"SMTP", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "", "an empty line:", "No registry"},
	{"SMTP", NULL, DIRECTION_OUT, LINE_BODY, LINE_STUFFED, "MAIL FROM", "line body:|dot-stuffed:", "MAIL:"},
	{"IMAP", NULL, DIRECTION_OUT, LINE_COMMAND, LINE_TAG_ADDED, "a1 UID FETCH 1 FLAGS",
		"a1 (tag):|UID:|FETCH:|tag added:", "No registry"},
	{"IMAP", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "a1 AUTHENTICATE PLAIN",
		"AUTHENTICATE:|PLAIN (a SASL mechanism)", "No registry"},
	{"IMAP", NULL, DIRECTION_OUT, LINE_ANSWER, LINE_HIDDEN, "(hidden)", "line answer:|hidden:", ""},
	{"IMAP", "a1 NOOP", DIRECTION_IN, LINE_REPLY, 0, "a1 NO [OVERQUOTA] full",
		"a1 (tag):|NO:|OVERQUOTA (response code):", "No registry"},
	{"IMAP", NULL, DIRECTION_IN, LINE_GREETING, 0, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] hi",
		"* (untagged):|OK:|CAPABILITY (response code):|IMAP4rev1:|AUTH=PLAIN:|PLAIN (a SASL mechanism):|LOGINDISABLED:",
		"No registry"},
	{"IMAP", "a1 CAPABILITY", DIRECTION_IN, LINE_UNTAGGED, 0, "* CAPABILITY IMAP4rev1 IDLE",
		"CAPABILITY:|IDLE:", "No registry"},
	{"IMAP", NULL, DIRECTION_IN, LINE_UNTAGGED, 0, "* 23 EXISTS", "EXISTS:", "23|No registry"},
	{"IMAP", NULL, DIRECTION_IN, LINE_CONTINUE, 0, "+ go on", "+:", "No registry"},
	{"IMAP", NULL, DIRECTION_IN, LINE_PAYLOAD, 0, "* OK [ALERT]", "line payload:", "ALERT"},
	{"IMAP", NULL, DIRECTION_IN, LINE_UNTAGGED, 0, "* OK [UNHEARD-OF 3]", "UNHEARD-OF: No registry", ""},
	{"POP3", "USER x", DIRECTION_IN, LINE_REPLY, 0, "-ERR [IN-USE] locked",
		"-ERR:|IN-USE (response code):", "No registry"},
	{"POP3", "QUIT", DIRECTION_IN, LINE_REPLY, 0, "+OK bye", "+OK:", "No registry"},
	{"POP3", "CAPA", DIRECTION_IN, LINE_PAYLOAD, 0, "SASL PLAIN", "SASL:|PLAIN (a SASL mechanism):", "No registry"},
	{"POP3", "LIST", DIRECTION_IN, LINE_PAYLOAD, 0, "STLS", "line payload:", "STLS"},
	{"POP3", "CAPA", DIRECTION_IN, LINE_PAYLOAD, 0, ".", "line payload:", "No registry"},
	{"POP3", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "STLS", "STLS:", "No registry"},
	{"ManageSieve", NULL, DIRECTION_IN, LINE_UNTAGGED, 0, "\"SASL\" \"PLAIN LOGIN\"",
		"SASL:|PLAIN (a SASL mechanism):|LOGIN (a SASL mechanism):", "No registry"},
	{"ManageSieve", NULL, DIRECTION_IN, LINE_UNTAGGED, 0, "\"SIEVE\" \"fileinto vnd.example.x\"",
		"SIEVE:|fileinto (a Sieve extension):|vnd.example.x: No registry", ""},
	{"ManageSieve", NULL, DIRECTION_IN, LINE_GREETING, LINE_LATER, "\"MAXREDIRECTS\" \"4\"",
		"MAXREDIRECTS:|RFC 5804", "line greeting"},
	{"SMTP", "MAIL", DIRECTION_IN, LINE_REPLY, 0, "250 2.1.0 Sender ok", "250:|2.1.0: Something about an address",
		"slips"},
	{"SMTP", "MAIL", DIRECTION_IN, LINE_REPLY, 0, "550 5.1.0 Sender bad",
		"550:|5.1.0: Something about an address|slips", ""},
	{"ManageSieve", NULL, DIRECTION_IN, LINE_GREETING, 0, "OK \"ready\"", "OK:|RFC 5804", "RFC 5321|No registry"},
	{"POP3", NULL, DIRECTION_IN, LINE_GREETING, 0, "+OK ready <1.2@example.org>",
		"+OK:|line greeting:|<1.2@example.org>:|APOP", "No registry"},
	{"POP3", NULL, DIRECTION_IN, LINE_CONTINUE, 0, "+ ", "+:|next step of the login", "RFC 9051"},
	{"ManageSieve", NULL, DIRECTION_IN, LINE_UNTAGGED, 0, "\"STARTTLS\"", "STARTTLS:", "No registry"},
	{"ManageSieve", "PUTSCRIPT", DIRECTION_IN, LINE_REPLY, 0, "NO (QUOTA/MAXSIZE) \"too big\"",
		"NO:|QUOTA/MAXSIZE (response code):", "No registry"},
	{"ManageSieve", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "AUTHENTICATE \"PLAIN\" \"x\"",
		"AUTHENTICATE:|PLAIN (a SASL", "No registry"},
	{"XMPP", NULL, DIRECTION_IN, LINE_REPLY, 0, "<stream>", "line reply:", "No registry"},
	{"XMPP", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "<stream>", "line command:", "No registry"},
	{"SMTP", NULL, DIRECTION_IN, LINE_REPLY, LINE_FOLLOWS, "250 x", "a further piece:", "250:"},
	{"SMTP", NULL, DIRECTION_OUT, LINE_COMMAND, 0, "\x1b[2J\x9b\xe2\x80\xae", "^[[2J<9B><U+202E>: No registry",
		"\x1b"},
	{"IMAP", NULL, DIRECTION_IN, LINE_UNTAGGED, 0, "* OK [\x1b]0;x\a", "No registry", "\x1b|\a"},
};

static const struct event *append_line(
	struct journal *journal, enum direction direction, enum line_role role, uint32_t flags, struct bytes text)
{
	struct event line = {
		.kind = EVENT_LINE, .direction = direction, .line = {.text = text, .role = role, .flags = flags}};

	return append(journal, &line);
}

START_TEST(test_lines)
{
	for (size_t i = 0; i < COUNT(lines); i++) {
		const struct line_row *row = &lines[i];
		struct journal *journal = new_journal(row->protocol);
		if (row->asked)
			append_line(journal, DIRECTION_OUT, LINE_COMMAND, 0, bytes_str(row->asked));
		const struct event *event =
			append_line(journal, row->direction, row->role, row->flags, bytes_str(row->text));
		check_event(journal, event, row->want, row->never, row->text);
		journal_free(journal);
	}
}
END_TEST

static const struct {
	const char *protocol;
	struct event_reply reply;
	const char *want, *never;
} replies[] = {
	{"SMTP",
		{.status = REPLY_REFUSED,
			.code = 550,
			.has_enhanced = true,
			.enhanced = {5, 1, 1},
			.verb = TEXT("RCPT")},
		"reply refused:|550:|5.1.1:|RCPT:", "No registry|no command:"},
	{"SMTP", {.status = REPLY_POSITIVE, .code = 220}, "reply positive:|220:|no command:", ""},
	{"IMAP", {.status = REPLY_BYE, .word = TEXT("BYE"), .code_text = TEXT("UNAVAILABLE")},
		"reply bye:|UNAVAILABLE (response code):|no command:", "No registry"},
	{"IMAP", {.status = REPLY_POSITIVE, .verb = TEXT("LOGIN")}, "reply positive:|LOGIN:", "no command:"},
	{"POP3", {.status = REPLY_REFUSED, .code_text = TEXT("SYS/TEMP"), .verb = TEXT("PASS")},
		"reply refused:|SYS/TEMP (response code):|PASS:", "No registry"},
	{"ManageSieve", {.status = REPLY_REFUSED, .code_text = TEXT("TRYLATER"), .verb = TEXT("PUTSCRIPT")},
		"TRYLATER (response code):|PUTSCRIPT:", "No registry"},
	{"", {.status = REPLY_MALFORMED}, "reply malformed:", ""},
};

START_TEST(test_replies)
{
	for (size_t i = 0; i < COUNT(replies); i++) {
		struct journal *journal = new_journal(replies[i].protocol);
		struct event event = {.kind = EVENT_REPLY, .direction = DIRECTION_IN, .reply = replies[i].reply};
		check_event(journal, append(journal, &event), replies[i].want, replies[i].never, replies[i].protocol);
		journal_free(journal);
	}
}
END_TEST

/* Messages */

static struct bytes from_hex(const char *hex, unsigned char *bytes, size_t size)
{
	size_t len = strlen(hex) / 2;

	ck_assert_uint_le(len, size);
	for (size_t i = 0; i < len; i++) {
		char digits[3] = {hex[2 * i], hex[2 * i + 1], 0};
		bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
	}
	return bytes_of(bytes, len);
}

static const struct event *append_message(
	struct journal *journal, struct bytes message, bool from_client, uint16_t version, uint16_t suite)
{
	struct event event = {.kind = EVENT_TLS_MESSAGE,
		.direction = from_client ? DIRECTION_OUT : DIRECTION_IN,
		.tls_message = {.type = message.data[0],
			.version = version,
			.suite = suite,
			.length = (uint32_t)message.len,
			.body = bytes_from(message, 4)}};

	return append(journal, &event);
}

/* By its type, from the client or not. */
static const struct {
	uint8_t type;
	const char *want;
} messages[] = {
	{WIRE_CLIENT_HELLO,
		"ClientHello:|version:|random:|session id:|cipher suites:|compression methods:|server_name:|"
		"host name: server.|supported_groups:|supported_versions:|signature_algorithms:|psk_key_exchange_modes:"},
	{WIRE_SERVER_HELLO,
		"cipher suite: 0x1301 TLS_AES_128_GCM_SHA256|judgement:|key_share:|key share:|supported_versions:|TLS 1.3:"},
	{WIRE_ENCRYPTED_EXTENSIONS, "EncryptedExtensions:|supported_groups:"},
	{WIRE_CERTIFICATE_REQUEST, "CertificateRequest:|request context:|signature schemes:"},
	{WIRE_CERTIFICATE, "Certificate:|certificates:|certificate:|incomplete chain"},
	{WIRE_CERTIFICATE_VERIFY, "CertificateVerify:|signature scheme:|rsa_pss_rsae_sha256|signature:"},
	{WIRE_FINISHED, "Finished:|verify data:"},
	{WIRE_NEW_SESSION_TICKET, "NewSessionTicket:|lifetime:|age add:|nonce:|ticket:"},
};

/* Every label of every field is explained. */
static void check_labels(struct bytes message, const struct wire_context *context)
{
	struct wire_tree tree;

	tree_init(&tree);
	wire_decode_message(message, context, &tree);
	for (size_t i = 1; i < tree.count; i++) {
		struct bytes label = bytes_str(tree.fields[i].label);
		ck_assert_msg(words_find(&words_tls_fields, label) || words_find(&words_tls_extensions, label),
			"%s is not explained", tree.fields[i].label);
	}
	tree_done(&tree);
}

static void check_message(const char *hex, const struct wire_context *context, const char *want)
{
	unsigned char bytes[8192];
	struct bytes message = from_hex(hex, bytes, sizeof(bytes));
	struct journal *journal = new_journal("IMAP");

	check_labels(message, context);
	check_event(journal, append_message(journal, message, context->from_client, context->version, context->suite),
		want, "No registry|unknown|and 1 more", want);
	journal_free(journal);
}

/* What is wanted of the simple handshake; of the others that they are explained. */
static const char *wanted(int section, unsigned char type, unsigned *seen)
{
	for (size_t i = 0; i < COUNT(messages); i++)
		if (messages[i].type == type && (section == 3 || type == WIRE_CERTIFICATE_REQUEST)) {
			*seen |= 1U << i;
			return messages[i].want;
		}
	return "";
}

START_TEST(test_messages)
{
	unsigned seen = 0;

	for (size_t i = 0; i < COUNT(rfc8448_messages); i++) {
		unsigned char type;
		from_hex((char[]){rfc8448_messages[i].hex[0], rfc8448_messages[i].hex[1], 0}, &type, 1);
		check_message(rfc8448_messages[i].hex,
			&(struct wire_context){
				.from_client = rfc8448_messages[i].from_client, .version = 0x0304, .suite = 0x1301},
			wanted(rfc8448_messages[i].section, type, &seen));
	}
	ck_assert_uint_eq(seen, (1U << COUNT(messages)) - 1);
}
END_TEST

START_TEST(test_messages_of_tls12)
{
	for (size_t i = 0; i < COUNT(tls12_messages); i++)
		check_message(tls12_messages[i].hex,
			&(struct wire_context){.from_client = tls12_messages[i].from_client,
				.version = 0x0303,
				.suite = tls12_messages[i].suite},
			i == 0   ? "host name: mail.example.org|application_layer_protocol_negotiation:"
			: i == 1 ? "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256:|judgement: Recommended."
				 : "");
}
END_TEST

/* In a list no item is explained, since none was chosen. */
START_TEST(test_lists)
{
	static const char *const extensions =
		"080000240022000a00140012001d00170018001901000101010201030104001c0002400100000000";
	unsigned char bytes[64];
	struct journal *journal = new_journal("IMAP");
	struct bytes message = from_hex(extensions, bytes, sizeof(bytes));

	check_event(journal, append_message(journal, message, false, 0x0304, 0x1301),
		"supported_groups:|groups:", "x25519", "a list");
	journal_free(journal);
}
END_TEST

START_TEST(test_broken_messages)
{
	static const struct {
		struct bytes message;
		const char *want;
	} rows[] = {
		{TEXT("\x18\0\0\1\1"), "KeyUpdate:|request:"},
		{TEXT("\x18\0\0\2\1\1"), "left over: 01. It is broken"},
		{TEXT("\x01\0\0\2\3\3"), "ClientHello:|random:|It is broken"},
		{TEXT("\xc8\0\0\2\3\3"), "unknown message:|data:"},
		{TEXT("\x14\0\0\0"), "Finished:|verify data:|It is broken"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct journal *journal = new_journal("SMTP");
		check_event(journal, append_message(journal, rows[i].message, false, 0x0304, 0x1301), rows[i].want, "",
			"a broken message");
		journal_free(journal);
	}
}
END_TEST

/* Bounds */

static size_t paragraphs(struct bytes text)
{
	size_t count = 1;

	for (size_t at; (at = bytes_find(text, BYTES_LITERAL("\n\n"))) < text.len; count++)
		text = bytes_from(text, at + 2);
	return count;
}

START_TEST(test_bounds)
{
	static const char *const starts[][2] = {{"IMAP", "* CAPABILITY"}, {"SMTP", "250 AUTH"}, {"POP3", "SASL"},
		{"SMTP", "MAIL FROM:<>"}, {"ManageSieve", "\"SASL\" \""}};

	for (size_t i = 0; i < COUNT(starts); i++) {
		struct journal *journal = new_journal(starts[i][0]);
		struct buffer line, out;
		bool sent = !strncmp(starts[i][1], "MAIL", 4);
		buffer_init(&line, 1 << 20);
		buffer_init(&out, EXPLAIN_MAX);
		buffer_append_text(&line, starts[i][1]);
		for (int word = 0; word < 10000; word++)
			buffer_printf(&line, " X%d\x1b", word);
		append_line(journal, DIRECTION_OUT, LINE_COMMAND, 0, bytes_str(i == 1 ? "EHLO x" : "CAPA"));
		const struct event *event = append_line(journal, sent ? DIRECTION_OUT : DIRECTION_IN,
			sent               ? LINE_COMMAND
			: i == 2           ? LINE_PAYLOAD
			: i == 0 || i == 4 ? LINE_UNTAGGED
					   : LINE_REPLY,
			LINE_LATER, buffer_bytes(&line));
		explain_event(journal, event, &out);
		check_form(buffer_bytes(&out), starts[i][1]);
		ck_assert_uint_eq(paragraphs(buffer_bytes(&out)), 13);
		check_words(buffer_text(&out), "\n\n... and 99|more.", true, starts[i][1]);
		buffer_done(&line);
		buffer_done(&out);
		journal_free(journal);
	}
}
END_TEST

/* A buffer that is full gets whole paragraphs and no halves. */
START_TEST(test_small_buffers)
{
	struct journal *journal = new_journal("SMTP");
	const struct event *event = append_line(journal, DIRECTION_IN, LINE_REPLY, 0, bytes_str("550 5.7.1 x"));

	for (size_t max = 1; max < 1500; max += 7) {
		struct buffer out;
		buffer_init(&out, max);
		explain_event(journal, event, &out);
		ck_assert_uint_le(out.len, max);
		ck_assert(!out.len || strchr(".)", buffer_text(&out)[out.len - 1]));
		buffer_done(&out);
	}
	journal_free(journal);
}
END_TEST

CHECK_MAIN("explain", test_kinds, test_every_kind_has_a_row, test_lines, test_replies, test_messages,
	test_messages_of_tls12, test_lists, test_broken_messages, test_bounds, test_small_buffers)
