/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMTP dialogues: what is typed. Messages, chunks, secrets, many commands at once.
 */
#include "dialogue.h"

#include "../check_main.h"

/* How most of them begin, and what is seen of that. */
#define GREETING "S: 220 mail.example.org ESMTP\r\n"
#define GREETING_TRACE                                                                                                 \
	"phase connected\n"                                                                                            \
	"< greeting: 220 mail.example.org ESMTP\n"                                                                     \
	"= positive: mail.example.org ESMTP\n"                                                                         \
	"phase greeted\n"                                                                                              \
	"-- ready\n"
#define HELLO GREETING, "C: EHLO client.example", "S: 250 mail.example.org\r\n"
#define HELLO_TRACE                                                                                                    \
	GREETING_TRACE "> command: EHLO client.example\n"                                                              \
		       "-- waiting for a reply\n"                                                                      \
		       "< reply: 250 mail.example.org\n"                                                               \
		       "= positive to EHLO: mail.example.org\n"                                                        \
		       "caps\n"                                                                                        \
		       "phase hello\n"                                                                                 \
		       "-- ready\n"
#define RECIPIENT HELLO, "C: MAIL FROM:<a@example.org>", "S: 250 ok\r\n", "C: RCPT TO:<b@example.org>", "S: 250 ok\r\n"
#define RECIPIENT_TRACE                                                                                                \
	HELLO_TRACE "> command: MAIL FROM:<a@example.org>\n"                                                           \
		    "-- waiting for a reply\n"                                                                         \
		    "< reply: 250 ok\n"                                                                                \
		    "= positive to MAIL: ok\n"                                                                         \
		    "phase mail\n"                                                                                     \
		    "-- ready\n"                                                                                       \
		    "> command: RCPT TO:<b@example.org>\n"                                                             \
		    "-- waiting for a reply\n"                                                                         \
		    "< reply: 250 ok\n"                                                                                \
		    "= positive to RCPT: ok\n"                                                                         \
		    "phase rcpt\n"                                                                                     \
		    "-- ready\n"

