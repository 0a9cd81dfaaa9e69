/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines: the splitter. Each byte is looked at once: memchr finds the end, flags are taken from the run before it.
 */
#include "proto/lines.h"

#include "model/event.h"
#include "proto/proto.h"

void lines_init(struct lines *lines)
{
	*lines = (struct lines){0};
	buffer_init(&lines->kept, PROTO_PIECE + 2);
}

void lines_done(struct lines *lines)
{
	buffer_done(&lines->kept);
}

static void begin_line(struct lines *lines)
{
	lines->line_len = 0;
	lines->dropped = 0;
	lines->follows = false;
	lines->last_cr = false;
}

void lines_reset(struct lines *lines)
{
	buffer_clear(&lines->kept);
	lines->handed = lines->carry = false;
	lines->octets_left = 0;
	begin_line(lines);
}

void lines_take_octets(struct lines *lines, uint64_t count)
{
	lines->octets_left = count;
}

static uint32_t flags_of(struct bytes text)
{
	uint32_t flags = 0;

	if (bytes_index(text, '\r', 0) < text.len)
		flags |= LINE_BARE_CR;
	if (bytes_index(text, '\0', 0) < text.len)
		flags |= LINE_NUL;
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] & 0x80)
			return flags | LINE_8BIT;
	return flags;
}

/* Hands out what is kept as a line or a piece of one. */
static void hand_out(struct lines *lines, struct bytes text, uint32_t flags, uint64_t wire_len, struct line *ret_line)
{
	*ret_line = (struct line){.text = text,
		.flags = flags | flags_of(text) | (lines->follows ? (uint32_t)LINE_FOLLOWS : 0),
		.wire_len = wire_len};
}

/* What was handed out last is dropped at the next call, since the caller was promised it until then. */
static void drop_handed_out(struct lines *lines)
{
	if (!lines->handed)
		return;
	buffer_clear(&lines->kept);
	lines->handed = false;
	if (lines->carry)
		buffer_append_byte(&lines->kept, '\r');
	lines->carry = false;
}

static struct bytes without_end(struct bytes text, bool ends_in_kept, uint32_t *flags)
{
	text.len--;
	if (ends_in_kept && text.len && text.data[text.len - 1] == '\r')
		text.len--;
	else
		*flags |= LINE_BARE_LF;
	return text;
}

static enum lines_step end_line(struct lines *lines, struct line *ret_line)
{
	uint32_t flags = 0;
	struct bytes all = buffer_bytes(&lines->kept);
	/* What stood before the LF of a line that was too long is not kept; a CR that is, is none of its end. */
	struct bytes text = without_end(all, !lines->dropped, &flags);
	uint64_t wire = all.len + lines->dropped;

	/* The CR of a line that was too long was dropped, but it was there. */
	if (lines->last_cr) {
		flags &= ~(uint32_t)LINE_BARE_LF;
		lines->dropped--;
	}
	hand_out(lines, text, flags, wire, ret_line);
	ret_line->dropped = lines->dropped;
	lines->handed = true;
	begin_line(lines);
	return LINES_HAVE;
}

/* A piece ends after the same byte whatever the chunks; a CR there waits for what follows it. */
static enum lines_step hand_piece(struct lines *lines, struct line *ret_line)
{
	struct bytes piece = buffer_bytes(&lines->kept);

	lines->carry = piece.data[piece.len - 1] == '\r';
	piece.len -= lines->carry;
	hand_out(lines, piece, LINE_PIECE, piece.len, ret_line);
	lines->handed = true;
	lines->follows = true;
	return LINES_HAVE;
}

/* Past PROTO_LINE_MAX only the end is looked for. */
static enum lines_step drop_excess(struct lines *lines, struct bytes run, size_t *ret_used, struct line *ret_line)
{
	bool ends = run.data[run.len - 1] == '\n';
	size_t excess = run.len - ends;

	if (excess)
		lines->last_cr = run.data[excess - 1] == '\r';
	lines->dropped += excess;
	lines->line_len += excess;
	*ret_used += run.len;
	if (!ends)
		return LINES_NEED_MORE;
	buffer_append_byte(&lines->kept, '\n');
	return end_line(lines, ret_line);
}

static size_t room_in_piece(const struct lines *lines)
{
	return lines->kept.len < PROTO_PIECE ? PROTO_PIECE - lines->kept.len : 0;
}

static enum lines_step take_line(struct lines *lines, struct bytes input, size_t *ret_used, struct line *ret_line)
{
	size_t end = bytes_index(input, '\n', 0);
	struct bytes run = bytes_first(input, end < input.len ? end + 1 : end);

	if (lines->line_len >= PROTO_LINE_MAX)
		return drop_excess(lines, run, ret_used, ret_line);
	run = bytes_first(run, room_in_piece(lines));
	run = bytes_first(run, PROTO_LINE_MAX - (size_t)lines->line_len);
	buffer_append(&lines->kept, run);
	lines->line_len += run.len;
	*ret_used += run.len;
	if (run.data[run.len - 1] == '\n')
		return end_line(lines, ret_line);
	return room_in_piece(lines) ? LINES_NEED_MORE : hand_piece(lines, ret_line);
}

/* Octets as they are, a run for each line in them, so that they can be read. */
static enum lines_step take_octets(struct lines *lines, struct bytes input, size_t *ret_used, struct line *ret_line)
{
	size_t left = lines->octets_left > input.len ? input.len : (size_t)lines->octets_left;
	struct bytes run = bytes_first(input, left);
	size_t end = bytes_index(run, '\n', 0);

	run = bytes_first(run, end < run.len ? end + 1 : end);
	run = bytes_first(run, room_in_piece(lines));
	buffer_append(&lines->kept, run);
	lines->octets_left -= run.len;
	*ret_used += run.len;
	struct bytes all = buffer_bytes(&lines->kept);
	bool ended = all.data[all.len - 1] == '\n';
	if (!ended && lines->octets_left && all.len < PROTO_PIECE)
		return LINES_NEED_MORE;
	uint32_t flags = 0;
	struct bytes text = ended ? without_end(all, true, &flags) : all;
	hand_out(lines, text, flags | (ended ? 0U : (uint32_t)LINE_PIECE), all.len, ret_line);
	ret_line->octets = true;
	lines->handed = true;
	lines->follows = false;
	return LINES_HAVE;
}

enum lines_step lines_next(struct lines *lines, struct bytes input, size_t *ret_used, struct line *ret_line)
{
	enum lines_step step = LINES_NEED_MORE;

	*ret_used = 0;
	drop_handed_out(lines);
	while (step == LINES_NEED_MORE && *ret_used < input.len) {
		struct bytes rest = bytes_from(input, *ret_used);
		if (lines->octets_left)
			step = take_octets(lines, rest, ret_used, ret_line);
		else
			step = take_line(lines, rest, ret_used, ret_line);
	}
	return step;
}

bool lines_rest(struct lines *lines, struct line *ret_line)
{
	drop_handed_out(lines);
	if (!lines->kept.len && !lines->dropped)
		return false;
	hand_out(lines, buffer_bytes(&lines->kept), LINE_UNENDED, lines->kept.len + lines->dropped, ret_line);
	ret_line->dropped = lines->dropped;
	lines->handed = true;
	begin_line(lines);
	return true;
}

size_t lines_waiting(const struct lines *lines)
{
	return lines->handed ? 0 : lines->kept.len;
}

struct bytes lines_peek(const struct lines *lines)
{
	return lines->handed ? (struct bytes){0} : buffer_bytes(&lines->kept);
}
