/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SMTP dialogues: what is sent, what is shown, and in which state that leaves us.
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

static const struct dialogue_case cases[] = {
	{.name = "greeting of many lines",
		.script = {"S: 220-mail.example.org ESMTP\r\n220-no advertising\r\n220\r\n"},
		.want = "phase connected\n"
			"< greeting: 220-mail.example.org ESMTP\n"
			"< greeting later: 220-no advertising\n"
			"< greeting later: 220\n"
			"= positive\n"
			"phase greeted\n"
			"-- ready\n"},
	{.name = "greeting 421",
		.script = {"S: 421 4.3.2 not now\r\n", "E"},
		.want = "phase connected\n"
			"< greeting: 421 4.3.2 not now\n"
			"= bye (4.3.2): 4.3.2 not now\n"
			"phase greeted\n"
			"finished\n"
			"-- ready\n"
			"-- closed\n"},
	{.name = "greeting 554",
		.script = {"S: 554 5.7.1 no service for you\r\n", "C: QUIT", "S: 221 2.0.0 bye\r\n"},
		.want = "phase connected\n"
			"< greeting: 554 5.7.1 no service for you\n"
			"= refused (5.7.1): 5.7.1 no service for you\n"
			"phase greeted\n"
			"-- ready\n"
			"> command: QUIT\n"
			"-- waiting for a reply\n"
			"< reply: 221 2.0.0 bye\n"
			"= positive to QUIT (2.0.0): 2.0.0 bye\n"
			"finished\n"
			"-- ready\n"},
	{.name = "no greeting",
		.script = {"S: hello\r\n999 x\r\n100 x\r\n22 x\r\n2200 x\r\n220+x\r\n220_\r\n", "S: 220 at last\r\n"},
		.want = "phase connected\n"
			"< greeting: hello\n"
			"odd malformed\n"
			"< greeting: 999 x\n"
			"< greeting: 100 x\n"
			"< greeting: 22 x\n"
			"< greeting: 2200 x\n"
			"< greeting: 220+x\n"
			"< greeting: 220_\n"
			"-- waiting for the greeting\n"
			"< greeting: 220 at last\n"
			"= positive: at last\n"
			"phase greeted\n"
			"-- ready\n"},
	{.name = "another protocol's greeting",
		.script = {"S: * OK IMAP4rev1 ready\r\n"},
		.want = "phase connected\n"
			"odd other-protocol\n"
			"< greeting: * OK IMAP4rev1 ready\n"
			"odd malformed\n"
			"-- waiting for the greeting\n"},
	{.name = "a web server",
		.script = {"S: HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"},
		.want = "phase connected\n"
			"odd other-protocol\n"
			"< greeting: HTTP/1.1 400 Bad Request\n"
			"odd malformed\n"
			"< greeting: Server: x\n"
			"< greeting: \n"
			"-- waiting for the greeting\n"},
	{.name = "commands before the greeting wait for their own replies",
		.script = {"C: EHLO client.example", "C: BDAT 3", "C: abc",
			"S: 220 late\r\n250 hello\r\n250 chunk\r\n"},
		.want = "phase connected\n"
			"> command: EHLO client.example\n"
			"-- waiting for the greeting\n"
			"> command: BDAT 3\n"
			"-- message text, 3 octets\n"
			"> body: abc\n"
			"-- waiting for the greeting\n"
			"< greeting: 220 late\n"
			"= positive: late\n"
			"phase greeted\n"
			"< reply: 250 hello\n"
			"= positive to EHLO: hello\n"
			"caps\n"
			"phase hello\n"
			"< reply: 250 chunk\n"
			"= positive to BDAT: chunk\n"
			"-- ready\n"},
	{.name = "codes differ, the last one counts",
		.script = {HELLO, "C: NOOP", "S: 250-a\r\n251-b\r\n550-c\r\n450 5.1.1 d\r\n", "C: NOOP",
			"S: 250-a\r\n250 b\r\n"},
		.want = HELLO_TRACE "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250-a\n"
				    "< reply later: 251-b\n"
				    "odd codes-differ\n"
				    "< reply later: 550-c\n"
				    "< reply later: 450 5.1.1 d\n"
				    "= transient to NOOP (5.1.1): 5.1.1 d\n"
				    "-- ready\n"
				    "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250-a\n"
				    "< reply later: 250 b\n"
				    "= positive to NOOP: b\n"
				    "-- ready\n"},
	{.name = "enhanced status codes and what only looks like them",
		.script = {HELLO, "C: A", "S: 250 2.1.5 a\r\n", "C: B", "S: 250-2.1.5\r\n250 2.1.5\r\n", "C: C",
			"S: 450 4.999.999 x\r\n", "C: D", "S: 550 5.7.1000 x\r\n", "C: E", "S: 550 5.7. x\r\n", "C: F",
			"S: 250 1.0.0 x\r\n", "C: G", "S: 250 3.0.0.x\r\n"},
		.want = HELLO_TRACE "> command: A\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 2.1.5 a\n"
				    "= positive to A (2.1.5): 2.1.5 a\n"
				    "-- ready\n"
				    "> command: B\n"
				    "-- waiting for a reply\n"
				    "< reply: 250-2.1.5\n"
				    "< reply later: 250 2.1.5\n"
				    "= positive to B (2.1.5): 2.1.5\n"
				    "-- ready\n"
				    "> command: C\n"
				    "-- waiting for a reply\n"
				    "< reply: 450 4.999.999 x\n"
				    "= transient to C (4.999.999): 4.999.999 x\n"
				    "-- ready\n"
				    "> command: D\n"
				    "-- waiting for a reply\n"
				    "< reply: 550 5.7.1000 x\n"
				    "= refused to D: 5.7.1000 x\n"
				    "-- ready\n"
				    "> command: E\n"
				    "-- waiting for a reply\n"
				    "< reply: 550 5.7. x\n"
				    "= refused to E: 5.7. x\n"
				    "-- ready\n"
				    "> command: F\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 1.0.0 x\n"
				    "= positive to F: 1.0.0 x\n"
				    "-- ready\n"
				    "> command: G\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 3.0.0.x\n"
				    "= positive to G: 3.0.0.x\n"
				    "-- ready\n"},
	{.name = "EHLO's keywords",
		.script = {GREETING, "C: ehlo client.example",
			"S: 250-mail.example.org STARTTLS\r\n250-SIZE 52428800\r\n250-auth=LOGIN PLAIN\r\n250-X-8BIT \xe9\r\n250-\r\n250-  8bitmime  \r\n250 HELP\r\n"},
		.want = GREETING_TRACE "> command: ehlo client.example\n"
				       "-- waiting for a reply\n"
				       "< reply: 250-mail.example.org STARTTLS\n"
				       "< reply later: 250-SIZE 52428800\n"
				       "< reply later: 250-auth=LOGIN PLAIN\n"
				       "< reply later: 250-X-8BIT \\xe9\n"
				       "< reply later: 250-\n"
				       "< reply later: 250-  8bitmime  \n"
				       "< reply later: 250 HELP\n"
				       "= positive to EHLO: HELP\n"
				       "caps SIZE(52428800) AUTH=(LOGIN PLAIN) X-8BIT(\\xe9) 8bitmime HELP\n"
				       "odd auth-in-clear\n"
				       "phase hello\n"
				       "-- ready\n"},
	{.name = "an offer that was crossed out",
		.script = {GREETING, "C: EHLO c", "S: 250-mail.example.org\r\n250-XXXXXXXA\r\n250 PIPELINING\r\n",
			"C: STARTTLS", "S: 500 5.5.1 what?\r\n"},
		.want = GREETING_TRACE "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 250-mail.example.org\n"
				       "< reply later: 250-XXXXXXXA\n"
				       "< reply later: 250 PIPELINING\n"
				       "= positive to EHLO: PIPELINING\n"
				       "caps XXXXXXXA PIPELINING\n"
				       "odd lookalike\n"
				       "phase hello\n"
				       "-- ready\n"
				       "> command: STARTTLS\n"
				       "starttls not-offered\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: 500 5.5.1 what?\n"
				       "= refused to STARTTLS (5.5.1): 5.5.1 what?\n"
				       "starttls refused\n"
				       "-- ready\n"},
	{.name = "EHLO refused, HELO offers nothing",
		.script = {GREETING, "C: EHLO c", "S: 500-5.5.1 what?\r\n500 8BITMIME\r\n", "C: HELO c",
			"S: 250-hello\r\n250 STARTTLS\r\n", "C: STARTTLS", "S: 500 what?\r\n"},
		.want = GREETING_TRACE "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 500-5.5.1 what?\n"
				       "< reply later: 500 8BITMIME\n"
				       "= refused to EHLO: 8BITMIME\n"
				       "note\n"
				       "-- ready\n"
				       "> command: HELO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 250-hello\n"
				       "< reply later: 250 STARTTLS\n"
				       "= positive to HELO: STARTTLS\n"
				       "caps\n"
				       "phase hello\n"
				       "-- ready\n"
				       "> command: STARTTLS\n"
				       "starttls not-offered\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: 500 what?\n"
				       "= refused to STARTTLS: what?\n"
				       "starttls refused\n"
				       "-- ready\n"},
	{.name = "EHLO refused for now is no reason for HELO",
		.script = {GREETING, "C: EHLO c", "S: 450 4.3.2 later\r\n"},
		.want = GREETING_TRACE "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 450 4.3.2 later\n"
				       "= transient to EHLO (4.3.2): 4.3.2 later\n"
				       "-- ready\n"},
	{.name = "a reply to EHLO that ends in a refusal announces nothing",
		.script = {GREETING, "C: EHLO c", "S: 250-x\r\n250-STARTTLS\r\n550 no\r\n", "C: NOOP", "S: 250 ok\r\n"},
		.want = GREETING_TRACE "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 250-x\n"
				       "< reply later: 250-STARTTLS\n"
				       "< reply later: 550 no\n"
				       "odd codes-differ\n"
				       "= refused to EHLO: no\n"
				       "note\n"
				       "-- ready\n"
				       "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: 250 ok\n"
				       "= positive to NOOP: ok\n"
				       "-- ready\n"},
	{.name = "the upgrade: what was learned before is void",
		.script = {GREETING, "C: EHLO c", "S: 250-x\r\n250 STARTTLS\r\n", "C: STARTTLS", "R: NOOP",
			"S: 220-2.0.0 go\r\n220 2.0.0 ahead\r\n250 injected\r\n", "R: NOOP", "T", "C: EHLO c",
			"S: 250-x\r\n250 STARTTLS\r\n", "C: STARTTLS", "S: 220 again\r\n", "C: QUIT", "S: 221 bye\r\n"},
		.want = GREETING_TRACE
		"> command: EHLO c\n"
		"-- waiting for a reply\n"
		"< reply: 250-x\n"
		"< reply later: 250 STARTTLS\n"
		"= positive to EHLO: STARTTLS\n"
		"caps STARTTLS\n"
		"phase hello\n"
		"-- ready\n"
		"> command: STARTTLS\n"
		"starttls asked\n"
		"-- waiting for a reply\n"
		"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
		"-- waiting for a reply\n"
		"< reply: 220-2.0.0 go\n"
		"< reply later: 220 2.0.0 ahead\n"
		"= positive to STARTTLS (2.0.0): 2.0.0 ahead\n"
		"starttls agreed\n"
		"upgrade\n"
		"-- upgrading to TLS\n"
		"refused: not sent: TLS is beginning\n"
		"-- upgrading to TLS\n"
		"phase greeted\n"
		"-- ready\n"
		"> command: EHLO c\n"
		"-- waiting for a reply\n"
		"< reply: 250-x\n"
		"< reply later: 250 STARTTLS\n"
		"= positive to EHLO: STARTTLS\n"
		"caps STARTTLS\n"
		"odd starttls-in-tls\n"
		"phase hello\n"
		"-- ready\n"
		"> command: STARTTLS\n"
		"starttls not-now\n"
		"-- waiting for a reply\n"
		"< reply: 220 again\n"
		"= positive to STARTTLS: again\n"
		"note\n"
		"-- ready\n"
		"> command: QUIT\n"
		"-- waiting for a reply\n"
		"< reply: 221 bye\n"
		"= positive to QUIT: bye\n"
		"finished\n"
		"-- ready\n"},
	{.name = "what is not 220 is no agreement",
		.script = {GREETING, "C: STARTTLS", "S: 250 fine\r\n", "C: STARTTLS", "S: 354 go on\r\n", "C: STARTTLS",
			"S: 454-no\r\n220 yes\r\n", "C: STARTTLS", "S: 421 4.3.2 later\r\n"},
		.want = GREETING_TRACE "> command: STARTTLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: 250 fine\n"
				       "= positive to STARTTLS: fine\n"
				       "starttls refused\n"
				       "-- ready\n"
				       "> command: STARTTLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< continue: 354 go on\n"
				       "= more to STARTTLS: go on\n"
				       "starttls refused\n"
				       "-- ready\n"
				       "> command: STARTTLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: 454-no\n"
				       "< reply later: 220 yes\n"
				       "odd codes-differ\n"
				       "= positive to STARTTLS: yes\n"
				       "starttls refused\n"
				       "-- ready\n"
				       "> command: STARTTLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: 421 4.3.2 later\n"
				       "= bye to STARTTLS (4.3.2): 4.3.2 later\n"
				       "starttls refused\n"
				       "finished\n"
				       "-- ready\n"},
	{.name = "an agreement before the command was sent whole is none; the answer to it is",
		.script = {GREETING, "c: STARTTLS", "S: 220 early\r\n", "R: NOOP", "s", "S: 220 go\r\n"},
		.want = GREETING_TRACE
		"> command: STARTTLS\n"
		"starttls asked\n"
		"-- waiting for a reply\n"
		"< reply: 220 early\n"
		"= positive to STARTTLS: early\n"
		"odd early-completion\n"
		"-- waiting for a reply\n"
		"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
		"-- waiting for a reply\n"
		"< reply: 220 go\n"
		"= positive to STARTTLS: go\n"
		"starttls agreed\n"
		"upgrade\n"
		"-- upgrading to TLS\n"},
	{.name = "the 220 of another command is no agreement",
		.script = {GREETING, "C: NOOP", "C: STARTTLS", "S: 220 for NOOP\r\n", "S: 220 go\r\n"},
		.want = GREETING_TRACE "> command: NOOP\n"
				       "-- waiting for a reply\n"
				       "> command: STARTTLS\n"
				       "starttls asked\n"
				       "-- waiting for a reply\n"
				       "< reply: 220 for NOOP\n"
				       "= positive to NOOP: for NOOP\n"
				       "-- waiting for a reply\n"
				       "< reply: 220 go\n"
				       "= positive to STARTTLS: go\n"
				       "starttls agreed\n"
				       "upgrade\n"
				       "-- upgrading to TLS\n"},
	{.name = "replies that nothing asked for",
		.script = {HELLO, "S: 250 why?\r\n", "S: 220-again\r\n220 greeting\r\n", "C: NOOP",
			"S: 250 ok\r\n250 more\r\n"},
		.want = HELLO_TRACE "< stray: 250 why?\n"
				    "= positive: why?\n"
				    "odd unasked\n"
				    "-- ready\n"
				    "< stray: 220-again\n"
				    "< stray later: 220 greeting\n"
				    "= positive: greeting\n"
				    "odd unasked\n"
				    "-- ready\n"
				    "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 ok\n"
				    "= positive to NOOP: ok\n"
				    "< stray: 250 more\n"
				    "= positive: more\n"
				    "odd unasked\n"
				    "-- ready\n"},
	{.name = "421 at any time",
		.script = {HELLO, "S: 421-4.4.2 idle\r\n421 4.4.2 for too long\r\n", "E"},
		.want = HELLO_TRACE "< reply: 421-4.4.2 idle\n"
				    "< reply later: 421 4.4.2 for too long\n"
				    "= bye (4.4.2): 4.4.2 for too long\n"
				    "finished\n"
				    "-- ready\n"
				    "-- closed\n"},
	{.name = "good-bye, and a word after it",
		.script = {HELLO, "C: QUIT", "S: 221 2.0.0 bye\r\n250 ps\r\n", "E"},
		.want = HELLO_TRACE "> command: QUIT\n"
				    "-- waiting for a reply\n"
				    "< reply: 221 2.0.0 bye\n"
				    "= positive to QUIT (2.0.0): 2.0.0 bye\n"
				    "finished\n"
				    "< stray: 250 ps\n"
				    "= positive: ps\n"
				    "odd unasked\n"
				    "-- ready\n"
				    "-- closed\n"},
	{.name = "QUIT that is refused is no good-bye",
		.script = {HELLO, "C: QUIT", "S: 250 stay\r\n", "C: QUIT", "S: 554 stay\r\n"},
		.want = HELLO_TRACE "> command: QUIT\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 stay\n"
				    "= positive to QUIT: stay\n"
				    "-- ready\n"
				    "> command: QUIT\n"
				    "-- waiting for a reply\n"
				    "< reply: 554 stay\n"
				    "= refused to QUIT: stay\n"
				    "-- ready\n"},
	{.name = "a line that is no reply stands inside one",
		.script = {HELLO, "C: NOOP", "S: 250-a\r\nb\r\n\r\n250 c\r\n"},
		.want = HELLO_TRACE "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250-a\n"
				    "< stray: b\n"
				    "odd malformed\n"
				    "< stray: \n"
				    "< reply later: 250 c\n"
				    "= positive to NOOP: c\n"
				    "-- ready\n"},
	{.name = "line ends and bytes that should not be",
		.script = {HELLO, "C: NOOP", "S: 250 lf\n", "C: NOOP", "S: 250 a\rb\x1b[2J\r\r\n", "C: NOOP",
			"S: 250\xff\r\n\xb2\xb2\xb0 x\r\n250 \xc3\xa9\r\n"},
		.want = HELLO_TRACE "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 lf\n"
				    "= positive to NOOP: lf\n"
				    "odd line-ending\n"
				    "-- ready\n"
				    "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< reply: 250 a\\x0db\\x1b[2J\\x0d\n"
				    "= positive to NOOP: a\\x0db\\x1b[2J\\x0d\n"
				    "-- ready\n"
				    "> command: NOOP\n"
				    "-- waiting for a reply\n"
				    "< stray: 250\\xff\n"
				    "odd malformed\n"
				    "< stray: \\xb2\\xb2\\xb0 x\n"
				    "< reply: 250 \\xc3\\xa9\n"
				    "= positive to NOOP: \\xc3\\xa9\n"
				    "-- ready\n"},
	{.name = "half a line at the end",
		.script = {"S: 220 mail.exa", "E"},
		.want = "phase connected\n"
			"-- waiting for the greeting\n"
			"< greeting: 220 mail.exa\n"
			"-- closed\n"},
	{.name = "half a reply at the end",
		.script = {GREETING, "C: EHLO c", "S: 250-mail.example.org\r\n250 STARTTLS", "E"},
		.want = GREETING_TRACE "> command: EHLO c\n"
				       "-- waiting for a reply\n"
				       "< reply: 250-mail.example.org\n"
				       "-- waiting for a reply\n"
				       "< stray: 250 STARTTLS\n"
				       "-- closed\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_SMTP, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

static const struct dialogue_case greeted = {.script = {"S: 220 ready\r\n", "C: EHLO c"}};

static const struct {
	const char *name, *typed, *begin, *end, *want;
	size_t count;
} long_lines[] = {
	{.name = "a reply longer than a piece",
		.typed = "C: NOOP",
		.begin = "250 2.0.0 ",
		.count = 70000,
		.end = "\r\n",
		.want = "< reply follows: 4474 bytes\n= positive to NOOP (2.0.0)\n-- ready\n"},
	{.name = "its first line, with no code where the second piece begins",
		.typed = "C: NOOP",
		.begin = "250-",
		.count = 65532,
		.end = "550 no\r\n250 ok\r\n",
		.want = "< reply follows: 550 no\n< reply later: 250 ok\n= positive to NOOP: ok\n-- ready\n"},
	{.name = "a reply without end means nothing yet",
		.typed = "C: NOOP",
		.begin = "250 ",
		.count = 70000,
		.end = "",
		.want = "< reply: 65536 bytes\n-- waiting for a reply\n"},
	{.name = "a piece that is exactly full",
		.typed = "C: NOOP",
		.begin = "250 ",
		.count = 65532,
		.end = "\r\n",
		.want = "< reply follows: \n= positive to NOOP\n-- ready\n"},
	{.name = "an agreement, once its end has come",
		.typed = "C: STARTTLS",
		.begin = "220 ",
		.count = 70000,
		.end = "\r\n250 injected\r\n",
		.want = "< reply follows: 4468 bytes\n= positive to STARTTLS\nstarttls agreed\nupgrade\n-- upgrading to TLS\n"},
	{.name = "an agreement that is none, since the line began otherwise",
		.typed = "C: STARTTLS",
		.begin = "x",
		.count = 65535,
		.end = "220 go\r\n",
		.want = "odd malformed\n< stray follows: 220 go\n-- waiting for a reply\n"},
	{.name = "a line of which not all is kept",
		.typed = "C: NOOP",
		.begin = "250 ",
		.count = 2000000,
		.end = "\r\n250 x\r\n",
		.want = "= positive to NOOP\nlimit\n< stray: 250 x\n= positive: x\nodd unasked\n-- ready\n"},
	{.name = "a keyword that is not kept whole announces nothing",
		.typed = "C: EHLO c",
		.begin = "250-x\r\n250-STARTTLS ",
		.count = 70000,
		.end = "\r\n250 HELP\r\n",
		.want = "< reply later: 250 HELP\n= positive to EHLO: HELP\ncaps HELP\nphase hello\n-- ready\n"},
};

START_TEST(test_long_lines)
{
	static const size_t chunks[] = {1 << 30, 4093, 65536};

	for (size_t i = 0; i < 3 * sizeof(long_lines) / sizeof(long_lines[0]); i++) {
		struct dialogue_case typed = {.script = {"S: 220 ready\r\n", long_lines[i / 3].typed}};
		struct dialogue dialogue;

		dialogue_begin(&dialogue, PROTOCOL_SMTP, &typed);
		dialogue_play(&dialogue, &typed, 0, 1000);
		dialogue_feed_long(&dialogue, long_lines[i / 3].begin, long_lines[i / 3].count, long_lines[i / 3].end,
			chunks[i % 3]);
		ck_assert_msg(dialogue_ends(&dialogue, long_lines[i / 3].want), "%s: %s", long_lines[i / 3].name,
			buffer_text(&dialogue.trace));
		dialogue_end(&dialogue);
	}
}
END_TEST

START_TEST(test_nul)
{
	static const char bytes[] = "250-a\0b\r\n250 STARTTLS\0\r\n";

	for (size_t split = 1; split < sizeof(bytes) - 1; split++) {
		struct dialogue dialogue;

		dialogue_begin(&dialogue, PROTOCOL_SMTP, &greeted);
		dialogue_play(&dialogue, &greeted, 0, 1000);
		dialogue_feed(&dialogue, bytes_of(bytes, sizeof(bytes) - 1), split, 1000);
		ck_assert_msg(
			dialogue_ends(&dialogue,
				"< reply: 250-a\\x00b\nodd nul\n< reply later: 250 STARTTLS\\x00\n"
				"= positive to EHLO: STARTTLS\\x00\ncaps STARTTLS\\x00\nodd lookalike\nphase hello\n"
				"-- ready\n"),
			"%zu: %s", split, buffer_text(&dialogue.trace));
		dialogue_end(&dialogue);
	}
}
END_TEST

/* A reply without end costs no memory but its events. */
START_TEST(test_endless_reply)
{
	struct dialogue dialogue;

	dialogue_begin(&dialogue, PROTOCOL_SMTP, &greeted);
	dialogue_play(&dialogue, &greeted, 0, 1000);
	for (unsigned i = 0; i < PROTO_REPLY_LINES_MAX; i++) {
		dialogue_feed(&dialogue, bytes_str("250-X\r\n"), 0, 1000);
		buffer_clear(&dialogue.trace);
	}
	dialogue_feed(&dialogue, bytes_str("250-LATE\r\n250 LATER\r\n"), 0, 1000);
	ck_assert_uint_eq(proto_caps(dialogue.proto)->count, CAPS_MAX);
	ck_assert(!caps_has(proto_caps(dialogue.proto), "LATE"));
	ck_assert(dialogue_ends(&dialogue, "phase hello\n-- ready\n"));
	dialogue_end(&dialogue);
}
END_TEST

CHECK_MAIN("smtp", test_dialogues, test_long_lines, test_nul, test_endless_reply)
