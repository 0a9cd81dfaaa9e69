/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Typed lines of IMAP: tags, literals, secrets, answers; what is sent, what is shown, and the state behind it.
 */
#include "dialogue.h"

#include "../check_main.h"

static const struct dialogue_case cases[] = {
	{.name = "LOGIN with atoms",
		.script = {"S: * OK ready\r\n", "C: LOGIN ann hunter2", "S: a1 OK in\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN ann <7 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to LOGIN: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "LOGIN with quotes",
		.script = {"S: * OK ready\r\n", "C: a LOGIN \"ann \\\" b\" \"x hunter2\"",
			"S: a NO [AUTHENTICATIONFAILED] wrong\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: a LOGIN \"ann \\\" b\" <11 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a NO [AUTHENTICATIONFAILED] wrong\n"
			"= refused to LOGIN [AUTHENTICATIONFAILED]: wrong\n"
			"-- ready\n"},
	{.name = "LOGIN with a quotation mark that is not closed",
		.script = {"S: * OK ready\r\n", "C: LOGIN \"ann hunter2", "S: a1 BAD what?\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN <12 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 BAD what?\n"
			"= bad to LOGIN: what?\n"
			"-- ready\n"},
	{.name = "LOGIN with two literals, each asked for",
		.script = {"S: * OK ready\r\n", "C: LOGIN {3}", "R: ann", "S: + go on\r\n", "C: ann", "C:  {7}",
			"S: + go on\r\n", "R: hunter2x", "C: hunter2", "C: ", "S: a1 OK in\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN {3}\n"
			"-- waiting for a reply\n"
			"refused: not sent: the server has not said + to the literal that was announced (RFC 9051 \\xc2\\xa74.3)\n"
			"-- waiting for a reply\n"
			"< continue: + go on\n"
			"= more to LOGIN: go on\n"
			"-- literal, 3 octets\n"
			"> literal: ann\n"
			"-- ready\n"
			"> command:  {7}\n"
			"-- waiting for a reply\n"
			"< continue: + go on\n"
			"= more to LOGIN: go on\n"
			"-- literal, 7 octets\n"
			"refused: not sent: 7 octets are left, and this line has 10 with its line end; make it 5, or 7 for the last\n"
			"-- literal, 7 octets\n"
			"> literal: <7 bytes hidden>\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to LOGIN: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "LOGIN with literals at once, news meanwhile",
		.script = {"S: * OK ready\r\n", "C: NOOP", "C: LOGIN ann {9+}", "S: a1 OK done\r\n* 3 EXISTS\r\n",
			"C: hunter2", "C: ", "S: a2 OK in\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 NOOP\n"
			"-- waiting for a reply\n"
			"> command tag-added: a2 LOGIN ann {9+}\n"
			"-- literal, 9 octets\n"
			"< reply: a1 OK done\n"
			"= positive to NOOP: done\n"
			"< untagged: * 3 EXISTS\n"
			"-- literal, 9 octets\n"
			"> literal: <7 bytes hidden>\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: a2 OK in\n"
			"= positive to LOGIN: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "LOGIN, a literal name, a quoted password behind it",
		.script = {"S: * OK ready\r\n", "C: LOGIN {3+}", "C: ann", "C:  \"hunter2\"", "S: a1 OK in\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN {3+}\n"
			"-- literal, 3 octets\n"
			"> literal: ann\n"
			"-- ready\n"
			"> command:  <9 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to LOGIN: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "LOGIN, braces that announce nothing",
		.script = {"S: * OK ready\r\n", "C: LOGIN ann {hunter2}", "S: a1 BAD what?\r\n", "C: LOGIN {3+}",
			"C: ann", "C:  hunter2 {7", "S: a2 BAD what?\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN ann <9 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 BAD what?\n"
			"= bad to LOGIN: what?\n"
			"-- ready\n"
			"> command tag-added: a2 LOGIN {3+}\n"
			"-- literal, 3 octets\n"
			"> literal: ann\n"
			"-- ready\n"
			"> command:  <10 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a2 BAD what?\n"
			"= bad to LOGIN: what?\n"
			"-- ready\n"},
	{.name = "LOGIN where it is disabled",
		.script = {"S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\r\n", "C: a1 LOGIN ann hunter2",
			"S: a1 NO [PRIVACYREQUIRED] no\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\n"
			"= positive [CAPABILITY IMAP4rev1 LOGINDISABLED]: ready\n"
			"caps IMAP4rev1 LOGINDISABLED\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: a1 LOGIN ann <7 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 NO [PRIVACYREQUIRED] no\n"
			"= refused to LOGIN [PRIVACYREQUIRED]: no\n"
			"-- ready\n"},
	{.name = "a literal that is refused before it came",
		.script = {"S: * OK ready\r\n", "C: LOGIN ann {7}", "S: a1 NO too long\r\n", "C: NOOP",
			"S: a2 OK done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN ann {7}\n"
			"-- waiting for a reply\n"
			"< reply: a1 NO too long\n"
			"= refused to LOGIN: too long\n"
			"-- ready\n"
			"> command tag-added: a2 NOOP\n"
			"-- waiting for a reply\n"
			"< reply: a2 OK done\n"
			"= positive to NOOP: done\n"
			"-- ready\n"},
	{.name = "octets that go on at once are owed though the command was refused",
		.script = {"S: * OK ready\r\n", "C: LOGIN ann {7+}", "S: a1 BAD no\r\n", "C: hunter2", "C: ", "C: NOOP",
			"S: a2 OK done\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN ann {7+}\n"
			"-- literal, 7 octets\n"
			"< reply: a1 BAD no\n"
			"= bad to LOGIN: no\n"
			"-- literal, 7 octets\n"
			"> literal: <7 bytes hidden>\n"
			"-- ready\n"
			"> command: \n"
			"-- ready\n"
			"> command tag-added: a2 NOOP\n"
			"-- waiting for a reply\n"
			"< reply: a2 OK done\n"
			"= positive to NOOP: done\n"
			"-- ready\n"},
	{.name = "an OK before the literal has come",
		.script = {"S: * OK ready\r\n", "C: LOGIN ann {7}", "S: a1 OK in\r\n", "S: + go on\r\n", "C: hunter2",
			"C: ", "S: a1 OK in\r\n"},
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN ann {7}\n"
			"-- waiting for a reply\n"
			"< stray: a1 OK in\n"
			"odd early-completion\n"
			"-- waiting for a reply\n"
			"< continue: + go on\n"
			"= more to LOGIN: go on\n"
			"-- literal, 7 octets\n"
			"> literal: <7 bytes hidden>\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to LOGIN: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE, a challenge, an answer",
		.script = {"S: * OK ready\r\n", "C: AUTHENTICATE PLAIN", "S: + \r\n", "C: AGFubgBodW50ZXIy",
			"S: a1 OK in\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 AUTHENTICATE PLAIN\n"
			"-- waiting for a reply\n"
			"< continue: + \n"
			"= more to AUTHENTICATE\n"
			"-- the server waits for an answer\n"
			"> answer: <16 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to AUTHENTICATE: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE at once, and an empty answer that is none",
		.script = {"S: * OK ready\r\n", "C: AUTHENTICATE PLAIN AGFubgBodW50ZXIy", "S: a1 NO no\r\n",
			"C: AUTHENTICATE EXTERNAL =", "S: a2 OK in\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 AUTHENTICATE PLAIN <16 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 NO no\n"
			"= refused to AUTHENTICATE: no\n"
			"-- ready\n"
			"> command tag-added: a2 AUTHENTICATE EXTERNAL =\n"
			"-- waiting for a reply\n"
			"< reply: a2 OK in\n"
			"= positive to AUTHENTICATE: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE, cancelled",
		.script = {"S: * OK ready\r\n", "C: NOOP", "C: AUTHENTICATE PLAIN", "S: + bm93\r\na1 OK done\r\n",
			"C: *", "S: a2 BAD cancelled\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 NOOP\n"
			"-- waiting for a reply\n"
			"> command tag-added: a2 AUTHENTICATE PLAIN\n"
			"-- waiting for a reply\n"
			"< continue: + bm93\n"
			"= more to AUTHENTICATE: bm93\n"
			"< reply: a1 OK done\n"
			"= positive to NOOP: done\n"
			"-- the server waits for an answer\n"
			"> answer: *\n"
			"-- waiting for a reply\n"
			"< reply: a2 BAD cancelled\n"
			"= bad to AUTHENTICATE: cancelled\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE, refused while the answer is awaited",
		.script = {"S: * OK ready\r\n", "C: AUTHENTICATE PLAIN", "S: + \r\na1 NO too slow\r\n", "C: NOOP",
			"S: a2 OK done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 AUTHENTICATE PLAIN\n"
			"-- waiting for a reply\n"
			"< continue: + \n"
			"= more to AUTHENTICATE\n"
			"< reply: a1 NO too slow\n"
			"= refused to AUTHENTICATE: too slow\n"
			"-- ready\n"
			"> command tag-added: a2 NOOP\n"
			"-- waiting for a reply\n"
			"< reply: a2 OK done\n"
			"= positive to NOOP: done\n"
			"-- ready\n"},
	{.name = "an agreement before the answer has left",
		.script = {"S: * OK ready\r\n", "C: AUTHENTICATE PLAIN", "S: + \r\n", "c: AGFubgBodW50ZXIy",
			"S: a1 OK in\r\n", "s", "S: a1 OK in\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 AUTHENTICATE PLAIN\n"
			"-- waiting for a reply\n"
			"< continue: + \n"
			"= more to AUTHENTICATE\n"
			"-- the server waits for an answer\n"
			"> answer: <16 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< stray: a1 OK in\n"
			"odd early-completion\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to AUTHENTICATE: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "IDLE",
		.script = {"S: * PREAUTH hello\r\n", "C: IDLE", "S: + idling\r\n* 3 EXISTS\r\n", "S: * 4 EXISTS\r\n",
			"C: DONE", "S: a1 OK done\r\n"},
		.want = "phase connected\n"
			"< greeting: * PREAUTH hello\n"
			"= preauth: hello\n"
			"odd preauth\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 IDLE\n"
			"-- waiting for a reply\n"
			"< continue: + idling\n"
			"= more to IDLE: idling\n"
			"< untagged: * 3 EXISTS\n"
			"-- the server waits for an answer\n"
			"< untagged: * 4 EXISTS\n"
			"-- the server waits for an answer\n"
			"> answer: DONE\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK done\n"
			"= positive to IDLE: done\n"
			"-- ready\n"},
	{.name = "a password typed while the server idles",
		.script = {"S: * PREAUTH hello\r\n", "C: IDLE", "S: + idling\r\n", "C: LOGIN anna hunter2", "C: DONE"},
		.want = "phase connected\n"
			"< greeting: * PREAUTH hello\n"
			"= preauth: hello\n"
			"odd preauth\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 IDLE\n"
			"-- waiting for a reply\n"
			"< continue: + idling\n"
			"= more to IDLE: idling\n"
			"-- the server waits for an answer\n"
			"> answer: LOGIN anna <7 bytes hidden>\n"
			"-- the server waits for an answer\n"
			"> answer: DONE\n"
			"-- waiting for a reply\n"},
	{.name = "a plus that nothing waits for, and one too early",
		.script = {"S: * OK ready\r\n", "S: + go on\r\n", "C: NOOP", "S: + go on\r\n", "c: AUTHENTICATE PLAIN",
			"S: + \r\n", "s", "S: +x\r\n+\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"< stray: + go on\n"
			"odd unasked\n"
			"-- ready\n"
			"> command tag-added: a1 NOOP\n"
			"-- waiting for a reply\n"
			"< stray: + go on\n"
			"odd unasked\n"
			"-- waiting for a reply\n"
			"> command tag-added: a2 AUTHENTICATE PLAIN\n"
			"-- waiting for a reply\n"
			"< stray: + \n"
			"odd early-completion\n"
			"-- waiting for a reply\n"
			"< stray: +x\n"
			"odd malformed\n"
			"< continue: +\n"
			"= more to AUTHENTICATE\n"
			"-- the server waits for an answer\n"},
	{.name = "APPEND",
		.script = {"S: * PREAUTH hello\r\n", "C: APPEND INBOX {10}", "S: + go on\r\n", "R: Subject: xyz",
			"C: ab", "C: cdef", "C: ", "S: a1 OK [APPENDUID 1 2] done\r\n"},
		.want = "phase connected\n"
			"< greeting: * PREAUTH hello\n"
			"= preauth: hello\n"
			"odd preauth\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 APPEND INBOX {10}\n"
			"-- waiting for a reply\n"
			"< continue: + go on\n"
			"= more to APPEND: go on\n"
			"-- literal, 10 octets\n"
			"refused: not sent: 10 octets are left, and this line has 14 with its line end; make it 8, or 10 for the last\n"
			"-- literal, 10 octets\n"
			"> literal: ab\n"
			"-- literal, 6 octets\n"
			"> literal: cdef\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: a1 OK [APPENDUID 1 2] done\n"
			"= positive to APPEND [APPENDUID 1 2]: done\n"
			"-- ready\n"},
	{.name = "APPEND of nothing",
		.script = {"S: * PREAUTH hello\r\n", "C: APPEND INBOX {0}", "R: x", "S: + go on\r\n",
			"C: ", "S: a1 NO no\r\n"},
		.want = "phase connected\n"
			"< greeting: * PREAUTH hello\n"
			"= preauth: hello\n"
			"odd preauth\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 APPEND INBOX {0}\n"
			"-- waiting for a reply\n"
			"refused: not sent: the server has not said + to the literal that was announced (RFC 9051 \\xc2\\xa74.3)\n"
			"-- waiting for a reply\n"
			"< continue: + go on\n"
			"= more to APPEND: go on\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: a1 NO no\n"
			"= refused to APPEND: no\n"
			"-- ready\n"},
	{.name = "phases",
		.script = {"S: * OK [CAPABILITY IMAP4rev2] ready\r\n", "C: LOGIN a b", "S: a1 OK in\r\n", "C: SELECT x",
			"S: a2 OK open\r\n", "C: SELECT y", "S: a3 NO none\r\n", "C: EXAMINE x", "S: a4 OK open\r\n",
			"C: UNSELECT", "S: a5 OK closed\r\n", "C: UNAUTHENTICATE", "S: a6 OK out\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK [CAPABILITY IMAP4rev2] ready\n"
			"= positive [CAPABILITY IMAP4rev2]: ready\n"
			"caps IMAP4rev2\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN a <1 byte hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK in\n"
			"= positive to LOGIN: in\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a2 SELECT x\n"
			"-- waiting for a reply\n"
			"< reply: a2 OK open\n"
			"= positive to SELECT: open\n"
			"phase selected\n"
			"-- ready\n"
			"> command tag-added: a3 SELECT y\n"
			"-- waiting for a reply\n"
			"< reply: a3 NO none\n"
			"= refused to SELECT: none\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a4 EXAMINE x\n"
			"-- waiting for a reply\n"
			"< reply: a4 OK open\n"
			"= positive to EXAMINE: open\n"
			"phase selected\n"
			"-- ready\n"
			"> command tag-added: a5 UNSELECT\n"
			"-- waiting for a reply\n"
			"< reply: a5 OK closed\n"
			"= positive to UNSELECT: closed\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a6 UNAUTHENTICATE\n"
			"-- waiting for a reply\n"
			"< reply: a6 OK out\n"
			"= positive to UNAUTHENTICATE: out\n"
			"phase not authenticated\n"
			"-- ready\n"},
	{.name = "lines go out as they are typed",
		.script = {"S: * OK ready\r\n", "C: STARTTLS", "S: STARTTLS BAD no verb\r\n", "C: LOGIN ann hunter2",
			"S: LOGIN BAD what?\r\n", "C: z LOGOUT", "S: z OK done\r\n"},
		.as_typed = true,
		.secret = "hunter2",
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: STARTTLS\n"
			"-- waiting for a reply\n"
			"< reply: STARTTLS BAD no verb\n"
			"= bad: no verb\n"
			"-- ready\n"
			"> command: LOGIN ann <7 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: LOGIN BAD what?\n"
			"= bad to ANN: what?\n"
			"-- ready\n"
			"> command: z LOGOUT\n"
			"-- waiting for a reply\n"
			"< reply: z OK done\n"
			"= positive to LOGOUT: done\n"
			"phase logout\n"
			"finished\n"
			"-- ready\n"},
	{.name = "an empty line, a tag that is no tag, an unknown verb",
		.script = {"S: * OK ready\r\n", "C: ", "S: * BAD empty\r\n", "C: (x) NOOP", "S: a1 BAD what?\r\n",
			"C: FROBNICATE", "S: a2 BAD what?\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: \n"
			"-- ready\n"
			"< untagged: * BAD empty\n"
			"-- ready\n"
			"> command tag-added: a1 (x) NOOP\n"
			"-- waiting for a reply\n"
			"< reply: a1 BAD what?\n"
			"= bad to (X): what?\n"
			"-- ready\n"
			"> command tag-added: a2 FROBNICATE\n"
			"-- waiting for a reply\n"
			"< reply: a2 BAD what?\n"
			"= bad to FROBNICATE: what?\n"
			"-- ready\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_IMAP, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

static const struct {
	const char *line;
	const char *hint; /* a part of it; NULL: the line is legal and needs none */
	bool upgrade, as_typed;
} plans[] = {
	{.line = "NOOP"},
	{.line = "a NOOP"},
	{.line = "starttls", .upgrade = true},
	{.line = "a StartTLS", .upgrade = true},
	{.line = "STARTTLS {1+}"},
	{.line = "STARTTLSX", .hint = "not known"},
	{.line = "LOGIN ann x", .hint = "LOGINDISABLED"},
	{.line = "SELECT x", .hint = "present state"},
	{.line = "COMPRESS DEFLATE", .hint = "could not be read"},
	{.line = "busy NOOP", .hint = "same tag"},
	{.line = "UID FETCH 1 FLAGS", .hint = "present state"},
	{.line = "STARTTLS", .as_typed = true, .hint = "not known"},
	{.line = "(x", .as_typed = true, .hint = "no tag"},
};

START_TEST(test_plans)
{
	static const char greeting[] = "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n";

	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		struct dialogue_case before = {.script = {greeting}, .as_typed = plans[i].as_typed};
		struct dialogue dialogue;
		struct proto_plan plan;

		if (plans[i].hint && !strcmp(plans[i].hint, "same tag"))
			before.script[1] = "C: busy NOOP";
		dialogue_begin(&dialogue, PROTOCOL_IMAP, &before);
		dialogue_play(&dialogue, &before, 0, 1000);
		proto_examine(dialogue.proto, bytes_str(plans[i].line), &plan);
		ck_assert_msg(plans[i].hint ? plan.hint && strstr(plan.hint, plans[i].hint) : !plan.hint, "%s: %s",
			plans[i].line, plan.hint);
		ck_assert_msg(plan.legal == !plans[i].hint, "%s", plans[i].line);
		ck_assert_msg(plan.asks_upgrade == plans[i].upgrade, "%s", plans[i].line);
		dialogue_end(&dialogue);
	}
}
END_TEST

/* IMAP4rev2 has of its own what rev1 must advertise. */
START_TEST(test_offers)
{
	static const struct {
		const char *greeting, *verb;
		bool legal;
	} offers[] = {
		{"S: * PREAUTH [CAPABILITY IMAP4rev1] x\r\n", "IDLE", false},
		{"S: * PREAUTH [CAPABILITY IMAP4rev1 IDLE] x\r\n", "IDLE", true},
		{"S: * PREAUTH [CAPABILITY IMAP4rev2] x\r\n", "IDLE", true},
		{"S: * PREAUTH [CAPABILITY IMAP4rev2] x\r\n", "GETACL x", false},
		{"S: * PREAUTH x\r\n", "GETACL x", true},
	};

	for (size_t i = 0; i < sizeof(offers) / sizeof(offers[0]); i++) {
		struct dialogue_case before = {.script = {offers[i].greeting}};
		struct dialogue dialogue;
		struct proto_plan plan;

		dialogue_begin(&dialogue, PROTOCOL_IMAP, &before);
		dialogue_play(&dialogue, &before, 0, 1000);
		proto_examine(dialogue.proto, bytes_str(offers[i].verb), &plan);
		ck_assert_msg(plan.legal == offers[i].legal, "%s %s", offers[i].greeting, offers[i].verb);
		dialogue_end(&dialogue);
	}
}
END_TEST

CHECK_MAIN("imap_send", test_dialogues, test_plans, test_offers)
