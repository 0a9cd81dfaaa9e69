/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * IMAP dialogues: what the server says, the upgrade, and the state that they leave.
 */
#include "dialogue.h"

#include "../check_main.h"

static const struct dialogue_case cases[] = {
	{.name = "greeting with capabilities, and our tag",
		.script = {"S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n", "C: NOOP",
			"S: a1 OK done\r\n", "C: x7 noop", "S: x7 OK done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\n"
			"= positive [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED]: ready\n"
			"caps IMAP4rev1 STARTTLS LOGINDISABLED\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 NOOP\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK done\n"
			"= positive to NOOP: done\n"
			"-- ready\n"
			"> command: x7 noop\n"
			"-- waiting for a reply\n"
			"< reply: x7 OK done\n"
			"= positive to NOOP: done\n"
			"-- ready\n"},
	{.name = "capabilities untagged and in a tagged OK",
		.script = {"S: * OK ready\r\n", "C: CAPABILITY",
			"S: * CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na1 OK [CAPABILITY IMAP4rev1 IDLE] done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 CAPABILITY\n"
			"-- waiting for a reply\n"
			"< untagged: * CAPABILITY IMAP4rev1 AUTH=PLAIN\n"
			"caps IMAP4rev1 AUTH=PLAIN\n"
			"< reply: a1 OK [CAPABILITY IMAP4rev1 IDLE] done\n"
			"= positive to CAPABILITY [CAPABILITY IMAP4rev1 IDLE]: done\n"
			"caps IMAP4rev1 IDLE\n"
			"-- ready\n"},
	{.name = "the upgrade, a new series, the old list void",
		.script = {"S: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n", "C: STARTTLS", "R: NOOP",
			"S: * 3 EXISTS\r\na1 OK begin\r\n* injected\r\n", "R: NOOP", "T", "C: CAPABILITY",
			"S: b1 OK [CAPABILITY IMAP4rev1 STARTTLS] done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\n"
			"= positive [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED]: ready\n"
			"caps IMAP4rev1 STARTTLS LOGINDISABLED\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 STARTTLS\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
			"-- waiting for a reply\n"
			"< untagged: * 3 EXISTS\n"
			"< reply: a1 OK begin\n"
			"= positive to STARTTLS: begin\n"
			"starttls agreed\n"
			"upgrade\n"
			"-- upgrading to TLS\n"
			"refused: not sent: TLS is beginning\n"
			"-- upgrading to TLS\n"
			"-- ready\n"
			"> command tag-added: b1 CAPABILITY\n"
			"-- waiting for a reply\n"
			"< reply: b1 OK [CAPABILITY IMAP4rev1 STARTTLS] done\n"
			"= positive to CAPABILITY [CAPABILITY IMAP4rev1 STARTTLS]: done\n"
			"caps IMAP4rev1 STARTTLS\n"
			"odd starttls-in-tls\n"
			"-- ready\n"},
	{.name = "STARTTLS refused",
		.script = {"S: * OK ready\r\n", "C: x STARTTLS", "S: x NO not now\r\n", "C: y STARTTLS",
			"S: y BAD what?\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: x STARTTLS\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"< reply: x NO not now\n"
			"= refused to STARTTLS: not now\n"
			"starttls refused\n"
			"-- ready\n"
			"> command: y STARTTLS\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"< reply: y BAD what?\n"
			"= bad to STARTTLS: what?\n"
			"starttls refused\n"
			"-- ready\n"},
	{.name = "STARTTLS answered with a plus is no agreement, nor is what follows",
		.script = {"S: * OK ready\r\n", "C: STARTTLS", "S: + go on\r\n", "S: a1 OK begin\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 STARTTLS\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"< continue: + go on\n"
			"= more to STARTTLS: go on\n"
			"starttls refused\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK begin\n"
			"= positive to STARTTLS: begin\n"
			"-- ready\n"},
	{.name = "the OK of another command, of an unknown tag, and one too early do not upgrade",
		.script = {"S: * OK ready\r\n", "C: a NOOP", "c: b STARTTLS",
			"S: a OK done\r\nB OK no\r\nb OK early\r\n", "s", "S: b  OK two blanks\r\nb OKAY\r\n",
			"S: b OK begin\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: a NOOP\n"
			"-- waiting for a reply\n"
			"> command: b STARTTLS\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"< reply: a OK done\n"
			"= positive to NOOP: done\n"
			"< stray: B OK no\n"
			"odd unknown-tag\n"
			"< stray: b OK early\n"
			"odd early-completion\n"
			"-- waiting for a reply\n"
			"< stray: b  OK two blanks\n"
			"odd malformed\n"
			"< stray: b OKAY\n"
			"-- waiting for a reply\n"
			"< reply: b OK begin\n"
			"= positive to STARTTLS: begin\n"
			"starttls agreed\n"
			"upgrade\n"
			"-- upgrading to TLS\n"},
	{.name = "a rest of a command is no STARTTLS",
		.script = {"S: * OK ready\r\n", "C: a CREATE {1+}", "C: x", "C: STARTTLS", "S: a OK created\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: a CREATE {1+}\n"
			"-- literal, 1 octets\n"
			"> literal: x\n"
			"-- ready\n"
			"> command: STARTTLS\n"
			"-- waiting for a reply\n"
			"< reply: a OK created\n"
			"= positive to CREATE: created\n"
			"-- ready\n"},
	{.name = "PREAUTH in the clear",
		.script = {"S: * PREAUTH [CAPABILITY IMAP4rev1] hello\r\n", "S: * PREAUTH again\r\n"},
		.want = "phase connected\n"
			"< greeting: * PREAUTH [CAPABILITY IMAP4rev1] hello\n"
			"= preauth [CAPABILITY IMAP4rev1]: hello\n"
			"caps IMAP4rev1\n"
			"odd preauth\n"
			"phase authenticated\n"
			"-- ready\n"
			"< untagged: * PREAUTH again\n"
			"odd second-greeting\n"
			"-- ready\n"},
	{.name = "PREAUTH inside TLS",
		.script = {"S: * PREAUTH hello\r\n"},
		.implicit_tls = true,
		.want = "phase connected\n"
			"< greeting: * PREAUTH hello\n"
			"= preauth: hello\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "BYE for a greeting, with a referral",
		.script = {"S: * BYE [REFERRAL imap://other.example/] elsewhere\r\n", "E"},
		.want = "phase connected\n"
			"< greeting: * BYE [REFERRAL imap://other.example/] elsewhere\n"
			"= bye [REFERRAL imap://other.example/]: elsewhere\n"
			"odd referral\n"
			"phase logout\n"
			"finished\n"
			"-- ready\n"
			"-- closed\n"},
	{.name = "BYE at any time",
		.script = {"S: * OK ready\r\n", "C: NOOP", "S: * BYE [UNAVAILABLE] shutting down\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 NOOP\n"
			"-- waiting for a reply\n"
			"< untagged: * BYE [UNAVAILABLE] shutting down\n"
			"= bye [UNAVAILABLE]: shutting down\n"
			"phase logout\n"
			"finished\n"
			"-- waiting for a reply\n"},
	{.name = "LOGOUT",
		.script = {"S: * OK ready\r\n", "C: LOGOUT", "S: * BYE see you\r\na1 OK done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGOUT\n"
			"-- waiting for a reply\n"
			"< untagged: * BYE see you\n"
			"= bye: see you\n"
			"phase logout\n"
			"< reply: a1 OK done\n"
			"= positive to LOGOUT: done\n"
			"finished\n"
			"-- ready\n"},
	{.name = "no greeting",
		.script = {"S: hello\r\na1 OK done\r\n* 3 EXISTS\r\n", "S: * OK at last\r\n"},
		.want = "phase connected\n"
			"< greeting: hello\n"
			"odd malformed\n"
			"< greeting: a1 OK done\n"
			"< greeting: * 3 EXISTS\n"
			"-- waiting for the greeting\n"
			"< greeting: * OK at last\n"
			"= positive: at last\n"
			"phase not authenticated\n"
			"-- ready\n"},
	{.name = "a server's literal is data, whatever it looks like",
		.script = {"S: * OK ready\r\n", "C: SELECT INBOX", "S: a1 OK [READ-WRITE] done\r\n",
			"C: FETCH 1 BODY[]",
			"S: * 1 FETCH (BODY[] {24}\r\na2 OK done\r\n* BYE\r\n{5}\r\n BODY[TEXT] ~{3}\r\na2  X {0}\r\n)\r\na2 OK done\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 SELECT INBOX\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK [READ-WRITE] done\n"
			"= positive to SELECT [READ-WRITE]: done\n"
			"phase selected\n"
			"-- ready\n"
			"> command tag-added: a2 FETCH 1 BODY[]\n"
			"-- waiting for a reply\n"
			"< untagged: * 1 FETCH (BODY[] {24}\n"
			"< payload: a2 OK done\n"
			"< payload: * BYE\n"
			"< payload: {5}\n"
			"< untagged later:  BODY[TEXT] ~{3}\n"
			"< payload: a2 \n"
			"< untagged later:  X {0}\n"
			"< untagged later: )\n"
			"< reply: a2 OK done\n"
			"= positive to FETCH: done\n"
			"-- ready\n"},
	{.name = "braces that announce nothing",
		.script = {"S: * OK ready\r\n",
			"S: * OK [ALERT] text {5}\r\n* LIST () \"/\" \"a {5}\"\r\n* LIST () \"/\" \"a {5}\r\n* CAPABILITY IMAP4rev1 {x}\r\n* 1 FETCH (X {99999999999999999999}\r\n* 1 FETCH (X{5}\r\n* 2 EXISTS\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"< untagged: * OK [ALERT] text {5}\n"
			"< untagged: * LIST () \"/\" \"a {5}\"\n"
			"< untagged: * LIST () \"/\" \"a {5}\n"
			"< untagged: * CAPABILITY IMAP4rev1 {x}\n"
			"caps IMAP4rev1 {x}\n"
			"odd literal\n"
			"< untagged: * 1 FETCH (X {99999999999999999999}\n"
			"< untagged: * 1 FETCH (X{5}\n"
			"< untagged: * 2 EXISTS\n"
			"-- ready\n"},
	{.name = "a server's literal with a plus",
		.script = {"S: * OK ready\r\n", "S: * LIST () \"/\" {2+}\r\nab\r\n* 2 EXISTS\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"< untagged: * LIST () \"/\" {2+}\n"
			"odd literal\n"
			"< payload: ab\n"
			"< untagged later: \n"
			"< untagged: * 2 EXISTS\n"
			"-- ready\n"},
	{.name = "a half literal at the end",
		.script = {"S: * OK ready\r\n", "S: * LIST () \"/\" {200}\r\nab", "E"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"< untagged: * LIST () \"/\" {200}\n"
			"-- ready\n"
			"< stray: ab\n"
			"-- closed\n"},
	{.name = "a referral in a refusal, in the clear and inside TLS",
		.script = {"S: * OK ready\r\n", "C: LOGIN a b", "S: a1 NO [REFERRAL imap://x.example/] there\r\n", "T",
			"C: LOGIN a b", "S: b1 NO [REFERRAL imap://x.example/] there\r\n"},
		.want = "phase connected\n"
			"< greeting: * OK ready\n"
			"= positive: ready\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 LOGIN a <1 byte hidden>\n"
			"-- waiting for a reply\n"
			"< reply: a1 NO [REFERRAL imap://x.example/] there\n"
			"= refused to LOGIN [REFERRAL imap://x.example/]: there\n"
			"odd referral\n"
			"-- ready\n"
			"-- ready\n"
			"> command tag-added: b1 LOGIN a <1 byte hidden>\n"
			"-- waiting for a reply\n"
			"< reply: b1 NO [REFERRAL imap://x.example/] there\n"
			"= refused to LOGIN [REFERRAL imap://x.example/]: there\n"
			"-- ready\n"},
	{.name = "TLS and another protocol where the greeting was due",
		.script = {"S: +OK POP3 ready\r\n"},
		.want = "phase connected\n"
			"odd other-protocol\n"
			"< greeting: +OK POP3 ready\n"
			"odd malformed\n"
			"-- waiting for the greeting\n"},
	{.name = "COMPRESS",
		.script = {"S: * PREAUTH hello\r\n", "C: COMPRESS DEFLATE", "S: a1 OK here it goes\r\n"},
		.want = "phase connected\n"
			"< greeting: * PREAUTH hello\n"
			"= preauth: hello\n"
			"odd preauth\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command tag-added: a1 COMPRESS DEFLATE\n"
			"-- waiting for a reply\n"
			"< reply: a1 OK here it goes\n"
			"= positive to COMPRESS: here it goes\n"
			"note\n"
			"-- ready\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_IMAP, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

static const struct dialogue_case bare = {.script = {"S: * OK ready\r\n"}};

/* Bytes that are repeated: an over-long line is one line all the same, and its end counts. */
static void feed_long(struct dialogue *dialogue, const char *begin, char filler, size_t count, const char *end)
{
	struct buffer line;

	buffer_init(&line, 1 << 22);
	buffer_append_text(&line, begin);
	for (size_t i = 0; i < count; i++)
		buffer_append_byte(&line, (unsigned char)filler);
	buffer_append_text(&line, end);
	dialogue_feed(dialogue, buffer_bytes(&line), 0, 4093);
	buffer_done(&line);
}

static bool trace_ends(struct dialogue *dialogue, const char *end)
{
	const char *trace = buffer_text(&dialogue->trace);

	return strlen(trace) >= strlen(end) && !strcmp(trace + strlen(trace) - strlen(end), end);
}

static const struct {
	const char *typed, *begin, *end, *want;
	size_t count;
	char filler;
} long_lines[] = {
	{.typed = "C: NOOP",
		.begin = "* SEARCH ",
		.filler = '1',
		.count = 70000,
		.end = "\r\na1 OK done\r\n",
		.want = "< untagged follows: 4473 bytes\n< reply: a1 OK done\n= positive to NOOP: done\n-- ready\n"},
	{.typed = "C: NOOP",
		.begin = "* 1 FETCH (X ",
		.filler = '1',
		.count = 65521,
		.end = " {7}\r\na1 OK\r\n)\r\n",
		.want = "< untagged follows: 7}\n< payload: a1 OK\n< untagged later: )\n-- waiting for a reply\n"},
	{.typed = "C: NOOP",
		.begin = "* 1 FETCH (X \"",
		.filler = '1',
		.count = 65519,
		.end = " {5}\r\na1 OK\r\n",
		.want = "< reply: a1 OK\n= positive to NOOP\n-- ready\n"},
	{.typed = "C: STARTTLS",
		.begin = "a1 OK ",
		.filler = 'x',
		.count = 70000,
		.end = "\r\n",
		.want = "< reply follows: 4470 bytes\n= positive to STARTTLS\nstarttls agreed\nupgrade\n-- upgrading to TLS\n"},
	{.typed = "C: STARTTLS",
		.begin = "",
		.filler = 'x',
		.count = 65536,
		.end = "a1 OK begin\r\n",
		.want = "< stray follows: a1 OK begin\nodd malformed\n-- waiting for a reply\n"},
	{.typed = "C: NOOP",
		.begin = "* 1 FETCH (X ",
		.filler = '(',
		.count = 2000000,
		.end = " {7}\r\na1 OK\r\n",
		.want = "< reply: a1 OK\n= positive to NOOP\n-- ready\n"},
	{.typed = "C: NOOP",
		.begin = "* 1 FETCH (X ",
		.filler = '1',
		.count = PROTO_LINE_MAX - 13 - 4,
		.end = " {7}dropped\r\na1 OK\r\n",
		.want = "< reply: a1 OK\n= positive to NOOP\n-- ready\n"},
};

START_TEST(test_long_lines)
{
	for (size_t i = 0; i < sizeof(long_lines) / sizeof(long_lines[0]); i++) {
		struct dialogue_case typed = {.script = {"S: * OK ready\r\n", long_lines[i].typed}};
		struct dialogue dialogue;

		dialogue_begin(&dialogue, PROTOCOL_IMAP, &typed);
		dialogue_play(&dialogue, &typed, 0, 1000);
		feed_long(&dialogue, long_lines[i].begin, long_lines[i].filler, long_lines[i].count, long_lines[i].end);
		ck_assert_msg(trace_ends(&dialogue, long_lines[i].want), "%zu: %s", i, buffer_text(&dialogue.trace));
		dialogue_end(&dialogue);
	}
}
END_TEST

/* What a server announces is counted, never allocated; nothing in it is parsed, however much comes. */
START_TEST(test_huge_literal)
{
	struct dialogue dialogue;

	dialogue_begin(&dialogue, PROTOCOL_IMAP, &bare);
	dialogue_play(&dialogue, &bare, 0, 1000);
	dialogue_feed(&dialogue, bytes_str("* 1 FETCH (BODY[] {9223372036854775807}\r\n"), 0, 1000);
	feed_long(&dialogue, "* BYE\r\n", 'x', 300000, "\r\na1 OK done\r\n");
	ck_assert(trace_ends(&dialogue, "< payload: a1 OK done\n-- ready\n"));
	ck_assert_uint_le(dialogue.proto->lines.kept.cap, 4 * PROTO_PIECE);
	dialogue_end(&dialogue);
}
END_TEST

CHECK_MAIN("imap", test_dialogues, test_long_lines, test_huge_literal)
