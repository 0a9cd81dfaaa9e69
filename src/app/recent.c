/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recent: a small file of targets, one a line, newest first.
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

static void append(struct recent *recent, struct bytes line)
{
	if (line.len && line.len < 400 && recent->count < RECENT_MAX)
		recent->targets[recent->count++] = alloc_text_n((const char *)line.data, line.len);
}

void recent_init(struct recent *recent, bool keep)
{
	char path[4096];
	struct buffer text;

	*recent = (struct recent){.keep = keep};
	if (!keep || !recent_state_path("targets", path, sizeof(path)))
		return;
	buffer_init(&text, 65536);
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
		free(recent->targets[i]);
	recent->count = 0;
}

static void move_to_front(struct recent *recent, const char *target)
{
	char *entry = NULL;
	size_t at = 0;

	while (at < recent->count && strcmp(recent->targets[at], target) != 0)
		at++;
	if (at < recent->count)
		entry = recent->targets[at];
	else if (recent->count == RECENT_MAX)
		free(recent->targets[--at]);
	else
		recent->count++;
	memmove(recent->targets + 1, recent->targets, at * sizeof(recent->targets[0]));
	recent->targets[0] = entry ? entry : alloc_text(target);
}

static bool save(const struct recent *recent, const char *path, struct error *error)
{
	struct buffer text;

	buffer_init(&text, 65536);
	for (size_t i = 0; i < recent->count; i++)
		buffer_printf(&text, "%s\n", recent->targets[i]);
	bool saved = file_make_folder(path, error) && file_write(path, buffer_bytes(&text), true, error);
	buffer_done(&text);
	return saved;
}

bool recent_add(struct recent *recent, const char *target, struct error *error)
{
	char path[4096];

	move_to_front(recent, target);
	return !recent->keep || !recent_state_path("targets", path, sizeof(path)) || save(recent, path, error);
}
