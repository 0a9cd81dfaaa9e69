/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_script: scripts against the teaching server, in memory: what they take, what they refuse, and what they say then.
 */
#include "../check_main.h"
#include "pair.h"
#include "session/script.h"

#include <string.h>

static bool on_read(void *context, const char *name, struct buffer *ret_bytes, struct error *error)
{
	(void)context;
	if (strcmp(name, "mail"))
		return error_set(error, ERROR_SYSTEM, 2, "%s: no such file", name);
	return buffer_append_text(ret_bytes, "Subject: x\n\n.a dot\r\nKind regards");
}

static const char *on_environment(void *context, const char *name)
{
	(void)context;
	return !strcmp(name, "SECRET") ? "secret" : NULL;
}

static const struct script_world world = {.read = on_read, .environment = on_environment};

/* Goes on until the script has ended or nothing moves any more. */
static enum script_state play(struct pair *pair, struct script *script)
{
	struct digest digest;
	enum script_state state;
	uint64_t before;

	digest_init(&digest);
	do {
		before = journal_count(pair->journal);
		pair_converse(pair);
		digest_catch_up(&digest, pair->journal);
		state = script_advance(script, pair->session, &digest);
		if (script_deadline(script) > pair->hands.monotonic)
			pair->hands.monotonic = script_deadline(script);
	} while (state == SCRIPT_GOING && (journal_count(pair->journal) != before || script_deadline(script) >= 0));
	pair_converse(pair);
	return state;
}

/* No event holds the secret, in whatever form of ours. */
static bool keeps_secret(const struct pair *pair, const char *secret)
{
	for (uint64_t i = 0; i < journal_count(pair->journal); i++) {
		const struct event *event = journal_at(pair->journal, i);
		if (event->kind == EVENT_LINE && bytes_find(event->line.text, bytes_str(secret)) < event->line.text.len)
			return false;
		if (event->kind == EVENT_REPLY &&
			bytes_find(event->reply.text, bytes_str(secret)) < event->reply.text.len)
			return false;
	}
	return true;
}

struct row {
	const char *what;
	enum protocol protocol;
	unsigned faults;
	const char *text;
	const char *failure; /* NULL: it ends well */
};

