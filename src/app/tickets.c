/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tickets: a line for each: seconds since 1970, key, base64.
 */
#include "app/tickets.h"

#include "app/files.h"
#include "base/alloc.h"
#include "base/base64.h"
#include "base/secret.h"
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

enum { FILE_MAX = TICKETS_MAX * (TICKET_SIZE_MAX / 3 * 4 + TICKET_KEY_MAX + 64) };

static const char first_line[] = "starlit TLS sessions, version 1: secrets";

static void drop(struct tickets *tickets, size_t index)
{
	struct ticket *ticket = &tickets->list[index];

	wipe(ticket->data, ticket->len);
	free(ticket->data);
	free(ticket->key);
	tickets->count--;
	memmove(ticket, ticket + 1, (tickets->count - index) * sizeof(*ticket));
}

static size_t index_of(const struct tickets *tickets, const char *key)
{
	size_t at = 0;

	while (at < tickets->count && strcmp(tickets->list[at].key, key) != 0)
		at++;
	return at;
}

static void put(struct tickets *tickets, size_t at, const char *key, int64_t since, struct bytes data)
{
	if (tickets->count == TICKETS_MAX)
		drop(tickets, TICKETS_MAX - 1);
	memmove(tickets->list + at + 1, tickets->list + at, (tickets->count - at) * sizeof(tickets->list[0]));
	tickets->list[at] =
		(struct ticket){.key = alloc_text(key), .since = since, .data = alloc_bytes(data.len), .len = data.len};
	memcpy(tickets->list[at].data, data.data, data.len);
	tickets->count++;
}

/* Reading. A line that makes no sense, or a session that is too old, is passed over. */

static void read_line(struct tickets *tickets, struct bytes line, int64_t now)
{
	unsigned long long since;
	struct bytes number = bytes_word(&line), key = bytes_word(&line), code = bytes_word(&line);
	struct buffer data;

	if (!bytes_number(number, INT64_MAX, &since) || (int64_t)since > now || now - (int64_t)since > TICKET_LIFE_S ||
		!key.len || key.len >= TICKET_KEY_MAX || tickets->count == TICKETS_MAX)
		return;
	buffer_init_secret(&data, TICKET_SIZE_MAX);
	if (code.len && base64_decode(&data, code)) {
		char *text = alloc_text_n((const char *)key.data, key.len);
		if (index_of(tickets, text) == tickets->count)
			put(tickets, tickets->count, text, (int64_t)since, buffer_bytes(&data));
		free(text);
	}
	buffer_done(&data);
}

static bool read_lines(struct tickets *tickets, struct bytes text, int64_t now, struct error *error)
{
	size_t end = bytes_index(text, '\n', 0);

	if (text.len && !bytes_equal(bytes_first(text, end), bytes_str(first_line)))
		return error_set(error, ERROR_USAGE, 0,
			"--sessions: %s: it holds something else than TLS sessions; name another file", tickets->path);
	while (text.len) {
		text = bytes_from(text, end + 1);
		end = bytes_index(text, '\n', 0);
		read_line(tickets, bytes_first(text, end), now);
	}
	return true;
}

/* Tried now: what cannot be kept at the end of a session is lost. */
static bool try_writing(const char *path, struct error *error)
{
	struct new_file file;
	struct error why = {.sentence = ""};

	if (!new_file_begin(&file, path, true, &why))
		return error_set(error, why.domain, why.code, "--sessions: %s", why.sentence);
	new_file_abandon(&file);
	return true;
}

bool tickets_open(struct tickets *tickets, const char *path, int64_t now, struct error *error)
{
	struct buffer text;
	struct error why = {.sentence = ""};

	*tickets = (struct tickets){.path = path};
	if (!path)
		return true;
	buffer_init_secret(&text, FILE_MAX);
	bool read = file_read(path, &text, &why);
	bool absent = !read && why.domain == ERROR_SYSTEM && why.code == ENOENT;
	if (!read && !absent)
		error_set(error, why.domain, why.code, "--sessions: %s", why.sentence);
	if (read)
		read = read_lines(tickets, buffer_bytes(&text), now, error);
	buffer_done(&text);
	return (read || absent) && try_writing(path, error);
}

void tickets_done(struct tickets *tickets)
{
	while (tickets->count)
		drop(tickets, tickets->count - 1);
}

/* Use */

struct bytes tickets_find(const struct tickets *tickets, const char *key)
{
	size_t at = index_of(tickets, key);

	return at < tickets->count ? bytes_of(tickets->list[at].data, tickets->list[at].len) : (struct bytes){0};
}

static bool save(const struct tickets *tickets, struct error *error)
{
	struct buffer text;
	struct error why = {.sentence = ""};

	buffer_init_secret(&text, FILE_MAX);
	buffer_printf(&text, "%s\n", first_line);
	for (size_t i = 0; i < tickets->count; i++) {
		const struct ticket *ticket = &tickets->list[i];
		buffer_printf(&text, "%" PRId64 " %s ", ticket->since, ticket->key);
		base64_encode(&text, bytes_of(ticket->data, ticket->len));
		buffer_append_byte(&text, '\n');
	}
	bool saved = file_write(tickets->path, buffer_bytes(&text), true, &why);
	buffer_done(&text);
	return saved || error_set(error, why.domain, why.code, "--sessions: %s", why.sentence);
}

bool tickets_keep(struct tickets *tickets, const char *key, struct bytes data, int64_t now, struct error *error)
{
	size_t at = index_of(tickets, key);
	bool known = at < tickets->count;

	if (!tickets->path || data.len > TICKET_SIZE_MAX || strlen(key) >= TICKET_KEY_MAX || (!known && !data.len))
		return true;
	if (known)
		drop(tickets, at);
	if (data.len)
		put(tickets, 0, key, now, data);
	return save(tickets, error);
}
