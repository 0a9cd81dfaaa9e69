/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_demo: the teaching server and a session, joined by their buffers: a whole dialogue of every protocol, in pieces of
 * every size, and each fault.
 */
#include "../check_main.h"
#include "../report/again.h"
#include "pair.h"
#include "model/fields.h"

#include <stdio.h>
#include <string.h>

static void say(struct pair *pair, const char *line)
{
	struct error error = {.sentence = ""};

	ck_assert_msg(session_send(pair->session, bytes_str(line), &error), "%s: %s", line, error.sentence);
	pair_converse(pair);
}

/* What was said, without what differs from run to run: a line an event. */
static void append_story(const struct pair *pair, struct buffer *story)
{
	char sentence[2048];

	for (uint64_t i = 0; i < journal_count(pair->journal); i++) {
		const struct event *event = journal_at(pair->journal, i);
		if (event->kind == EVENT_LINE || event->kind == EVENT_STATE || event->kind == EVENT_STARTTLS ||
			event->kind == EVENT_INJECTION || event->kind == EVENT_TLS_ALERT)
			buffer_printf(story, "%s %s %s\n", phase_name(event->phase), event_kind_name(event->kind),
				event_sentence(event, sentence, sizeof(sentence)));
		/* Its sentence counts bytes, and signatures are not always of one size. */
		if (event->kind == EVENT_CLOSED)
			buffer_printf(story, "closed %s\n", closed_how_name(event->closed.how));
	}
}

static const struct event *find(const struct pair *pair, enum event_kind kind)
{
	for (uint64_t i = 0; i < journal_count(pair->journal); i++)
		if (journal_at(pair->journal, i)->kind == kind)
			return journal_at(pair->journal, i);
	return NULL;
}

static const char *const smtp_lines[] = {"EHLO client.example.org", "STARTTLS", "MAIL FROM:<a@example.org>",
	"RCPT TO:<anna@example.org>", "DATA", "Subject: x", "", ".hidden", "Kind regards", ".", "QUIT", NULL};
static const char *const lmtp_lines[] = {"LHLO client.example.org", "STARTTLS", "MAIL FROM:<a@example.org>",
	"RCPT TO:<anna@example.org>", "DATA", "one line", ".", "QUIT", NULL};
static const char *const imap_lines[] = {
	"STARTTLS", "LOGIN anna secret", "SELECT INBOX", "FETCH 1 BODY[]", "STATUS INBOX (MESSAGES)", "LOGOUT", NULL};
static const char *const pop3_lines[] = {
	"CAPA", "STLS", "USER anna", "PASS secret", "STAT", "LIST", "RETR 1", "QUIT", NULL};
static const char *const sieve_lines[] = {"STARTTLS", "CAPABILITY", "LOGOUT", NULL};

static const struct {
	enum protocol protocol;
	const char *const *lines;
} dialogues[] = {{PROTOCOL_SMTP, smtp_lines}, {PROTOCOL_LMTP, lmtp_lines}, {PROTOCOL_IMAP, imap_lines},
	{PROTOCOL_POP3, pop3_lines}, {PROTOCOL_SIEVE, sieve_lines}};
enum { DIALOGUES = sizeof(dialogues) / sizeof(dialogues[0]) };

static void play(size_t index, bool implicit_tls, size_t piece, struct buffer *story)
{
	struct pair pair;

	pair_open(&pair, dialogues[index].protocol, 0, implicit_tls, piece);
	pair_converse(&pair);
	for (const char *const *line = dialogues[index].lines; *line; line++)
		if (!implicit_tls || (strcmp(*line, "STARTTLS") && strcmp(*line, "STLS")))
			say(&pair, *line);
	ck_assert_msg(find(&pair, EVENT_TLS_UP) != NULL, "dialogue %zu: TLS is not up", index);
	ck_assert_msg(find(&pair, EVENT_CLOSED) != NULL, "dialogue %zu: it did not end", index);
	ck_assert_ptr_null(find(&pair, EVENT_ODDITY));
	if (dialogues[index].protocol == PROTOCOL_SMTP || dialogues[index].protocol == PROTOCOL_LMTP)
		ck_assert_uint_eq(demo_store_count(pair.store), 4);
	append_story(&pair, story);
	if (piece == SIZE_MAX)
		again_same(pair.journal, proto_info(dialogues[index].protocol)->name);
	pair_close(&pair);
}

START_TEST(every_protocol_in_pieces)
{
	static const size_t pieces[] = {SIZE_MAX, 1, 2, 3, 7, 100, 1000};

	for (size_t i = 0; i < DIALOGUES; i++)
		for (int implicit = 0; implicit < 2; implicit++) {
			struct buffer whole, cut;
			buffer_init(&whole, 1 << 20);
			buffer_init(&cut, 1 << 20);
			play(i, implicit, SIZE_MAX, &whole);
			for (size_t p = 1; p < sizeof(pieces) / sizeof(pieces[0]); p++) {
				buffer_clear(&cut);
				play(i, implicit, pieces[p], &cut);
				ck_assert_str_eq(buffer_text(&cut), buffer_text(&whole));
			}
			buffer_done(&whole);
			buffer_done(&cut);
		}
}
END_TEST

START_TEST(dots_arrive_as_typed)
{
	struct pair pair;

	pair_open(&pair, PROTOCOL_SMTP, 0, false, 3);
	pair_converse(&pair);
	for (const char *const *line = smtp_lines; *line; line++)
		say(&pair, *line);
	struct bytes mail = demo_store_mail(pair.store, 3);
	ck_assert_uint_lt(bytes_find(mail, BYTES_LITERAL("\r\n.hidden\r\nKind regards\r\n")), mail.len);
	pair_close(&pair);
}
END_TEST

