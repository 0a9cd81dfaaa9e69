/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * serve: one listener, a connection each with its own demo, one mail store for all.
 */
#include "app/serve.h"

#include "app/files.h"
#include "base/alloc.h"
#include "demo/demo.h"
#include "io/listen.h"
#include "io/stream.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { PORT_OFFSET = 10000, CLIENTS_MAX = 256, PEM_MAX = 1 << 20 };

struct client {
	struct server *server;
	struct stream *stream;
	struct demo *demo;
	struct client *next;
	bool ended;
};

struct server {
	const struct options *options;
	struct loop *loop;
	struct listen *listen;
	struct signal_watch *signals[2];
	struct tls_identity *identity;
	struct demo_store *store;
	struct client *clients;
	size_t count;
};

static void drop(struct client *client)
{
	struct client **at = &client->server->clients;

	while (*at != client)
		at = &(*at)->next;
	*at = client->next;
	client->server->count--;
	stream_free(client->stream);
	demo_free(client->demo);
	free(client);
}

static void flush(struct client *client)
{
	struct buffer *output = demo_output(client->demo);

	buffer_consume(output, stream_write(client->stream, buffer_bytes(output)));
	if (client->ended || (!output->len && demo_wants_close(client->demo)))
		drop(client);
}

static void on_got(void *context, struct bytes bytes)
{
	struct client *client = context;

	demo_receive(client->demo, bytes);
	flush(client);
}

static void on_ended(void *context, bool reset, const char *reason)
{
	struct client *client = context;

	(void)reset;
	(void)reason;
	demo_ended(client->demo);
	client->ended = true;
	flush(client);
}

static void on_writable(void *context)
{
	flush(context);
}

static const struct stream_events stream_events = {.got = on_got, .ended = on_ended, .writable = on_writable};

static void on_accepted(void *context, int fd, const char *peer)
{
	struct server *server = context;
	const struct target *target = &server->options->target;
	struct demo_options options = {.protocol = target->protocol,
		.host = target->host,
		.implicit_tls = target->implicit_tls,
		.faults = server->options->demo_faults,
		.clock = clock_system()};
	struct client *client = alloc_zero(1, sizeof(*client));

	(void)peer;
	client->server = server;
	client->stream = stream_new(server->loop, fd, &stream_events, client, NULL);
	if (!client->stream || server->count >= CLIENTS_MAX) {
		stream_free(client->stream);
		free(client);
		return;
	}
	client->demo = demo_new(&options, server->identity, server->store);
	client->next = server->clients;
	server->clients = client;
	server->count++;
	demo_connected(client->demo);
	flush(client);
}

static void on_signal(void *context, int number)
{
	struct server *server = context;

	(void)number;
	loop_stop(server->loop);
}

static bool read_identity(struct server *server, struct error *error)
{
	struct buffer chain, key;

	buffer_init(&chain, PEM_MAX);
	buffer_init_secret(&key, PEM_MAX);
	bool read = file_read(server->options->tls.cert_file, &chain, error) &&
		    file_read(server->options->tls.key_file, &key, error);
	if (read)
		server->identity = mint_from_pem(buffer_bytes(&chain), buffer_bytes(&key));
	buffer_done(&chain);
	buffer_done(&key);
	if (read && !server->identity)
		error_set(error, ERROR_USAGE, 0, "--cert: it is no PEM, or does not belong to --key");
	return server->identity != NULL;
}

static bool make_identity(struct server *server, struct error *error)
{
	const struct options *options = server->options;
	struct clock clock = clock_system();
	struct mint_recipe recipe = {.name = options->name ? options->name : options->target.host,
		.more_names = "localhost",
		.now = clock_wall(&clock) / 1000000};

	if ((options->tls.cert_file != NULL) != (options->tls.key_file != NULL))
		return error_set(error, ERROR_USAGE, 0, "--cert: it goes with --key, and --key with --cert");
	if (options->tls.cert_file)
		return read_identity(server, error);
	server->identity = mint_identity(&recipe);
	return !options->serve_save_ca ||
	       file_write(options->serve_save_ca, bytes_str(mint_root_pem(server->identity)), true, error) ||
	       error_prefix(error, "--save-ca");
}

static bool start(struct server *server, uint16_t *ret_port, struct error *error)
{
	const struct options *options = server->options;
	const struct proto_info *info = proto_info(options->target.protocol);
	uint16_t port = (uint16_t)((options->target.implicit_tls && info->tls_port ? info->tls_port : info->port) +
				   PORT_OFFSET);

	if (options->serve_port_given)
		port = options->serve_port;
	server->loop = loop_new(error);
	if (!server->loop || !make_identity(server, error))
		return false;
	server->store = demo_store_new();
	server->listen = listen_new(server->loop, port, on_accepted, server, ret_port, error);
	if (!server->listen)
		return false;
	server->signals[0] = signal_watch_new(server->loop, SIGINT, on_signal, server, error);
	server->signals[1] = signal_watch_new(server->loop, SIGTERM, on_signal, server, error);
	return server->signals[0] && server->signals[1];
}

static void stop(struct server *server)
{
	while (server->clients)
		drop(server->clients);
	listen_free(server->listen);
	signal_watch_free(server->signals[0]);
	signal_watch_free(server->signals[1]);
	demo_store_free(server->store);
	mint_free(server->identity);
	loop_free(server->loop);
}

int serve_run(const struct options *options, struct error *error)
{
	struct server server = {.options = options};
	uint16_t port = 0;
	int status = -1;

	signal(SIGPIPE, SIG_IGN);
	if (start(&server, &port, error)) {
		printf("%s on 127.0.0.1 port %u%s; user %s, password %s; Ctrl-C ends it\n",
			proto_info(options->target.protocol)->name, port,
			options->target.implicit_tls ? ", TLS from the first byte" : "", DEMO_USER, DEMO_PASSWORD);
		fflush(stdout);
		loop_run(server.loop);
		status = EXIT_SUCCESS;
	}
	stop(&server);
	return status;
}
