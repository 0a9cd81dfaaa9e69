/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields: keys, order, what is left out; and the sentence of every event.
 */
#include "model/caps.h"
#include "model/fields.h"
#include "model/tls_facts.h"
#include "../check_main.h"
#include <stdio.h>
#include <string.h>

#define TEXT(literal)                                                                                                  \
	{                                                                                                              \
		.data = (const unsigned char *)(literal), .len = sizeof(literal) - 1                                   \
	}

static const struct cap cap_list[] = {
	{.keyword = TEXT("PIPELINING")}, {.keyword = TEXT("SIZE"), .params = TEXT("1000")}, {.keyword = TEXT("X\x1b")}};
static const struct caps caps = {.list = (struct cap *)cap_list, .count = 3};
static const struct caps caps_cut = {.list = (struct cap *)cap_list, .count = 1, .dropped = 7};
static const struct caps caps_none = {.count = 0};
static const struct tls_facts facts = {.version = "TLS 1.3", .suite = "TLS_AES_256_GCM_SHA384", .group = "X25519"};
static const struct tls_facts old = {.version = "TLS 1.2", .suite = "X\x9b", .resumed = true};
static const struct chain_facts one = {.count = 1};
static const struct sct_facts scts[] = {{.result = SCT_GOOD}, {.result = SCT_BAD}, {.result = SCT_NOT_CHECKED}};
static const struct chain_facts stamped = {.count = 1, .scts = scts, .sct_count = 3, .scts_dropped = 2};
static const struct chain_facts many = {.count = 16, .dropped = 4};
static const struct chain_facts resumed = {.count = 2, .from_session = true};

