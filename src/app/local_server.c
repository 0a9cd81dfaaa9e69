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
};

struct local_link {
	struct demo *demo;
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
	demo_store_free(server->store);
	mint_free(server->identity);
	free(server);
}

const char *local_server_root(const struct local_server *server)
{
	return mint_root_pem(server->identity);
}

struct local_link *local_link_new(struct local_server *server, const struct target *target, unsigned faults)
{
	struct local_link *link = alloc_zero(1, sizeof(*link));
	struct demo_options options = {.protocol = target->protocol,
		.host = target->host,
		.implicit_tls = target->implicit_tls,
		.faults = faults,
		.clock = server->clock};

	link->demo = demo_new(&options, server->identity, server->store);
	return link;
}

void local_link_free(struct local_link *link)
{
	if (!link)
		return;
	demo_free(link->demo);
	free(link);
}

void local_link_greet(struct local_link *link)
{
	demo_connected(link->demo);
}

size_t local_link_take(struct local_link *link, struct bytes bytes)
{
	demo_receive(link->demo, bytes);
	return bytes.len;
}

struct bytes local_link_said(struct local_link *link)
{
	return buffer_bytes(demo_output(link->demo));
}

void local_link_heard(struct local_link *link, size_t count)
{
	buffer_consume(demo_output(link->demo), count);
}

bool local_link_ended(struct local_link *link)
{
	return demo_wants_close(link->demo) && !demo_output(link->demo)->len;
}
