/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story: events by hand.
 */
#include "story.h"

#include "../wire/rfc8448.h"
#include "model/caps.h"
#include "model/tls_facts.h"
#include <stdio.h>

enum { START_US = 1795233906, STEP_US = 1234, HEX_MAX = 4096 };

static struct journal *new_journal(struct clock_hands *hands)
{
	struct journal_config config = {.clock = clock_fixed(hands), .spill_fd = -1, .memory_max = 512 << 20};

	hands->wall = (int64_t)START_US * 1000000 + 123456;
	return journal_new(&config);
}

/* Clocks outlive their journals. */
static struct clock_hands hands;

static void tell(struct journal *journal, const struct event *draft)
{
	hands.monotonic += STEP_US;
	hands.wall += STEP_US;
	journal_append(journal, draft);
}

/* The fixed one */

static void line(
	struct journal *journal, enum direction direction, enum line_role role, uint32_t flags, const char *text)
{
	struct event draft = {.kind = EVENT_LINE,
		.direction = direction,
		.line = {.text = bytes_str(text), .role = role, .flags = flags, .wire_len = strlen(text) + 2}};

	tell(journal, &draft);
}

static void client(struct journal *journal, const char *text)
{
	line(journal, DIRECTION_OUT, LINE_COMMAND, 0, text);
}

static void server(struct journal *journal, const char *text)
{
	line(journal, DIRECTION_IN, LINE_REPLY, 0, text);
}

static void reply(struct journal *journal, const char *verb, uint16_t code, uint32_t lines)
{
	char word[8];
	struct event draft = {.kind = EVENT_REPLY, .direction = DIRECTION_IN};

	snprintf(word, sizeof(word), "%u", code);
	draft.reply = (struct event_reply){.status = code < 400 ? REPLY_POSITIVE : REPLY_REFUSED,
		.code = code,
		.verb = bytes_str(verb),
		.word = bytes_str(word),
		.lines = lines,
		.took_us = 900};
	tell(journal, &draft);
}

static void offer(struct journal *journal, bool clear, const char *const *list)
{
	struct caps *caps = caps_new(journal_arena(journal));

	for (; *list; list += 2)
		caps_add(caps, bytes_str(list[0]), bytes_str(list[1]));
	tell(journal, &(struct event){.kind = EVENT_CAPS, .caps = {.caps = caps, .before_tls = clear}});
}

static unsigned digit(char c)
{
	return (unsigned)(ascii_is_digit((unsigned char)c) ? c - '0' : c - 'a' + 10);
}

static size_t unhex(const char *hex, unsigned char *bytes)
{
	size_t count = 0;

	for (; count < HEX_MAX && hex[0] && hex[1]; hex += 2)
		bytes[count++] = (unsigned char)(digit(hex[0]) << 4 | digit(hex[1]));
	return count;
}

static void handshake(struct journal *journal)
{
	unsigned char bytes[HEX_MAX];

	for (size_t i = 0; i < sizeof(rfc8448_messages) / sizeof(rfc8448_messages[0]); i++) {
		const struct rfc8448_message *row = &rfc8448_messages[i];
		size_t length = row->section == 3 ? unhex(row->hex, bytes) : 0;
		if (!length)
			continue;
		struct event draft = {.kind = EVENT_TLS_MESSAGE,
			.direction = row->from_client ? DIRECTION_OUT : DIRECTION_IN,
			.tls_message = {.type = bytes[0],
				.encrypted = bytes[0] > 2,
				.version = bytes[0] > 1 ? 0x0304 : 0,
				.suite = bytes[0] > 1 ? 0x1301 : 0,
				.length = (uint32_t)length,
				.body = bytes_of(bytes + 4, length - 4)}};
		tell(journal, &draft);
	}
}

static const struct tls_facts facts = {.version = "TLS 1.3",
	.version_code = 0x0304,
	.suite = "TLS_AES_128_GCM_SHA256",
	.cipher = "AES-128-GCM",
	.mac = "AEAD",
	.key_exchange = "ECDHE",
	.group = "X25519",
	.server_signature = "RSA-PSS-RSAE-SHA256",
	.sni = "mail.example.org",
	.extended_master_secret = FACT_NOT_APPLICABLE,
	.encrypt_then_mac = FACT_NOT_APPLICABLE,
	.safe_renegotiation = FACT_NOT_APPLICABLE,
	.messages = 7,
	.handshake_in = 1200,
	.handshake_out = 300};