static const struct {
	struct event event;
	const char *want; /* key=value; texts with ~ */
} walks[] = {
	{{.kind = EVENT_TARGET, .target = {.name = TEXT("demo"), .protocol = TEXT("SMTP")}},
		"name~demo;protocol~SMTP;implicit_tls=no;"},
	{{.kind = EVENT_LOOKUP, .lookup = {.name = TEXT("mail.example.org"), .reason = TEXT("no"), .took_us = 5}},
		"name~mail.example.org;reason~no;took_us=5;"},
	{{.kind = EVENT_DIAL, .dial = {.address = TEXT("192.0.2.7"), .port = 25}},
		"address~192.0.2.7;port=25;failed=no;"},
	{{.kind = EVENT_DIAL, .dial = {.address = TEXT("::1"), .port = 25, .failed = true, .reason = TEXT("r")}},
		"address~::1;port=25;failed=yes;reason~r;took_us=0;"},
	{{.kind = EVENT_CONNECTED, .connected = {.address = TEXT("a"), .local = TEXT("b"), .took_us = -1}},
		"address~a;local~b;took_us=-1;"},
	{{.kind = EVENT_LINE, .line = {.role = LINE_BODY, .text = TEXT("x"), .wire_len = 3}},
		"role=body;text~x;wire_len=3;"},
	{{.kind = EVENT_LINE, .line = {.flags = 0x3fff, .hidden = 4}},
		"role=command;flags=bare-lf bare-cr nul 8bit long piece follows unended hidden more later automatic stuffed "
		"tag-added;hidden=4;wire_len=0;"},
	{{.kind = EVENT_REPLY,
		 .reply = {.status = REPLY_REFUSED,
			 .code = 550,
			 .has_enhanced = true,
			 .enhanced = {5, 7, 1},
			 .word = TEXT("550"),
			 .text = TEXT("no"),
			 .verb = TEXT("RCPT"),
			 .lines = 1,
			 .first_line = 9,
			 .took_us = 12}},
		"status=refused;code=550;enhanced=5.7.1;word~550;text~no;verb~RCPT;lines=1;first_line=9;took_us=12;"},
	{{.kind = EVENT_REPLY, .reply = {.tag = TEXT("a1"), .code_text = TEXT("ALERT")}},
		"status=positive;tag~a1;code_text~ALERT;first_line=0;took_us=0;"},
	{{.kind = EVENT_CAPS, .caps = {.caps = &caps, .before_tls = true}}, "caps=3;before_tls=yes;forgotten=no;"},
	{{.kind = EVENT_STATE, .state = {.state = TEXT("mail")}}, "state~mail;"},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_REFUSED, .text = TEXT("454 no")}},
		"step=refused;text~454 no;"},
	{{.kind = EVENT_INJECTION, .injection = {.bytes = TEXT("RSET"), .total = 5000000000}},
		"bytes~RSET;total=5000000000;from_socket=no;policy=abort;"},
	{{.kind = EVENT_TLS_RECORD, .tls_record = {.type = 22, .version = 0x0303}},
		"type=22;name=handshake;version=0x0303;length=0;keys=clear;cut=no;arrived_us=0;"},
	{{.kind = EVENT_TLS_RECORD,
		 .tls_record = {.type = 23,
			 .inner_type = 22,
			 .version = 0x0303,
			 .length = 80,
			 .padding = 50,
			 .generation = 2,
			 .keys = RECORD_APPLICATION,
			 .cut = true,
			 .arrived_us = 9}},
		"type=23;name=application_data;version=0x0303;length=80;keys=application;inner=handshake;padding=50;"
		"generation=2;cut=yes;arrived_us=9;"},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.type = 2, .retry = true, .length = 90}},
		"type=2;name=HelloRetryRequest;retry=yes;encrypted=no;version=0x0000;suite=0x0000;length=90;arrived_us=0;"},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.type = 99}},
		"type=99;retry=no;encrypted=no;version=0x0000;suite=0x0000;length=0;arrived_us=0;"},
	{{.kind = EVENT_TLS_ALERT, .tls_alert = {.level = 2, .description = 40, .name = TEXT("n")}},
		"level=2;description=40;name~n;"},
	{{.kind = EVENT_TLS_UP, .tls_up = {.facts = &facts, .took_us = 7}},
		"facts~TLS 1.3 TLS_AES_256_GCM_SHA384;took_us=7;"},
	{{.kind = EVENT_TLS_UP}, "took_us=0;"},
	{{.kind = EVENT_TLS_FAILED, .tls_failed = {.why = TLS_FAILURE_WEAK, .code = -63}}, "why=weak;code=-63;"},
	{{.kind = EVENT_TLS_CLOSED, .tls_closed = {.clean = true}}, "clean=yes;by_peer=no;"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &one}}, "chain=1;"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &stamped}}, "chain=1;scts=5: 1 good, 1 bad, 3 not checked;"},
	{{.kind = EVENT_CHAIN}, ""},
	{{.kind = EVENT_VERDICT, .verdict = {.aspect = VERDICT_DATES, .result = VERDICT_BAD, .reason = TEXT("old")}},
		"aspect=dates;result=bad;reason~old;"},
	{{.kind = EVENT_PROBE,
		 .probe = {.topic = PROBE_SUITE,
			 .version = 0x0303,
			 .code = 0xc02f,
			 .name = TEXT("X"),
			 .answer = PROBE_NO_ANSWER,
			 .reason = TEXT("r")}},
		"topic=suite;version=0x0303;code=49199;name~X;answer=no-answer;reason~r;"},
	{{.kind = EVENT_ODDITY, .oddity = {.oddity = ODDITY_NUL, .severity = SEVERITY_ERROR, .evidence = TEXT("e")}},
		"oddity=nul;severity=error;evidence~e;"},
	{{.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_REPLY, .limit_us = 1}}, "of=reply;limit_us=1;"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_LINE, .limit = 1, .dropped = 2}}, "of=line;limit=1;dropped=2;"},
	{{.kind = EVENT_NOTE, .note = {.severity = SEVERITY_GOOD, .sentence = TEXT("n")}}, "severity=good;sentence~n;"},
	{{.kind = EVENT_FINDING,
		 .finding = {.id = TEXT("F-X"),
			 .rank = FINDING_HIGH,
			 .title = TEXT("t"),
			 .proof = (const size_t[]){3, 7},
			 .proof_count = 2}},
		"id~F-X;rank=high;title~t;proof=3 7;"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_RESET, .bytes_in = 3}}, "how=reset;bytes_out=0;bytes_in=3;"},
};

START_TEST(test_walks)
{
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
		struct fields fields;
		struct field field;
		char got[600] = "";
		size_t used = 0;

		fields_begin(&fields, &walks[i].event);
		while (fields_next(&fields, &field)) {
			ck_assert_uint_gt(strlen(field.label), 0);
			used += (size_t)snprintf(got + used, sizeof(got) - used, "%s%c%.*s;", field.key,
				field.untrusted ? '~' : '=', (int)field.value.len, (const char *)field.value.data);
		}
		ck_assert(!fields_next(&fields, &field));
		ck_assert_str_eq(got, walks[i].want);
	}
}
END_TEST

