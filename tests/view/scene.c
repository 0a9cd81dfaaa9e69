/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene: a session that was written down by hand, and its screens, to be compared with tests/view/golden.
 */
#include "../check_main.h"
#include "../read_file.h"
#include "scene.h"

#include "model/caps.h"
#include "model/tls_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The session */

static void append(struct scene *scene, struct event event, int ms)
{
	scene->hands.monotonic += (int64_t)ms * 1000;
	scene->hands.wall += (int64_t)ms * 1000;
	journal_append(scene->journal, &event);
}

void scene_say(
	struct scene *scene, enum direction direction, enum line_role role, uint32_t flags, const char *text, int ms)
{
	append(scene,
		(struct event){.kind = EVENT_LINE,
			.direction = direction,
			.line = {.text = bytes_str(text), .role = role, .flags = flags, .wire_len = strlen(text) + 2}},
		ms);
}

static void state(struct scene *scene, const char *name)
{
	append(scene, (struct event){.kind = EVENT_STATE, .state = {.state = bytes_str(name)}}, 0);
}

static void replied(struct scene *scene, const char *verb, uint16_t code, const char *text)
{
	char word[8];

	snprintf(word, sizeof(word), "%u", code);
	append(scene,
		(struct event){.kind = EVENT_REPLY,
			.direction = DIRECTION_IN,
			.reply = {.status = code < 400 ? REPLY_POSITIVE : REPLY_REFUSED,
				.code = code,
				.word = bytes_str(word),
				.text = bytes_str(text),
				.verb = bytes_str(verb),
				.lines = 1,
				.took_us = 2300}},
		0);
}

static void offer(struct scene *scene, bool before_tls)
{
	struct caps *caps = caps_new(journal_arena(scene->journal));

	caps_add(caps, BYTES_LITERAL("PIPELINING"), (struct bytes){0});
	caps_add(caps, BYTES_LITERAL("SIZE"), before_tls ? BYTES_LITERAL("10240000") : BYTES_LITERAL("52428800"));
	if (before_tls)
		caps_add(caps, BYTES_LITERAL("STARTTLS"), (struct bytes){0});
	else
		caps_add(caps, BYTES_LITERAL("AUTH"), BYTES_LITERAL("PLAIN LOGIN"));
	append(scene,
		(struct event){.kind = EVENT_CAPS,
			.direction = DIRECTION_IN,
			.caps = {.caps = caps, .before_tls = before_tls}},
		0);
}

/* The ClientHello of RFC 8448 §3, without its header. */
static const unsigned char client_hello[] = {0x03, 0x03, 0xcb, 0x34, 0xec, 0xb1, 0xe7, 0x81, 0x63, 0xba, 0x1c, 0x38,
	0xc6, 0xda, 0xcb, 0x19, 0x6a, 0x6d, 0xff, 0xa2, 0x1a, 0x8d, 0x99, 0x12, 0xec, 0x18, 0xa2, 0xef, 0x62, 0x83,
	0x02, 0x4d, 0xec, 0xe7, 0x00, 0x00, 0x06, 0x13, 0x01, 0x13, 0x03, 0x13, 0x02, 0x01, 0x00, 0x00, 0x91, 0x00,
	0x00, 0x00, 0x0b, 0x00, 0x09, 0x00, 0x00, 0x06, 0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0xff, 0x01, 0x00, 0x01,
	0x00, 0x00, 0x0a, 0x00, 0x14, 0x00, 0x12, 0x00, 0x1d, 0x00, 0x17, 0x00, 0x18, 0x00, 0x19, 0x01, 0x00, 0x01,
	0x01, 0x01, 0x02, 0x01, 0x03, 0x01, 0x04, 0x00, 0x23, 0x00, 0x00, 0x00, 0x33, 0x00, 0x26, 0x00, 0x24, 0x00,
	0x1d, 0x00, 0x20, 0x99, 0x38, 0x1d, 0xe5, 0x60, 0xe4, 0xbd, 0x43, 0xd2, 0x3d, 0x8e, 0x43, 0x5a, 0x7d, 0xba,
	0xfe, 0xb3, 0xc0, 0x6e, 0x51, 0xc1, 0x3c, 0xae, 0x4d, 0x54, 0x13, 0x69, 0x1e, 0x52, 0x9a, 0xaf, 0x2c, 0x00,
	0x2b, 0x00, 0x03, 0x02, 0x03, 0x04, 0x00, 0x0d, 0x00, 0x20, 0x00, 0x1e, 0x04, 0x03, 0x05, 0x03, 0x06, 0x03,
	0x02, 0x03, 0x08, 0x04, 0x08, 0x05, 0x08, 0x06, 0x04, 0x01, 0x05, 0x01, 0x06, 0x01, 0x02, 0x01, 0x04, 0x02,
	0x05, 0x02, 0x06, 0x02, 0x02, 0x02, 0x00, 0x2d, 0x00, 0x02, 0x01, 0x01, 0x00, 0x1c, 0x00, 0x02, 0x40, 0x01};

