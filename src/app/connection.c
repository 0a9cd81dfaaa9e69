/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * connection: dial, then carry.
 */
#include "app/connection.h"

#include "app/hostname.h"
#include "app/local_server.h"
#include "base/alloc.h"
#include "io/stream.h"
#include <stdio.h>
#include <stdlib.h>

struct connection {
	struct loop *loop;
	struct journal *journal;
	struct target target;
	char *client_name; /* NULL: not given by the user */
	struct session *session;
	struct dial *dial;
	struct stream *stream;
	struct local_link *demo;
	struct local_server *own; /* where none was lent */
	struct alarm *alarm;
	struct capture *capture;
	bool over;
	bool pumping;
};

static void on_alarm(void *context)
{
	struct connection *connection = context;

	session_tick(connection->session);
	connection_pump(connection);
}

static int64_t wall(const struct connection *connection)
{
	return clock_wall(journal_clock(connection->journal));
}

/* Keys go in front of the bytes that need them: they are known once the session has seen these. */
static void take_away(struct connection *connection, enum direction direction, struct bytes bytes, int64_t at_us)
{
	if (!connection->capture)
		return;
	capture_secrets(connection->capture, session_key_log(connection->session));
	capture_bytes(connection->capture, direction, bytes, at_us);
}

static void take_away_end(struct connection *connection, enum direction by, bool reset)
{
	if (connection->capture)
		capture_ended(connection->capture, by, reset);
}

static void drop_transport(struct connection *connection)
{
	if (connection->stream || connection->demo)
		take_away_end(connection, DIRECTION_OUT, false);
	dial_free(connection->dial);
	connection->dial = NULL;
	stream_free(connection->stream);
	connection->stream = NULL;
	local_link_free(connection->demo);
	connection->demo = NULL;
	alarm_set(connection->alarm, -1);
	connection->over = true;
}

static void close_unconnected(struct connection *connection, enum closed_how how, const char *reason)
{
	struct event closed = {.kind = EVENT_CLOSED, .closed = {.how = how, .reason = bytes_str(reason)}};

	journal_append(connection->journal, &closed);
	drop_transport(connection);
}

/* The stream's events */

static void on_got(void *context, struct bytes bytes)
{
	struct connection *connection = context;
	int64_t at = wall(connection);

	session_receive(connection->session, bytes);
	take_away(connection, DIRECTION_IN, bytes, at);
}

static void on_ended(void *context, bool reset, const char *reason)
{
	struct connection *connection = context;

	take_away_end(connection, DIRECTION_IN, reset || reason);
	session_ended(connection->session, reset || reason ? CLOSED_RESET : CLOSED_BY_PEER, reason);
}

static void on_writable(void *context)
{
	connection_pump(context);
}

static const struct stream_events stream_events = {.got = on_got, .ended = on_ended, .writable = on_writable};

/* The dial's events */

static void on_looked_up(void *context, const char *addresses, const char *reason, int64_t took_us)
{
	struct connection *connection = context;
	struct event lookup = {.kind = EVENT_LOOKUP,
		.lookup = {.name = bytes_str(connection->target.host),
			.addresses = bytes_str(addresses),
			.reason = bytes_str(reason),
			.took_us = took_us}};

	if (!connection->target.is_address || reason)
		journal_append(connection->journal, &lookup);
	if (reason)
		close_unconnected(connection, CLOSED_REFUSED, "the host has no address");
}

static void on_trying(void *context, const char *address)
{
	struct connection *connection = context;
	struct event dial = {.kind = EVENT_DIAL,
		.direction = DIRECTION_OUT,
		.dial = {.address = bytes_str(address), .port = connection->target.port}};

	journal_append(connection->journal, &dial);
}

static void on_failed(void *context, const char *address, const char *reason, bool timed_out, int64_t took_us)
{
	struct connection *connection = context;
	struct event timeout = {.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_CONNECT, .limit_us = took_us}};
	struct event dial = {.kind = EVENT_DIAL,
		.direction = DIRECTION_IN,
		.dial = {.address = bytes_str(address),
			.port = connection->target.port,
			.failed = true,
			.reason = bytes_str(reason),
			.took_us = took_us}};

	if (timed_out)
		journal_append(connection->journal, &timeout);
	journal_append(connection->journal, &dial);
}

