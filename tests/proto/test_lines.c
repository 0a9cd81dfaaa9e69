/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line splitter: what ends a line, what is told of it, and that the chunks in which it came do not matter.
 */
#include "proto/lines.h"

#include "../check_main.h"
#include "model/event.h"
#include "proto/proto.h"

#include <stdio.h>

enum { STREAM_MAX = 1 << 22 };

/* Appends one line's description: its flags, its text (or its length), what it took on the wire. */
static void describe(const struct line *line, struct buffer *out)
{
	static const struct {
		uint32_t flag;
		char name;
	} flags[] = {{LINE_BARE_LF, 'l'}, {LINE_BARE_CR, 'c'}, {LINE_NUL, '0'}, {LINE_8BIT, '8'}, {LINE_PIECE, 'p'},
		{LINE_FOLLOWS, 'f'}, {LINE_UNENDED, 'u'}};

	if (line->octets)
		buffer_append_text(out, "octets ");
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (line->flags & flags[i].flag)
			buffer_append_byte(out, (unsigned char)flags[i].name);
	buffer_append_text(out, "|");
	for (size_t i = 0; i < line->text.len && line->text.len < 100; i++)
		if (line->text.data[i] < ' ' || line->text.data[i] > '~')
			buffer_printf(out, "\\x%02x", line->text.data[i]);
		else
			buffer_append_byte(out, line->text.data[i]);
	if (line->text.len >= 100)
		buffer_printf(out, "%zu bytes", line->text.len);
	buffer_printf(out, "|%llu", (unsigned long long)line->wire_len);
	if (line->dropped)
		buffer_printf(out, " dropped %llu", (unsigned long long)line->dropped);
	buffer_append_text(out, "\n");
}

static void feed(struct lines *lines, struct bytes chunk, struct buffer *out)
{
	while (chunk.len) {
		struct line line;
		size_t used;
		enum lines_step step = lines_next(lines, chunk, &used, &line);

		chunk = bytes_from(chunk, used);
		ck_assert(step == LINES_HAVE || !chunk.len);
		ck_assert_uint_le(lines->kept.cap, 4 * PROTO_PIECE);
		if (step == LINES_HAVE)
			describe(&line, out);
	}
}

/* The whole stream, the first chunk being of first bytes and the others of chunk bytes. */
static void split(struct bytes stream, uint64_t octets, size_t first, size_t chunk, struct buffer *out)
{
	struct lines lines;
	struct line rest;

	lines_init(&lines);
	lines_take_octets(&lines, octets);
	for (size_t size = first; stream.len; size = chunk) {
		feed(&lines, bytes_first(stream, size), out);
		stream = bytes_from(stream, size);
	}
	if (lines_rest(&lines, &rest))
		describe(&rest, out);
	ck_assert(!lines_rest(&lines, &rest));
	ck_assert_uint_eq(lines_waiting(&lines), 0);
	lines_done(&lines);
}

static void check_split(
	const char *name, struct bytes stream, uint64_t octets, size_t first, size_t chunk, const char *want)
{
	struct buffer out;

	buffer_init(&out, STREAM_MAX);
	split(stream, octets, first, chunk, &out);
	ck_assert_msg(!strcmp(buffer_text(&out), want), "%s, first %zu, then %zu bytes:\n%s\ninstead of:\n%s", name,
		first, chunk, buffer_text(&out), want);
	buffer_done(&out);
}

#define STREAM(text) .stream = (text), .len = sizeof(text) - 1

static const struct {
	const char *name, *stream;
	size_t len;
	uint64_t octets;
	const char *want;
} cases[] = {
	{.name = "lines", STREAM("a\r\nbc\r\n\r\n"), .want = "|a|3\n|bc|4\n||2\n"},
	{.name = "bare LF", STREAM("a\nb\r\n\n"), .want = "l|a|2\n|b|3\nl||1\n"},
	{.name = "bare CR", STREAM("a\rb\r\n\rc\r\n"), .want = "c|a\\x0db|5\nc|\\x0dc|4\n"},
	{.name = "CR CR LF", STREAM("a\r\r\n\r\r\n"), .want = "c|a\\x0d|4\nc|\\x0d|3\n"},
	{.name = "LF CR", STREAM("a\n\rb\n\r\n"), .want = "l|a|2\nlc|\\x0db|3\n||2\n"},
	{.name = "NUL", STREAM("a\0b\r\n\0\r\n\0\n"), .want = "0|a\\x00b|5\n0|\\x00|3\nl0|\\x00|2\n"},
	{.name = "8 bit",
		STREAM("\xc3\xa9\r\na\xff\r\n\x80\0\n"),
		.want = "8|\\xc3\\xa9|4\n8|a\\xff|4\nl08|\\x80\\x00|3\n"},
	{.name = "no line end", STREAM("a\r\nbc"), .want = "|a|3\nu|bc|2\n"},
	{.name = "half a line end", STREAM("a\r"), .want = "cu|a\\x0d|2\n"},
	{.name = "nothing", STREAM(""), .want = ""},
	{.name = "octets, then lines",
		STREAM("a\r\n.b\nc\r\rde\r\nf\r\n"),
		.octets = 9,
		.want = "octets |a|3\noctets l|.b|3\noctets cp|c\\x0d\\x0d|3\n|de|4\n|f|3\n"},
	{.name = "octets that end with a line", STREAM("a\r\nb\r\n"), .octets = 3, .want = "octets |a|3\n|b|3\n"},
	{.name = "octets that end between CR and LF",
		STREAM("ab\r\nc\r\n"),
		.octets = 3,
		.want = "octets cp|ab\\x0d|3\nl||1\n|c|3\n"},
	{.name = "octets that do not come", STREAM("a\r\nbc"), .octets = 1000, .want = "octets |a|3\nu|bc|2\n"},
};