static void message(
	struct scene *scene, enum direction direction, uint8_t type, uint32_t length, bool encrypted, int ms)
{
	append(scene,
		(struct event){.kind = EVENT_TLS_MESSAGE,
			.direction = direction,
			.tls_message = {.type = type,
				.length = type == 1 ? sizeof(client_hello) + 4 : length,
				.encrypted = encrypted,
				.body = type == 1 ? bytes_of(client_hello, sizeof(client_hello))
						  : BYTES_LITERAL("\x03\x03hello")}},
		ms);
}

static const struct tls_facts facts = {.version = "TLS 1.3",
	.version_code = 0x0304,
	.suite = "TLS_AES_256_GCM_SHA384",
	.cipher = "AES-256-GCM",
	.mac = "AEAD",
	.key_exchange = "ECDHE",
	.group = "X25519",
	.server_signature = "ECDSA-SECP256R1-SHA256",
	.sni = "mail.example.org",
	.extended_master_secret = FACT_NOT_APPLICABLE,
	.encrypt_then_mac = FACT_NOT_APPLICABLE,
	.safe_renegotiation = FACT_NOT_APPLICABLE,
	.binding_exporter = true,
	.binding_end_point = true,
	.messages = 6,
	.handshake_in = 1893,
	.handshake_out = 412};

static const struct san sans[] = {{.kind = SAN_DNS, .value = BYTES_LITERAL("mail.example.org"), .matches = true},
	{.kind = SAN_DNS, .value = BYTES_LITERAL("evil\x1b[31m\xe2\x80\xae.example.org")}};

static const struct staple_facts fresh = {STAPLE_GOOD, "not revoked as of 2026-11-20 00:00:00 UTC, says Example Root"};

static const struct cert_facts certs[] = {
	{.subject = "CN=mail.example.org",
		.common_name = "mail.example.org",
		.issuer = "CN=Example CA R3",
		.serial = BYTES_LITERAL("\x01\x02\x03"),
		.sans = sans,
		.san_count = 2,
		.not_before = 1790000000,
		.not_after = 1796500000,
		.key = "EC SECP256R1",
		.key_bits = 256,
		.signature = "ECDSA-SHA256",
		.spki_pin = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG=",
		.key_usage = "digitalSignature",
		.extended_key_usage = "serverAuth",
		.has_basic_constraints = true,
		.path_length = -1,
		.ocsp_url = "http://ocsp.example.org/\x1b[2J",
		.place = PLACE_LEAF,
		.checks = {[CHECK_DATES] = {CHECK_PASSED, "valid for 14 days more"},
			[CHECK_KEY_USAGE] = {CHECK_PASSED, "it may sign handshakes"},
			[CHECK_MUST_STAPLE] = {CHECK_NOT_NEEDED, "it does not demand it"},
			[CHECK_REVOCATION] = {CHECK_NOT_DONE, "no revocation list was given"}},
		.version = 3,
		.pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
	{.subject = "CN=Example CA R3",
		.common_name = "Example CA R3",
		.issuer = "CN=Example Root",
		.not_before = 1700000000,
		.not_after = 1900000000,
		.key = "RSA",
		.key_bits = 2048,
		.signature = "RSA-SHA256",
		.is_ca = true,
		.path_length = 0,
		.place = PLACE_ISSUER,
		.staple = &fresh,
		.pem = ""},
};
static const size_t built[] = {0, 1};
static const struct sct_facts scts[] = {
	{.readable = true,
		.log_id = {1, 2, 3},
		.log_name = "Example Log 2026h2",
		.time_ms = 1790000000123,
		.scheme = 0x0403,
		.result = SCT_GOOD,
		.reason = "signed by the log"},
	{.source = SCT_FROM_OCSP,
		.readable = true,
		.log_id = {4, 5, 6},
		.time_ms = 1790000001123,
		.scheme = 0x0403,
		.reason = "no key of this log was given (--ct-logs)"},
	{.source = SCT_FROM_TLS, .result = SCT_BAD, .reason = "the list of them is malformed"},
};
static const struct chain_facts chain = {.certs = certs,
	.count = 2,
	.path = built,
	.path_count = 2,
	.reference_name = "mail.example.org",
	.scts = scts,
	.sct_count = 3,
	.scts_dropped = 2};

static void judge(struct scene *scene, enum verdict_aspect aspect, enum verdict_result result, const char *reason)
{
	append(scene,
		(struct event){.kind = EVENT_VERDICT,
			.verdict = {.aspect = aspect, .result = result, .reason = bytes_str(reason)}},
		0);
}

static void upgrade(struct scene *scene)
{
	append(scene, (struct event){.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_AGREED}}, 0);
	journal_set_phase(scene->journal, PHASE_HANDSHAKE);
	message(scene, DIRECTION_OUT, 1, 383, false, 0);
	message(scene, DIRECTION_IN, 2, 122, false, 21);
	message(scene, DIRECTION_IN, 8, 10, true, 1);
	message(scene, DIRECTION_IN, 11, 1402, true, 0);
	message(scene, DIRECTION_IN, 15, 78, true, 0);
	message(scene, DIRECTION_IN, 20, 52, true, 0);
	message(scene, DIRECTION_OUT, 20, 52, true, 2);
	append(scene, (struct event){.kind = EVENT_TLS_UP, .tls_up = {.facts = &facts, .took_us = 24000}}, 0);
	append(scene, (struct event){.kind = EVENT_CHAIN, .chain = {.chain = &chain}}, 0);
	judge(scene, VERDICT_CHAIN, VERDICT_GOOD, "leads to Example Root, an anchor in ca.pem");
	judge(scene, VERDICT_NAME, VERDICT_GOOD, "the certificate bears mail.example.org");
	judge(scene, VERDICT_DATES, VERDICT_WARN, "expires in 13 days: renew it");
	judge(scene, VERDICT_STRENGTH, VERDICT_GOOD, "EC SECP256R1 256 bits, signed with ECDSA-SHA256");
	judge(scene, VERDICT_STAPLE, VERDICT_NOT_CHECKED,
		"no response was stapled for the server's certificate; certificate 2 of 2 (Example CA R3): not revoked as of "
		"2026-11-20 00:00:00 UTC, says Example Root");
	journal_set_phase(scene->journal, PHASE_TLS);
}

