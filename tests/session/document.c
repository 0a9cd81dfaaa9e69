/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * document: fenced blocks, options, and the server that they ask for.
 */
#include "document.h"

#include "../check_main.h"
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text of the fenced block of that name. */
struct bytes document_block(struct bytes document, const char *name)
{
	char fence[32];

	snprintf(fence, sizeof(fence), "```%s\n", name);
	size_t begin = bytes_find(document, bytes_str(fence));
	struct bytes rest = bytes_from(document, begin + strlen(fence));
	return begin < document.len ? bytes_first(rest, bytes_find(rest, BYTES_LITERAL("```"))) : (struct bytes){0};
}

bool document_line(struct bytes *rest, struct bytes *ret_line)
{
	size_t end = bytes_index(*rest, '\n', 0);

	if (!rest->len)
		return false;
	*ret_line = bytes_first(*rest, end);
	*rest = bytes_from(*rest, end + 1);
	return true;
}

bool document_starts(struct bytes line, const char *prefix, struct bytes *ret_rest)
{
	if (!bytes_starts_with(line, prefix))
		return false;
	*ret_rest = bytes_from(line, strlen(prefix));
	return true;
}

bool document_option(struct bytes options, const char *name, char *value, size_t size)
{
	struct bytes line, rest;

	while (document_line(&options, &line))
		if (document_starts(line, name, &rest)) {
			snprintf(value, size, "%.*s", (int)bytes_trim(rest).len, (const char *)bytes_trim(rest).data);
			return true;
		}
	return false;
}

/* "-80 10" */
static void read_days(const char *text, struct mint_recipe *recipe)
{
	char *end;

	recipe->not_before_days = (int)strtol(text, &end, 10);
	recipe->not_after_days = (int)strtol(end, &end, 10);
	ck_assert_msg(!*end, "days: %s", text);
}

/* What else the server does: the option is a list of words. */
static void read_server(struct bytes options, struct mint_recipe *recipe)
{
	char value[100] = "";
	struct bytes rest;

	if (document_option(options, "server-tls:", value, sizeof(value)))
		recipe->tls12_only = !strcmp(value, "1.2");
	if (!document_option(options, "server:", value, sizeof(value)))
		return;
	rest = bytes_str(value);
	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest)) {
		recipe->no_tickets = recipe->no_tickets || bytes_is(word, "no-tickets");
		if (bytes_is(word, "asks-who"))
			recipe->client = MINT_CLIENT_ASKED;
		if (bytes_is(word, "requires-who"))
			recipe->client = MINT_CLIENT_REQUIRED;
	}
}

/* The server's certificate: as the document wants it. */
struct tls_identity *document_identity(struct bytes options)
{
	char value[32] = "", days[32], name[100], more[300], priority[300];
	struct clock clock = clock_system();
	struct mint_recipe recipe = {.name = DOCUMENT_HOST, .now = clock_wall(&clock) / 1000000};

	document_option(options, "certificate:", value, sizeof(value));
	if (!strcmp(value, "expired")) {
		recipe.not_before_days = -100;
		recipe.not_after_days = -3;
	} else if (!strcmp(value, "wrong-name")) {
		recipe.name = "other.example.net";
	}
	recipe.self_signed = !strcmp(value, "self-signed");
	recipe.leave_out_intermediate = !strcmp(value, "incomplete");
	recipe.common_name_only = !strcmp(value, "common-name");
	recipe.rsa_1024 = !strcmp(value, "rsa-1024");
	if (document_option(options, "days:", days, sizeof(days)))
		read_days(days, &recipe);
	if (document_option(options, "name:", name, sizeof(name)))
		recipe.name = name;
	if (document_option(options, "more-names:", more, sizeof(more)))
		recipe.more_names = more;
	if (document_option(options, "server-priority:", priority, sizeof(priority)))
		recipe.priority = priority;
	read_server(options, &recipe);
	return mint_identity(&recipe);
}
