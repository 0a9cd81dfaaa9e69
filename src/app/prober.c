/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prober: dial, greet, STARTTLS, hello, answer; pause; again.
 */
#include "app/prober.h"

#include "app/local_server.h"
#include "base/alloc.h"
#include "base/safe.h"
#include "tls/probe.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

enum { JOURNAL_MAX = 4 << 20, HELLO_MAX = 1 << 16 };

/* How far the dialogue of the present connection has come. */
enum asked { ASKED_NOTHING, ASKED_CAPABILITIES, ASKED_TLS };

struct prober {
	struct loop *loop;
	struct prober_config config;
	struct prober_hooks hooks;
	struct local_server *demo; /* of its own: a session with the other goes on; NULL: the target is a host */
	struct probe *probe;
	struct alarm *alarm;
	/* the present connection */
	struct connection *connection;
	struct journal *journal;
	uint64_t cursor;
	struct probe_answer answer;
	struct buffer hello;
	enum asked asked;
	bool said_hello;  /* the ClientHello has left us */
	bool pinned;      /* further connections go to the address that the first one reached */
	char host[256];   /* the reference name: where it is pinned, target.host is an address */
	char reason[300]; /* why there can be no answer; empty: none */
	unsigned connections;
	size_t told; /* results */
	bool answered;
	bool over;
};

static void random_bytes(void *context, unsigned char *bytes, size_t len)
{
	(void)context;
	if (getrandom(bytes, len, 0) != (ssize_t)len)
		abort();
}

/* Telling */

static void tell_results(struct prober *prober)
{
	char name[PROBE_NAME_MAX + 16];

	for (; prober->told < probe_results(prober->probe); prober->told++) {
		const struct probe_result *result = probe_result_at(prober->probe, prober->told);
		struct event event = {.kind = EVENT_PROBE,
			.probe = {.topic = result->topic,
				.version = result->version,
				.code = result->code,
				.name = bytes_str(probe_result_name(result, name, sizeof(name))),
				.answer = result->answer,
				.reason = bytes_str(result->reason)}};
		prober->hooks.found(prober->hooks.context, &event);
	}
}

static void drop_connection(struct prober *prober)
{
	connection_free(prober->connection);
	prober->connection = NULL;
	journal_free(prober->journal);
	prober->journal = NULL;
}

/* reason NULL: everything is known. */
static void finish(struct prober *prober, const char *reason)
{
	if (prober->over)
		return;
	prober->over = true;
	alarm_set(prober->alarm, -1);
	if (prober->answered && reason)
		probe_end(prober->probe, reason);
	if (prober->answered)
		tell_results(prober);
	drop_connection(prober);
	prober->hooks.ended(prober->hooks.context, prober->answered, prober->connections, reason);
}

/* One connection */

static bool open_connection(struct prober *prober, struct error *error)
{
	struct connection_config config = prober->config.connection;
	struct journal_config journal = {.clock = clock_system(), .spill_fd = -1, .memory_max = JOURNAL_MAX};

	prober->journal = journal_new(&journal);
	prober->cursor = 0;
	prober->answer = (struct probe_answer){.kind = PROBE_ANSWER_NONE};
	prober->asked = ASKED_NOTHING;
	prober->said_hello = false;
	config.local = prober->demo;
	config.session.hello = buffer_bytes(&prober->hello);
	prober->connection = connection_new(prober->loop, prober->journal, &config, error);
	prober->connections++;
	return prober->connection != NULL;
}

static void next_connection(void *context)
{
	struct prober *prober = context;
	char reason[100];
	struct error error;

	buffer_clear(&prober->hello);
	if (prober->connections == prober->config.connections) {
		snprintf(reason, sizeof(reason), "it had its %u connections; --connections allows more",
			prober->connections);
		finish(prober, reason);
	} else if (!probe_next(prober->probe, &prober->hello)) {
		finish(prober, NULL);
	} else if (!open_connection(prober, &error)) {
		finish(prober, error.sentence);
	} else {
		prober->hooks.asking(prober->hooks.context, prober->connections, probe_question(prober->probe));
	}
}

