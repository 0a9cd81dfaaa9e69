/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_smtp: SMTP and LMTP, from EHLO to QUIT.
 */
#include "demo/server.h"

static bool is_lmtp(const struct demo *demo)
{
	return demo->options.protocol == PROTOCOL_LMTP;
}

static void greet(struct demo *demo)
{
	demo_printf(demo, "220 %s %s teaching server, ready\r\n", demo->host, is_lmtp(demo) ? "LMTP" : "ESMTP");
}

static void forget_message(struct demo *demo)
{
	demo->has_sender = demo->in_data = false;
	demo->recipients = 0;
	buffer_clear(&demo->mail);
}

static void hello(struct demo *demo, struct bytes name)
{
	const char *starttls = demo_has(demo, DEMO_FAULT_LYING_CAPS) && !demo->secured ? "XXXXXXXA" : "STARTTLS";

	if (!name.len) {
		demo_printf(demo, "501 5.5.4 Say who you are: EHLO your.host.name\r\n");
		return;
	}
	demo->greeted = true;
	forget_message(demo);
	demo_printf(demo, "250-%s greets you\r\n250-PIPELINING\r\n250-SIZE %d\r\n", demo->host, DEMO_MAIL_MAX);
	if (demo_offers_tls(demo))
		demo_printf(demo, "250-%s\r\n", starttls);
	if (demo_takes_passwords(demo))
		demo_printf(demo, "250-AUTH PLAIN LOGIN\r\n");
	demo_printf(demo, "250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 CHUNKING\r\n");
}

static void starttls(struct demo *demo, struct bytes arguments)
{
	if (demo_has(demo, DEMO_FAULT_HIDE_STARTTLS))
		demo_printf(demo, "502 5.5.1 Command not implemented\r\n");
	else if (arguments.len)
		demo_printf(demo, "501 5.5.4 STARTTLS takes no parameters\r\n");
	else if (demo->secured)
		demo_printf(demo, "503 5.5.1 TLS is up already\r\n");
	else if (demo_has(demo, DEMO_FAULT_REFUSE_STARTTLS))
		demo_printf(demo, "454 4.7.0 TLS not available due to temporary reason\r\n");
	else {
		demo_printf(demo, "220 2.0.0 Ready to start TLS\r\n");
		demo_start_tls(demo);
	}
}

/* AUTH */

static void auth_done(struct demo *demo, bool good)
{
	demo->auth_step = 0;
	demo->authenticated = good;
	demo_printf(demo, good ? "235 2.7.0 Authenticated\r\n"
			       : "535 5.7.8 Wrong name or password (try " DEMO_USER " and " DEMO_PASSWORD ")\r\n");
}

static void auth(struct demo *demo, struct bytes arguments)
{
	struct bytes mechanism = bytes_word(&arguments);
	struct bytes initial = bytes_trim(arguments);

	if (!demo_takes_passwords(demo))
		demo_printf(demo, "530 5.7.0 STARTTLS first: a password does not belong on the wire in the clear\r\n");
	else if (demo->authenticated)
		demo_printf(demo, "503 5.5.1 You are authenticated already\r\n");
	else if (bytes_is(mechanism, "PLAIN") && initial.len)
		auth_done(demo, demo_check_plain(initial));
	else if (bytes_is(mechanism, "PLAIN")) {
		demo->auth_step = 1;
		demo_printf(demo, "334 \r\n");
	} else if (bytes_is(mechanism, "LOGIN")) {
		demo->auth_step = 2;
		demo_printf(demo, "334 VXNlcm5hbWU6\r\n");
	} else {
		demo_printf(demo, "504 5.5.4 Mechanisms: PLAIN LOGIN\r\n");
	}
}

/* The answers to AUTH LOGIN are checked as one, so that it cannot be told which was wrong. */
static void auth_answer(struct demo *demo, struct bytes line)
{
	static const struct bytes user = BYTES_LITERAL("YW5uYQ=="), password = BYTES_LITERAL("c2VjcmV0");

	if (bytes_is(line, "*")) {
		demo->auth_step = 0;
		demo_printf(demo, "501 5.7.0 Authentication cancelled\r\n");
	} else if (demo->auth_step == 1) {
		auth_done(demo, demo_check_plain(line));
	} else if (demo->auth_step == 2) {
		demo->user[0] = bytes_equal(line, user) ? 1 : 0;
		demo->auth_step = 3;
		demo_printf(demo, "334 UGFzc3dvcmQ6\r\n");
	} else {
		auth_done(demo, demo->user[0] && bytes_equal(line, password));
	}
}

/* A message */

static void mail(struct demo *demo, struct bytes arguments)
{
	if (!demo->greeted)
		demo_printf(demo, "503 5.5.1 Greet first: %s your.host.name\r\n", is_lmtp(demo) ? "LHLO" : "EHLO");
	else if (demo->has_sender)
		demo_printf(demo, "503 5.5.1 A message was begun already; RSET drops it\r\n");
	else if (!bytes_starts_with_nocase(arguments, "FROM:<"))
		demo_printf(demo, "501 5.5.4 Like this: MAIL FROM:<you@example.org>\r\n");
	else {
		demo->has_sender = true;
		demo_printf(demo, "250 2.1.0 Sender ok\r\n");
	}
}

