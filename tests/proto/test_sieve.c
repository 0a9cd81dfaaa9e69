/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ManageSieve dialogues: what is sent, what is shown, and in which state that leaves us.
 */
#include "dialogue.h"

#include "../check_main.h"

static const struct dialogue_case cases[] = {
	{.name = "greeting",
		.script =
			{"S: \"IMPLEMENTATION\" \"Example \\\"1\\\"\"\r\n\"SASL\" \"\"\r\n\"STARTTLS\"\r\n\"VERSION\" \"1.0\"\r\nOK (TAG \"x)\") \"ready\"\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example \\\"1\\\"\"\n"
			"< greeting later: \"SASL\" \"\"\n"
			"< greeting later: \"STARTTLS\"\n"
			"< greeting later: \"VERSION\" \"1.0\"\n"
			"< greeting later: OK (TAG \"x)\") \"ready\"\n"
			"= positive [TAG \"x)\"]: ready\n"
			"caps IMPLEMENTATION(Example \\\"1\\\") SASL STARTTLS VERSION(1.0)\n"
			"phase not authenticated\n"
			"-- ready\n"},
	{.name = "greeting with literals",
		.script =
			{"S: \"IMPLEMENTATION\" {9}\r\nExa\"mp\\le\r\n{4}\r\nSASL {5+}\r\nPLAIN\r\nOK {7}\r\nre\r\nady\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" {9}\n"
			"< payload: Exa\"mp\\le\n"
			"< greeting later: \n"
			"< greeting later: {4}\n"
			"< payload: SASL\n"
			"< greeting later:  {5+}\n"
			"odd literal\n"
			"< payload: PLAIN\n"
			"< greeting later: \n"
			"< greeting later: OK {7}\n"
			"< payload: re\n"
			"< payload: ady\n"
			"< greeting later: \n"
			"= positive: re ady\n"
			"caps IMPLEMENTATION(Exa\\\"mp\\\\le) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"},
	{.name = "the upgrade: the greeting comes again unasked",
		.script = {"S: \"STARTTLS\"\r\n\"SASL\" \"PLAIN\"\r\nOK\r\n", "C: STARTTLS", "R: NOOP",
			"S: OK \"begin\"\r\n\"injected\"\r\n", "T", "S: \"SASL\" \"PLAIN SCRAM-SHA-1\"\r\nOK\r\n",
			"C: NOOP", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"STARTTLS\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK\n"
			"= positive\n"
			"caps STARTTLS SASL(PLAIN)\n"
			"odd auth-in-clear\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: STARTTLS\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"refused: not sent: the answer to STARTTLS has not come, and nothing may be sent before it (RFC 3207 \\xc2\\xa74)\n"
			"-- waiting for a reply\n"
			"< reply: OK \"begin\"\n"
			"= positive to STARTTLS: begin\n"
			"starttls agreed\n"
			"upgrade\n"
			"-- upgrading to TLS\n"
			"phase connected\n"
			"-- waiting for the greeting\n"
			"< greeting: \"SASL\" \"PLAIN SCRAM-SHA-1\"\n"
			"< greeting later: OK\n"
			"= positive\n"
			"caps SASL(PLAIN SCRAM-SHA-1)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: NOOP\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to NOOP\n"
			"-- ready\n"},
	{.name = "STARTTLS refused",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n", "C: STARTTLS",
			"S: NO \"not now\"\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: STARTTLS\n"
			"starttls not-offered\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"< reply: NO \"not now\"\n"
			"= refused to STARTTLS: not now\n"
			"starttls refused\n"
			"-- ready\n"},
	{.name = "an OK before STARTTLS was sent",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n", "c: STARTTLS",
			"S: OK\r\n", "s", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: STARTTLS\n"
			"starttls not-offered\n"
			"starttls asked\n"
			"-- waiting for a reply\n"
			"< stray: OK\n"
			"= positive\n"
			"odd early-completion\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to STARTTLS\n"
			"starttls agreed\n"
			"upgrade\n"
			"-- upgrading to TLS\n"},
	{.name = "BYE with a referral",
		.script = {"S: BYE (REFERRAL \"sieve://other.example\") \"elsewhere\"\r\n"},
		.want = "phase connected\n"
			"< greeting: BYE (REFERRAL \"sieve://other.example\") \"elsewhere\"\n"
			"= bye [REFERRAL \"sieve://other.example\"]: elsewhere\n"
			"odd referral\n"
			"phase logout\n"
			"finished\n"
			"-- ready\n"},
	{.name = "BYE unasked",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"S: BYE \"too slow\"\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"< untagged: BYE \"too slow\"\n"
			"= bye: too slow\n"
			"phase logout\n"
			"finished\n"
			"-- ready\n"},
	{.name = "LOGOUT",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n", "C: LOGOUT",
			"S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: LOGOUT\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to LOGOUT\n"
			"phase logout\n"
			"finished\n"
			"-- ready\n"},
	{.name = "no greeting",
		.script = {"S: hello\r\n", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: hello\n"
			"odd malformed\n"
			"-- waiting for the greeting\n"
			"< greeting later: OK\n"
			"= positive\n"
			"caps\n"
			"phase not authenticated\n"
			"-- ready\n"},
	{.name = "replies and lines that nothing asked for",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"S: OK\r\n\"x\"\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"< stray: OK\n"
			"= positive\n"
			"odd unasked\n"
			"< stray: \"x\"\n"
			"odd unasked\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE at once",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: AUTHENTICATE \"PLAIN\" \"AGFubgBodW50ZXIy\"", "S: OK\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: AUTHENTICATE \"PLAIN\" <18 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to AUTHENTICATE\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE with a quotation mark that is not closed",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: AUTHENTICATE \"PLAIN AGFubgBodW50ZXIy", "S: NO\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: AUTHENTICATE <23 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: NO\n"
			"= refused to AUTHENTICATE\n"
			"-- ready\n"},
	{.name = "AUTHENTICATE with a literal, news of another command meanwhile",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n", "C: NOOP",
			"C: AUTHENTICATE \"PLAIN\" {16+}", "S: OK\r\n", "C: AGFubgBodW50ZXIy", "C: ", "S: OK\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: NOOP\n"
			"-- waiting for a reply\n"
			"> command: AUTHENTICATE \"PLAIN\" {16+}\n"
			"-- literal, 16 octets\n"
			"< reply: OK\n"
			"= positive to NOOP\n"
			"-- literal, 16 octets\n"
			"> literal: <16 bytes hidden>\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to AUTHENTICATE\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "challenges quoted and as a literal, behind another command",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n", "C: NOOP",
			"C: AUTHENTICATE \"LOGIN\"", "S: OK\r\n\"VXNlcg==\"\r\n", "C: \"Ym9i\"",
			"S: {8}\r\nUGFzcw==\r\n", "C: {16+}", "C: AGFubgBodW50ZXIy", "C: ", "S: OK \"in\"\r\n"},
		.secret = "AGFubgBodW50ZXIy",
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: NOOP\n"
			"-- waiting for a reply\n"
			"> command: AUTHENTICATE \"LOGIN\"\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to NOOP\n"
			"< continue: \"VXNlcg==\"\n"
			"= more to AUTHENTICATE: VXNlcg==\n"
			"-- the server waits for an answer\n"
			"> answer: <6 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< continue: {8}\n"
			"< payload: UGFzcw==\n"
			"< continue later: \n"
			"= more to AUTHENTICATE: UGFzcw==\n"
			"-- the server waits for an answer\n"
			"> answer: <5 bytes hidden>\n"
			"-- literal, 16 octets\n"
			"> literal: <16 bytes hidden>\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: OK \"in\"\n"
			"= positive to AUTHENTICATE: in\n"
			"phase authenticated\n"
			"-- ready\n"},
	{.name = "a challenge is withdrawn",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: AUTHENTICATE \"LOGIN\"", "S: \"\"\r\nNO \"too slow\"\r\n", "C: NOOP", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: AUTHENTICATE \"LOGIN\"\n"
			"-- waiting for a reply\n"
			"< continue: \"\"\n"
			"= more to AUTHENTICATE\n"
			"< reply: NO \"too slow\"\n"
			"= refused to AUTHENTICATE: too slow\n"
			"-- ready\n"
			"> command: NOOP\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to NOOP\n"
			"-- ready\n"},
	{.name = "PUTSCRIPT",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: AUTHENTICATE \"EXTERNAL\" \"=\"", "S: OK\r\n", "C: PUTSCRIPT \"a\" {13+}", "C: keep;",
			"R: stop, please", "C: stop", "C: ", "S: NO (QUOTA/MAXSIZE) {6}\r\na\r\nbcd\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: AUTHENTICATE \"EXTERNAL\" <3 bytes hidden>\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to AUTHENTICATE\n"
			"phase authenticated\n"
			"-- ready\n"
			"> command: PUTSCRIPT \"a\" {13+}\n"
			"-- literal, 13 octets\n"
			"> literal: keep;\n"
			"-- literal, 6 octets\n"
			"refused: not sent: 6 octets are left, and this line has 14 with its line end; make it 4, or 6 for the last\n"
			"-- literal, 6 octets\n"
			"> literal: stop\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: NO (QUOTA/MAXSIZE) {6}\n"
			"< payload: a\n"
			"< payload: bcd\n"
			"< reply later: \n"
			"= refused to PUTSCRIPT [QUOTA/MAXSIZE]: a bcd\n"
			"-- ready\n"},
	{.name = "a refusal before the literal has come",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: PUTSCRIPT \"a\" {5+}", "S: NO\r\n", "C: keep;", "C: ", "C: NOOP", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: PUTSCRIPT \"a\" {5+}\n"
			"-- literal, 5 octets\n"
			"< reply: NO\n"
			"= refused to PUTSCRIPT\n"
			"-- literal, 5 octets\n"
			"> literal: keep;\n"
			"-- ready\n"
			"> command: \n"
			"-- ready\n"
			"> command: NOOP\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to NOOP\n"
			"-- ready\n"},
	{.name = "an OK before the literal has come",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: PUTSCRIPT \"a\" {5+}", "S: OK\r\n", "C: keep;", "C: ", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: PUTSCRIPT \"a\" {5+}\n"
			"-- literal, 5 octets\n"
			"< stray: OK\n"
			"= positive\n"
			"odd early-completion\n"
			"-- literal, 5 octets\n"
			"> literal: keep;\n"
			"-- ready\n"
			"> command: \n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to PUTSCRIPT\n"
			"-- ready\n"},
	{.name = "a rest of a command is no STARTTLS",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: PUTSCRIPT \"a\" {5+}", "C: keep;", "C: STARTTLS", "S: OK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: PUTSCRIPT \"a\" {5+}\n"
			"-- literal, 5 octets\n"
			"> literal: keep;\n"
			"-- ready\n"
			"> command: STARTTLS\n"
			"-- waiting for a reply\n"
			"< reply: OK\n"
			"= positive to PUTSCRIPT\n"
			"-- ready\n"},
	{.name = "a script is payload",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: GETSCRIPT \"a\"", "S: {20}\r\nOK\r\nBYE \"x\"\r\nkeep;\r\n\r\nOK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: GETSCRIPT \"a\"\n"
			"-- waiting for a reply\n"
			"< untagged: {20}\n"
			"< payload: OK\n"
			"< payload: BYE \"x\"\n"
			"< payload: keep;\n"
			"< untagged later: \n"
			"< reply: OK\n"
			"= positive to GETSCRIPT\n"
			"-- ready\n"},
	{.name = "what stands behind a script is no status",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: GETSCRIPT \"a\"", "S: {5}\r\nkeep;OK \"x\"\r\nOK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: GETSCRIPT \"a\"\n"
			"-- waiting for a reply\n"
			"< untagged: {5}\n"
			"< payload: keep;\n"
			"< untagged later: OK \"x\"\n"
			"< reply: OK\n"
			"= positive to GETSCRIPT\n"
			"-- ready\n"},
	{.name = "listing, and a capability list",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: LISTSCRIPTS", "S: \"a\" ACTIVE\r\n{3}\r\nOK \r\nOK\r\n", "C: CAPABILITY",
			"S: \"SIEVE\" \"fileinto\"\r\nOK\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: LISTSCRIPTS\n"
			"-- waiting for a reply\n"
			"< untagged: \"a\" ACTIVE\n"
			"< untagged: {3}\n"
			"< payload: OK \n"
			"< untagged later: \n"
			"< reply: OK\n"
			"= positive to LISTSCRIPTS\n"
			"-- ready\n"
			"> command: CAPABILITY\n"
			"-- waiting for a reply\n"
			"< untagged: \"SIEVE\" \"fileinto\"\n"
			"< reply: OK\n"
			"= positive to CAPABILITY\n"
			"caps SIEVE(fileinto)\n"
			"-- ready\n"},
	{.name = "a literal of no sense",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: GETSCRIPT \"a\"", "S: {-1}\r\nNO\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: GETSCRIPT \"a\"\n"
			"-- waiting for a reply\n"
			"< untagged: {-1}\n"
			"odd literal\n"
			"< reply: NO\n"
			"= refused to GETSCRIPT\n"
			"-- ready\n"},
	{.name = "a client's literal without a plus",
		.script = {"S: \"IMPLEMENTATION\" \"Example\"\r\n\"SASL\" \"PLAIN\"\r\nOK \"ready\"\r\n",
			"C: PUTSCRIPT \"a\" {5}", "S: NO\r\n"},
		.want = "phase connected\n"
			"< greeting: \"IMPLEMENTATION\" \"Example\"\n"
			"< greeting later: \"SASL\" \"PLAIN\"\n"
			"< greeting later: OK \"ready\"\n"
			"= positive: ready\n"
			"caps IMPLEMENTATION(Example) SASL(PLAIN)\n"
			"phase not authenticated\n"
			"-- ready\n"
			"> command: PUTSCRIPT \"a\" {5}\n"
			"-- waiting for a reply\n"
			"< reply: NO\n"
			"= refused to PUTSCRIPT\n"
			"-- ready\n"},
	{.name = "an IMAP server",
		.script = {"S: * OK ready\r\n"},
		.want = "phase connected\n"
			"odd other-protocol\n"
			"< greeting: * OK ready\n"
			"odd malformed\n"
			"-- waiting for the greeting\n"},
};

START_TEST(test_dialogues)
{
	dialogue_check(PROTOCOL_SIEVE, cases, sizeof(cases) / sizeof(cases[0]));
}
END_TEST

static const struct {
	const char *line;
	const char *hint; /* a part of it; NULL: the line is legal and needs none */
	bool upgrade, secret;
} plans[] = {
	{.line = "NOOP"},
	{.line = "starttls", .upgrade = true},
	{.line = "STARTTLS {1+}"},
	{.line = "AUTHENTICATE \"PLAIN\""},
	{.line = "AUTHENTICATE \"PLAIN\" {5+}"},
	{.line = "AUTHENTICATE \"PLAIN\" \"eA==\"", .secret = true},
	{.line = "CHECKSCRIPT {5}", .hint = "bear a plus"},
	{.line = "LISTSCRIPTS", .hint = "present state"},
	{.line = "FROB", .hint = "not known"},
};

START_TEST(test_plans)
{
	static const struct dialogue_case before = {.script = {"S: \"STARTTLS\"\r\n\"VERSION\" \"1.0\"\r\nOK\r\n"}};

	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		struct dialogue dialogue;
		struct proto_plan plan;

		dialogue_begin(&dialogue, PROTOCOL_SIEVE, &before);
		dialogue_play(&dialogue, &before, 0, 1000);
		proto_examine(dialogue.proto, bytes_str(plans[i].line), &plan);
		ck_assert_msg(plans[i].hint ? plan.hint && strstr(plan.hint, plans[i].hint) : !plan.hint, "%s: %s",
			plans[i].line, plan.hint);
		ck_assert_msg(plan.legal == !plans[i].hint, "%s", plans[i].line);
		ck_assert_msg(plan.asks_upgrade == plans[i].upgrade, "%s", plans[i].line);
		ck_assert_msg(plan.has_secret == plans[i].secret, "%s", plans[i].line);
		dialogue_end(&dialogue);
	}
}
END_TEST

/* A capability of a literal that is longer than anything we keep is cut; the greeting goes on behind it. */
START_TEST(test_long_capability)
{
	static const struct dialogue_case nothing = {.name = "nothing"};
	struct dialogue dialogue;
	struct buffer greeting;

	buffer_init(&greeting, 1 << 20);
	buffer_append_text(&greeting, "\"X\" {200000}\r\n");
	for (size_t i = 0; i < 200000; i++)
		buffer_append_byte(&greeting, i % 2 ? '"' : '\\');
	buffer_append_text(&greeting, "\r\n\"STARTTLS\"\r\nOK\r\n");
	dialogue_begin(&dialogue, PROTOCOL_SIEVE, &nothing);
	dialogue_feed(&dialogue, buffer_bytes(&greeting), 0, 1000);
	ck_assert_int_eq(proto_state(dialogue.proto), PROTO_READY);
	ck_assert(caps_has(proto_caps(dialogue.proto), "STARTTLS"));
	ck_assert_uint_eq(proto_caps(dialogue.proto)->count, 2);
	buffer_done(&greeting);
	dialogue_end(&dialogue);
}
END_TEST

CHECK_MAIN("sieve", test_dialogues, test_plans, test_long_capability)
