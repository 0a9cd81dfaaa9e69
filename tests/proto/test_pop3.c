/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POP3 dialogues: answers of one line and of many, challenges, secrets.
 */
#include "dialogue.h"

#include "../check_main.h"

/* How most of them begin, and what is seen of that. */
#define GREETING "S: +OK ready\r\n"
#define GREETING_TRACE                                                                                                 \
	"phase connected\n"                                                                                            \
	"< greeting: +OK ready\n"                                                                                      \
	"= positive: ready\n"                                                                                          \
	"phase authorization\n"                                                                                        \
	"-- ready\n"
#define LOGGED_IN GREETING, "C: USER anna", "S: +OK\r\n", "C: PASS x", "S: +OK 2 messages\r\n"
#define LOGGED_IN_TRACE                                                                                                \
	GREETING_TRACE "> command: USER anna\n"                                                                        \
		       "-- waiting for a reply\n"                                                                      \
		       "< reply: +OK\n"                                                                                \
		       "= positive to USER\n"                                                                          \
		       "-- ready\n"                                                                                    \
		       "> command: PASS <1 byte hidden>\n"                                                             \
		       "-- waiting for a reply\n"                                                                      \
		       "< reply: +OK 2 messages\n"                                                                     \
		       "= positive to PASS: 2 messages\n"                                                              \
		       "phase transaction\n"                                                                           \
		       "-- ready\n"

