/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * local_server: demo.h with certificates minted at the start.
 */
#include "app/local_server.h"

#include "base/alloc.h"
#include "demo/demo.h"
#include <stdlib.h>

struct local_server {
	struct clock clock;
	struct tls_identity *identity;
	struct demo_store *store;
	struct demo *demo; /* NULL: no connection */
};

struct local_server *local_server_new(const char *name, const struct clock *clock)
{
	struct local_server *server = alloc_zero(1, sizeof(*server));
	struct mint_recipe recipe = {.name = name, .now = clock_wall(clock) / 1000000};

	server->clock = *clock;
	server->identity = mint_identity(&recipe);
	server->store = demo_store_new();
	return server;
}

void local_server_free(struct local_server *server)
{
	if (!server)
		return;
	local_server_close(server);
	demo_store_free(server->store);
	mint_free(server->identity);
	free(server);
}

void local_server_open(struct local_server *server, const struct target *target, unsigned faults)
{
	struct demo_options options = {.protocol = target->protocol,
		.host = target->host,
		.implicit_tls = target->implicit_tls,
		.faults = faults,
		.clock = server->clock};

	local_server_close(server);
	server->demo = demo_new(&options, server->identity, server->store);
}

void local_server_close(struct local_server *server)
{
	demo_free(server->demo);
	server->demo = NULL;
}

const char *local_server_root(const struct local_server *server)
{
	return mint_root_pem(server->identity);
}

void local_server_greet(struct local_server *server)
{
	demo_connected(server->demo);
}

size_t local_server_take(struct local_server *server, struct bytes bytes)
{
	demo_receive(server->demo, bytes);
	return bytes.len;
}

struct bytes local_server_said(struct local_server *server)
{
	return buffer_bytes(demo_output(server->demo));
}

void local_server_heard(struct local_server *server, size_t count)
{
	buffer_consume(demo_output(server->demo), count);
}

bool local_server_ended(struct local_server *server)
{
	return demo_wants_close(server->demo) && !demo_output(server->demo)->len;
}
