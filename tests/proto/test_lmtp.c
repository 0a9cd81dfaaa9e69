/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LMTP dialogues: one reply for each recipient that was accepted, and not one more.
 */
#include "dialogue.h"

#include "../check_main.h"

/* How most of them begin, and what is seen of that. */
#define GREETING "S: 220 mail.example.org LMTP\r\n"
#define GREETING_TRACE                                                                                                 \
	"phase connected\n"                                                                                            \
	"< greeting: 220 mail.example.org LMTP\n"                                                                      \
	"= positive: mail.example.org LMTP\n"                                                                          \
	"phase greeted\n"                                                                                              \
	"-- ready\n"
#define SENDER                                                                                                         \
	GREETING, "C: LHLO client.example", "S: 250-mail.example.org\r\n250-PIPELINING\r\n250 CHUNKING\r\n",           \
		"C: MAIL FROM:<>", "S: 250 ok\r\n"
#define SENDER_TRACE                                                                                                   \
	GREETING_TRACE "> command: LHLO client.example\n"                                                              \
		       "-- waiting for a reply\n"                                                                      \
		       "< reply: 250-mail.example.org\n"                                                               \
		       "< reply later: 250-PIPELINING\n"                                                               \
		       "< reply later: 250 CHUNKING\n"                                                                 \
		       "= positive to LHLO: CHUNKING\n"                                                                \
		       "caps PIPELINING CHUNKING\n"                                                                    \
		       "phase hello\n"                                                                                 \
		       "-- ready\n"                                                                                    \
		       "> command: MAIL FROM:<>\n"                                                                     \
		       "-- waiting for a reply\n"                                                                      \
		       "< reply: 250 ok\n"                                                                             \
		       "= positive to MAIL: ok\n"                                                                      \
		       "phase mail\n"                                                                                  \
		       "-- ready\n"
#define RECIPIENTS                                                                                                     \
	SENDER, "C: RCPT TO:<a@example.org>", "C: RCPT TO:<b@example.org>", "C: RCPT TO:<c@example.org>",              \
		"S: 250 a\r\n", "S: 550 5.1.1 b\r\n250 c\r\n"
#define RECIPIENTS_TRACE                                                                                               \
	SENDER_TRACE "> command: RCPT TO:<a@example.org>\n"                                                            \
		     "-- waiting for a reply\n"                                                                        \
		     "> command: RCPT TO:<b@example.org>\n"                                                            \
		     "-- waiting for a reply\n"                                                                        \
		     "> command: RCPT TO:<c@example.org>\n"                                                            \
		     "-- waiting for a reply\n"                                                                        \
		     "< reply: 250 a\n"                                                                                \
		     "= positive to RCPT: a\n"                                                                         \
		     "phase rcpt\n"                                                                                    \
		     "-- waiting for a reply\n"                                                                        \
		     "< reply: 550 5.1.1 b\n"                                                                          \
		     "= refused to RCPT (5.1.1): 5.1.1 b\n"                                                            \
		     "< reply: 250 c\n"                                                                                \
		     "= positive to RCPT: c\n"                                                                         \
		     "-- ready\n"