static const struct san names[] = {
	{.kind = SAN_DNS, .value = {(const unsigned char *)"mail.example.org", 16}, .matches = true},
	{.kind = SAN_DNS, .value = {(const unsigned char *)"evil.example.net\0<b>", 20}}};

static const struct staple_facts revoked = {STAPLE_REVOKED, "REVOKED on 2026-11-20 00:00:00 UTC"};

static const struct cert_facts certs[] = {
	{.subject = "CN=mail.example.org",
		.common_name = "mail.example.org",
		.issuer = "CN=Example <Issuing> CA,O=Example & Sons",
		.serial = {(const unsigned char *)"\x01\xff", 2},
		.sans = names,
		.san_count = 2,
		.not_before = START_US - 86400 * 30,
		.not_after = START_US + 86400 * 10,
		.key = "EC SECP256R1",
		.key_bits = 256,
		.signature = "RSA-SHA256",
		.sha256 = {0xaa, 0xbb},
		.spki_pin = "pin+of/the+key=",
		.key_usage = "digitalSignature",
		.extended_key_usage = "serverAuth",
		.for_servers = true,
		.ocsp_url = "http://ocsp.example.org/",
		.place = PLACE_LEAF,
		.checks = {[CHECK_DATES] = {CHECK_PASSED, "10 days left"}, [CHECK_ALGORITHM] = {CHECK_PASSED, NULL}},
		.pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"},
	{.subject = "",
		.issuer = "CN=Example Root",
		.not_before = START_US - 86400 * 3000,
		.not_after = START_US - 86400 * 3,
		.key = "RSA",
		.key_bits = 1024,
		.signature = "RSA-SHA1",
		.signature_weak = true,
		.is_ca = true,
		.has_basic_constraints = true,
		.path_length = 0,
		.place = PLACE_ISSUER,
		.staple = &revoked,
		.checks = {[CHECK_DATES] = {CHECK_FAILED, "expired 3 days ago"}}},
	{.parse_error = "no certificate", .place = PLACE_UNREADABLE}};

static const struct sct_facts scts[] = {{.source = SCT_FROM_TLS,
						.readable = true,
						.time_ms = (uint64_t)START_US * 1000,
						.log_name = "A <log>",
						.result = SCT_GOOD,
						.reason = "signed by the log"},
	{.source = SCT_FROM_OCSP, .result = SCT_NOT_CHECKED, .reason = "not readable"}};

static const struct chain_facts chain = {.certs = certs,
	.count = 3,
	.missing_issuer = "CN=Example Root",
	.trust_source = "a file",
	.reference_name = "mail.example.org",
	.as_of = START_US,
	.scts = scts,
	.sct_count = 2,
	.scts_asked = true};

static void judge(struct journal *journal, enum verdict_aspect aspect, enum verdict_result result, const char *reason)
{
	struct event draft = {
		.kind = EVENT_VERDICT, .verdict = {.aspect = aspect, .result = result, .reason = bytes_str(reason)}};

	tell(journal, &draft);
}

static void clear_part(struct journal *journal)
{
	static const char *const offered[] = {
		"PIPELINING", "", "SIZE", "1048576", "STARTTLS", "", "XXXXXXXB", "", NULL};

	tell(journal,
		&(struct event){.kind = EVENT_TARGET,
			.target = {.name = bytes_str("mail.example.org"), .protocol = bytes_str("SMTP"), .port = 25}});
	tell(journal, &(struct event){.kind = EVENT_LOOKUP,
			      .lookup = {.name = bytes_str("mail.example.org"),
				      .addresses = bytes_str("192.0.2.7"),
				      .took_us = 4200}});
	tell(journal, &(struct event){.kind = EVENT_CONNECTED,
			      .connected = {.address = bytes_str("192.0.2.7"), .port = 25, .took_us = 800}});
	server(journal, "220 mail.example.org ESMTP <ready> & \"waiting\"");
	reply(journal, "", 220, 1);
	client(journal, "EHLO client.example.net");
	line(journal, DIRECTION_IN, LINE_REPLY, LINE_BARE_LF | LINE_8BIT, "250-mail.example.org \x9b[2J\x1b[31m");
	server(journal, "250 STARTTLS");
	reply(journal, "EHLO", 250, 2);
	offer(journal, true, offered);
	tell(journal, &(struct event){.kind = EVENT_ODDITY,
			      .oddity = {.oddity = ODDITY_LINE_ENDING,
				      .severity = SEVERITY_WARNING,
				      .sentence = bytes_str("a line ended with LF alone"),
				      .evidence = bytes_str("250-mail\n")}});
	client(journal, "STARTTLS");
	tell(journal, &(struct event){.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_ASKED}});
	server(journal, "220 go ahead");
	tell(journal, &(struct event){.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_AGREED}});
	reply(journal, "STARTTLS", 220, 1);
}

