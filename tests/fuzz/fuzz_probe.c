/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_probe: a whole probe of a server that answers anything; it ends, and what it tells can be shown.
 *
 * The first byte says how bytes are cut, the second after how many connections the user has enough (0: never). The rest is what
 * the server does, again from the beginning when it is used up:
 *	'h' and four bytes  a ServerHello: version, suite (of those offered), group (of those offered), with extensions or not
 *	'k' and a byte      a ServerKeyExchange on a curve
 *	'a' and a byte      a fatal alert
 *	'b', a byte, bytes  so many bytes as they are
 *	'.' ',' ';'         the server closes, breaks off, says no more: the end of a connection
 */
#include "fuzz.h"
#include "journals.h"
#include "tls/hello_only.h"
#include "tls/probe.h"
#include "tls/probe_run.h"
#include "wire/hello.h"
#include "wire/reader.h"

#include <unistr.h>

const unsigned fuzz_mutations = 300;
enum { STEPS_MAX = 64, WIRE_MAX = 1 << 16, CODES_MAX = 512, BEFORE = 2 };
/* Of five versions every suite may be found and then sorted, with each answer at the second attempt. */
enum { CONNECTIONS_MAX = 5 * 2 * 2 * PROBE_CODES_MAX };
enum { HANDSHAKE = 22, ALERT = 21, FATAL = 2, SERVER_HELLO = 2, KEY_EXCHANGE = 12, HELLO_DONE = 14 };
enum { SUPPORTED_GROUPS = 10, SUPPORTED_VERSIONS = 43, KEY_SHARE = 51, RENEGOTIATION_INFO = 0xff01 };

struct codes {
	uint16_t codes[CODES_MAX];
	size_t count;
};

struct server {
	struct bytes script, rest;
	struct codes suites, groups; /* what the present hello offers */
	struct buffer wire;
	char end; /* how the present connection ends */
};

/* What the client offers */

static void read_codes(struct codes *codes, struct bytes list)
{
	struct reader reader = reader_over(list);

	while (reader_left(&reader) >= 2 && codes->count < CODES_MAX)
		codes->codes[codes->count++] = reader_u16(&reader);
}

static void hear(struct server *server, struct bytes record)
{
	struct reader hello = reader_over(bytes_from(record, 5 + 4 + 2 + 32));

	server->suites.count = server->groups.count = 0;
	if (!record.len || record.data[0] != HANDSHAKE)
		return; /* of SSL 2.0 */
	reader_vector(&hello, 1);
	read_codes(&server->suites, reader_vector(&hello, 2));
	reader_vector(&hello, 1);
	struct reader extensions = reader_over(reader_vector(&hello, 2));
	while (reader_left(&extensions)) {
		uint16_t type = reader_u16(&extensions);
		struct bytes body = reader_vector(&extensions, 2);
		if (type == SUPPORTED_GROUPS)
			read_codes(&server->groups, bytes_from(body, 2));
	}
}

/* What the server says */

static unsigned char next(struct server *server)
{
	unsigned char byte = server->rest.len ? server->rest.data[0] : 0;

	server->rest = bytes_from(server->rest, 1);
	return byte;
}

static uint16_t one_of(const struct codes *codes, unsigned char choice)
{
	return codes->count ? codes->codes[choice % codes->count] : choice;
}

static void put_u16(struct buffer *out, size_t number)
{
	buffer_append_byte(out, (unsigned char)(number >> 8));
	buffer_append_byte(out, (unsigned char)number);
}

static void put_message(struct server *server, unsigned char type, struct bytes body)
{
	buffer_append(&server->wire, bytes_of("\x16\x03\x03", 3));
	put_u16(&server->wire, body.len + 4);
	buffer_append_byte(&server->wire, type);
	buffer_append_byte(&server->wire, 0);
	put_u16(&server->wire, body.len);
	buffer_append(&server->wire, body);
}

static void put_extension(struct buffer *out, uint16_t type, size_t len, uint16_t content)
{
	put_u16(out, type);
	put_u16(out, len);
	if (len == 2)
		put_u16(out, content);
	else
		buffer_append_byte(out, 0);
}

static void say_hello(struct server *server)
{
	unsigned char version = (unsigned char)(next(server) % 5), suite = next(server), group = next(server),
		      more = next(server);
	bool tls13 = version == 4;
	struct buffer body;

	buffer_init(&body, WIRE_MAX);
	put_u16(&body, 0x0300 + (tls13 ? 3 : version));
	buffer_append(&body, bytes_of(wire_retry_random, sizeof(wire_retry_random)));
	buffer_append_byte(&body, 0);
	put_u16(&body, one_of(&server->suites, suite));
	buffer_append_byte(&body, 0);
	if (tls13) {
		put_u16(&body, 12);
		put_extension(&body, SUPPORTED_VERSIONS, 2, 0x0304);
		put_extension(&body, KEY_SHARE, 2, one_of(&server->groups, group));
	} else if (more & 1) {
		put_u16(&body, 5);
		put_extension(&body, RENEGOTIATION_INFO, 1, 0);
	}
	put_message(server, SERVER_HELLO, buffer_bytes(&body));
	if (!tls13 && more & 2)
		put_message(server, HELLO_DONE, (struct bytes){0});
	buffer_done(&body);
}

