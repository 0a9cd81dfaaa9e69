/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recent: a small file, one text a line, newest first.
 */
#include "app/recent.h"

#include "app/files.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

bool recent_state_path(const char *name, char *path, size_t size)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");

	if (state && *state == '/')
		return (size_t)snprintf(path, size, "%s/starlit/%s", state, name) < size;
	return home && *home == '/' && (size_t)snprintf(path, size, "%s/.local/state/starlit/%s", home, name) < size;
}

/* Of a file that somebody may have edited. */
static void append(struct recent *recent, struct bytes line)
{
	if (line.len && line.len < 400 && recent->count < recent->max)
		recent->texts[recent->count++] = alloc_text_n((const char *)line.data, line.len);
}

void recent_init(struct recent *recent, const char *name, size_t max, bool keep)
{
	char path[4096];
	struct buffer text;

	*recent = (struct recent){.name = name, .max = max, .keep = keep};
	recent->texts = alloc_zero(max, sizeof(*recent->texts));
	if (!keep || !recent_state_path(name, path, sizeof(path)))
		return;
	buffer_init(&text, 400 * max);
	if (file_read(path, &text, NULL)) {
		struct bytes rest = buffer_bytes(&text);
		while (rest.len) {
			size_t end = bytes_index(rest, '\n', 0);
			append(recent, bytes_trim(bytes_first(rest, end)));
			rest = bytes_from(rest, end + 1);
		}
	}
	buffer_done(&text);
}

void recent_done(struct recent *recent)
{
	for (size_t i = 0; i < recent->count; i++)
		free(recent->texts[i]);
	free(recent->texts);
	*recent = (struct recent){0};
}

/* recent->count: it is not there. */
static size_t find(const struct recent *recent, const char *text)
{
	size_t at = 0;

	while (at < recent->count && strcmp(recent->texts[at], text) != 0)
		at++;
	return at;
}

bool recent_has(const struct recent *recent, const char *text)
{
	return find(recent, text) < recent->count;
}

static void move_to_front(struct recent *recent, const char *text)
{
	size_t at = find(recent, text);
	char *entry = NULL;

	if (at < recent->count)
		entry = recent->texts[at];
	else if (recent->count == recent->max)
		free(recent->texts[--at]);
	else
		recent->count++;
	memmove(recent->texts + 1, recent->texts, at * sizeof(recent->texts[0]));
	recent->texts[0] = entry ? entry : alloc_text(text);
}

static bool save(const struct recent *recent, const char *path, struct error *error)
{
	struct buffer text;

	buffer_init(&text, 400 * recent->max);
	for (size_t i = 0; i < recent->count; i++)
		buffer_printf(&text, "%s\n", recent->texts[i]);
	bool saved = file_make_folder(path, error) && file_write(path, buffer_bytes(&text), true, error);
	buffer_done(&text);
	return saved;
}

bool recent_add(struct recent *recent, const char *text, struct error *error)
{
	char path[4096];

	move_to_front(recent, text);
	return !recent->keep || !recent_state_path(recent->name, path, sizeof(path)) || save(recent, path, error);
}
