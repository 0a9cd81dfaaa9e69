/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_html: reports of a session written down by hand, against tests/report/golden; data that would like to be markup;
 * sessions that are too long.
 *
 * UPDATE_GOLDEN=1 writes the files anew; then look at the page, in light and in dark, as a person would.
 */
#include "../check_main.h"
#include "../read_file.h"
#include "base/safe.h"
#include "markup.h"
#include "report/asciicast.h"
#include "report/html.h"
#include "report/report.h"
#include "story.h"

#include <stdio.h>

/* One function */

static const struct {
	const char *name;
	struct bytes in;
	const char *text, *plain;
} rows[] = {
	{"markup", BYTES_LITERAL("<b a=\"1\" c='2'>&amp;"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;",
		"&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;"},
	{"control", BYTES_LITERAL("a\x1b\x07z"), "a<b class=\"x\">^[^G</b>z", "a^[^Gz"},
	{"at the end", BYTES_LITERAL("a\r"), "a<b class=\"x\">^M</b>", "a^M"},
	{"no UTF-8",
		BYTES_LITERAL("\x9b"
			      "<"),
		"<b class=\"x\">&lt;9B&gt;</b>&lt;", "&lt;9B&gt;&lt;"},
	{"literal escape", BYTES_LITERAL("<9B>"), "&lt;9B&gt;", "&lt;9B&gt;"},
	{"reordering", BYTES_LITERAL("\u202e"), "<b class=\"x\">&lt;U+202E&gt;</b>", "&lt;U+202E&gt;"},
	{"letters", BYTES_LITERAL("gr\u00fc\u00df"), "gr\u00fc\u00df", "gr\u00fc\u00df"},
	{"NUL", BYTES_LITERAL("a\0b"), "a<b class=\"x\">^@</b>b", "a^@b"},
	{"nothing", {NULL, 0}, "", ""},
};

START_TEST(escapes)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buffer out;
		buffer_init(&out, 1000);
		ck_assert(html_append(&out, rows[i].in, HTML_TEXT));
		ck_assert_msg(!strcmp(buffer_text(&out), rows[i].text), "%s: %s", rows[i].name, buffer_text(&out));
		buffer_clear(&out);
		ck_assert(html_append(&out, rows[i].in, HTML_PLAIN));
		ck_assert_msg(!strcmp(buffer_text(&out), rows[i].plain), "%s: %s", rows[i].name, buffer_text(&out));
		buffer_done(&out);
	}
}
END_TEST