static void find(struct journal *journal)
{
	static const size_t untrusted[] = {8, 12}, ending[] = {9};

	tell(journal, &(struct event){.kind = EVENT_FINDING,
			      .finding = {.id = bytes_str("F-EOL"),
				      .rank = FINDING_NOTE,
				      .title = bytes_str("a line of the server ended with LF alone"),
				      .explanation = bytes_str("Lines end with CR LF."),
				      .reference = bytes_str("RFC 5321 §2.3.8"),
				      .proof = ending,
				      .proof_count = 1}});
	tell(journal,
		&(struct event){.kind = EVENT_FINDING,
			.finding = {.id = bytes_str("F-CERT.untrusted"),
				.rank = FINDING_HIGH,
				.title = bytes_str("the certificate leads to no authority that is trusted here"),
				.detail = bytes_str("it was issued by <CN=\"nobody\">"),
				.explanation = bytes_str("Anybody could have made it. Clients that check will not "
							 "connect."),
				.remedy = bytes_str("Send the certificate of its issuer, too.\nPostfix: "
						    "smtpd_tls_chain_files\nDovecot: ssl_cert"),
				.reference = bytes_str("RFC 5280 §6.1"),
				.proof = untrusted,
				.proof_count = 2}});
}

static void tls_part(struct journal *journal)
{
	static const char *const offered[] = {"PIPELINING", "", "SIZE", "2097152", "AUTH", "PLAIN", NULL};

	journal_set_phase(journal, PHASE_HANDSHAKE);
	handshake(journal);
	tell(journal, &(struct event){.kind = EVENT_TLS_UP, .tls_up = {.facts = &facts, .took_us = 8600}});
	tell(journal, &(struct event){.kind = EVENT_CHAIN, .chain = {.chain = &chain}});
	judge(journal, VERDICT_CHAIN, VERDICT_BAD, "it leads to no anchor");
	judge(journal, VERDICT_NAME, VERDICT_GOOD, "the certificate bears mail.example.org");
	judge(journal, VERDICT_DATES, VERDICT_WARN, "valid for 10 more days");
	judge(journal, VERDICT_STRENGTH, VERDICT_GOOD, "EC SECP256R1 256 bits");
	judge(journal, VERDICT_STAPLE, VERDICT_BAD,
		"certificate 2 of 3 (a certificate without a name): REVOKED on 2026-11-20 00:00:00 UTC");
	find(journal);
	journal_set_phase(journal, PHASE_TLS);
	tell(journal, &(struct event){.kind = EVENT_CAPS, .caps = {.forgotten = true, .before_tls = true}});
	offer(journal, false, offered);
	line(journal, DIRECTION_OUT, LINE_COMMAND, LINE_HIDDEN, "AUTH PLAIN [12 bytes hidden]");
	server(journal, "235 2.7.0 Authentication successful");
	tell(journal, &(struct event){.kind = EVENT_TLS_CLOSED, .tls_closed = {.clean = false, .by_peer = true}});
	tell(journal, &(struct event){.kind = EVENT_CLOSED,
			      .closed = {.how = CLOSED_TRUNCATED, .bytes_out = 900, .bytes_in = 2100}});
}

struct journal *story_fixed(void)
{
	struct journal *journal = new_journal(&hands);

	journal_begin_connection(journal);
	clear_part(journal);
	tls_part(journal);
	journal_begin_connection(journal);
	tell(journal, &(struct event){.kind = EVENT_DIAL,
			      .dial = {.address = bytes_str("192.0.2.8"),
				      .port = 25,
				      .failed = true,
				      .reason = bytes_str("connection refused"),
				      .took_us = 700}});
	tell(journal, &(struct event){.kind = EVENT_CLOSED,
			      .closed = {.how = CLOSED_REFUSED, .reason = bytes_str("no address answers")}});
	return journal;
}

/* The hostile one */

struct hostile {
	const char *text; /* up to the first NUL */
	struct tls_facts tls;
	struct san san;
	struct cert_facts cert;
	struct sct_facts sct;
	struct chain_facts chain;
};

