/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_answer: ServerHello (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3), ServerKeyExchange (RFC 5246 §7.4.3, RFC 8422 §5.4, RFC
 * 4279), SERVER-HELLO of SSL 2.0 (its specification, §2.6).
 */
#include "tls/probe_answer.h"

#include "wire/hello.h"
#include "wire/message.h"
#include "wire/names.h"
#include "wire/reader.h"
#include <stdio.h>

enum { SSL2 = 0x0002, TLS12 = 0x0303, NAMED_CURVE = 3, EXTENDED_MASTER_SECRET = 23, RENEGOTIATION_INFO = 0xff01 };

static void read_extensions(struct probe_answer *answer, struct bytes body)
{
	struct reader reader = reader_over(body);

	reader_span(&reader, 2 + 32);
	reader_vector(&reader, 1);
	reader_span(&reader, 3);
	struct reader extensions = reader_over(reader_vector(&reader, 2));
	while (reader_left(&extensions)) {
		uint16_t type = reader_u16(&extensions);
		reader_vector(&extensions, 2);
		if (extensions.failed)
			return;
		answer->extended_master_secret = answer->extended_master_secret || type == EXTENDED_MASTER_SECRET;
		answer->renegotiation = answer->renegotiation || type == RENEGOTIATION_INFO;
	}
}

static void see_server_hello(struct probe_answer *answer, struct bytes body)
{
	struct wire_server_hello hello;

	if (!wire_read_server_hello(body, &hello)) {
		answer->kind = PROBE_ANSWER_TEXT;
		return;
	}
	answer->kind = PROBE_ANSWER_HELLO;
	answer->version = hello.version;
	answer->suite = hello.suite;
	answer->group = hello.group;
	if (hello.alpn.len && hello.alpn.len < sizeof(answer->alpn) && !memchr(hello.alpn.data, 0, hello.alpn.len))
		memcpy(answer->alpn, hello.alpn.data, hello.alpn.len);
	read_extensions(answer, body);
}

static void see_ssl2_hello(struct probe_answer *answer, struct bytes body)
{
	struct reader reader = reader_over(body);

	reader_span(&reader, 2); /* session id hit, certificate type */
	answer->version = reader_u16(&reader);
	uint16_t certificate = reader_u16(&reader);
	uint16_t specs = reader_u16(&reader);
	reader_u16(&reader);
	reader_span(&reader, certificate);
	struct reader list = reader_over(reader_span(&reader, specs));
	answer->kind = reader.failed ? PROBE_ANSWER_TEXT : PROBE_ANSWER_SSL2;
	while (reader_left(&list) >= 3 && answer->ssl2_count < PROBE_SSL2_SPECS_MAX)
		answer->ssl2[answer->ssl2_count++] = reader_u24(&list);
}

static bool named(uint16_t suite, const char *part)
{
	const char *name = wire_suite_name(suite);

	return name && strstr(name, part) != NULL;
}

static uint32_t bits_of(struct bytes number)
{
	while (number.len && !number.data[0])
		number = bytes_from(number, 1);
	uint32_t bits = (uint32_t)number.len * 8;
	for (unsigned mask = 0x80; number.len && !(number.data[0] & mask); mask >>= 1)
		bits--;
	return bits;
}

static void read_curve(struct probe_answer *answer, struct reader *reader)
{
	uint8_t type = reader_u8(reader);
	uint16_t group = reader_u16(reader);

	reader_vector(reader, 1);
	if (!reader->failed && type == NAMED_CURVE)
		answer->group = group;
}

static void read_prime(struct probe_answer *answer, struct reader *reader)
{
	uint32_t bits = bits_of(reader_vector(reader, 2));

	reader_vector(reader, 2);
	reader_vector(reader, 2);
	if (!reader->failed)
		answer->dh_bits = bits;
}

static void see_key_exchange(struct probe_answer *answer, struct bytes body)
{
	struct reader reader = reader_over(body);

	answer->key_exchange = true;
	if (named(answer->suite, "_PSK_"))
		reader_vector(&reader, 2); /* the hint comes first (RFC 4279 §3, RFC 5489 §2) */
	if (named(answer->suite, "_ECDHE_") || named(answer->suite, "_ECDH_anon_"))
		read_curve(answer, &reader);
	else if (named(answer->suite, "_DHE_") || named(answer->suite, "_DH_anon_"))
		read_prime(answer, &reader);
	else
		return;
	uint16_t scheme = reader_u16(&reader);
	if (!reader.failed && answer->version == TLS12 && !named(answer->suite, "_anon_") &&
		!named(answer->suite, "_PSK_"))
		answer->scheme = scheme;
}