/* What stands in the way of an answer, from what the server or the system said first. */
static void note_reason(struct prober *prober, const char *what, struct bytes words)
{
	char shown[160];

	if (prober->reason[0])
		return;
	snprintf(prober->reason, sizeof(prober->reason), "%s%s%s", what, words.len ? ": " : "",
		safe_text(shown, sizeof(shown), words, SAFE_UTF8));
}

/* 421, BYE, and refusals in place of a greeting (RFC 5321 §3.1, §3.8): come back later, and less often. */
static void see_reply(struct prober *prober, const struct event_reply *reply)
{
	char words[200];

	if (reply->verb.len && reply->status != REPLY_BYE)
		return;
	if (reply->status == REPLY_POSITIVE)
		return;
	snprintf(words, sizeof(words), "%.*s %.*s", (int)bytes_first(reply->word, 20).len,
		(const char *)reply->word.data, (int)bytes_first(reply->text, 120).len, (const char *)reply->text.data);
	note_reason(prober,
		reply->status == REPLY_PREAUTH ? "the server has authenticated us already, which rules STARTTLS out"
		: prober->connections > 1 ? "the server limits how often it is asked; wait, and ask slower with --pace"
					  : "the server does not want to talk",
		bytes_str(words));
}

static void see_starttls(struct prober *prober, const struct event_starttls *starttls)
{
	if (starttls->step == STARTTLS_REFUSED)
		note_reason(prober, "the server refused STARTTLS", starttls->text);
}

static void see_connected(struct prober *prober, const struct event_connected *connected)
{
	struct target *target = &prober->config.connection.target;

	if (prober->pinned || target->demo || connected->address.len >= sizeof(target->host))
		return;
	prober->pinned = true;
	memcpy(target->host, connected->address.data, connected->address.len);
	target->host[connected->address.len] = 0;
	target->is_address = true;
}

static void see_timeout(struct prober *prober, enum timeout_of of)
{
	if (of == TIMEOUT_GREETING)
		note_reason(prober, "no greeting has come", (struct bytes){0});
	else if (of == TIMEOUT_REPLY)
		note_reason(prober, "no reply has come", (struct bytes){0});
}

static void see(struct prober *prober, const struct event *event)
{
	probe_answer_see(&prober->answer, event);
	if (event->kind == EVENT_REPLY)
		see_reply(prober, &event->reply);
	else if (event->kind == EVENT_STARTTLS)
		see_starttls(prober, &event->starttls);
	else if (event->kind == EVENT_CONNECTED)
		see_connected(prober, &event->connected);
	else if (event->kind == EVENT_TIMEOUT)
		see_timeout(prober, event->timeout.of);
	else if (event->kind == EVENT_INJECTION)
		note_reason(prober, "bytes came in the clear behind the agreement to STARTTLS", event->injection.bytes);
	else if (event->kind == EVENT_LOOKUP && event->lookup.reason.len)
		note_reason(prober, "the name has no address", event->lookup.reason);
	else if (event->kind == EVENT_DIAL && event->dial.failed)
		note_reason(prober,
			prober->connections > 1
				? "the server accepts no more connections; it may limit how often it is asked"
				: "the server cannot be reached",
			event->dial.reason);
	else if (event->phase == PHASE_HANDSHAKE)
		prober->said_hello = true;
}

/* Greets and asks for TLS as far as the server's words allow. */
static void converse(struct prober *prober)
{
	struct session *session = connection_session(prober->connection);
	const struct proto *proto = session_proto(session);
	const struct proto_info *info = proto_info(proto_protocol(proto));
	struct error error;

	if (prober->config.connection.target.implicit_tls || proto_state(proto) != PROTO_READY || prober->reason[0])
		return;
	if (prober->asked == ASKED_NOTHING && !proto_caps(proto)) {
		prober->asked = ASKED_CAPABILITIES;
		session_greet(session, &error);
	} else if (prober->asked != ASKED_TLS && caps_has(proto_caps(proto), info->upgrade_cap)) {
		prober->asked = ASKED_TLS;
		session_starttls(session, &error);
	} else if (prober->asked != ASKED_TLS) {
		note_reason(prober, "the server does not offer STARTTLS", (struct bytes){0});
	}
}