static void put(struct bytes *span, void *nasty)
{
	*span = *(const struct bytes *)nasty;
}

static struct hostile *make_hostile(struct arena *arena, struct bytes nasty)
{
	struct hostile *h = arena_alloc(arena, sizeof(*h));
	char *text = arena_alloc(arena, nasty.len + 1);

	memcpy(text, nasty.data, nasty.len);
	text[nasty.len] = 0;
	*h = (struct hostile){.text = text,
		.tls = {text, 0, text, text, text, text, text, 0, text, text, text, text, .client_certificate = text,
			.client_certificate_asked = true, .policy = text},
		.san = {.kind = SAN_OTHER, .value = nasty},
		.cert = {.subject = text,
			.common_name = text,
			.issuer = text,
			.serial = nasty,
			.san_count = 1,
			.key = text,
			.signature = text,
			.spki_pin = text,
			.key_usage = text,
			.extended_key_usage = text,
			.name_constraints = text,
			.issuer_url = text,
			.ocsp_url = text,
			.crl_url = text,
			.der = nasty,
			.pem = text,
			.not_before = INT64_MIN,
			.not_after = INT64_MAX},
		.sct = {.readable = true, .log_name = text, .reason = text, .time_ms = UINT64_MAX},
		.chain = {.count = 1,
			.sct_count = 1,
			.reference_name = text,
			.mail_domain = text,
			.missing_issuer = text,
			.trust_source = text,
			.as_of = INT64_MIN}};
	h->cert.sans = &h->san;
	h->chain.certs = h->chain.anchor = &h->cert;
	h->chain.scts = &h->sct;
	for (int i = 0; i < CERT_CHECKS; i++)
		h->cert.checks[i] = (struct check){CHECK_FAILED, text};
	return h;
}

static void add_facts(struct event *draft, struct journal *journal, struct bytes nasty, const struct hostile *h)
{
	static const size_t nowhere[] = {SIZE_MAX};
	struct caps *caps;

	switch ((int)draft->kind) {
	case EVENT_TLS_UP: draft->tls_up.facts = &h->tls; return;
	case EVENT_CHAIN: draft->chain.chain = &h->chain; return;
	case EVENT_CAPS:
		caps = caps_new(journal_arena(journal));
		caps_add(caps, nasty, nasty);
		draft->caps = (struct event_caps){.caps = caps, .before_tls = draft->direction != DIRECTION_IN};
		return;
	case EVENT_TLS_MESSAGE: draft->tls_message.length = (uint32_t)nasty.len + 4; return;
	case EVENT_LINE: draft->line.flags = UINT32_MAX; return;
	case EVENT_FINDING:
		draft->finding.proof = nowhere;
		draft->finding.proof_count = 1;
		return;
	default: return;
	}
}

static void add_messages(struct journal *journal, struct bytes nasty)
{
	for (unsigned type = 0; type < 256; type++)
		tell(journal, &(struct event){.kind = EVENT_TLS_MESSAGE,
				      .direction = type % 2 ? DIRECTION_OUT : DIRECTION_IN,
				      .tls_message = {.type = (uint8_t)type,
					      .version = type < 128 ? 0x0304 : 0x0303,
					      .length = type == 7 ? 0 : (uint32_t)nasty.len + 4,
					      .body = nasty}});
}

struct journal *story_hostile(struct bytes nasty)
{
	struct journal *journal = new_journal(&hands);
	const struct hostile *h = make_hostile(journal_arena(journal), nasty);

	journal_begin_connection(journal);
	for (int direction = 0; direction < 3; direction++)
		for (int kind = 0; kind < EVENT_KINDS; kind++) {
			struct event draft = {.kind = (enum event_kind)kind, .direction = (enum direction)direction};
			event_each_span(&draft, put, &nasty);
			add_facts(&draft, journal, nasty, h);
			journal_set_phase(journal, (enum phase)(kind % 3));
			tell(journal, &draft);
		}
	add_messages(journal, nasty);
	return journal;
}

struct journal *story_long(size_t lines, struct bytes text)
{
	struct journal *journal = new_journal(&hands);

	journal_begin_connection(journal);
	for (size_t i = 0; i < lines; i++)
		tell(journal, &(struct event){.kind = EVENT_LINE,
				      .direction = DIRECTION_IN,
				      .line = {.text = text, .role = LINE_PAYLOAD}});
	return journal;
}