/* The demo server has no address: it is shown where it could be. */
static void take_away_begin(struct connection *connection, const char *address, const char *local, int64_t took_us)
{
	const struct target *target = &connection->target;
	const struct proto_info *info = proto_info(target->protocol);
	uint16_t port = target->implicit_tls && info->tls_port ? info->tls_port : info->port;

	if (!connection->capture)
		return;
	if (connection->demo)
		capture_connected(connection->capture, "127.0.0.1", 0, "127.0.0.1", port, took_us);
	else
		capture_connected(connection->capture, local, stream_local_port(connection->stream), address,
			target->port, took_us);
}

static void begin_session(struct connection *connection, const char *address, const char *local, int64_t took_us)
{
	char name[300];
	struct event connected = {.kind = EVENT_CONNECTED,
		.connected = {.address = bytes_str(address),
			.port = connection->target.port,
			.local = bytes_str(local),
			.took_us = took_us}};

	journal_append(connection->journal, &connected);
	take_away_begin(connection, address, local, took_us);
	if (!connection->client_name)
		session_set_client_name(connection->session, hostname_for_greeting(name, sizeof(name), local));
	session_connected(connection->session);
	connection_pump(connection);
}

static void on_connected(void *context, int fd, const char *address, const char *local, int64_t took_us)
{
	struct connection *connection = context;
	struct error error;
	char address_copy[64], local_copy[64];

	/* Both texts belong to the dial, which ends here. */
	snprintf(address_copy, sizeof(address_copy), "%s", address);
	snprintf(local_copy, sizeof(local_copy), "%s", local);
	dial_free(connection->dial);
	connection->dial = NULL;
	connection->stream = stream_new(connection->loop, fd, &stream_events, connection, &error);
	if (!connection->stream) {
		close_unconnected(connection, CLOSED_REFUSED, error.sentence);
		return;
	}
	begin_session(connection, address_copy, local_copy, took_us);
}

static void on_gave_up(void *context)
{
	close_unconnected(context, CLOSED_REFUSED, NULL);
}

static const struct dial_events dial_events = {.looked_up = on_looked_up,
	.trying = on_trying,
	.failed = on_failed,
	.connected = on_connected,
	.gave_up = on_gave_up};

/* Moving bytes */

static bool write_output(struct connection *connection)
{
	struct bytes output = session_output(connection->session);
	size_t written;

	if (!output.len)
		return false;
	if (connection->demo)
		written = local_link_take(connection->demo, output);
	else
		written = stream_write(connection->stream, output);
	take_away(connection, DIRECTION_OUT, bytes_first(output, written), wall(connection));
	session_written(connection->session, written);
	return written > 0;
}

/* What the teaching server has said. */
static bool read_demo(struct connection *connection)
{
	struct bytes said = connection->demo ? local_link_said(connection->demo) : (struct bytes){0};

	if (said.len) {
		int64_t at = wall(connection);
		session_receive(connection->session, said);
		take_away(connection, DIRECTION_IN, said, at);
		local_link_heard(connection->demo, said.len);
		return true;
	}
	if (connection->demo && local_link_ended(connection->demo) && session_open(connection->session)) {
		take_away_end(connection, DIRECTION_IN, false);
		session_ended(connection->session, CLOSED_BY_PEER, NULL);
		return true;
	}
	return false;
}

static bool peek(struct connection *connection)
{
	if (!session_wants_peek(connection->session))
		return false;
	if (connection->demo)
		read_demo(connection);
	else
		stream_peek(connection->stream);
	session_peeked(connection->session);
	return true;
}

static void set_alarm(struct connection *connection)
{
	int64_t deadline = session_deadline(connection->session);
	int64_t now = journal_now(connection->journal);

	alarm_set(connection->alarm, deadline < 0 ? -1 : deadline > now ? deadline - now : 0);
}

void connection_pump(struct connection *connection)
{
	if (connection->over || connection->pumping || (!connection->stream && !connection->demo))
		return;
	connection->pumping = true;
	while (write_output(connection) || peek(connection) || read_demo(connection))
		continue;
	connection->pumping = false;
	if (session_wants_close(connection->session))
		drop_transport(connection);
	else
		set_alarm(connection);
}