static void see_message(struct probe_answer *answer, const struct event_tls_message *message)
{
	if (message->type == WIRE_SERVER_HELLO && message->version == SSL2)
		see_ssl2_hello(answer, message->body);
	else if (message->type == WIRE_SERVER_HELLO && answer->kind == PROBE_ANSWER_NONE)
		see_server_hello(answer, message->body);
	else if (message->type == WIRE_SERVER_KEY_EXCHANGE && answer->kind == PROBE_ANSWER_HELLO)
		see_key_exchange(answer, message->body);
}

static void see_alert(struct probe_answer *answer, const struct event_tls_alert *alert)
{
	/* A warning (unrecognized_name is one) is not the answer; close_notify is a refusal. */
	if (answer->kind != PROBE_ANSWER_NONE || (alert->level == 1 && alert->description))
		return;
	answer->kind = PROBE_ANSWER_ALERT;
	answer->alert = alert->description;
}

static void see_failure(struct probe_answer *answer, const struct event_tls_failed *failed)
{
	if (answer->kind != PROBE_ANSWER_NONE)
		return;
	if (failed->why == TLS_FAILURE_NOT_TLS)
		answer->kind = PROBE_ANSWER_TEXT;
	else if (failed->why == TLS_FAILURE_VERSION) {
		answer->kind = PROBE_ANSWER_ALERT;
		answer->version = SSL2;
	}
}

static void see_end(struct probe_answer *answer, enum closed_how how)
{
	if (answer->kind != PROBE_ANSWER_NONE)
		return;
	bool orderly = how == CLOSED_BY_PEER || how == CLOSED_TRUNCATED || how == CLOSED_ABORTED;
	answer->kind = orderly && !answer->cut ? PROBE_ANSWER_CLOSED : PROBE_ANSWER_CUT;
}

void probe_answer_see(struct probe_answer *answer, const struct event *event)
{
	bool incoming = event->direction == DIRECTION_IN;

	if (event->kind == EVENT_TLS_MESSAGE && incoming)
		see_message(answer, &event->tls_message);
	else if (event->kind == EVENT_TLS_ALERT && incoming)
		see_alert(answer, &event->tls_alert);
	else if (event->kind == EVENT_TLS_RECORD && incoming)
		answer->cut = answer->cut || event->tls_record.cut;
	else if (event->kind == EVENT_TLS_FAILED)
		see_failure(answer, &event->tls_failed);
	else if (event->kind == EVENT_TIMEOUT && event->timeout.of == TIMEOUT_HANDSHAKE &&
		 answer->kind == PROBE_ANSWER_NONE)
		answer->kind = PROBE_ANSWER_SILENT;
	else if (event->kind == EVENT_CLOSED)
		see_end(answer, event->closed.how);
}

bool probe_answer_is_firm(const struct probe_answer *answer)
{
	static const uint8_t firm[] = {40, 47, 70, 71, 86, 109, 110, 120};

	return answer->kind == PROBE_ANSWER_ALERT && answer->version != SSL2 &&
	       memchr(firm, answer->alert, sizeof(firm)) != NULL;
}

static void alert_text(const struct probe_answer *answer, char *text, size_t size)
{
	const char *name = wire_alert_name(answer->alert);

	if (answer->version == SSL2)
		snprintf(text, size, "an error of SSL 2.0");
	else
		snprintf(text, size, "alert %s (%u)", name ? name : "of unknown name", answer->alert);
}

char *probe_answer_text(const struct probe_answer *answer, char *text, size_t size)
{
	const char *version = wire_version_name(answer->version);

	switch (answer->kind) {
	case PROBE_ANSWER_NONE: snprintf(text, size, "the connection ended before an answer could come"); break;
	case PROBE_ANSWER_HELLO:
		snprintf(text, size, "ServerHello of %s", version ? version : "an unknown version");
		break;
	case PROBE_ANSWER_SSL2: snprintf(text, size, "SERVER-HELLO of SSL 2.0"); break;
	case PROBE_ANSWER_ALERT: alert_text(answer, text, size); break;
	case PROBE_ANSWER_CLOSED: snprintf(text, size, "closed without a word"); break;
	case PROBE_ANSWER_CUT: snprintf(text, size, "the connection broke"); break;
	case PROBE_ANSWER_SILENT: snprintf(text, size, "silence until the time limit"); break;
	case PROBE_ANSWER_TEXT: snprintf(text, size, "what came is no TLS"); break;
	}
	return text;
}