/* What a browser makes of it is the safe form, to the byte: nothing is lost, and nothing becomes markup. */
static void read_back(struct bytes html, enum html_place place, struct buffer *ret_text)
{
	static const char *const references[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

	while (html.len) {
		size_t skip = 1;
		if (place == HTML_TEXT && bytes_starts_with(html, "<b class=\"x\">"))
			skip = strlen("<b class=\"x\">");
		else if (place == HTML_TEXT && bytes_starts_with(html, "</b>"))
			skip = strlen("</b>");
		else if (*html.data != '&') {
			ck_assert(!strchr("<>\"'", *html.data));
			buffer_append_byte(ret_text, *html.data);
		} else {
			size_t which = 0;
			while (which < 5 && !bytes_starts_with(html, references[which]))
				which++;
			ck_assert_uint_lt(which, 5);
			buffer_append_byte(ret_text, (unsigned char)"&<>\"'"[which]);
			skip = strlen(references[which]);
		}
		html = bytes_from(html, skip);
	}
}

static void check_round(struct bytes bytes)
{
	static const enum html_place places[] = {HTML_TEXT, HTML_PLAIN};
	struct buffer safe, html, text;

	buffer_init(&safe, 1 << 16);
	buffer_init(&html, 1 << 16);
	buffer_init(&text, 1 << 16);
	ck_assert(safe_append(&safe, bytes, SAFE_UTF8));
	for (size_t i = 0; i < 2; i++) {
		buffer_clear(&html);
		buffer_clear(&text);
		ck_assert(html_append(&html, bytes, places[i]));
		read_back(buffer_bytes(&html), places[i], &text);
		ck_assert_str_eq(buffer_text(&text), buffer_text(&safe));
	}
	buffer_done(&safe);
	buffer_done(&html);
	buffer_done(&text);
}

START_TEST(any_bytes)
{
	static const char tempting[] = "<>&\"'/=`!-b;#\x1b\x9b\xc2\xe2\x80\xae\n\0";
	unsigned char bytes[64];
	uint32_t random = 20261121;

	for (unsigned byte = 0; byte < 256; byte++) {
		memset(bytes, (int)byte, 3);
		check_round(bytes_of(bytes, 1));
		check_round(bytes_of(bytes, 3));
	}
	for (int round = 0; round < 5000; round++) {
		size_t len = (size_t)round % sizeof(bytes);
		for (size_t i = 0; i < len; i++) {
			random = random * 1664525 + 1013904223;
			bytes[i] = random >> 31 ? (unsigned char)tempting[(random >> 8) % (sizeof(tempting) - 1)]
						: (unsigned char)(random >> 16);
		}
		check_round(bytes_of(bytes, len));
	}
}
END_TEST

START_TEST(no_room)
{
	for (size_t max = 0; max < 60; max++) {
		struct buffer out;
		buffer_init(&out, max);
		ck_assert(!html_append(&out, BYTES_LITERAL("<<<<\x1b<<<<<<<<<<<<<<<<<<<<"), HTML_TEXT));
		ck_assert(!out.len || out.data[out.start] == '&');
		buffer_done(&out);
	}
}
END_TEST

/* Whole reports */

static struct report report_of(const struct journal *journal)
{
	return (struct report){
		.journal = journal, .writer = "starlit 9.9", .program = "starlit <0>", .began_us = 1795233906123456};
}

static void check_sound(const struct buffer *page, const char *what)
{
	size_t at = 0;
	const char *why = markup_is_wrong(buffer_bytes(page), &at);

	ck_assert_msg(!why, "%s: %s at %zu: %.200s", what, why, at,
		(const char *)bytes_from(buffer_bytes(page), at > 80 ? at - 80 : 0).data);
}

static void compare(struct buffer *written, const char *name)
{
	char path[512];
	struct buffer golden;

	snprintf(path, sizeof(path), "%s/report/golden/%s", STARLIT_TESTS, name);
	if (getenv("UPDATE_GOLDEN")) {
		FILE *file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		fputs(buffer_text(written), file);
		fclose(file);
	}
	buffer_init(&golden, PAGE_ROOM);
	read_file(path, GOLDEN_MISSING, &golden);
	size_t at = 0;
	while (at < golden.len && at < written->len &&
		golden.data[golden.start + at] == written->data[written->start + at])
		at++;
	ck_assert_msg(at == golden.len && at == written->len, "%s differs at %zu; written: %.300s", path, at,
		(const char *)bytes_from(buffer_bytes(written), at > 100 ? at - 100 : 0).data);
	buffer_done(&golden);
}

START_TEST(golden)
{
	struct journal *journal = story_fixed();
	struct report report = report_of(journal);
	struct buffer out;

	buffer_init(&out, PAGE_ROOM);
	ck_assert(report_write(&out, &report, PAGE_HTML));
	check_sound(&out, "golden");
	compare(&out, "session.html");
	buffer_clear(&out);
	ck_assert(report_write(&out, &report, PAGE_TEXT));
	compare(&out, "session.txt");
	buffer_clear(&out);
	ck_assert(asciicast_begin(&out, BYTES_LITERAL("mail \"\\\x1b"), report.began_us, false));
	for (uint64_t i = 0; i < journal_count(journal); i++)
		ck_assert(asciicast_event(&out, journal_at(journal, i), journal_at(journal, 0)->at_us));
	compare(&out, "session.cast");
	buffer_done(&out);
	journal_free(journal);
}
END_TEST

START_TEST(alarms)
{
	struct journal *journal = story_fixed();
	struct report report = report_of(journal);
	static const enum page_form forms[] = {PAGE_TEXT, PAGE_HTML};
	struct buffer out;

	buffer_init(&out, PAGE_ROOM);
	for (int unsafe = 0; unsafe < 2; unsafe++) {
		report.unsafe_secrets = unsafe;
		report.cut = unsafe;
		for (size_t i = 0; i < 2; i++) {
			buffer_clear(&out);
			ck_assert(report_write(&out, &report, forms[i]));
			const char *first = strstr(buffer_text(&out), "PASSWORDS STAND IN HERE");
			ck_assert_int_eq(first != NULL, unsafe);
			ck_assert_int_eq(first && strstr(first + 1, "PASSWORDS STAND IN HERE"), unsafe);
			ck_assert_int_eq(strstr(buffer_text(&out), "ends inside a line") != NULL, unsafe);
		}
		buffer_clear(&out);
		ck_assert(asciicast_begin(&out, BYTES_LITERAL("x"), 1, unsafe));
		ck_assert_int_eq(strstr(buffer_text(&out), "PASSWORDS STAND IN HERE") != NULL, unsafe);
	}
	buffer_done(&out);
	journal_free(journal);
}
END_TEST

static const struct bytes nasties[] = {BYTES_LITERAL("</td></table><script>alert(1)</script>"),
	BYTES_LITERAL("\"><img src=x onerror=alert(1)>"), BYTES_LITERAL("' onclick='x"),
	BYTES_LITERAL("</title></style><!--"), BYTES_LITERAL("]]>&lt;&#x3c;&unknown;"),
	BYTES_LITERAL("\x1b[2J\x9b"
		      "31m\x07\x00\xff\xfe<"),
	BYTES_LITERAL("\u202e\u2066</p>\u200b"), BYTES_LITERAL("javascript:alert(1)\n\n</pre>"),
	BYTES_LITERAL("</summary></details>"), BYTES_LITERAL("\xf0\x9f\x98\x80\xed\xa0\x80\xc0\xbc")};

static void check_shown(const struct buffer *text)
{
	struct bytes rest = buffer_bytes(text);

	for (size_t i = 0; i < rest.len; i++)
		ck_assert(rest.data[i] == '\n' || (rest.data[i] >= 0x20 && rest.data[i] != 0x7f));
}

START_TEST(hostile)
{
	struct buffer out;

	buffer_init(&out, PAGE_ROOM);
	for (size_t i = 0; i < sizeof(nasties) / sizeof(nasties[0]); i++) {
		struct journal *journal = story_hostile(nasties[i]);
		struct report report = report_of(journal);
		buffer_clear(&out);
		ck_assert(report_write(&out, &report, PAGE_HTML));
		check_sound(&out, (const char *)nasties[i].data);
		buffer_clear(&out);
		ck_assert(report_write(&out, &report, PAGE_TEXT));
		check_shown(&out);
		buffer_clear(&out);
		ck_assert(asciicast_begin(&out, nasties[i], INT64_MIN, true));
		for (uint64_t k = 0; k < journal_count(journal); k++)
			ck_assert(asciicast_event(&out, journal_at(journal, k), 0));
		check_shown(&out);
		journal_free(journal);
	}
	buffer_done(&out);
}
END_TEST

/* An empty journal is a session, too. */
START_TEST(nothing)
{
	struct journal *journal = story_long(0, (struct bytes){0});
	struct report report = report_of(journal);
	struct buffer out;

	buffer_init(&out, PAGE_ROOM);
	ck_assert(report_write(&out, &report, PAGE_HTML));
	check_sound(&out, "nothing");
	buffer_done(&out);
	journal_free(journal);
}
END_TEST

/* TLS that is up is not all there is: a page with findings does not say that everything is fine. */
START_TEST(fine_but)
{
	static const struct {
		enum finding_rank rank;
		const char *outcome;
	} cases[] = {
		{FINDING_NOTE, "everything is fine (fine, exit status 0)"},
		{FINDING_LOW, "everything is fine (fine, exit status 0)"},
		{FINDING_MEDIUM, "0 high and 1 medium (fine, exit status 0)"},
		{FINDING_HIGH, "1 high and 0 medium (fine, exit status 0)"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct journal *journal = story_long(0, (struct bytes){0});
		struct report report = report_of(journal);
		struct buffer out;
		journal_append(journal, &(struct event){.kind = EVENT_TARGET, .target.name = BYTES_LITERAL("mx.test")});
		journal_append(
			journal, &(struct event){.kind = EVENT_CONNECTED, .connected.address = BYTES_LITERAL("::1")});
		journal_append(journal, &(struct event){.kind = EVENT_REPLY, .reply.status = REPLY_POSITIVE});
		journal_append(journal, &(struct event){.kind = EVENT_STARTTLS, .starttls.step = STARTTLS_AGREED});
		journal_append(journal, &(struct event){.kind = EVENT_TLS_UP});
		journal_append(journal, &(struct event){.kind = EVENT_FINDING,
						.finding = {.id = BYTES_LITERAL("F-X"), .rank = cases[i].rank}});
		buffer_init(&out, PAGE_ROOM);
		ck_assert(report_write(&out, &report, PAGE_TEXT));
		ck_assert_msg(strstr(buffer_text(&out), cases[i].outcome), "row %zu: %s", i, buffer_text(&out));
		buffer_done(&out);
		journal_free(journal);
	}
}
END_TEST

/* Too many lines, and lines that are too long. */
START_TEST(cut)
{
	static unsigned char wide[200000];
	static const struct {
		size_t lines, len;
		const char *told;
	} cases[] = {{20000, 1, NULL}, {20100, 1, "and 100 more events, not shown here"},
		{300, sizeof(wide), "more bytes, not shown here"}};
	struct buffer out;

	memset(wide, '<', sizeof(wide));
	buffer_init(&out, PAGE_ROOM);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct journal *journal = story_long(cases[i].lines, bytes_of(wide, cases[i].len));
		struct report report = report_of(journal);
		buffer_clear(&out);
		ck_assert(report_write(&out, &report, PAGE_HTML));
		check_sound(&out, "cut");
		ck_assert_uint_lt(out.len, PAGE_MAX);
		ck_assert_msg(!cases[i].told == !strstr(buffer_text(&out), "not shown here"), "case %zu", i);
		ck_assert(!cases[i].told || strstr(buffer_text(&out), cases[i].told));
		buffer_clear(&out);
		ck_assert(report_write(&out, &report, PAGE_TEXT));
		ck_assert_uint_lt(out.len, PAGE_MAX);
		journal_free(journal);
	}
	buffer_done(&out);
}
END_TEST

CHECK_MAIN("html", escapes, any_bytes, no_room, golden, alarms, hostile, nothing, fine_but, cut)