/* Beginning and end */

static struct local_server *demo_server(const struct connection *connection, const struct connection_config *config)
{
	return config->local ? config->local : connection->own;
}

const char *connection_sni(const struct connection_config *config)
{
	const char *named = config->session.tls.sni;

	if (named || !config->sni_of_host)
		return named;
	return config->target.is_address ? "none" : config->target.host;
}

static struct session *make_session(
	struct connection *connection, const struct connection_config *config, struct error *error)
{
	struct session_config session = config->session;

	session.protocol = config->target.protocol;
	session.implicit_tls = config->target.implicit_tls;
	session.client_name = config->client_name;
	session.tls.reference_name = config->reference_name ? config->reference_name : config->target.host;
	session.tls.sni = connection_sni(config);
	session.tls.srv_service = proto_info(config->target.protocol)->srv_service;
	if (config->target.demo && !session.tls.ca_file && !session.tls.anchors)
		session.tls.ca_pem = local_server_root(demo_server(connection, config));
	return session_new(&session, connection->journal, error);
}

static void tell_target(struct connection *connection)
{
	const struct target *target = &connection->target;
	struct event event = {.kind = EVENT_TARGET,
		.target = {.name = bytes_str(target->host),
			.protocol = bytes_str(proto_info(target->protocol)->name),
			.port = target->port,
			.implicit_tls = target->implicit_tls}};

	journal_begin_connection(connection->journal);
	journal_append(connection->journal, &event);
}

static void open_demo(struct connection *connection, const struct connection_config *config)
{
	if (!config->local)
		connection->own = local_server_new(
			config->target.host, journal_clock(connection->journal), &(struct local_recipe){0});
	connection->demo = local_link_new(
		demo_server(connection, config), &config->target, config->demo_faults, config->demo_other_door);
}

static bool start(struct connection *connection, const struct connection_config *config, struct error *error)
{
	if (config->target.demo)
		open_demo(connection, config);
	connection->session = make_session(connection, config, error);
	if (!connection->session)
		return false;
	tell_target(connection);
	if (connection->demo)
		return true;
	struct dial_request request = {.host = connection->target.host,
		.port = connection->target.port,
		.family = config->family,
		.connect_us = config->connect_us};
	connection->dial = dial_new(connection->loop, &request, &dial_events, connection, error);
	return connection->dial != NULL;
}

struct connection *connection_new(
	struct loop *loop, struct journal *journal, const struct connection_config *config, struct error *error)
{
	struct connection *connection = alloc_zero(1, sizeof(*connection));

	connection->loop = loop;
	connection->journal = journal;
	connection->target = config->target;
	connection->client_name = config->client_name ? alloc_text(config->client_name) : NULL;
	connection->capture = config->capture;
	connection->alarm = alarm_new(loop, on_alarm, connection);
	if (!start(connection, config, error)) {
		connection_free(connection);
		return NULL;
	}
	if (connection->demo) {
		local_link_greet(connection->demo);
		begin_session(connection, "this process", "", 0);
	}
	return connection;
}

void connection_free(struct connection *connection)
{
	if (!connection)
		return;
	drop_transport(connection);
	alarm_free(connection->alarm);
	session_free(connection->session);
	local_server_free(connection->own);
	free(connection->client_name);
	free(connection);
}

/* What has not come to a session is broken off here. Returns whether there is a session to end. */
static bool leaves_a_session(struct connection *connection)
{
	if (connection->dial && !connection->over)
		close_unconnected(connection, CLOSED_BY_US, "dialling was broken off");
	return !connection->over;
}

void connection_close(struct connection *connection)
{
	if (!leaves_a_session(connection))
		return;
	session_close(connection->session);
	connection_pump(connection);
}

void connection_hang_up(struct connection *connection)
{
	if (!leaves_a_session(connection))
		return;
	session_hang_up(connection->session);
	connection_pump(connection);
}

void connection_hold(struct connection *connection, bool hold)
{
	if (connection->stream)
		stream_hold(connection->stream, hold);
}

bool connection_alive(const struct connection *connection)
{
	return connection && !connection->over;
}

struct session *connection_session(struct connection *connection)
{
	return connection->session;
}