/* The number of the last event that was appended. */
static size_t last(const struct scene *scene)
{
	return (size_t)journal_count(scene->journal) - 1;
}

static size_t first_message(const struct scene *scene)
{
	size_t number = 0;

	while (journal_at(scene->journal, number)->kind != EVENT_TLS_MESSAGE)
		number++;
	return number;
}

static void find(struct scene *scene, const struct event_finding *finding)
{
	append(scene, (struct event){.kind = EVENT_FINDING, .finding = *finding}, 0);
}

/* The last one is as a file may have it: its proof is nowhere. */
static void find_out(struct scene *scene)
{
	size_t *proof = arena_alloc(journal_arena(scene->journal), 4 * sizeof(*proof));

	proof[0] = last(scene) - 1;
	proof[1] = first_message(scene);
	proof[2] = 4;
	proof[3] = SIZE_MAX;
	find(scene, &(struct event_finding){.id = BYTES_LITERAL("F-LINES.bare-lf"),
			    .rank = FINDING_NOTE,
			    .title = BYTES_LITERAL("A line ended with a bare LF"),
			    .explanation = BYTES_LITERAL("SMTP ends lines with CR LF."),
			    .reference = BYTES_LITERAL("RFC 5321 §2.3.8")});
	find(scene,
		&(struct event_finding){.id = BYTES_LITERAL("F-CERT.expiring"),
			.rank = FINDING_MEDIUM,
			.title = BYTES_LITERAL("The certificate expires soon"),
			.detail = BYTES_LITERAL("It holds for 13 days more."),
			.explanation = BYTES_LITERAL("Senders that verify will refuse to deliver from that day on."),
			.remedy = BYTES_LITERAL("Renew it, and see why it was not renewed by itself.")});
	find(scene,
		&(struct event_finding){.id = BYTES_LITERAL("F-\x1b[2J.made-up"),
			.rank = FINDING_HIGH,
			.title = BYTES_LITERAL(
				"The password went out in the clear, where everyone on the path could read it"),
			.detail = BYTES_LITERAL("AUTH PLAIN was sent before STARTTLS, although the server offers it."),
			.explanation = BYTES_LITERAL(
				"Whoever listened has the password now. TLS afterwards does not help.\nIt must be changed."),
			.remedy = BYTES_LITERAL(
				"Change the password; allow AUTH inside TLS only.\n"
				"Postfix: smtpd_tls_auth_only = yes\nDovecot: disable_plaintext_auth = yes"),
			.reference = BYTES_LITERAL("RFC 4954 §4; RFC 8314 §3"),
			.proof = proof,
			.proof_count = 4});
}