static const struct dialogue_case cases[] = {
	{.name = "LHLO tells what the server can do; EHLO is not its verb",
		.script = {GREETING, "C: EHLO client.example", "S: 500 5.5.1 what?\r\n", "C: LHLO client.example",
			"S: 250-mail.example.org\r\n250-STARTTLS\r\n250 CHUNKING\r\n"},
		.want = GREETING_TRACE "> command: EHLO client.example\n"
				       "-- waiting for a reply\n"
				       "< reply: 500 5.5.1 what?\n"
				       "= refused to EHLO (5.5.1): 5.5.1 what?\n"
				       "note\n"
				       "-- ready\n"
				       "> command: LHLO client.example\n"
				       "-- waiting for a reply\n"
				       "< reply: 250-mail.example.org\n"
				       "< reply later: 250-STARTTLS\n"
				       "< reply later: 250 CHUNKING\n"
				       "= positive to LHLO: CHUNKING\n"
				       "caps STARTTLS CHUNKING\n"
				       "phase hello\n"
				       "-- ready\n"},
	{.name = "the upgrade",
		.script = {GREETING, "C: LHLO client.example", "S: 250-x\r\n250 STARTTLS\r\n", "C: STARTTLS", "R: QUIT",
			"S: 220 go\r\n250 injected\r\n", "T", "C: LHLO client.example", "S: 250 x\r\n"},
		.want = GREETING_TRACE
		"> command: LHLO client.example\n"
		"-- waiting for a reply\n"
		"< reply: 250-x\n"
		"< reply later: 250 STARTTLS\n"
		"= positive to LHLO: STARTTLS\n"
		"caps STARTTLS\n"
		"phase hello\n"
		"-- ready\n"
		"> command: STARTTLS\n"
		"starttls asked\n"
		"-- waiting for a reply\n"
		"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
		"-- waiting for a reply\n"
		"< reply: 220 go\n"
		"= positive to STARTTLS: go\n"
		"starttls agreed\n"
		"upgrade\n"
		"-- upgrading to TLS\n"
		"phase greeted\n"
		"-- ready\n"
		"> command: LHLO client.example\n"
		"-- waiting for a reply\n"
		"< reply: 250 x\n"
		"= positive to LHLO: x\n"
		"caps\n"
		"phase hello\n"
		"-- ready\n"},
	{.name = "DATA: a reply for each recipient that was accepted",
		.script = {RECIPIENTS, "C: DATA", "S: 354 go\r\n", "C: .x", "C: .", "S: 250 2.0.0 a\r\n",
			"S: 452-4.2.2 c\r\n452 4.2.2 c is full\r\n", "C: MAIL FROM:<>", "S: 250 ok\r\n"},
		.want = RECIPIENTS_TRACE "> command: DATA\n"
					 "-- waiting for a reply\n"
					 "< continue: 354 go\n"
					 "= more to DATA: go\n"
					 "phase data\n"
					 "-- message text\n"
					 "> body stuffed: .x\n"
					 "-- message text\n"
					 "> body: .\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 2.0.0 a\n"
					 "= positive to . (2.0.0): 2.0.0 a\n"
					 "-- waiting for a reply\n"
					 "< reply: 452-4.2.2 c\n"
					 "< reply later: 452 4.2.2 c is full\n"
					 "= transient to . (4.2.2): 4.2.2 c is full\n"
					 "phase hello\n"
					 "-- ready\n"
					 "> command: MAIL FROM:<>\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 ok\n"
					 "= positive to MAIL: ok\n"
					 "phase mail\n"
					 "-- ready\n"},
	{.name = "DATA: a reply too many was not asked for",
		.script = {RECIPIENTS, "C: DATA", "S: 354 go\r\n", "C: .", "S: 250 a\r\n250 c\r\n550 b\r\n", "C: QUIT",
			"S: 221 bye\r\n"},
		.want = RECIPIENTS_TRACE "> command: DATA\n"
					 "-- waiting for a reply\n"
					 "< continue: 354 go\n"
					 "= more to DATA: go\n"
					 "phase data\n"
					 "-- message text\n"
					 "> body: .\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 a\n"
					 "= positive to .: a\n"
					 "< reply: 250 c\n"
					 "= positive to .: c\n"
					 "phase hello\n"
					 "< stray: 550 b\n"
					 "= refused: b\n"
					 "odd unasked\n"
					 "-- ready\n"
					 "> command: QUIT\n"
					 "-- waiting for a reply\n"
					 "< reply: 221 bye\n"
					 "= positive to QUIT: bye\n"
					 "finished\n"
					 "-- ready\n"},
	{.name = "DATA: commands behind the message wait for all replies",
		.script = {RECIPIENTS, "C: DATA", "S: 354 go\r\n", "C: .", "C: NOOP", "S: 550 a\r\n",
			"S: 550 c\r\n250 noop\r\n"},
		.want = RECIPIENTS_TRACE "> command: DATA\n"
					 "-- waiting for a reply\n"
					 "< continue: 354 go\n"
					 "= more to DATA: go\n"
					 "phase data\n"
					 "-- message text\n"
					 "> body: .\n"
					 "-- waiting for a reply\n"
					 "> command: NOOP\n"
					 "-- waiting for a reply\n"
					 "< reply: 550 a\n"
					 "= refused to .: a\n"
					 "-- waiting for a reply\n"
					 "< reply: 550 c\n"
					 "= refused to .: c\n"
					 "phase hello\n"
					 "< reply: 250 noop\n"
					 "= positive to NOOP: noop\n"
					 "-- ready\n"},
	{.name = "no recipient was accepted: DATA is refused",
		.script = {SENDER, "C: RCPT TO:<a@example.org>", "S: 550 5.1.1 a\r\n", "C: DATA",
			"S: 503 5.5.1 no recipients\r\n", "C: NOOP", "S: 250 ok\r\n"},
		.want = SENDER_TRACE "> command: RCPT TO:<a@example.org>\n"
				     "-- waiting for a reply\n"
				     "< reply: 550 5.1.1 a\n"
				     "= refused to RCPT (5.1.1): 5.1.1 a\n"
				     "-- ready\n"
				     "> command: DATA\n"
				     "-- waiting for a reply\n"
				     "< reply: 503 5.5.1 no recipients\n"
				     "= refused to DATA (5.5.1): 5.5.1 no recipients\n"
				     "-- ready\n"
				     "> command: NOOP\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 ok\n"
				     "= positive to NOOP: ok\n"
				     "-- ready\n"},
	{.name = "no recipient was accepted, and the server takes the message: one reply",
		.script = {SENDER, "C: RCPT TO:<a@example.org>", "S: 550 5.1.1 a\r\n", "C: DATA", "S: 354 go\r\n",
			"C: .", "S: 503 5.5.1 no recipients\r\n", "C: NOOP", "S: 250 ok\r\n"},
		.want = SENDER_TRACE "> command: RCPT TO:<a@example.org>\n"
				     "-- waiting for a reply\n"
				     "< reply: 550 5.1.1 a\n"
				     "= refused to RCPT (5.1.1): 5.1.1 a\n"
				     "-- ready\n"
				     "> command: DATA\n"
				     "-- waiting for a reply\n"
				     "< continue: 354 go\n"
				     "= more to DATA: go\n"
				     "phase data\n"
				     "-- message text\n"
				     "> body: .\n"
				     "-- waiting for a reply\n"
				     "< reply: 503 5.5.1 no recipients\n"
				     "= refused to . (5.5.1): 5.5.1 no recipients\n"
				     "phase hello\n"
				     "-- ready\n"
				     "> command: NOOP\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 ok\n"
				     "= positive to NOOP: ok\n"
				     "-- ready\n"},
	{.name = "BDAT: one reply to each chunk, one for each recipient to the last",
		.script = {RECIPIENTS, "C: BDAT 4", "C: ab", "C: BDAT 0 LAST", "S: 250 chunk\r\n", "S: 250 a\r\n",
			"S: 250 c\r\n"},
		.want = RECIPIENTS_TRACE "> command: BDAT 4\n"
					 "-- message text, 4 octets\n"
					 "> body: ab\n"
					 "-- waiting for a reply\n"
					 "> command: BDAT 0 LAST\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 chunk\n"
					 "= positive to BDAT: chunk\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 a\n"
					 "= positive to BDAT: a\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 c\n"
					 "= positive to BDAT: c\n"
					 "phase hello\n"
					 "-- ready\n"},
	{.name = "BDAT LAST behind recipients that are not answered yet",
		.script = {SENDER, "C: RCPT TO:<a@example.org>", "C: RCPT TO:<b@example.org>", "C: BDAT 3 LAST",
			"C: abc", "C: QUIT", "S: 250 a\r\n250 b\r\n250 2.0.0 a\r\n", "S: 550 5.0.0 b\r\n221 bye\r\n"},
		.want = SENDER_TRACE "> command: RCPT TO:<a@example.org>\n"
				     "-- waiting for a reply\n"
				     "> command: RCPT TO:<b@example.org>\n"
				     "-- waiting for a reply\n"
				     "> command: BDAT 3 LAST\n"
				     "-- message text, 3 octets\n"
				     "> body: abc\n"
				     "-- waiting for a reply\n"
				     "> command: QUIT\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 a\n"
				     "= positive to RCPT: a\n"
				     "phase rcpt\n"
				     "< reply: 250 b\n"
				     "= positive to RCPT: b\n"
				     "< reply: 250 2.0.0 a\n"
				     "= positive to BDAT (2.0.0): 2.0.0 a\n"
				     "-- waiting for a reply\n"
				     "< reply: 550 5.0.0 b\n"
				     "= refused to BDAT (5.0.0): 5.0.0 b\n"
				     "phase hello\n"
				     "< reply: 221 bye\n"
				     "= positive to QUIT: bye\n"
				     "finished\n"
				     "-- ready\n"},
	{.name = "RSET forgets the recipients",
		.script = {RECIPIENTS, "C: RSET", "S: 250 ok\r\n", "C: MAIL FROM:<>", "C: RCPT TO:<a@example.org>",
			"C: DATA", "S: 250 ok\r\n250 a\r\n354 go\r\n", "C: .", "S: 250 a\r\n", "C: NOOP",
			"S: 250 ok\r\n"},
		.want = RECIPIENTS_TRACE "> command: RSET\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 ok\n"
					 "= positive to RSET: ok\n"
					 "phase hello\n"
					 "-- ready\n"
					 "> command: MAIL FROM:<>\n"
					 "-- waiting for a reply\n"
					 "> command: RCPT TO:<a@example.org>\n"
					 "-- waiting for a reply\n"
					 "> command: DATA\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 ok\n"
					 "= positive to MAIL: ok\n"
					 "phase mail\n"
					 "< reply: 250 a\n"
					 "= positive to RCPT: a\n"
					 "phase rcpt\n"
					 "< continue: 354 go\n"
					 "= more to DATA: go\n"
					 "phase data\n"
					 "-- message text\n"
					 "> body: .\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 a\n"
					 "= positive to .: a\n"
					 "phase hello\n"
					 "-- ready\n"
					 "> command: NOOP\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 ok\n"
					 "= positive to NOOP: ok\n"
					 "-- ready\n"},
	{.name = "LHLO forgets the recipients",
		.script = {RECIPIENTS, "C: LHLO c", "S: 250 x\r\n", "C: MAIL FROM:<>", "C: RCPT TO:<a@example.org>",
			"C: DATA", "S: 250 ok\r\n250 a\r\n354 go\r\n", "C: .", "S: 250 a\r\n"},
		.want = RECIPIENTS_TRACE "> command: LHLO c\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 x\n"
					 "= positive to LHLO: x\n"
					 "caps\n"
					 "phase hello\n"
					 "-- ready\n"
					 "> command: MAIL FROM:<>\n"
					 "-- waiting for a reply\n"
					 "> command: RCPT TO:<a@example.org>\n"
					 "-- waiting for a reply\n"
					 "> command: DATA\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 ok\n"
					 "= positive to MAIL: ok\n"
					 "phase mail\n"
					 "< reply: 250 a\n"
					 "= positive to RCPT: a\n"
					 "phase rcpt\n"
					 "< continue: 354 go\n"
					 "= more to DATA: go\n"
					 "phase data\n"
					 "-- message text\n"
					 "> body: .\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 a\n"
					 "= positive to .: a\n"
					 "phase hello\n"
					 "-- ready\n"},
	{.name = "the second message counts anew",
		.script = {SENDER, "C: RCPT TO:<a@example.org>", "C: RCPT TO:<b@example.org>", "C: DATA",
			"S: 250 a\r\n250 b\r\n354 go\r\n", "C: .", "S: 250 a\r\n250 b\r\n", "C: MAIL FROM:<>",
			"C: RCPT TO:<a@example.org>", "C: DATA", "S: 250 ok\r\n250 a\r\n354 go\r\n", "C: .",
			"S: 250 a\r\n"},
		.want = SENDER_TRACE "> command: RCPT TO:<a@example.org>\n"
				     "-- waiting for a reply\n"
				     "> command: RCPT TO:<b@example.org>\n"
				     "-- waiting for a reply\n"
				     "> command: DATA\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 a\n"
				     "= positive to RCPT: a\n"
				     "phase rcpt\n"
				     "< reply: 250 b\n"
				     "= positive to RCPT: b\n"
				     "< continue: 354 go\n"
				     "= more to DATA: go\n"
				     "phase data\n"
				     "-- message text\n"
				     "> body: .\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 a\n"
				     "= positive to .: a\n"
				     "< reply: 250 b\n"
				     "= positive to .: b\n"
				     "phase hello\n"
				     "-- ready\n"
				     "> command: MAIL FROM:<>\n"
				     "-- waiting for a reply\n"
				     "> command: RCPT TO:<a@example.org>\n"
				     "-- waiting for a reply\n"
				     "> command: DATA\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 ok\n"
				     "= positive to MAIL: ok\n"
				     "phase mail\n"
				     "< reply: 250 a\n"
				     "= positive to RCPT: a\n"
				     "phase rcpt\n"
				     "< continue: 354 go\n"
				     "= more to DATA: go\n"
				     "phase data\n"
				     "-- message text\n"
				     "> body: .\n"
				     "-- waiting for a reply\n"
				     "< reply: 250 a\n"
				     "= positive to .: a\n"
				     "phase hello\n"
				     "-- ready\n"},
	{.name = "the server leaves between the replies",
		.script = {RECIPIENTS, "C: DATA", "S: 354 go\r\n", "C: .", "S: 250 a\r\n421 4.3.2 shutting down\r\n",
			"E"},
		.want = RECIPIENTS_TRACE "> command: DATA\n"
					 "-- waiting for a reply\n"
					 "< continue: 354 go\n"
					 "= more to DATA: go\n"
					 "phase data\n"
					 "-- message text\n"
					 "> body: .\n"
					 "-- waiting for a reply\n"
					 "< reply: 250 a\n"
					 "= positive to .: a\n"
					 "< reply: 421 4.3.2 shutting down\n"
					 "= bye to . (4.3.2): 4.3.2 shutting down\n"
					 "phase hello\n"
					 "finished\n"
					 "-- ready\n"
					 "-- closed\n"},
	{.name = "AUTH",
		.script = {GREETING, "C: AUTH PLAIN", "S: 334\r\n", "C: AGEAc2VjcmV0", "S: 235 in\r\n"},
		.secret = "AGEAc2VjcmV0",
		.want = GREETING_TRACE "> command: AUTH PLAIN\n"
				       "-- waiting for a reply\n"
				       "< continue: 334\n"
				       "= more to AUTH\n"
				       "-- the server waits for an answer\n"
				       "> answer: <12 bytes hidden>\n"
				       "-- waiting for a reply\n"
				       "< reply: 235 in\n"
				       "= positive to AUTH: in\n"
				       "-- ready\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_LMTP, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

CHECK_MAIN("lmtp", test_dialogues)