START_TEST(test_every_split)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes stream = bytes_of(cases[i].stream, cases[i].len);

		check_split(cases[i].name, stream, cases[i].octets, stream.len, 1, cases[i].want);
		check_split(cases[i].name, stream, cases[i].octets, 1, 1, cases[i].want);
		for (size_t first = 1; first < stream.len; first++)
			check_split(cases[i].name, stream, cases[i].octets, first, stream.len, cases[i].want);
	}
}
END_TEST

/* count times x between begin and end. */
static const struct {
	const char *name, *begin, *end;
	size_t count;
	const char *want;
} long_lines[] = {
	{.name = "one byte less than a piece with its end",
		.begin = "",
		.count = PROTO_PIECE - 3,
		.end = "\r\na\r\n",
		.want = "|65533 bytes|65535\n|a|3\n"},
	{.name = "a piece with its end",
		.begin = "",
		.count = PROTO_PIECE - 2,
		.end = "\r\na\r\n",
		.want = "|65534 bytes|65536\n|a|3\n"},
	{.name = "the CR ends the piece",
		.begin = "",
		.count = PROTO_PIECE - 1,
		.end = "\r\na\r\n",
		.want = "p|65535 bytes|65535\nf||2\n|a|3\n"},
	{.name = "the CR that ends the piece is a bare one",
		.begin = "",
		.count = PROTO_PIECE - 1,
		.end = "\rb\r\na\r\n",
		.want = "p|65535 bytes|65535\ncf|\\x0db|4\n|a|3\n"},
	{.name = "the line end behind the piece",
		.begin = "",
		.count = PROTO_PIECE,
		.end = "\r\na\r\n",
		.want = "p|65536 bytes|65536\nf||2\n|a|3\n"},
	{.name = "the line end behind the piece is a bare LF",
		.begin = "",
		.count = PROTO_PIECE,
		.end = "\na\n",
		.want = "p|65536 bytes|65536\nlf||1\nl|a|2\n"},
	{.name = "two pieces and a bit; each is told what it holds",
		.begin = "\xff",
		.count = 2 * PROTO_PIECE,
		.end = "b\r\na\r\n",
		.want = "8p|65536 bytes|65536\npf|65536 bytes|65536\nf|xb|4\n|a|3\n"},
	{.name = "no end", .begin = "", .count = PROTO_PIECE + 1, .end = "", .want = "p|65536 bytes|65536\nfu|x|1\n"},
};

static void make_long(const char *begin, size_t count, const char *end, struct buffer *ret_stream)
{
	buffer_init(ret_stream, STREAM_MAX);
	buffer_append_text(ret_stream, begin);
	for (size_t i = 0; i < count; i++)
		buffer_append_byte(ret_stream, 'x');
	buffer_append_text(ret_stream, end);
}

START_TEST(test_pieces)
{
	for (size_t i = 0; i < sizeof(long_lines) / sizeof(long_lines[0]); i++) {
		struct buffer stream;

		make_long(long_lines[i].begin, long_lines[i].count, long_lines[i].end, &stream);
		struct bytes all = buffer_bytes(&stream);
		check_split(long_lines[i].name, all, 0, all.len, 1, long_lines[i].want);
		/* Around the border of a piece every split. */
		for (size_t first = PROTO_PIECE - 2; first < PROTO_PIECE + 3 && first < all.len; first++)
			check_split(long_lines[i].name, all, 0, first, all.len, long_lines[i].want);
		buffer_done(&stream);
	}
}
END_TEST