static const struct dialogue_case cases[] = {
	{.name = "greeting",
		.script = {"S: +OK POP3 <1896.697170952@mail.example.org> ready\r\n"},
		.want = "phase connected\n"
			"< greeting: +OK POP3 <1896.697170952@mail.example.org> ready\n"
			"= positive: POP3 <1896.697170952@mail.example.org> ready\n"
			"note\n"
			"phase authorization\n"
			"-- ready\n"},
	{.name = "greeting -ERR",
		.script = {"S: -ERR [SYS/TEMP] too many\r\n", "C: QUIT", "S: +OK\r\n"},
		.want = "phase connected\n"
			"< greeting: -ERR [SYS/TEMP] too many\n"
			"= refused [SYS/TEMP]: too many\n"
			"-- ready\n"
			"> command: QUIT\n"
			"-- waiting for a reply\n"
			"< reply: +OK\n"
			"= positive to QUIT\n"
			"finished\n"
			"-- ready\n"},
	{.name = "no greeting",
		.script = {"S: hello\r\n+OKAY\r\n-ERROR\r\n+ go on\r\n", "S: +OK at last\r\n"},
		.want = "phase connected\n"
			"< greeting: hello\n"
			"odd malformed\n"
			"< greeting: +OKAY\n"
			"< greeting: -ERROR\n"
			"< greeting: + go on\n"
			"-- waiting for the greeting\n"
			"< greeting: +OK at last\n"
			"= positive: at last\n"
			"phase authorization\n"
			"-- ready\n"},
	{.name = "another protocol's greeting",
		.script = {"S: * OK ready\r\n", "E"},
		.want = "phase connected\n"
			"odd other-protocol\n"
			"< greeting: * OK ready\n"
			"odd malformed\n"
			"-- waiting for the greeting\n"
			"-- closed\n"},
	{.name = "commands before the greeting",
		.script = {"C: CAPA", "S: +OK late\r\n+OK\r\nTOP\r\n.\r\n"},
		.want = "phase connected\n"
			"> command: CAPA\n"
			"-- waiting for the greeting\n"
			"< greeting: +OK late\n"
			"= positive: late\n"
			"phase authorization\n"
			"< reply: +OK\n"
			"= positive to CAPA\n"
			"< payload: TOP\n"
			"< payload: .\n"
			"caps TOP\n"
			"-- ready\n"},
	{.name = "CAPA, with parameters, empty and stuffed lines",
		.script = {GREETING, "C: capa",
			"S: +OK list\r\nTOP\r\nSASL PLAIN LOGIN\r\n\r\n..X\r\nX-8 \xe9\r\nEXPIRE 60\r\n.\r\n"},
		.want = GREETING_TRACE "> command: capa\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK list\n"
				       "= positive to CAPA: list\n"
				       "< payload: TOP\n"
				       "< payload: SASL PLAIN LOGIN\n"
				       "< payload: \n"
				       "< payload stuffed: .X\n"
				       "< payload: X-8 \\xe9\n"
				       "< payload: EXPIRE 60\n"
				       "< payload: .\n"
				       "caps TOP SASL(PLAIN LOGIN) .X X-8(\\xe9) EXPIRE(60)\n"
				       "odd auth-in-clear\n"
				       "-- ready\n"},
	{.name = "CAPA refused: nothing is known",
		.script = {GREETING, "C: CAPA", "S: -ERR what?\r\n", "C: STLS", "S: -ERR what?\r\n"},
		.want = GREETING_TRACE "> command: CAPA\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR what?\n"
				       "= refused to CAPA: what?\n"
				       "-- ready\n"
				       "> command: STLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR what?\n"
				       "= refused to STLS: what?\n"
				       "starttls refused\n"
				       "-- ready\n"},
	{.name = "an empty CAPA: nothing is offered",
		.script = {GREETING, "C: CAPA", "S: +OK\r\n.\r\n", "C: STLS", "S: -ERR what?\r\n"},
		.want = GREETING_TRACE "> command: CAPA\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to CAPA\n"
				       "< payload: .\n"
				       "caps\n"
				       "-- ready\n"
				       "> command: STLS\n"
				       "starttls not-offered\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR what?\n"
				       "= refused to STLS: what?\n"
				       "starttls refused\n"
				       "-- ready\n"},
	{.name = "the upgrade: what was learned before is void",
		.script = {GREETING, "C: CAPA", "S: +OK\r\nSTLS\r\n.\r\n", "C: stls", "R: NOOP",
			"S: +OK go\r\n+OK injected\r\n", "R: NOOP", "T", "C: CAPA", "S: +OK\r\nSTLS\r\nUSER\r\n.\r\n",
			"C: STLS", "S: +OK again\r\n", "C: NOOP", "S: +OK\r\n"},
		.want = GREETING_TRACE
		"> command: CAPA\n"
		"-- waiting for a reply\n"
		"< reply: +OK\n"
		"= positive to CAPA\n"
		"< payload: STLS\n"
		"< payload: .\n"
		"caps STLS\n"
		"-- ready\n"
		"> command: stls\n"
		"starttls asked\n"
		"-- waiting for a reply\n"
		"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
		"-- waiting for a reply\n"
		"< reply: +OK go\n"
		"= positive to STLS: go\n"
		"starttls agreed\n"
		"upgrade\n"
		"-- upgrading to TLS\n"
		"refused: not sent: TLS is beginning\n"
		"-- upgrading to TLS\n"
		"-- ready\n"
		"> command: CAPA\n"
		"-- waiting for a reply\n"
		"< reply: +OK\n"
		"= positive to CAPA\n"
		"< payload: STLS\n"
		"< payload: USER\n"
		"< payload: .\n"
		"caps STLS USER\n"
		"odd starttls-in-tls\n"
		"-- ready\n"
		"> command: STLS\n"
		"starttls not-now\n"
		"-- waiting for a reply\n"
		"< reply: +OK again\n"
		"= positive to STLS: again\n"
		"note\n"
		"-- ready\n"
		"> command: NOOP\n"
		"-- waiting for a reply\n"
		"< reply: +OK\n"
		"= positive to NOOP\n"
		"-- ready\n"},
	{.name = "what is not +OK is no agreement",
		.script = {GREETING, "C: STLS", "S: -ERR no\r\n", "C: STLS", "S: +OKAY\r\n+ go\r\n+OK\tgo\r\n +OK\r\n",
			"S: +ok go\r\n", "C: NOOP", "S: +OK\r\n"},
		.want = GREETING_TRACE "> command: STLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: -ERR no\n"
				       "= refused to STLS: no\n"
				       "starttls refused\n"
				       "-- ready\n"
				       "> command: STLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< stray: +OKAY\n"
				       "odd malformed\n"
				       "< stray: + go\n"
				       "< stray: +OK\\x09go\n"
				       "< stray:  +OK\n"
				       "-- waiting for a reply\n"
				       "< reply: +ok go\n"
				       "= positive to STLS: go\n"
				       "starttls refused\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to NOOP\n"
				       "-- ready\n"},
	{.name = "an agreement before the command was sent whole is none; the answer to it is",
		.script = {GREETING, "c: STLS", "S: +OK early\r\n", "R: NOOP", "s", "S: +OK go\r\n"},
		.want = GREETING_TRACE
		"> command: STLS\n"
		"starttls asked\n"
		"-- waiting for a reply\n"
		"< reply: +OK early\n"
		"= positive to STLS: early\n"
		"odd early-completion\n"
		"-- waiting for a reply\n"
		"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
		"-- waiting for a reply\n"
		"< reply: +OK go\n"
		"= positive to STLS: go\n"
		"starttls agreed\n"
		"upgrade\n"
		"-- upgrading to TLS\n"},
	{.name = "the +OK of another command is no agreement",
		.script = {GREETING, "C: NOOP", "C: STLS", "S: +OK noop\r\n", "S: +OK go\r\n"},
		.want = GREETING_TRACE "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "> command: STLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK noop\n"
				       "= positive to NOOP: noop\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK go\n"
				       "= positive to STLS: go\n"
				       "starttls agreed\n"
				       "upgrade\n"
				       "-- upgrading to TLS\n"},
	{.name = "+OK inside a multi-line answer is no agreement",
		.script = {LOGGED_IN, "C: RETR 1", "C: STLS", "S: +OK\r\n+OK\r\n-ERR\r\n.\r\n", "S: -ERR not now\r\n"},
		.want = LOGGED_IN_TRACE "> command: RETR 1\n"
					"-- waiting for a reply\n"
					"> command: STLS\n"
					"starttls asked\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to RETR\n"
					"< payload: +OK\n"
					"< payload: -ERR\n"
					"< payload: .\n"
					"-- waiting for a reply\n"
					"< reply: -ERR not now\n"
					"= refused to STLS: not now\n"
					"starttls refused\n"
					"-- ready\n"},
	{.name = "LIST and UIDL: many lines without a number, one with it",
		.script = {LOGGED_IN, "C: LIST", "S: +OK 2 messages\r\n1 20\r\n2 30\r\n.\r\n", "C: LIST 1",
			"S: +OK 1 20\r\n", "C: uidl", "S: +OK\r\n1 x\r\n.\r\n", "C: UIDL 1", "S: +OK 1 x\r\n",
			"C: STAT", "S: +OK 2 50\r\n", "C: LIST  ", "S: +OK\r\n.\r\n"},
		.want = LOGGED_IN_TRACE "> command: LIST\n"
					"-- waiting for a reply\n"
					"< reply: +OK 2 messages\n"
					"= positive to LIST: 2 messages\n"
					"< payload: 1 20\n"
					"< payload: 2 30\n"
					"< payload: .\n"
					"-- ready\n"
					"> command: LIST 1\n"
					"-- waiting for a reply\n"
					"< reply: +OK 1 20\n"
					"= positive to LIST: 1 20\n"
					"-- ready\n"
					"> command: uidl\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to UIDL\n"
					"< payload: 1 x\n"
					"< payload: .\n"
					"-- ready\n"
					"> command: UIDL 1\n"
					"-- waiting for a reply\n"
					"< reply: +OK 1 x\n"
					"= positive to UIDL: 1 x\n"
					"-- ready\n"
					"> command: STAT\n"
					"-- waiting for a reply\n"
					"< reply: +OK 2 50\n"
					"= positive to STAT: 2 50\n"
					"-- ready\n"
					"> command: LIST  \n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to LIST\n"
					"< payload: .\n"
					"-- ready\n"},
	{.name = "RETR: dots are taken off, the lone one ends it",
		.script = {LOGGED_IN, "C: RETR 1",
			"S: +OK 9 octets\r\nSubject: x\r\n\r\n..\r\n...\r\n.a\r\n. \r\n+OK\r\n-ERR\r\n.\n.\r\r\n.\r\n",
			"C: NOOP", "S: +OK\r\n"},
		.want = LOGGED_IN_TRACE "> command: RETR 1\n"
					"-- waiting for a reply\n"
					"< reply: +OK 9 octets\n"
					"= positive to RETR: 9 octets\n"
					"< payload: Subject: x\n"
					"< payload: \n"
					"< payload stuffed: .\n"
					"< payload stuffed: ..\n"
					"< payload stuffed: a\n"
					"< payload stuffed:  \n"
					"< payload: +OK\n"
					"< payload: -ERR\n"
					"< payload stuffed: \n"
					"odd line-ending\n"
					"< payload stuffed: \\x0d\n"
					"< payload: .\n"
					"-- ready\n"
					"> command: NOOP\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to NOOP\n"
					"-- ready\n"},
	{.name = "TOP",
		.script = {LOGGED_IN, "C: TOP 1 0", "S: +OK\r\nSubject: x\r\n\r\n.\r\n"},
		.want = LOGGED_IN_TRACE "> command: TOP 1 0\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to TOP\n"
					"< payload: Subject: x\n"
					"< payload: \n"
					"< payload: .\n"
					"-- ready\n"},
	{.name = "-ERR to what would have many lines has one",
		.script = {LOGGED_IN, "C: RETR 9", "S: -ERR no such message\r\n", "C: LIST",
			"S: -ERR [SYS/TEMP] later\r\n", "C: NOOP", "S: +OK\r\n"},
		.want = LOGGED_IN_TRACE "> command: RETR 9\n"
					"-- waiting for a reply\n"
					"< reply: -ERR no such message\n"
					"= refused to RETR: no such message\n"
					"-- ready\n"
					"> command: LIST\n"
					"-- waiting for a reply\n"
					"< reply: -ERR [SYS/TEMP] later\n"
					"= refused to LIST [SYS/TEMP]: later\n"
					"-- ready\n"
					"> command: NOOP\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to NOOP\n"
					"-- ready\n"},
	{.name = "LANG: many lines alone, one with a tag",
		.script = {GREETING, "C: LANG", "S: +OK\r\nen English\r\n.\r\n", "C: LANG en", "S: +OK en English\r\n"},
		.want = GREETING_TRACE "> command: LANG\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to LANG\n"
				       "< payload: en English\n"
				       "< payload: .\n"
				       "-- ready\n"
				       "> command: LANG en\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK en English\n"
				       "= positive to LANG: en English\n"
				       "-- ready\n"},
	{.name = "pipelined commands are answered in their order",
		.script = {LOGGED_IN, "C: RETR 1", "C: DELE 1", "C: LIST 2", "C: LIST", "C: QUIT",
			"S: +OK\r\nx\r\n.\r\n+OK deleted\r\n-ERR no\r\n+OK\r\n.\r\n+OK bye\r\n", "E"},
		.want = LOGGED_IN_TRACE "> command: RETR 1\n"
					"-- waiting for a reply\n"
					"> command: DELE 1\n"
					"-- waiting for a reply\n"
					"> command: LIST 2\n"
					"-- waiting for a reply\n"
					"> command: LIST\n"
					"-- waiting for a reply\n"
					"> command: QUIT\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to RETR\n"
					"< payload: x\n"
					"< payload: .\n"
					"< reply: +OK deleted\n"
					"= positive to DELE: deleted\n"
					"< reply: -ERR no\n"
					"= refused to LIST: no\n"
					"< reply: +OK\n"
					"= positive to LIST\n"
					"< payload: .\n"
					"< reply: +OK bye\n"
					"= positive to QUIT: bye\n"
					"phase update\n"
					"finished\n"
					"-- ready\n"
					"-- closed\n"},
	{.name = "QUIT before logging in updates nothing",
		.script = {GREETING, "C: QUIT", "S: +OK bye\r\n", "E"},
		.want = GREETING_TRACE "> command: QUIT\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK bye\n"
				       "= positive to QUIT: bye\n"
				       "finished\n"
				       "-- ready\n"
				       "-- closed\n"},
	{.name = "QUIT that is refused is no good-bye",
		.script = {LOGGED_IN, "C: QUIT", "S: -ERR some messages were not removed\r\n"},
		.want = LOGGED_IN_TRACE "> command: QUIT\n"
					"-- waiting for a reply\n"
					"< reply: -ERR some messages were not removed\n"
					"= refused to QUIT: some messages were not removed\n"
					"-- ready\n"},
	{.name = "replies that nothing asked for",
		.script = {GREETING, "S: +OK why?\r\n-ERR [SYS/PERM] you\r\n.\r\nx\r\n", "C: NOOP",
			"S: +OK\r\n+OK\r\n"},
		.want = GREETING_TRACE "< stray: +OK why?\n"
				       "= positive: why?\n"
				       "odd unasked\n"
				       "< stray: -ERR [SYS/PERM] you\n"
				       "= refused [SYS/PERM]: you\n"
				       "odd unasked\n"
				       "< stray: .\n"
				       "odd malformed\n"
				       "< stray: x\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK\n"
				       "= positive to NOOP\n"
				       "< stray: +OK\n"
				       "= positive\n"
				       "odd unasked\n"
				       "-- ready\n"},
	{.name = "replies in lower case are taken, and told",
		.script = {GREETING, "C: NOOP", "S: +ok\r\n", "C: NOOP", "S: -Err no\r\n"},
		.want = GREETING_TRACE "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +ok\n"
				       "= positive to NOOP\n"
				       "odd malformed\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: -Err no\n"
				       "= refused to NOOP: no\n"
				       "-- ready\n"},
	{.name = "line ends and bytes that should not be",
		.script = {GREETING, "C: NOOP", "S: +OK lf\n", "C: NOOP", "S: +OK a\rb\x1b[2J\r\r\n", "C: NOOP",
			"S: +OK \xff\r\n"},
		.want = GREETING_TRACE "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK lf\n"
				       "= positive to NOOP: lf\n"
				       "odd line-ending\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK a\\x0db\\x1b[2J\\x0d\n"
				       "= positive to NOOP: a\\x0db\\x1b[2J\\x0d\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: +OK \\xff\n"
				       "= positive to NOOP: \\xff\n"
				       "-- ready\n"},
	{.name = "the end in the middle of an answer",
		.script = {LOGGED_IN, "C: RETR 1", "S: +OK\r\nSubject: x\r\n.", "E"},
		.want = LOGGED_IN_TRACE "> command: RETR 1\n"
					"-- waiting for a reply\n"
					"< reply: +OK\n"
					"= positive to RETR\n"
					"< payload: Subject: x\n"
					"-- waiting for a reply\n"
					"< stray: .\n"
					"-- closed\n"},
	{.name = "TLS from the first byte",
		.script = {"S: +OK ready\r\n", "C: CAPA", "S: +OK\r\nUSER\r\n.\r\n"},
		.implicit_tls = true,
		.want = "phase connected\n"
			"< greeting: +OK ready\n"
			"= positive: ready\n"
			"phase authorization\n"
			"-- ready\n"
			"> command: CAPA\n"
			"-- waiting for a reply\n"
			"< reply: +OK\n"
			"= positive to CAPA\n"
			"< payload: USER\n"
			"< payload: .\n"
			"caps USER\n"
			"-- ready\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_POP3, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

static const struct {
	const char *name, *typed, *begin, *end, *want;
	size_t count;
} long_lines[] = {
	{.name = "a status longer than a piece",
		.typed = "C: NOOP",
		.begin = "+OK ",
		.count = 70000,
		.end = "\r\n",
		.want = "< reply follows: 4468 bytes\n= positive to NOOP\n-- ready\n"},
	{.name = "an agreement, once its end has come",
		.typed = "C: STLS",
		.begin = "+OK ",
		.count = 70000,
		.end = "\r\n+OK injected\r\n",
		.want = "< reply follows: 4468 bytes\n= positive to STLS\nstarttls agreed\nupgrade\n-- upgrading to TLS\n"},
	{.name = "an agreement that is none, since the line began otherwise",
		.typed = "C: STLS",
		.begin = "x",
		.count = 65535,
		.end = "+OK\r\n",
		.want = "odd malformed\n< stray follows: +OK\n-- waiting for a reply\n"},
	{.name = "a challenge",
		.typed = "C: AUTH X",
		.begin = "+ ",
		.count = 70000,
		.end = "\r\n",
		.want = "< continue follows: 4466 bytes\n= more to AUTH\n-- the server waits for an answer\n"},
	{.name = "content longer than a piece stays content",
		.typed = "C: RETR 1",
		.begin = "+OK\r\n..",
		.count = 65534,
		.end = ".\r\n.\r\n",
		.want = "< payload stuffed: 65535 bytes\n< payload follows: .\n< payload: .\n-- ready\n"},
	{.name = "a keyword that is not kept whole announces nothing",
		.typed = "C: CAPA",
		.begin = "+OK\r\nSTLS ",
		.count = 70000,
		.end = "\r\nTOP\r\n.\r\n",
		.want = "< payload: TOP\n< payload: .\ncaps TOP\n-- ready\n"},
	{.name = "content of which not all is kept",
		.typed = "C: RETR 1",
		.begin = "+OK\r\n",
		.count = 2000000,
		.end = "\r\n.\r\n",
		.want = "limit\n< payload: .\n-- ready\n"},
};

START_TEST(test_long_lines)
{
	static const size_t chunks[] = {1 << 30, 4093, 65536};

	for (size_t i = 0; i < 3 * sizeof(long_lines) / sizeof(long_lines[0]); i++) {
		struct dialogue_case typed = {.script = {"S: +OK ready\r\n", long_lines[i / 3].typed}};
		struct dialogue dialogue;

		dialogue_begin(&dialogue, PROTOCOL_POP3, &typed);
		dialogue_play(&dialogue, &typed, 0, 1000);
		dialogue_feed_long(&dialogue, long_lines[i / 3].begin, long_lines[i / 3].count, long_lines[i / 3].end,
			chunks[i % 3]);
		ck_assert_msg(dialogue_ends(&dialogue, long_lines[i / 3].want), "%s: %s", long_lines[i / 3].name,
			buffer_text(&dialogue.trace));
		dialogue_end(&dialogue);
	}
}
END_TEST

/* The note on APOP is given where a time stamp is, and only there (RFC 1939 §7). */
START_TEST(test_time_stamp)
{
	static const struct {
		const char *greeting;
		bool noted;
	} greetings[] = {
		{"+OK <1@example.org>\r\n", true},
		{"+OK ready <1.2@example.org> x\r\n", true},
		{"+OK ready\r\n", false},
		{"+OK <ready>\r\n", false},
		{"+OK <1@example.org\r\n", false},
		{"+OK 1@example.org>\r\n", false},
		{"+OK <ready> a@example.org>\r\n", false},
		{"-ERR <1@example.org>\r\n", false},
	};

	for (size_t i = 0; i < sizeof(greetings) / sizeof(greetings[0]); i++) {
		struct dialogue_case none = {.script = {NULL}};
		struct dialogue dialogue;

		dialogue_begin(&dialogue, PROTOCOL_POP3, &none);
		dialogue_feed(&dialogue, bytes_str(greetings[i].greeting), 0, 1000);
		bool noted = strstr(buffer_text(&dialogue.trace), "\nnote\n") != NULL;
		ck_assert_msg(noted == greetings[i].noted, "%s", greetings[i].greeting);
		dialogue_end(&dialogue);
	}
}
END_TEST

CHECK_MAIN("pop3", test_dialogues, test_long_lines, test_time_stamp)