static const struct row rows[] = {
	{"a whole mail", PROTOCOL_SMTP, 0,
		"expect 220 text *ESMTP*\ngreet\nexpect 250\nif capability STARTTLS\nstarttls\nend\nexpect tls 1.3\n"
		"expect verified\nset FROM a@example.org\nsay MAIL FROM:<${FROM}>\nexpect 250 enhanced 2.1.0\n"
		"say RCPT TO:<anna@example.org>\nexpect 2xx\nsay DATA\nexpect 354\ninclude mail\nexpect positive\nquit\n",
		NULL},
	{"comments, blanks, CRLF", PROTOCOL_SMTP, 0, "# a comment\r\n\r\n\t expect 220\r\n", NULL},
	{"the wrong code", PROTOCOL_SMTP, 0, "expect 220\nsay NOOP\nexpect 251\n",
		"test:3: expected 251, but the server said: 250 2.0.0"},
	{"the wrong text", PROTOCOL_SMTP, 0, "expect 220 text nothing*\n", "test:1: expected 220 text nothing*"},
	{"a line of a long reply", PROTOCOL_SMTP, 0, "greet\nexpect line 250-SIZE*\nexpect line 250?CHUNKING\n", NULL},
	{"a line that never comes", PROTOCOL_SMTP, 0, "greet\nexpect line *NOTHING*\n",
		"test:2: expected line *NOTHING*, and it is not so"},
	{"refused", PROTOCOL_SMTP, DEMO_FAULT_REFUSE_STARTTLS, "starttls\n", "test:1: the server refused STARTTLS"},
	{"refused, and that is right", PROTOCOL_SMTP, DEMO_FAULT_REFUSE_STARTTLS,
		"greet\nexpect 250\nsay STARTTLS\nexpect 454\nexpect no tls\nquit\n", NULL},
	{"hidden", PROTOCOL_SMTP, DEMO_FAULT_HIDE_STARTTLS,
		"greet\nif no capability STARTTLS\nfail no STARTTLS at ${WHO}\nelse\nstarttls\nend\n",
		"test:3: ${WHO} is not set"},
	{"else", PROTOCOL_SMTP, 0, "greet\nif no capability STARTTLS\nfail no\nelse\nstarttls\nend\nexpect tls\n",
		NULL},
	{"nested", PROTOCOL_SMTP, 0,
		"greet\nif capability STARTTLS\nif capability X\nfail a\nelse\nif no tls\nstarttls\nend\nend\nelse\nfail "
		"b\nend\nexpect tls\n",
		NULL},
	{"cut in the handshake", PROTOCOL_SMTP, DEMO_FAULT_CUT_HANDSHAKE, "starttls\n", "test:1: TLS failed"},
	{"an injection", PROTOCOL_IMAP, DEMO_FAULT_INJECT, "starttls\n", "test:1: "},
	{"what quit ends", PROTOCOL_SMTP, 0, "expect 220\nif no tls\nquit\nend\nfail never\n", NULL},
	{"time", PROTOCOL_SMTP, 0, "expect 220\nwait 5\nsay NOOP\nexpect 250\n", NULL},
	{"IMAP", PROTOCOL_IMAP, 0,
		"starttls\nsecret PASSWORD env SECRET\nsay LOGIN anna ${PASSWORD}\nexpect OK\nsay SELECT INBOX\nexpect line * "
		"3 EXISTS\nsay SELECT nothing\nexpect NO\n",
		NULL},
	{"a secret that the server repeats", PROTOCOL_SMTP, 0,
		"secret P env SECRET\ngreet\nexpect 250\nsay MAIL FROM:<${P}@example.org>\nexpect 250\n", NULL},
	{"plain", PROTOCOL_SMTP, 0,
		"set USER anna\nsecret P env SECRET\nstarttls\nsay AUTH PLAIN ${plain:USER:P}\nexpect 235\n", NULL},
	{"base64", PROTOCOL_SMTP, 0,
		"set USER anna\nsecret P env SECRET\nstarttls\nsay AUTH LOGIN\nexpect 334\nsay ${base64:USER}\nexpect 334\n"
		"say ${base64:P}\nexpect 235\n",
		NULL},
	{"POP3", PROTOCOL_POP3, 0,
		"expect +OK\nstarttls\nsay USER anna\nexpect +OK\nsay PASS wrong\nexpect -ERR\nexpect no capability X\n",
		NULL},
	{"a file where no message is due", PROTOCOL_SMTP, 0, "expect 220\ninclude mail\n",
		"test:2: include: the server"},
	{"recipients of LMTP", PROTOCOL_LMTP, 0,
		"starttls\nsay MAIL FROM:<a@example.org>\nsay RCPT TO:<anna@example.org>\nexpect 250\nsay RCPT "
		"TO:<anna@example.org>\nexpect 250\nsay DATA\nexpect 354\ninclude mail\nexpect 250\nexpect 250\n",
		NULL},
};

START_TEST(dialogues)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pair pair;
		struct error error = {.sentence = ""};
		pair_open(&pair, rows[i].protocol, rows[i].faults, false, SIZE_MAX);
		struct script *script = script_new("test", bytes_str(rows[i].text), &world, pair.journal, &error);
		ck_assert_msg(script != NULL, "%s: %s", rows[i].what, error.sentence);
		enum script_state state = play(&pair, script);
		if (rows[i].failure) {
			ck_assert_msg(state == SCRIPT_FAILED, "%s: it did not fail", rows[i].what);
			ck_assert_msg(!strncmp(script_failure(script), rows[i].failure, strlen(rows[i].failure)),
				"%s: %s", rows[i].what, script_failure(script));
		} else {
			ck_assert_msg(
				state == SCRIPT_DONE, "%s: state %d: %s", rows[i].what, state, script_failure(script));
		}
		bool has_secret = strstr(rows[i].text, "secret ") != NULL;
		ck_assert_msg(
			!has_secret || keeps_secret(&pair, "secret"), "%s: the secret is in the journal", rows[i].what);
		script_free(script);
		pair_close(&pair);
	}
}
END_TEST