/* Past PROTO_LINE_MAX bytes are counted and dropped, and the end is found all the same. */
static const struct {
	const char *name, *end;
	size_t count;
	const char *last; /* the trace's last lines */
} excess[] = {
	{.name = "exactly the limit", .count = PROTO_LINE_MAX, .end = "\r\na\r\n", .last = "\nf||2\n|a|3\n"},
	{.name = "one byte more", .count = PROTO_LINE_MAX, .end = "y\r\na\r\n", .last = "\nf||3 dropped 1\n|a|3\n"},
	{.name = "a bare LF at the limit", .count = PROTO_LINE_MAX, .end = "\na\r\n", .last = "\nlf||1\n|a|3\n"},
	{.name = "a bare LF behind it",
		.count = PROTO_LINE_MAX,
		.end = "yy\na\r\n",
		.last = "\nlf||3 dropped 2\n|a|3\n"},
	{.name = "a CR among what is dropped",
		.count = PROTO_LINE_MAX,
		.end = "y\ry\na\r\n",
		.last = "\nlf||4 dropped 3\n|a|3\n"},
	{.name = "a CR at the limit, and the LF",
		.count = PROTO_LINE_MAX - 1,
		.end = "\r\na\r\n",
		.last = "\nf||2\n|a|3\n"},
	{.name = "a CR at the limit, and more",
		.count = PROTO_LINE_MAX - 1,
		.end = "\ry\na\r\n",
		.last = "\nlcf|\\x0d|3 dropped 1\n|a|3\n"},
	{.name = "a CR at the limit, and a line end",
		.count = PROTO_LINE_MAX - 1,
		.end = "\r\r\na\r\n",
		.last = "\ncf|\\x0d|3\n|a|3\n"},
	{.name = "no end", .count = PROTO_LINE_MAX + 7, .end = "", .last = "\nfu||7 dropped 7\n"},
	{.name = "much more",
		.count = 3 * PROTO_LINE_MAX,
		.end = "\r\na\r\n",
		.last = "\nf||2097154 dropped 2097152\n|a|3\n"},
};

START_TEST(test_excess)
{
	static const size_t chunks[] = {61, 4093, PROTO_PIECE, STREAM_MAX};

	for (size_t i = 0; i < 4 * sizeof(excess) / sizeof(excess[0]); i++) {
		struct buffer stream, out;

		make_long("", excess[i / 4].count, excess[i / 4].end, &stream);
		buffer_init(&out, STREAM_MAX);
		split(buffer_bytes(&stream), 0, chunks[i % 4], chunks[i % 4], &out);
		const char *text = buffer_text(&out);
		size_t len = strlen(excess[i / 4].last);
		ck_assert_msg(out.len > len && !strcmp(text + out.len - len, excess[i / 4].last), "%s: %s",
			excess[i / 4].name, text);
		buffer_done(&out);
		buffer_done(&stream);
	}
}
END_TEST

/* A literal of any announced size comes in runs, and none of them is larger than a piece. */
START_TEST(test_octets_in_runs)
{
	struct buffer stream;

	make_long("", 2 * PROTO_PIECE + 10, "\r\na\r\n", &stream);
	for (size_t chunk = 61; chunk < STREAM_MAX; chunk *= 61)
		check_split("runs", buffer_bytes(&stream), 2 * PROTO_PIECE + 12, chunk, chunk,
			"octets p|65536 bytes|65536\noctets p|65536 bytes|65536\noctets |xxxxxxxxxx|12\n|a|3\n");
	check_split("huge", buffer_bytes(&stream), UINT64_MAX, 100, 100,
		"octets p|65536 bytes|65536\noctets p|65536 bytes|65536\noctets |xxxxxxxxxx|12\noctets |a|3\n");
	buffer_done(&stream);
}
END_TEST

START_TEST(test_waiting)
{
	struct lines lines;
	struct line line;
	size_t used;

	lines_init(&lines);
	ck_assert(lines_next(&lines, bytes_str("ab\r\ncd"), &used, &line) == LINES_HAVE);
	ck_assert_uint_eq(used, 4);
	ck_assert_uint_eq(lines_waiting(&lines), 0);
	ck_assert_uint_eq(lines_peek(&lines).len, 0);
	ck_assert(lines_next(&lines, bytes_str("cd"), &used, &line) == LINES_NEED_MORE);
	ck_assert_uint_eq(lines_waiting(&lines), 2);
	ck_assert(bytes_is(lines_peek(&lines), "cd"));
	lines_take_octets(&lines, 100);
	lines_reset(&lines);
	ck_assert(!lines_rest(&lines, &line));
	ck_assert(lines_next(&lines, bytes_str("e\r\n"), &used, &line) == LINES_HAVE);
	ck_assert(bytes_is(line.text, "e") && !line.octets && !line.flags);
	lines_done(&lines);
}
END_TEST

CHECK_MAIN("lines", test_every_split, test_pieces, test_excess, test_octets_in_runs, test_waiting)
