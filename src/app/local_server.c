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
	struct tls_identity *trusted; /* whose root is trusted where the server's own is not; NULL: that is */
	struct demo_store *store;
};

struct local_link {
	struct demo *demo;
};

static void spoil(struct mint_recipe *recipe, enum local_certificate certificate)
{
	switch (certificate) {
	case LOCAL_CERTIFICATE_GOOD: return;
	case LOCAL_CERTIFICATE_EXPIRED:
		recipe->not_before_days = -93;
		recipe->not_after_days = -3;
		return;
	case LOCAL_CERTIFICATE_NOT_YET_VALID: recipe->not_before_days = 2; return;
	case LOCAL_CERTIFICATE_SELF_SIGNED: recipe->self_signed = true; return;
	case LOCAL_CERTIFICATE_WRONG_NAME: recipe->name = "www.example.net"; return;
	case LOCAL_CERTIFICATE_INCOMPLETE: recipe->leave_out_intermediate = true; return;
	case LOCAL_CERTIFICATE_WEAK: recipe->rsa_1024 = true; return;
	}
}

struct local_server *local_server_new(const char *name, const struct clock *clock, const struct local_recipe *recipe)
{
	struct local_server *server = alloc_zero(1, sizeof(*server));
	struct mint_recipe good = {.name = name, .now = clock_wall(clock) / 1000000}, wanted = good;

	spoil(&wanted, recipe->certificate);
	wanted.versions = recipe->versions;
	wanted.groups = recipe->groups;
	wanted.client = recipe->client;
	server->clock = *clock;
	server->identity = mint_identity(&wanted);
	server->trusted = wanted.self_signed ? mint_identity(&good) : NULL;
	server->store = demo_store_new();
	return server;
}

void local_server_free(struct local_server *server)
{
	if (!server)
		return;
	demo_store_free(server->store);
	mint_free(server->identity);
	mint_free(server->trusted);
	free(server);
}

const char *local_server_root(const struct local_server *server)
{
	return mint_root_pem(server->trusted ? server->trusted : server->identity);
}

struct local_link *local_link_new(
	struct local_server *server, const struct target *target, unsigned faults, bool other_door)
{
	struct local_link *link = alloc_zero(1, sizeof(*link));
	struct demo_options options = {.protocol = target->protocol,
		.host = target->host,
		.implicit_tls = target->implicit_tls != other_door,
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