void scene_play(struct scene *scene)
{
	journal_begin_connection(scene->journal);
	append(scene,
		(struct event){.kind = EVENT_TARGET,
			.target = {.name = BYTES_LITERAL("mail.example.org"),
				.protocol = BYTES_LITERAL("SMTP"),
				.port = 25}},
		0);
	append(scene,
		(struct event){.kind = EVENT_CONNECTED,
			.connected = {.address = BYTES_LITERAL("192.0.2.7"),
				.port = 25,
				.local = BYTES_LITERAL("192.0.2.99"),
				.took_us = 9100}},
		9);
	scene_say(scene, DIRECTION_IN, LINE_GREETING, 0,
		"220 mail.example.org ESMTP \x1b]0;title\x07 h\xc3\xa4llo \xff", 4);
	replied(scene, "", 220, "mail.example.org ESMTP");
	state(scene, "greeted");
	scene_say(scene, DIRECTION_OUT, LINE_COMMAND, 0, "EHLO client.example.org", 4100);
	scene_say(scene, DIRECTION_IN, LINE_REPLY, LINE_MORE, "250-mail.example.org", 2);
	scene_say(scene, DIRECTION_IN, LINE_REPLY, LINE_MORE | LINE_LATER, "250-PIPELINING", 0);
	scene_say(scene, DIRECTION_IN, LINE_REPLY, LINE_LATER, "250 STARTTLS", 0);
	replied(scene, "EHLO", 250, "STARTTLS");
	offer(scene, true);
	state(scene, "hello");
	scene_say(scene, DIRECTION_OUT, LINE_COMMAND, 0, "STARTTLS", 3120);
	scene_say(scene, DIRECTION_IN, LINE_REPLY, 0, "220 2.0.0 Ready to start TLS", 2);
	replied(scene, "STARTTLS", 220, "2.0.0 Ready to start TLS");
	upgrade(scene);
	scene_say(scene, DIRECTION_OUT, LINE_COMMAND, LINE_AUTOMATIC, "EHLO client.example.org", 1);
	scene_say(scene, DIRECTION_IN, LINE_REPLY, 0, "250 mail.example.org", 2);
	offer(scene, false);
	scene_say(scene, DIRECTION_OUT, LINE_COMMAND, LINE_HIDDEN, "AUTH PLAIN <28 bytes hidden>", 9005);
	scene_say(scene, DIRECTION_IN, LINE_REPLY, LINE_BARE_LF,
		"535 5.7.8 Error: authentication failed: a long explanation that does not fit into one row of any pane",
		242);
	replied(scene, "AUTH", 535, "5.7.8 Error: authentication failed");
	find_out(scene);
}

void scene_begin_empty(struct scene *scene)
{
	scene->hands = (struct clock_hands){.monotonic = 0, .wall = INT64_C(1795233906123000)};
	struct journal_config config = {.clock = clock_fixed(&scene->hands), .spill_fd = -1};
	scene->journal = journal_new(&config);
	scene->view = view_new(scene->journal, SAFE_UTF8);
}

void scene_begin(struct scene *scene)
{
	scene_begin_empty(scene);
	scene_play(scene);
	view_catch_up(scene->view);
}

void scene_end(struct scene *scene)
{
	view_free(scene->view);
	journal_free(scene->journal);
}

/* Comparing */

void scene_paint(struct scene *scene, int rows, int cols, enum safe_charset charset, struct buffer *out)
{
	struct grid grid;
	struct prompt prompt = {.kind = PROMPT_COMMAND,
		.label = BYTES_LITERAL("TLS smtp> "),
		.text = BYTES_LITERAL("MAIL FROM:<a@exam"),
		.point = 17};

	grid_init(&grid, charset);
	grid_reset(&grid, rows, cols);
	view_prompt(scene->view, &prompt);
	view_paint(scene->view, &grid);
	grid_to_text(&grid, out);
	grid_done(&grid);
}

void scene_settle(struct scene *scene, int rows, int cols)
{
	struct buffer text;

	buffer_init(&text, SCENE_MAX);
	scene_paint(scene, rows, cols, SAFE_UTF8, &text);
	buffer_done(&text);
}

void scene_move(struct scene *scene, int down)
{
	for (int i = 0; i < (down < 0 ? -down : down); i++)
		view_act(scene->view, down < 0 ? ACTION_LINE_UP : ACTION_LINE_DOWN);
}

void scene_compare(struct scene *scene, int rows, int cols, const char *name)
{
	char path[512];
	struct buffer painted, golden;

	snprintf(path, sizeof(path), "%s/view/golden/%s-%dx%d.txt", STARLIT_TESTS, name, cols, rows);
	buffer_init(&painted, SCENE_MAX);
	buffer_init(&golden, SCENE_MAX);
	scene_paint(scene, rows, cols, SAFE_UTF8, &painted);
	if (getenv("UPDATE_GOLDEN")) {
		FILE *file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		fputs(buffer_text(&painted), file);
		fclose(file);
	}
	read_file(path, GOLDEN_MISSING, &golden);
	ck_assert_msg(bytes_equal(buffer_bytes(&painted), buffer_bytes(&golden)), "%s differs; painted:\n%.6000s", path,
		buffer_text(&painted));
	buffer_done(&painted);
	buffer_done(&golden);
}