static void say_key_exchange(struct server *server)
{
	uint16_t group = one_of(&server->groups, next(server));
	unsigned char body[] = {3, (unsigned char)(group >> 8), (unsigned char)group, 1, 9, 4, 1, 0, 1, 0};

	put_message(server, KEY_EXCHANGE, bytes_of(body, sizeof(body)));
}

static void say_bytes(struct server *server)
{
	struct bytes bytes = bytes_first(bytes_from(server->rest, 1), next(server));

	buffer_append(&server->wire, bytes);
	server->rest = bytes_from(server->rest, bytes.len);
}

/* One connection's answer. */
static void answer(struct server *server)
{
	buffer_clear(&server->wire);
	server->end = 0;
	for (int steps = 0; !server->end && steps < STEPS_MAX; steps++) {
		if (!server->rest.len)
			server->rest = server->script;
		unsigned char step = next(server);
		if (step == 'h') {
			say_hello(server);
		} else if (step == 'k') {
			say_key_exchange(server);
		} else if (step == 'a') {
			unsigned char alert[] = {ALERT, 3, 3, 0, 2, FATAL, next(server)};
			buffer_append(&server->wire, bytes_of(alert, sizeof(alert)));
		} else if (step == 'b') {
			say_bytes(server);
		} else if (step == '.' || step == ',' || step == ';') {
			server->end = (char)step;
		}
	}
}

/* What the client makes of it */

static void end_connection(struct journal *journal, struct tls *client, char end)
{
	struct event silence = {.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_HANDSHAKE, .limit_us = 1000000}};
	struct event closed = {.kind = EVENT_CLOSED, .closed = {.how = end == ',' ? CLOSED_RESET : CLOSED_BY_PEER}};

	if (tls_state(client) == TLS_HANDSHAKING && end == ';') {
		journal_append(journal, &silence);
		tls_timed_out(client);
	} else {
		tls_wire_ended(client);
	}
	journal_append(journal, &closed);
}

static struct probe_answer connect_once(struct bytes hello, const struct server *server, struct cutter cutter)
{
	struct clock_hands hands = {0};
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct tls *client = tls_hello_only_new(hello, journal);
	struct bytes rest = buffer_bytes(&server->wire);
	struct probe_answer answer;

	memset(&answer, 0, sizeof(answer)); /* with what lies between its members: it is compared */
	tls_receive(client, (struct bytes){0});
	while (rest.len) {
		struct bytes piece = fuzz_cut(&cutter, &rest);
		fuzz_require(tls_receive(client, piece) == piece.len, "all is taken that was given");
	}
	end_connection(journal, client, server->end);
	for (uint64_t i = 0; i < journal_count(journal); i++)
		probe_answer_see(&answer, journal_at(journal, i));
	fuzz_require(answer.kind != PROBE_ANSWER_NONE, "an end is an answer");
	journal_is_sound(journal);
	tls_free(client);
	journal_free(journal);
	return answer;
}

static void fixed_bytes(void *context, unsigned char *bytes, size_t len)
{
	(void)context;
	memset(bytes, 7, len);
}

static void check_results(const struct probe *probe)
{
	char name[256];

	for (size_t i = 0; i < probe_results(probe); i++) {
		const struct probe_result *result = probe_result_at(probe, i);
		fuzz_require(result->answer <= PROBE_NOT_OBSERVABLE, "a result is one of four");
		fuzz_require(!u8_check((const uint8_t *)result->reason, strlen(result->reason)), "a reason is text");
		fuzz_require(strlen(probe_result_name(result, name, sizeof(name))) < sizeof(name), "a name has an end");
	}
}

/* Asks what the probe wants to know, until it knows everything or the user has enough. */
static void run(struct probe *probe, struct server *server, struct cutter cutter, unsigned enough)
{
	struct cutter whole = {0};
	unsigned connections = 0;
	struct buffer hello;

	buffer_init(&hello, WIRE_MAX);
	while (probe_next(probe, &hello)) {
		fuzz_require(++connections <= CONNECTIONS_MAX, "a probe ends");
		hear(server, buffer_bytes(&hello));
		answer(server);
		struct probe_answer one = connect_once(buffer_bytes(&hello), server, whole);
		struct probe_answer cut = connect_once(buffer_bytes(&hello), server, cutter);
		fuzz_require(!memcmp(&one, &cut, sizeof(one)), "how an answer is cut makes no difference");
		probe_take(probe, &one);
		if (connections == enough)
			probe_end(probe, "the user has enough");
		buffer_clear(&hello);
	}
	buffer_done(&hello);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct probe_settings settings = {.server_name = "mail.example.org", .alpn = "imap", .random = fixed_bytes};

	if (size < BEFORE)
		return 0;
	struct server server = {.script = bytes_of(data + BEFORE, size - BEFORE)};
	struct probe *probe = probe_new(&settings);
	buffer_init(&server.wire, WIRE_MAX);
	run(probe, &server, (struct cutter){.seed = data[0], .limit = 1 + data[0] % 9}, data[1]);
	check_results(probe);
	probe_free(probe);
	buffer_done(&server.wire);
	return 0;
}