START_TEST(dots_in_an_included_file)
{
	struct pair pair;
	struct error error;

	pair_open(&pair, PROTOCOL_SMTP, 0, false, 5);
	struct script *script = script_new("test",
		BYTES_LITERAL("starttls\nsay MAIL FROM:<a@example.org>\nsay RCPT TO:<anna@example.org>\nsay DATA\n"
			      "expect 354\ninclude mail\nexpect 250\n"),
		&world, pair.journal, &error);
	ck_assert_int_eq(play(&pair, script), SCRIPT_DONE);
	struct bytes mail = demo_store_mail(pair.store, 3);
	ck_assert_uint_lt(bytes_find(mail, BYTES_LITERAL("\r\n\r\n.a dot\r\nKind regards\r\n")), mail.len);
	script_free(script);
	pair_close(&pair);
}
END_TEST

START_TEST(scripts_that_make_no_sense)
{
	static const char *const scripts[][2] = {
		{"expect 220\nsya NOOP\n", "test:2: this word is not known"},
		{"if tls\n", "test:1: this if has no end"},
		{"else\n", "test:1: else without if"},
		{"if tls\nelse\nelse\nend\n", "test:3: else without if"},
		{"end\n", "test:1: end without if"},
		{"if 250\nend\n", "test:1: a condition is"},
		{"expect\n", "test:1: something to expect is missing"},
		{"expect maybe\n", "test:1: «maybe» is nothing to expect"},
		{"expect text\n", "test:1: a pattern is missing"},
		{"wait long\n", "test:1: wait: it takes whole seconds"},
		{"include\n", "test:1: include: a file's name is missing"},
		{"include nothing\n", "test:1: nothing: no such file"},
		{"set 1X y\n", "test:1: a name is made of"},
		{"secret X env NOT_SET\n", "test:1: this environment variable is not set"},
		{"greet now\n", "test:1: nothing can stand behind this word"},
		{"expect verified colour\n", "test:1: verified: there are"},
	};
	struct journal_config config = {.clock = clock_system(), .spill_fd = -1};
	struct journal *journal = journal_new(&config);

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct error error = {.sentence = ""};
		ck_assert_ptr_null(script_new("test", bytes_str(scripts[i][0]), &world, journal, &error));
		ck_assert_msg(!strncmp(error.sentence, scripts[i][1], strlen(scripts[i][1])), "%s: %s", scripts[i][0],
			error.sentence);
	}
	journal_free(journal);
}
END_TEST

/* What comes from outside wins over the script's own. */
START_TEST(values_from_outside)
{
	struct pair pair;
	struct error error;

	pair_open(&pair, PROTOCOL_SMTP, 0, false, SIZE_MAX);
	struct script *script = script_new("test",
		BYTES_LITERAL("set NAME from-the-script\nexpect 220\nsay EHLO ${NAME}\nexpect 250\nexpect line "
			      "*\n"),
		&world, pair.journal, &error);
	ck_assert(script_set(script, BYTES_LITERAL("NAME"), BYTES_LITERAL("from-outside.example.org"), &error));
	ck_assert_int_eq(play(&pair, script), SCRIPT_DONE);
	bool said = false;
	for (uint64_t i = 0; i < journal_count(pair.journal); i++)
		said = said || (journal_at(pair.journal, i)->kind == EVENT_LINE &&
				       bytes_equal(journal_at(pair.journal, i)->line.text,
					       BYTES_LITERAL("EHLO from-outside.example.org")));
	ck_assert(said);
	script_free(script);
	pair_close(&pair);
}
END_TEST

CHECK_MAIN("script", dialogues, dots_in_an_included_file, scripts_that_make_no_sense, values_from_outside)