static void connection_ended(struct prober *prober)
{
	bool reached = prober->said_hello;

	drop_connection(prober);
	if (!reached) {
		finish(prober, prober->reason[0] ? prober->reason : "the connection ended before TLS could begin");
		return;
	}
	prober->answered = true;
	probe_take(prober->probe, &prober->answer);
	tell_results(prober);
	alarm_set(prober->alarm, prober->config.pace_us);
}

void prober_pump(struct prober *prober)
{
	if (!prober || prober->over || !prober->connection)
		return;
	uint64_t before;
	do {
		before = prober->cursor;
		connection_pump(prober->connection);
		for (; prober->cursor < journal_count(prober->journal); prober->cursor++)
			see(prober, journal_at(prober->journal, prober->cursor));
		if (!connection_alive(prober->connection)) {
			connection_ended(prober);
			return;
		}
		converse(prober);
		if (prober->reason[0])
			connection_close(prober->connection);
	} while (prober->cursor != before);
}

void prober_stop(struct prober *prober)
{
	finish(prober, "it was broken off");
}

bool prober_running(const struct prober *prober)
{
	return prober && !prober->over;
}

/* Beginning and end */

static const char *alpn_of(enum protocol protocol)
{
	switch (protocol) {
	case PROTOCOL_SMTP: return "smtp";
	case PROTOCOL_LMTP: return NULL;
	case PROTOCOL_IMAP: return "imap";
	case PROTOCOL_POP3: return "pop3";
	case PROTOCOL_SIEVE: return "managesieve";
	}
	return NULL;
}

static void make_probe(struct prober *prober)
{
	const struct connection_config *config = &prober->config.connection;
	bool named = config->reference_name || !config->target.is_address;
	size_t len = strlen(prober->host);

	if (len && prober->host[len - 1] == '.')
		prober->host[len - 1] = 0;
	struct probe_settings settings = {.server_name = named ? prober->host : NULL,
		.alpn = alpn_of(config->target.protocol),
		.random = random_bytes};
	prober->probe = probe_new(&settings);
}

static void make_demo(struct prober *prober)
{
	const struct target *target = &prober->config.connection.target;
	struct clock clock = clock_system();

	if (target->demo)
		prober->demo = local_server_new(target->host, &clock, &(struct local_recipe){0});
}

static void set_limits(struct prober_config *config)
{
	struct session_limits *limits = &config->connection.session.limits;

	limits->handshake_us = PROBER_ANSWER_US;
	if (!limits->greeting_us)
		limits->greeting_us = PROBER_REPLY_US;
	if (!limits->reply_us)
		limits->reply_us = PROBER_REPLY_US;
	config->connection.session.add_tags = true;
	config->connection.capture = NULL;
	config->connection.session.on_injection = INJECTION_ABORT;
	if (!config->connections)
		config->connections = PROBER_CONNECTIONS;
}

struct prober *prober_new(
	struct loop *loop, const struct prober_config *config, const struct prober_hooks *hooks, struct error *error)
{
	struct prober *prober = alloc_zero(1, sizeof(*prober));
	const char *name = config->connection.reference_name;

	prober->loop = loop;
	prober->config = *config;
	prober->hooks = *hooks;
	set_limits(&prober->config);
	snprintf(prober->host, sizeof(prober->host), "%s", name ? name : config->connection.target.host);
	make_probe(prober);
	make_demo(prober);
	buffer_init(&prober->hello, HELLO_MAX);
	prober->alarm = alarm_new(loop, next_connection, prober);
	probe_next(prober->probe, &prober->hello);
	if (!open_connection(prober, error)) {
		prober_free(prober);
		return NULL;
	}
	return prober;
}

void prober_free(struct prober *prober)
{
	if (!prober)
		return;
	drop_connection(prober);
	local_server_free(prober->demo);
	alarm_free(prober->alarm);
	probe_free(prober->probe);
	buffer_done(&prober->hello);
	free(prober);
}