static void rcpt(struct demo *demo, struct bytes arguments)
{
	if (!demo->has_sender)
		demo_printf(demo, "503 5.5.1 A sender first: MAIL FROM:<you@example.org>\r\n");
	else if (!bytes_starts_with_nocase(arguments, "TO:<"))
		demo_printf(demo, "501 5.5.4 Like this: RCPT TO:<anna@example.org>\r\n");
	else if (bytes_find_nocase(arguments, BYTES_LITERAL("@example.org>")) == arguments.len)
		demo_printf(demo, "554 5.7.1 Relay access denied: only example.org is served here\r\n");
	else if (demo->recipients == DEMO_RECIPIENTS_MAX)
		demo_printf(demo, "452 4.5.3 Too many recipients\r\n");
	else {
		demo->recipients++;
		demo_printf(demo, "250 2.1.5 Recipient ok\r\n");
	}
}

static void accept_mail(struct demo *demo)
{
	unsigned replies = is_lmtp(demo) ? demo->recipients : 1;

	demo_store_add(demo->store, buffer_bytes(&demo->mail));
	forget_message(demo);
	for (unsigned i = 0; i < replies; i++)
		demo_printf(demo, "250 2.0.0 Accepted, message %zu of the mailbox\r\n", demo_store_count(demo->store));
}

static void body_line(struct demo *demo, struct bytes line)
{
	if (line.len == 1 && line.data[0] == '.') {
		if (demo->mail.len == DEMO_MAIL_MAX) {
			forget_message(demo);
			demo_printf(demo, "552 5.3.4 The message is too large\r\n");
		} else {
			accept_mail(demo);
		}
		return;
	}
	if (line.len && line.data[0] == '.')
		line = bytes_from(line, 1);
	if (!buffer_append(&demo->mail, line) || !buffer_append_text(&demo->mail, "\r\n"))
		/* The rest is read and dropped; the end tells. */
		while (buffer_append_byte(&demo->mail, ' '))
			continue;
}

static void data(struct demo *demo)
{
	if (!demo->recipients) {
		demo_printf(demo, "503 5.5.1 A recipient first: RCPT TO:<anna@example.org>\r\n");
		return;
	}
	demo->in_data = true;
	demo_printf(demo, "354 Go on, and end with a line that is a lone dot\r\n");
}

static void bdat(struct demo *demo, struct bytes arguments)
{
	unsigned long long size;
	struct bytes number = bytes_word(&arguments);

	demo->auth_step = bytes_is(bytes_word(&arguments), "LAST") ? -1 : 0;
	if (!demo->recipients || !bytes_number(number, DEMO_MAIL_MAX, &size))
		demo_printf(demo, "503 5.5.1 BDAT octets [LAST], after RCPT\r\n");
	else
		demo_take_octets(demo, size);
}

static void octets(struct demo *demo, struct bytes chunk)
{
	bool last = demo->auth_step == -1;

	demo->auth_step = 0;
	if (!buffer_append(&demo->mail, chunk)) {
		forget_message(demo);
		demo_printf(demo, "552 5.3.4 The message is too large\r\n");
	} else if (last) {
		accept_mail(demo);
	} else {
		demo_printf(demo, "250 2.0.0 %zu octets received\r\n", chunk.len);
	}
}

/* Commands */

static void simple(struct demo *demo, struct bytes verb)
{
	if (bytes_is(verb, "RSET")) {
		forget_message(demo);
		demo_printf(demo, "250 2.0.0 Forgotten\r\n");
	} else if (bytes_is(verb, "NOOP")) {
		demo_printf(demo, "250 2.0.0 Here I am\r\n");
	} else if (bytes_is(verb, "VRFY")) {
		demo_printf(demo, "252 2.0.0 Send some mail, I will try\r\n");
	} else if (bytes_is(verb, "HELP")) {
		demo_printf(demo,
			"214-2.0.0 EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY QUIT\r\n"
			"214 2.0.0 User " DEMO_USER ", password " DEMO_PASSWORD ", mail for anna@example.org\r\n");
	} else if (bytes_is(verb, "QUIT")) {
		demo_printf(demo, "221 2.0.0 Bye\r\n");
		demo_say_goodbye(demo);
	} else {
		demo_printf(demo, "500 5.5.2 That is no command here; HELP lists them\r\n");
	}
}

static void line(struct demo *demo, struct bytes line)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	rest = bytes_trim(rest);
	if (demo->auth_step > 0)
		auth_answer(demo, line);
	else if (demo->in_data)
		body_line(demo, line);
	else if (bytes_is(verb, is_lmtp(demo) ? "LHLO" : "EHLO"))
		hello(demo, rest);
	else if (bytes_is(verb, "HELO") && !is_lmtp(demo)) {
		demo->greeted = true;
		demo_printf(demo, "250 %s\r\n", demo->host);
	} else if (bytes_is(verb, "STARTTLS"))
		starttls(demo, rest);
	else if (bytes_is(verb, "AUTH"))
		auth(demo, rest);
	else if (bytes_is(verb, "MAIL"))
		mail(demo, rest);
	else if (bytes_is(verb, "RCPT"))
		rcpt(demo, rest);
	else if (bytes_is(verb, "DATA"))
		data(demo);
	else if (bytes_is(verb, "BDAT"))
		bdat(demo, rest);
	else
		simple(demo, verb);
}

static void secured(struct demo *demo)
{
	forget_message(demo);
}

const struct demo_ops demo_smtp_ops = {.greet = greet, .line = line, .octets = octets, .secured = secured};