/* Each fault ends in a named event, in pieces of any size, and the session is over or can be used. */
START_TEST(faults)
{
	static const struct {
		unsigned fault;
		enum protocol protocol;
		enum event_kind shown;
	} rows[] = {
		{DEMO_FAULT_REFUSE_STARTTLS, PROTOCOL_SMTP, EVENT_STARTTLS},
		{DEMO_FAULT_REFUSE_STARTTLS, PROTOCOL_IMAP, EVENT_STARTTLS},
		{DEMO_FAULT_REFUSE_STARTTLS, PROTOCOL_POP3, EVENT_STARTTLS},
		{DEMO_FAULT_INJECT, PROTOCOL_SMTP, EVENT_INJECTION},
		{DEMO_FAULT_INJECT, PROTOCOL_IMAP, EVENT_INJECTION},
		{DEMO_FAULT_INJECT, PROTOCOL_POP3, EVENT_INJECTION},
		{DEMO_FAULT_CUT_HANDSHAKE, PROTOCOL_SMTP, EVENT_TLS_FAILED},
		{DEMO_FAULT_CUT_HANDSHAKE, PROTOCOL_SIEVE, EVENT_TLS_FAILED},
		{DEMO_FAULT_LYING_CAPS, PROTOCOL_SMTP, EVENT_ODDITY},
		{DEMO_FAULT_STARTTLS_AGAIN, PROTOCOL_SMTP, EVENT_ODDITY},
		{DEMO_FAULT_PREAUTH, PROTOCOL_IMAP, EVENT_ODDITY},
		{DEMO_FAULT_HIDE_STARTTLS, PROTOCOL_SMTP, EVENT_STARTTLS},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t piece = 1; piece < 4; piece++) {
			struct pair pair;
			struct error error = {.sentence = ""};
			pair_open(&pair, rows[i].protocol, rows[i].fault, false, piece < 3 ? piece : SIZE_MAX);
			pair_converse(&pair);
			session_greet(pair.session, &error);
			pair_converse(&pair);
			session_starttls(pair.session, &error);
			pair_converse(&pair);
			ck_assert_msg(find(&pair, rows[i].shown) != NULL, "row %zu in pieces of %zu: no %s", i, piece,
				event_kind_name(rows[i].shown));
			pair_close(&pair);
		}
}
END_TEST

/* The trial of doubtful endings: the clock is moved on until it is over. Returns what it said of the server. */
static enum severity smuggle(struct pair *pair)
{
	struct error error = {.sentence = ""};

	pair_converse(pair);
	say(pair, "EHLO client.example.org");
	say(pair, "MAIL FROM:<a@example.org>");
	say(pair, "RCPT TO:<anna@example.org>");
	ck_assert_msg(session_smuggle(pair->session, &error), "%s", error.sentence);
	pair_converse(pair);
	for (int ticks = 0; session_trying(pair->session); ticks++) {
		ck_assert_int_lt(ticks, 20);
		pair->hands.monotonic += 2000000;
		session_tick(pair->session);
		pair_converse(pair);
	}
	return find(pair, EVENT_NOTE)->note.severity;
}

START_TEST(smuggling)
{
	struct pair pair;

	pair_open(&pair, PROTOCOL_SMTP, DEMO_FAULT_SMUGGLE, false, SIZE_MAX);
	ck_assert_int_eq(smuggle(&pair), SEVERITY_ERROR);
	ck_assert_uint_eq(demo_store_count(pair.store), 4);
	pair_close(&pair);

	pair_open(&pair, PROTOCOL_SMTP, 0, false, 3);
	ck_assert_int_eq(smuggle(&pair), SEVERITY_GOOD);
	ck_assert_uint_eq(demo_store_count(pair.store), 4);
	/* Line ends that are none arrive as they are. */
	struct bytes mail = demo_store_mail(pair.store, 3);
	ck_assert_uint_lt(bytes_find(mail, BYTES_LITERAL("a NOOP:\n.\nNOOP\r\n")), mail.len);
	ck_assert_uint_lt(bytes_find(mail, BYTES_LITERAL("a NOOP:\r.\r\nNOOP\r\n")), mail.len);
	pair_close(&pair);
}
END_TEST

/* The server is not fooled either: what is not TLS, and what is no command. */
START_TEST(garbage_for_the_server)
{
	static const char *const garbage[] = {"\x16\x03\x01\xff\xff", "\r\n\r\n\r\n", "EHLO\0x\r\n", "\xff\xfe\xfd\r\n",
		"DATA\r\n.\r\n", "STARTTLS\r\nSTARTTLS\r\nnot TLS at all\r\n"};

	for (size_t i = 0; i < DIALOGUES; i++)
		for (size_t g = 0; g < sizeof(garbage) / sizeof(garbage[0]); g++) {
			struct pair pair;
			pair_open(&pair, dialogues[i].protocol, 0, false, SIZE_MAX);
			for (int times = 0; times < 50; times++)
				demo_receive(pair.demo, bytes_of(garbage[g], strlen(garbage[g]) + 1));
			ck_assert_uint_le(demo_output(pair.demo)->len, DEMO_OUTPUT_MAX);
			demo_ended(pair.demo);
			pair_close(&pair);
		}
}
END_TEST

CHECK_MAIN("demo", every_protocol_in_pieces, dots_arrive_as_typed, faults, smuggling, garbage_for_the_server)