/* Facts from a file that somebody wrote by hand may be of any length. */
START_TEST(test_long_facts)
{
	static char suite[1000];
	memset(suite, 'S', sizeof(suite) - 1);
	struct tls_facts long_facts = {.version = "TLS 1.3", .suite = suite};
	struct event event = {.kind = EVENT_TLS_UP, .tls_up = {.facts = &long_facts}};
	struct fields fields;
	struct field field;

	fields_begin(&fields, &event);
	ck_assert(fields_next(&fields, &field));
	ck_assert_uint_eq(field.value.len, sizeof(fields.scratch) - 1);
}
END_TEST

static const struct {
	struct event event;
	const char *want;
} sentences[] = {
	{{.kind = EVENT_TARGET, .target = {.name = TEXT("mail.example.org"), .protocol = TEXT("SMTP"), .port = 25}},
		"connecting to mail.example.org port 25, SMTP"},
	{{.kind = EVENT_TARGET, .target = {.name = TEXT("demo"), .protocol = TEXT("IMAP"), .implicit_tls = true}},
		"connecting to demo, IMAP, TLS from the first byte"},
	{{.kind = EVENT_LOOKUP,
		 .lookup = {.name = TEXT("mail.example.org"), .addresses = TEXT("192.0.2.7"), .took_us = 1500}},
		"mail.example.org has the address 192.0.2.7 (looked up in 1.5 ms)"},
	{{.kind = EVENT_LOOKUP,
		 .lookup = {.name = TEXT("m.test"), .addresses = TEXT("192.0.2.7 2001:db8::7"), .took_us = 999}},
		"m.test has the addresses 192.0.2.7 2001:db8::7 (looked up in 999 µs)"},
	{{.kind = EVENT_LOOKUP, .lookup = {.name = TEXT("m.test"), .reason = TEXT("not known"), .took_us = 5000000}},
		"m.test has no address that could be found: not known (after 5 s)"},
	{{.kind = EVENT_DIAL, .dial = {.address = TEXT("2001:db8::7"), .port = 25}}, "trying 2001:db8::7 port 25"},
	{{.kind = EVENT_DIAL,
		 .dial = {.address = TEXT("192.0.2.7"),
			 .port = 25,
			 .failed = true,
			 .reason = TEXT("Connection refused"),
			 .took_us = 12345}},
		"192.0.2.7 port 25 cannot be reached: Connection refused (after 12 ms)"},
	{{.kind = EVENT_CONNECTED,
		 .connected =
			 {.address = TEXT("192.0.2.7"), .port = 25, .local = TEXT("192.0.2.1"), .took_us = 25500000}},
		"connected to 192.0.2.7 port 25 from 192.0.2.1 in 25 s"},
	{{.kind = EVENT_LINE, .direction = DIRECTION_OUT, .line = {.text = TEXT("EHLO x")}}, "client: EHLO x"},
	{{.kind = EVENT_LINE, .direction = DIRECTION_IN, .line = {.text = TEXT("250 \x1b[2J\x9b")}},
		"server: 250 ^[[2J<9B>"},
	{{.kind = EVENT_REPLY, .reply = {.word = TEXT("220"), .text = TEXT("hello"), .took_us = 3}},
		"greeting: positive, 220 hello, after 3 µs"},
	{{.kind = EVENT_CAPS, .caps = {.caps = &caps}}, "the server offers PIPELINING, SIZE 1000, X^["},
	{{.kind = EVENT_CAPS, .caps = {.caps = &caps_cut}},
		"the server offers PIPELINING, and 7 more that are not kept"},
	{{.kind = EVENT_CAPS, .caps = {.caps = &caps_none}}, "the server names no capability"},
	{{.kind = EVENT_CAPS, .caps = {.caps = &caps, .forgotten = true}},
		"TLS has begun: the capabilities that were learned in the clear are void"},
	{{.kind = EVENT_STATE, .state = {.state = TEXT("mail"), .before = TEXT("greeted")}},
		"the session is now in state mail, before in greeted"},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_ASKED}}, "the server is asked to begin TLS"},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_AGREED}}, "the server agreed: TLS begins"},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_REFUSED, .text = TEXT("454 not now")}},
		"the server refused STARTTLS: 454 not now; the session stays in the clear"},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_NOT_OFFERED}},
		"the server does not offer STARTTLS; it is sent all the same, since you asked for it"},
	{{.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_NOT_NOW, .text = TEXT("TLS is up already")}},
		"STARTTLS is not possible now: TLS is up already"},
	{{.kind = EVENT_INJECTION, .injection = {.bytes = TEXT("RSET\r\n"), .total = 41}},
		"41 bytes came in the clear after the server agreed to STARTTLS (together with its reply): RSET^M^J ...; "
		"nobody can tell who sent them: the connection is closed"},
	{{.kind = EVENT_INJECTION,
		 .injection = {.bytes = TEXT("x"), .total = 1, .from_socket = true, .policy = INJECTION_DROP}},
		"1 byte came in the clear after the server agreed to STARTTLS (after its reply, before our ClientHello): x; "
		"they are dropped, and TLS begins without them"},
	{{.kind = EVENT_TLS_RECORD, .tls_record = {.type = 23, .length = 1}}, "application_data record, 1 byte"},
	{{.kind = EVENT_TLS_RECORD,
		 .tls_record = {.type = 23, .length = 9, .inner_type = 21, .padding = 3, .cut = true}},
		"application_data record, 9 bytes, inside: alert, 3 of padding, cut off"},
	{{.kind = EVENT_TLS_RECORD, .tls_record = {.type = 80, .length = 2}}, "record of unknown type 80, 2 bytes"},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.type = 1, .length = 300}}, "ClientHello, 300 bytes"},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.type = 2, .retry = true, .length = 88}},
		"HelloRetryRequest, 88 bytes"},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.type = 11, .length = 9, .encrypted = true}},
		"Certificate, 9 bytes, encrypted"},
	{{.kind = EVENT_TLS_MESSAGE, .tls_message = {.type = 77}}, "handshake message of unknown type 77, 0 bytes"},
	{{.kind = EVENT_TLS_ALERT,
		 .direction = DIRECTION_IN,
		 .tls_alert = {.level = 2, .description = 40, .name = TEXT("handshake_failure")}},
		"the server sent the alert handshake_failure (40, fatal)"},
	{{.kind = EVENT_TLS_ALERT, .direction = DIRECTION_OUT, .tls_alert = {.level = 1}},
		"we sent the alert close_notify (0, warning)"},
	{{.kind = EVENT_TLS_UP, .tls_up = {.facts = &facts, .took_us = 48000}},
		"TLS 1.3, TLS_AES_256_GCM_SHA384, X25519: up in 48 ms"},
	{{.kind = EVENT_TLS_UP, .tls_up = {.facts = &old, .took_us = 9900}}, "TLS 1.2, X<9B>, resumed: up in 9.9 ms"},
	{{.kind = EVENT_TLS_UP}, "TLS: up in 0 µs"},
	{{.kind = EVENT_TLS_FAILED, .tls_failed = {.why = TLS_FAILURE_NOT_TLS, .sentence = TEXT("it sent text")}},
		"TLS failed (not-tls): it sent text"},
	{{.kind = EVENT_TLS_CLOSED, .tls_closed = {.clean = true, .by_peer = true}},
		"the server ended TLS in good order, with close_notify"},
	{{.kind = EVENT_TLS_CLOSED, .tls_closed = {.by_peer = true}},
		"the stream ended inside TLS without close_notify: it may have been truncated on the way"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &one}}, "the server sent 1 certificate"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &many}}, "the server sent 20 certificates; 4 of them are not kept"},
	{{.kind = EVENT_CHAIN, .chain = {.chain = &resumed}},
		"the server sent 2 certificates (in the session that is resumed)"},
	{{.kind = EVENT_CHAIN}, "the server sent 0 certificates"},
	{{.kind = EVENT_VERDICT, .verdict = {.aspect = VERDICT_NAME, .reason = TEXT("matches mail.example.org")}},
		"name: matches mail.example.org"},
	{{.kind = EVENT_VERDICT, .verdict = {.aspect = VERDICT_CHAIN}}, "chain: good"},
	{{.kind = EVENT_VERDICT,
		 .verdict = {.aspect = VERDICT_DATES, .result = VERDICT_BAD, .reason = TEXT("ended yesterday")}},
		"dates: BAD: ended yesterday"},
	{{.kind = EVENT_VERDICT,
		 .verdict = {.aspect = VERDICT_STAPLE, .result = VERDICT_NOT_CHECKED, .reason = TEXT("none was sent")}},
		"revocation: not checked: none was sent"},
	{{.kind = EVENT_PROBE,
		 .probe = {.topic = PROBE_VERSION,
			 .version = 0x0301,
			 .name = TEXT("TLS 1.0"),
			 .answer = PROBE_NOT_SUPPORTED,
			 .reason = TEXT("alert protocol_version (70)")}},
		"probe: version TLS 1.0: not supported: alert protocol_version (70)"},
	{{.kind = EVENT_PROBE,
		 .probe = {.topic = PROBE_SUITE, .version = 0x0303, .name = TEXT("X"), .reason = TEXT("chosen")}},
		"probe: TLS 1.2, cipher suite X: chosen"},
	{{.kind = EVENT_PROBE, .probe = {.topic = PROBE_ENDED, .reason = TEXT("421 too many")}},
		"probe: the probe ended: 421 too many"},
	{{.kind = EVENT_ODDITY, .oddity = {.sentence = TEXT("odd\n")}}, "odd^J"},
	{{.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_REPLY, .limit_us = 300000000}},
		"no reply has come within 300 s"},
	{{.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_CONNECT, .limit_us = 1500000}},
		"the address did not answer within 1500 ms"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_LINE, .limit = 65536, .dropped = 1}},
		"a line is longer than 64 KiB; 1 byte was dropped"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_REPLY, .limit = 1000, .dropped = 3}},
		"a reply has more than 1000 lines; what comes after them is shown, not evaluated"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_JOURNAL, .limit = 2ULL << 30, .dropped = 3}},
		"the transcript is full at 2048 MiB; what comes from here on is not kept: save it and start anew"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_HANDSHAKE, .limit = 1000, .dropped = 5}},
		"the handshake is larger than 1000 bytes; 5 bytes were dropped"},
	{{.kind = EVENT_LIMIT, .limit = {.of = LIMIT_OUTPUT, .limit = 1 << 20}},
		"the server does not take what is sent: more than 1 MiB wait"},
	{{.kind = EVENT_NOTE, .note = {.sentence = TEXT("a \xe2\x80\xae note")}}, "a <U+202E> note"},
	{{.kind = EVENT_FINDING,
		 .finding = {.id = TEXT("F-X"), .rank = FINDING_LOW, .title = TEXT("a title"), .detail = TEXT("what")}},
		"finding (low) F-X: a title"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_BY_PEER, .bytes_out = 10, .bytes_in = 20}},
		"the server closed the connection (10 bytes sent, 20 received)"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_RESET, .reason = TEXT("Connection reset by peer")}},
		"the connection broke: Connection reset by peer"},
	{{.kind = EVENT_CLOSED, .phase = PHASE_HANDSHAKE, .closed = {.how = CLOSED_TRUNCATED}},
		"the connection ended during the handshake"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_REFUSED}},
		"there is no connection: no address could be reached"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_REFUSED, .reason = TEXT("the host has no address")}},
		"there is no connection: the host has no address"},
	{{.kind = EVENT_CLOSED, .closed = {.how = CLOSED_TRUNCATED}},
		"the connection ended inside TLS without close_notify: what came last may be missing"},
};

START_TEST(test_sentences)
{
	char text[1200];

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		ck_assert_str_eq(event_sentence(&sentences[i].event, text, sizeof(text)), sentences[i].want);
}
END_TEST

/* Whatever the room, the text ends, within it, at a whole character, and is the beginning of the whole. */
START_TEST(test_cut_sentences)
{
	char text[200];

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		for (size_t size = 1; size < 120; size++) {
			memset(text, '#', sizeof(text));
			event_sentence(&sentences[i].event, text, size);
			ck_assert_uint_lt(strlen(text), size);
			ck_assert_int_eq(text[size], '#');
			ck_assert_int_eq(strncmp(text, sentences[i].want, strlen(text)), 0);
			ck_assert_int_ne((unsigned char)sentences[i].want[strlen(text)] & 0xc0, 0x80);
		}
	}
}
END_TEST

CHECK_MAIN("fields", test_walks, test_long_facts, test_sentences, test_cut_sentences)
