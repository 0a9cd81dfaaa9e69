/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_target: what people type to say where to.
 */
#include "../check_main.h"
#include "app/target.h"

#include <string.h>

START_TEST(targets)
{
	static const struct {
		const char *typed, *host;
		unsigned port;
		enum protocol protocol;
		bool implicit_tls;
		const char *again;
	} rows[] = {
		{"mx.example.org", "mx.example.org", 25, PROTOCOL_SMTP, false, "smtp://mx.example.org"},
		{" mx.example.org ", "mx.example.org", 25, PROTOCOL_SMTP, false, "smtp://mx.example.org"},
		{"mx.example.org:587", "mx.example.org", 587, PROTOCOL_SMTP, false, "submission://mx.example.org"},
		{"mx.example.org:465", "mx.example.org", 465, PROTOCOL_SMTP, true, "smtps://mx.example.org"},
		{"192.0.2.7:993", "192.0.2.7", 993, PROTOCOL_IMAP, true, "imaps://192.0.2.7"},
		{"[2001:db8::7]:143", "2001:db8::7", 143, PROTOCOL_IMAP, false, "imap://[2001:db8::7]"},
		{"2001:db8::7", "2001:db8::7", 25, PROTOCOL_SMTP, false, "smtp://[2001:db8::7]"},
		{"imap://[::1]", "::1", 143, PROTOCOL_IMAP, false, "imap://[::1]"},
		{"POP3S://Mail.Example.Org/", "mail.example.org", 995, PROTOCOL_POP3, true, "pop3s://mail.example.org"},
		{"sieve://host:2000", "host", 2000, PROTOCOL_SIEVE, false, "sieve://host:2000"},
		{"lmtp://host", "host", 24, PROTOCOL_LMTP, false, "lmtp://host"},
		{"b\xc3\xbc"
		 "cher.example",
			"xn--bcher-kva.example", 25, PROTOCOL_SMTP, false, "smtp://xn--bcher-kva.example"},
		{"192.0.2\xe3\x80\x82"
		 "7:993",
			"192.0.2.7", 993, PROTOCOL_IMAP, true, "imaps://192.0.2.7"},
		{"my_host.example.org", "my_host.example.org", 25, PROTOCOL_SMTP, false, "smtp://my_host.example.org"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct target target;
		struct error error = {.sentence = ""};
		char text[400];
		ck_assert_msg(target_parse(rows[i].typed, &(struct target_hints){0}, &target, &error), "%s: %s",
			rows[i].typed, error.sentence);
		ck_assert_str_eq(target.host, rows[i].host);
		ck_assert_uint_eq(target.port, rows[i].port);
		ck_assert_int_eq(target.protocol, rows[i].protocol);
		ck_assert_int_eq(target.implicit_tls, rows[i].implicit_tls);
		ck_assert_int_eq(target.is_address, strchr("0123456789:", target.host[0]) || strchr(target.host, ':'));
		ck_assert_str_eq(target_text(&target, text, sizeof(text)), rows[i].again);
	}
}
END_TEST

START_TEST(nonsense)
{
	static const char *const rows[] = {"", "   ", "http://host", "host:0", "host:65536", "host:x", "host:2525",
		"[::1", "[::1]x", "user@host", "a b", "smtp://", "imap://:143", "host/path", "demo:http", "host:25:587",
		"smtp://a:b:25", "[[host]:25", "a[b]", "\xe3\x80\x80;", "host\xef\xbc\x9a:25"};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct target target = {.port = 4711};
		struct error error = {.sentence = ""};
		ck_assert_msg(
			!target_parse(rows[i], &(struct target_hints){0}, &target, &error), "«%s» was taken", rows[i]);
		ck_assert_uint_eq(target.port, 4711);
		ck_assert_str_ne(error.sentence, "");
	}
}
END_TEST

/* What the options say beside it. */
START_TEST(hinted)
{
	static const struct {
		const char *typed;
		struct target_hints hints;
		unsigned port;
		bool implicit_tls;
	} rows[] = {
		{"host", {.implicit_tls = true}, 465, true},
		{"host:2525", {.implicit_tls = true, .has_protocol = true, .protocol = PROTOCOL_SMTP}, 2525, true},
		{"host:25", {.implicit_tls = true}, 25, true},
		{"host", {.has_protocol = true, .protocol = PROTOCOL_IMAP}, 143, false},
		{"host", {.implicit_tls = true, .has_protocol = true, .protocol = PROTOCOL_IMAP}, 993, true},
		{"host:993", {.has_protocol = true, .protocol = PROTOCOL_IMAP}, 993, true},
		{"smtp://host", {.implicit_tls = true}, 25, true},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct target target;
		struct error error = {.sentence = ""};
		ck_assert_msg(target_parse(rows[i].typed, &rows[i].hints, &target, &error), "%s: %s", rows[i].typed,
			error.sentence);
		ck_assert_uint_eq(target.port, rows[i].port);
		ck_assert_int_eq(target.implicit_tls, rows[i].implicit_tls);
	}
}
END_TEST

CHECK_MAIN("targets", targets, nonsense, hinted)