static const struct dialogue_case cases[] = {
	{.name = "STARTTLS in a message is text",
		.script = {RECIPIENT, "C: DATA", "S: 354 go\r\n", "C: STARTTLS", "C: .", "S: 220 stored\r\n"},
		.want = RECIPIENT_TRACE "> command: DATA\n"
					"-- waiting for a reply\n"
					"< continue: 354 go\n"
					"= more to DATA: go\n"
					"phase data\n"
					"-- message text\n"
					"> body: STARTTLS\n"
					"-- message text\n"
					"> body: .\n"
					"-- waiting for a reply\n"
					"< reply: 220 stored\n"
					"= positive to .: stored\n"
					"phase hello\n"
					"-- ready\n"},
	{.name = "DATA: dots are doubled, nothing else is touched",
		.script = {RECIPIENT, "C: DATA", "S: 354 go\r\n", "C: .a", "C: ..", "C: ", "C: :quit", "C: RSET",
			"C: QUIT", "C: . ", "C: .", "S: 250 2.0.0 stored\r\n"},
		.wire = "EHLO client.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n..a\r\n...\r\n\r\n:quit\r\nRSET\r\nQUIT\r\n.. \r\n.\r\n",
		.want = RECIPIENT_TRACE "> command: DATA\n"
					"-- waiting for a reply\n"
					"< continue: 354 go\n"
					"= more to DATA: go\n"
					"phase data\n"
					"-- message text\n"
					"> body stuffed: .a\n"
					"-- message text\n"
					"> body stuffed: ..\n"
					"-- message text\n"
					"> body: \n"
					"-- message text\n"
					"> body: :quit\n"
					"-- message text\n"
					"> body: RSET\n"
					"-- message text\n"
					"> body: QUIT\n"
					"-- message text\n"
					"> body stuffed: . \n"
					"-- message text\n"
					"> body: .\n"
					"-- waiting for a reply\n"
					"< reply: 250 2.0.0 stored\n"
					"= positive to . (2.0.0): 2.0.0 stored\n"
					"phase hello\n"
					"-- ready\n"},
	{.name = "DATA refused, and a message refused",
		.script = {RECIPIENT, "C: DATA", "S: 451 4.3.0 no\r\n", "C: DATA", "S: 354 go\r\n", "C: .",
			"S: 554 5.6.0 no\r\n"},
		.want = RECIPIENT_TRACE "> command: DATA\n"
					"-- waiting for a reply\n"
					"< reply: 451 4.3.0 no\n"
					"= transient to DATA (4.3.0): 4.3.0 no\n"
					"-- ready\n"
					"> command: DATA\n"
					"-- waiting for a reply\n"
					"< continue: 354 go\n"
					"= more to DATA: go\n"
					"phase data\n"
					"-- message text\n"
					"> body: .\n"
					"-- waiting for a reply\n"
					"< reply: 554 5.6.0 no\n"
					"= refused to . (5.6.0): 5.6.0 no\n"
					"phase hello\n"
					"-- ready\n"},
	{.name = "a lone dot outside a message is a command",
		.script = {GREETING, "C: .", "S: 502 5.5.2 what?\r\n", "C: EHLO c", "S: 250 x\r\n"},
		.want = GREETING_TRACE "> command: .\n"
				       "-- waiting for a reply\n"
				       "< reply: 502 5.5.2 what?\n"
				       "= refused to . (5.5.2): 5.5.2 what?\n"
				       "-- ready\n"
				       "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 250 x\n"
				       "= positive to EHLO: x\n"
				       "caps\n"
				       "phase hello\n"
				       "-- ready\n"},
	{.name = "the server leaves in the middle of a message",
		.script = {RECIPIENT, "C: DATA", "S: 354 go\r\n", "C: a", "S: 421 4.3.2 shutting down\r\n", "E"},
		.want = RECIPIENT_TRACE "> command: DATA\n"
					"-- waiting for a reply\n"
					"< continue: 354 go\n"
					"= more to DATA: go\n"
					"phase data\n"
					"-- message text\n"
					"> body: a\n"
					"-- message text\n"
					"< reply: 421 4.3.2 shutting down\n"
					"= bye (4.3.2): 4.3.2 shutting down\n"
					"finished\n"
					"-- message text\n"
					"-- closed\n"},
	{.name = "BDAT: chunks, over several lines, the last one without a line end",
		.script = {RECIPIENT, "C: BDAT 9", "C: .ab", "C: abcd", "C: bdat 0 last", "S: 250 chunk\r\n",
			"S: 250 2.0.0 stored\r\n"},
		.wire = "EHLO client.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nBDAT 9\r\n.ab\r\nabcdbdat 0 last\r\n",
		.want = RECIPIENT_TRACE "> command: BDAT 9\n"
					"-- message text, 9 octets\n"
					"> body: .ab\n"
					"-- message text, 4 octets\n"
					"> body: abcd\n"
					"-- waiting for a reply\n"
					"> command: bdat 0 last\n"
					"-- waiting for a reply\n"
					"< reply: 250 chunk\n"
					"= positive to BDAT: chunk\n"
					"-- waiting for a reply\n"
					"< reply: 250 2.0.0 stored\n"
					"= positive to BDAT (2.0.0): 2.0.0 stored\n"
					"phase hello\n"
					"-- ready\n"},
	{.name = "BDAT: a line that does not fit is not sent",
		.script = {RECIPIENT, "C: BDAT 7 LAST", "R: abcdefgh", "R: abcdef", "C: ab", "R: cd", "C: .",
			"S: 250 stored\r\n"},
		.wire = "EHLO client.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nBDAT 7 LAST\r\nab\r\n.\r\n",
		.want = RECIPIENT_TRACE
		"> command: BDAT 7 LAST\n"
		"-- message text, 7 octets\n"
		"refused: not sent: 7 octets are left, and this line has 10 with its line end; make it 5, or 7 for the last\n"
		"-- message text, 7 octets\n"
		"refused: not sent: 7 octets are left, and this line has 8 with its line end; make it 5, or 7 for the last\n"
		"-- message text, 7 octets\n"
		"> body: ab\n"
		"-- message text, 3 octets\n"
		"refused: not sent: 3 octets are left, and this line has 4 with its line end; make it 1, or 3 for the last\n"
		"-- message text, 3 octets\n"
		"> body: .\n"
		"-- waiting for a reply\n"
		"< reply: 250 stored\n"
		"= positive to BDAT: stored\n"
		"phase hello\n"
		"-- ready\n"},
	{.name = "BDAT refused before its octets were sent: they are owed all the same",
		.script = {RECIPIENT, "C: BDAT 4", "S: 552 5.3.4 too much\r\n", "C: QUIT", "C: QUIT", "S: 221 bye\r\n"},
		.want = RECIPIENT_TRACE "> command: BDAT 4\n"
					"-- message text, 4 octets\n"
					"< reply: 552 5.3.4 too much\n"
					"= refused to BDAT (5.3.4): 5.3.4 too much\n"
					"-- message text, 4 octets\n"
					"> body: QUIT\n"
					"-- ready\n"
					"> command: QUIT\n"
					"-- waiting for a reply\n"
					"< reply: 221 bye\n"
					"= positive to QUIT: bye\n"
					"finished\n"
					"-- ready\n"},
	{.name = "BDAT without a size that makes sense",
		.script = {GREETING, "C: BDAT", "S: 501 what?\r\n", "C: BDAT -1 LAST", "S: 501 what?\r\n",
			"C: BDAT 99999999999999999999 LAST", "S: 501 what?\r\n", "C: EHLO c", "S: 250 x\r\n"},
		.want = GREETING_TRACE "> command: BDAT\n"
				       "-- waiting for a reply\n"
				       "< reply: 501 what?\n"
				       "= refused to BDAT: what?\n"
				       "-- ready\n"
				       "> command: BDAT -1 LAST\n"
				       "-- waiting for a reply\n"
				       "< reply: 501 what?\n"
				       "= refused to BDAT: what?\n"
				       "-- ready\n"
				       "> command: BDAT 99999999999999999999 LAST\n"
				       "-- waiting for a reply\n"
				       "< reply: 501 what?\n"
				       "= refused to BDAT: what?\n"
				       "-- ready\n"
				       "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 250 x\n"
				       "= positive to EHLO: x\n"
				       "caps\n"
				       "phase hello\n"
				       "-- ready\n"},
	{.name = "BURL LAST ends a message",
		.script = {RECIPIENT, "C: BURL imap://mail.example.org/x LAST", "S: 250 stored\r\n"},
		.want = RECIPIENT_TRACE "> command: BURL imap://mail.example.org/x LAST\n"
					"-- waiting for a reply\n"
					"< reply: 250 stored\n"
					"= positive to BURL: stored\n"
					"phase hello\n"
					"-- ready\n"},
	{.name = "AUTH PLAIN with its initial response",
		.script = {HELLO, "C: auth  PLAIN  AGEAc2VjcmV0", "S: 235 2.7.0 in\r\n"},
		.secret = "AGEAc2VjcmV0",
		.want = HELLO_TRACE "> command: auth  PLAIN  <12 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "< reply: 235 2.7.0 in\n"
				    "= positive to AUTH (2.7.0): 2.7.0 in\n"
				    "phase authenticated\n"
				    "-- ready\n"},
	{.name = "AUTH PLAIN with an empty one",
		.script = {HELLO, "C: AUTH EXTERNAL =", "S: 334\r\n", "C: AGEAc2VjcmV0", "S: 535 5.7.8 no\r\n"},
		.secret = "AGEAc2VjcmV0",
		.want = HELLO_TRACE "> command: AUTH EXTERNAL =\n"
				    "-- waiting for a reply\n"
				    "< continue: 334\n"
				    "= more to AUTH\n"
				    "-- the server waits for an answer\n"
				    "> answer: <12 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "< reply: 535 5.7.8 no\n"
				    "= refused to AUTH (5.7.8): 5.7.8 no\n"
				    "-- ready\n"},
	{.name = "AUTH LOGIN: two answers",
		.script = {HELLO, "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6\r\n",
			"C: YW5uYQ==", "S: 334-UGFzc3dv\r\n334 cmQ6\r\n", "C: c2VjcmV0", "S: 235 2.7.0 in\r\n",
			"C: MAIL FROM:<a@example.org>", "S: 250 ok\r\n"},
		.secret = "c2VjcmV0",
		.want = HELLO_TRACE "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "< continue: 334 VXNlcm5hbWU6\n"
				    "= more to AUTH: VXNlcm5hbWU6\n"
				    "-- the server waits for an answer\n"
				    "> answer: <8 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "< continue: 334-UGFzc3dv\n"
				    "< continue later: 334 cmQ6\n"
				    "= more to AUTH: cmQ6\n"
				    "-- the server waits for an answer\n"
				    "> answer: <8 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "< reply: 235 2.7.0 in\n"
				    "= positive to AUTH (2.7.0): 2.7.0 in\n"
				    "phase authenticated\n"
				    "-- ready\n"
				    "> command: MAIL FROM:<a@example.org>\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 ok\n"
				    "= positive to MAIL: ok\n"
				    "phase mail\n"
				    "-- ready\n"},
	{.name = "AUTH cancelled",
		.script = {HELLO, "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6\r\n", "C: *", "S: 501 5.7.0 cancelled\r\n"},
		.want = HELLO_TRACE "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "< continue: 334 VXNlcm5hbWU6\n"
				    "= more to AUTH: VXNlcm5hbWU6\n"
				    "-- the server waits for an answer\n"
				    "> answer: *\n"
				    "-- waiting for a reply\n"
				    "< reply: 501 5.7.0 cancelled\n"
				    "= refused to AUTH (5.7.0): 5.7.0 cancelled\n"
				    "-- ready\n"},
	{.name = "AUTH ends while its answer is awaited",
		.script = {HELLO, "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6\r\n", "S: 535 5.7.8 too late\r\n", "C: NOOP",
			"S: 250 ok\r\n"},
		.want = HELLO_TRACE "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "< continue: 334 VXNlcm5hbWU6\n"
				    "= more to AUTH: VXNlcm5hbWU6\n"
				    "-- the server waits for an answer\n"
				    "< reply: 535 5.7.8 too late\n"
				    "= refused to AUTH (5.7.8): 5.7.8 too late\n"
				    "-- ready\n"
				    "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 ok\n"
				    "= positive to NOOP: ok\n"
				    "-- ready\n"},
	{.name = "answers typed before AUTH asked for them are hidden as well",
		.script = {HELLO, "C: AUTH LOGIN", "C: YW5uYQ==", "C: c2VjcmV0", "C: QUIT", "S: 334 VXNlcm5hbWU6\r\n",
			"S: 334 UGFzc3dvcmQ6\r\n", "S: 235 in\r\n221 bye\r\n"},
		.secret = "c2VjcmV0",
		.want = HELLO_TRACE "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "> answer: <8 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "> answer: <8 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "> command: QUIT\n"
				    "-- waiting for a reply\n"
				    "< continue: 334 VXNlcm5hbWU6\n"
				    "= more to AUTH: VXNlcm5hbWU6\n"
				    "-- waiting for a reply\n"
				    "< continue: 334 UGFzc3dvcmQ6\n"
				    "= more to AUTH: UGFzc3dvcmQ6\n"
				    "-- waiting for a reply\n"
				    "< reply: 235 in\n"
				    "= positive to AUTH: in\n"
				    "phase authenticated\n"
				    "< reply: 221 bye\n"
				    "= positive to QUIT: bye\n"
				    "finished\n"
				    "-- ready\n"},
	{.name = "an answer to a refused AUTH is a command for the server",
		.script = {HELLO, "C: AUTH LOGIN", "C: c2VjcmV0", "S: 504 5.5.4 no\r\n502 5.5.1 what?\r\n",
			"C: AUTH LOGIN", "S: 334\r\n"},
		.secret = "c2VjcmV0",
		.want = HELLO_TRACE "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "> answer: <8 bytes hidden>\n"
				    "-- waiting for a reply\n"
				    "< reply: 504 5.5.4 no\n"
				    "= refused to AUTH (5.5.4): 5.5.4 no\n"
				    "< stray: 502 5.5.1 what?\n"
				    "= refused (5.5.1): 5.5.1 what?\n"
				    "odd unasked\n"
				    "-- ready\n"
				    "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "< continue: 334\n"
				    "= more to AUTH\n"
				    "-- the server waits for an answer\n"},
	{.name = "334 without AUTH asks for nothing",
		.script = {HELLO, "C: NOOP", "S: 334 secret?\r\n", "C: NOOP", "S: 250 ok\r\n"},
		.want = HELLO_TRACE "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< continue: 334 secret?\n"
				    "= more to NOOP: secret?\n"
				    "-- ready\n"
				    "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 ok\n"
				    "= positive to NOOP: ok\n"
				    "-- ready\n"},
	{.name = "pipelined commands are answered in their order",
		.script = {HELLO, "C: MAIL FROM:<a@example.org>", "C: rcpt to:<b@example.org>",
			"C: RCPT TO:<c@example.org>", "C: DATA",
			"S: 250 ok\r\n250 ok\r\n550 5.1.1 unknown\r\n354-go\r\n354 on\r\n", "C: x", "C: .", "C: QUIT",
			"S: 250 stored\r\n221 bye\r\n"},
		.want = HELLO_TRACE "> command: MAIL FROM:<a@example.org>\n"
				    "-- waiting for a reply\n"
				    "> command: rcpt to:<b@example.org>\n"
				    "-- waiting for a reply\n"
				    "> command: RCPT TO:<c@example.org>\n"
				    "-- waiting for a reply\n"
				    "> command: DATA\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 ok\n"
				    "= positive to MAIL: ok\n"
				    "phase mail\n"
				    "< reply: 250 ok\n"
				    "= positive to RCPT: ok\n"
				    "phase rcpt\n"
				    "< reply: 550 5.1.1 unknown\n"
				    "= refused to RCPT (5.1.1): 5.1.1 unknown\n"
				    "< continue: 354-go\n"
				    "< continue later: 354 on\n"
				    "= more to DATA: on\n"
				    "phase data\n"
				    "-- message text\n"
				    "> body: x\n"
				    "-- message text\n"
				    "> body: .\n"
				    "-- waiting for a reply\n"
				    "> command: QUIT\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 stored\n"
				    "= positive to .: stored\n"
				    "phase hello\n"
				    "< reply: 221 bye\n"
				    "= positive to QUIT: bye\n"
				    "finished\n"
				    "-- ready\n"},
	{.name = "EHLO, HELO and RSET end a message",
		.script = {RECIPIENT, "C: RSET", "S: 250 ok\r\n", "C: MAIL FROM:<>", "S: 250 ok\r\n", "C: HELO c",
			"S: 250 x\r\n", "C: MAIL FROM:<>", "S: 250 ok\r\n", "C: EHLO c", "S: 250 x\r\n"},
		.want = RECIPIENT_TRACE "> command: RSET\n"
					"-- waiting for a reply\n"
					"< reply: 250 ok\n"
					"= positive to RSET: ok\n"
					"phase hello\n"
					"-- ready\n"
					"> command: MAIL FROM:<>\n"
					"-- waiting for a reply\n"
					"< reply: 250 ok\n"
					"= positive to MAIL: ok\n"
					"phase mail\n"
					"-- ready\n"
					"> command: HELO c\n"
					"-- waiting for a reply\n"
					"< reply: 250 x\n"
					"= positive to HELO: x\n"
					"caps\n"
					"phase hello\n"
					"-- ready\n"
					"> command: MAIL FROM:<>\n"
					"-- waiting for a reply\n"
					"< reply: 250 ok\n"
					"= positive to MAIL: ok\n"
					"phase mail\n"
					"-- ready\n"
					"> command: EHLO c\n"
					"-- waiting for a reply\n"
					"< reply: 250 x\n"
					"= positive to EHLO: x\n"
					"caps\n"
					"phase hello\n"
					"-- ready\n"},
	{.name = "421 to AUTH's challenge",
		.script = {HELLO, "C: AUTH LOGIN", "S: 334\r\n", "S: 421 4.4.2 too late\r\n", "E"},
		.want = HELLO_TRACE "> command: AUTH LOGIN\n"
				    "-- waiting for a reply\n"
				    "< continue: 334\n"
				    "= more to AUTH\n"
				    "-- the server waits for an answer\n"
				    "< reply: 421 4.4.2 too late\n"
				    "= bye to AUTH (4.4.2): 4.4.2 too late\n"
				    "finished\n"
				    "-- ready\n"
				    "-- closed\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_SMTP, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

static const struct {
	const char *line;
	enum line_role role;
	bool secret, legal, asks_upgrade;
} plans[] = {
	{.line = "NOOP", .legal = true},
	{.line = "starttls", .asks_upgrade = true},
	{.line = "STARTTLSX"},
	{.line = "XYZZY"},
	{.line = "DATA"},
	{.line = "AUTH PLAIN", .legal = true},
	{.line = "AUTH PLAIN =", .legal = true},
	{.line = " auth\tplain\tx", .legal = true, .secret = true},
	{.line = "RCPT TO:<a@example.org>"},
	{.line = "MAIL FROM:<a@example.org>", .legal = true},
	{.line = ""},
};

START_TEST(test_plans)
{
	static const struct dialogue_case hello = {
		.script = {"S: 220 x\r\n", "C: EHLO c", "S: 250-x\r\n250 AUTH PLAIN\r\n"}};
	struct dialogue dialogue;

	dialogue_begin(&dialogue, PROTOCOL_SMTP, &hello);
	dialogue_play(&dialogue, &hello, 0, 1000);
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		struct proto_plan plan;

		proto_examine(dialogue.proto, bytes_str(plans[i].line), &plan);
		ck_assert_msg(plan.role == plans[i].role && plan.has_secret == plans[i].secret &&
				      plan.legal == plans[i].legal && plan.asks_upgrade == plans[i].asks_upgrade,
			"%s: secret %d, legal %d, upgrade %d", plans[i].line, plan.has_secret, plan.legal,
			plan.asks_upgrade);
		ck_assert_msg(plan.legal == !plan.hint, "%s", plans[i].line);
	}
	dialogue_end(&dialogue);
}
END_TEST

/* RFC 3207 §4.2: whatever was learned or expected in the clear is void inside TLS. */
START_TEST(test_forgets)
{
	static const struct dialogue_case begun = {
		.script = {
			"S: 220 x\r\n", "C: EHLO c", "S: 250-x\r\n250 AUTH PLAIN\r\n", "C: AUTH PLAIN", "S: 334\r\n"}};
	struct dialogue dialogue;

	dialogue_begin(&dialogue, PROTOCOL_SMTP, &begun);
	dialogue_play(&dialogue, &begun, 0, 1000);
	dialogue_feed(&dialogue, bytes_str("250-half a reply\r\n250 half a li"), 0, 1000);
	ck_assert_ptr_nonnull(proto_caps(dialogue.proto));
	ck_assert(proto_answer_is_secret(dialogue.proto));
	proto_secured(dialogue.proto);
	ck_assert_ptr_null(proto_caps(dialogue.proto));
	ck_assert_uint_eq(proto_outstanding(dialogue.proto), 0);
	ck_assert(proto_state(dialogue.proto) == PROTO_READY);
	ck_assert_str_eq(proto_phase_name(dialogue.proto), "greeted");
	dialogue_feed(&dialogue, bytes_str("250 x\r\n"), 0, 1000);
	ck_assert(dialogue_ends(&dialogue, "phase greeted\n< stray: 250 x\n= positive: x\nodd unasked\n-- ready\n"));
	dialogue_end(&dialogue);
}
END_TEST

CHECK_MAIN("smtp send", test_dialogues, test_plans, test_forgets)
