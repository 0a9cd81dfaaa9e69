/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page: each part in both forms.
 */
#include "report/page.h"

#include "base/safe.h"
#include "report/html.h"
#include "report/html_style.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { LABEL_COLS = 16, INDENT = 2 };

/* Bricks */

static void put_bytes(struct page *page, struct bytes bytes)
{
	page->full = !buffer_append(page->out, bytes) || page->full;
}

void page_put(struct page *page, const char *ours)
{
	put_bytes(page, bytes_str(ours));
}

void page_putf(struct page *page, const char *format, ...)
{
	char text[1200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	page_put(page, text);
}

void page_text(struct page *page, struct bytes text)
{
	bool fits = page->form == PAGE_HTML ? html_append(page->out, text, HTML_TEXT)
					    : safe_append(page->out, text, SAFE_UTF8);

	page->full = !fits || page->full;
}

const char *page_tone_class(enum tone tone)
{
	switch (tone) {
	case TONE_PLAIN: return "plain";
	case TONE_FAINT: return "faint";
	case TONE_GOOD: return "good";
	case TONE_WARNING: return "warn";
	case TONE_BAD: return "bad";
	}
	return "plain";
}

static void indent(struct page *page)
{
	page_putf(page, "%*s", INDENT * (int)page->folded, "");
}

size_t page_item(struct page *page)
{
	page->full = false;
	return page->out->len;
}

bool page_keep(struct page *page, size_t item)
{
	bool fits = !page->full && page->out->len <= page->limit;

	page->full = false;
	if (!fits)
		buffer_truncate(page->out, item);
	return fits;
}

/* The whole */

void page_begin(struct page *page, struct bytes title)
{
	page->limit = PAGE_MAX;
	if (page->form == PAGE_TEXT) {
		page_text(page, title);
		page_put(page, "\n");
		for (size_t width = safe_width(title, SAFE_UTF8); width--;)
			page_put(page, "=");
		page_put(page, "\n");
		return;
	}
	page_put(page, html_head);
	html_append(page->out, title, HTML_PLAIN);
	page_put(page, "</title>\n<style>\n");
	page_put(page, html_style);
	page_put(page, "</style>\n</head>\n<body>\n<main>\n<h1>");
	page_text(page, title);
	page_put(page, "</h1>\n");
}

void page_end(struct page *page, const char *last)
{
	page->limit = PAGE_ROOM;
	if (page->form == PAGE_HTML)
		page_put(page, "<footer><p>");
	else
		page_put(page, "\n");
	page_text(page, bytes_str(last));
	page_put(page, page->form == PAGE_HTML ? "</p></footer>\n</main>\n</body>\n</html>\n" : "\n");
}

void page_section(struct page *page, const char *id, const char *title, size_t share)
{
	size_t most = page->out->len + share;

	page->limit = most < PAGE_MAX ? most : PAGE_MAX;
	if (page->form == PAGE_HTML) {
		page_putf(page, "<section id=\"%s-%u\">\n<h%u>%s</h%u>\n", id, page->part, page->depth + 2, title,
			page->depth + 2);
		return;
	}
	page_putf(page, "\n%s\n", title);
	for (size_t i = 0; i < strlen(title); i++)
		page_put(page, page->depth ? "." : "-");
	page_put(page, "\n");
}

void page_section_end(struct page *page)
{
	if (page->form == PAGE_HTML)
		page_put(page, "</section>\n");
}

void page_contents(struct page *page, const char *const *ids_and_titles)
{
	if (page->form == PAGE_TEXT)
		return;
	page_put(page, "<nav aria-label=\"Contents\"><ul>\n");
	for (; *ids_and_titles; ids_and_titles += 2)
		page_putf(
			page, "<li><a href=\"#%s-%u\">%s</a></li>\n", ids_and_titles[0], page->part, ids_and_titles[1]);
	page_put(page, "</ul></nav>\n");
}

/* Sentences and fields */

void page_say(struct page *page, enum tone tone, struct bytes text)
{
	if (page->form == PAGE_HTML)
		page_putf(page, "<p class=\"%s\">", page_tone_class(tone));
	else
		indent(page);
	page_text(page, text);
	page_put(page, page->form == PAGE_HTML ? "</p>\n" : "\n");
}

void page_sayf(struct page *page, enum tone tone, const char *format, ...)
{
	char text[1200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	page_say(page, tone, bytes_str(text));
}

void page_fields(struct page *page)
{
	if (page->form == PAGE_HTML)
		page_put(page, "<dl>\n");
}

void page_field(struct page *page, const char *label, enum tone tone, struct bytes value)
{
	if (!value.len)
		return;
	if (page->form == PAGE_HTML) {
		page_putf(page, "<dt>%s</dt><dd class=\"%s\">", label, page_tone_class(tone));
		page_text(page, value);
		page_put(page, "</dd>\n");
		return;
	}
	indent(page);
	page_putf(page, "%-*s ", LABEL_COLS, label);
	page_text(page, value);
	page_put(page, "\n");
}

void page_fieldf(struct page *page, const char *label, enum tone tone, const char *format, ...)
{
	char text[1200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	page_field(page, label, tone, bytes_str(text));
}

void page_fields_end(struct page *page)
{
	if (page->form == PAGE_HTML)
		page_put(page, "</dl>\n");
}

/* Tables */

static void put_cell(struct page *page, size_t column, struct bytes cell)
{
	int missing = page->columns[column].width - (int)safe_width(bytes_first(cell, 200), SAFE_UTF8);

	page_text(page, cell);
	if (column + 1 < page->column_count)
		page_putf(page, "%*s ", missing > 0 ? missing : 0, "");
}

static void put_titles(struct page *page, const char *caption)
{
	indent(page);
	page_putf(page, "%s:\n", caption);
	indent(page);
	for (size_t i = 0; i < page->column_count; i++)
		put_cell(page, i, bytes_str(page->columns[i].title));
	page_put(page, "\n");
}

void page_table(struct page *page, const char *caption, const struct page_column *columns, size_t count)
{
	page->columns = columns;
	page->column_count = count;
	if (page->form == PAGE_TEXT) {
		put_titles(page, caption);
		return;
	}
	page_putf(page, "<div class=\"scroll\"><table>\n<caption>%s</caption>\n<thead><tr>", caption);
	for (size_t i = 0; i < count; i++)
		page_putf(page, "<th scope=\"col\">%s</th>", columns[i].title);
	page_put(page, "</tr></thead>\n<tbody>\n");
}

void page_row(struct page *page, enum tone tone, const struct bytes *cells)
{
	if (page->form == PAGE_TEXT) {
		indent(page);
		for (size_t i = 0; i < page->column_count; i++)
			put_cell(page, i, cells[i]);
		page_put(page, "\n");
		return;
	}
	page_putf(page, "<tr class=\"%s\">", page_tone_class(tone));
	for (size_t i = 0; i < page->column_count; i++) {
		page_put(page, i ? "<td>" : "<th scope=\"row\">");
		page_text(page, cells[i]);
		page_put(page, i ? "</td>" : "</th>");
	}
	page_put(page, "</tr>\n");
}

void page_table_end(struct page *page)
{
	if (page->form == PAGE_HTML)
		page_put(page, "</tbody></table></div>\n");
}

/* Folds and lines */

void page_fold(struct page *page, char letter, uint64_t number, enum tone tone, bool open, struct bytes heading)
{
	if (page->form == PAGE_HTML)
		page_putf(page, "<details id=\"%c%" PRIu64 "\"%s><summary class=\"%s\">", letter, number,
			open ? " open=\"\"" : "", page_tone_class(tone));
	else
		page_put(page, "\n");
	page_text(page, heading);
	page_put(page, page->form == PAGE_HTML ? "</summary>\n" : "\n");
	page->folded++;
}

void page_fold_end(struct page *page)
{
	page->folded--;
	if (page->form == PAGE_HTML)
		page_put(page, "</details>\n");
}

void page_lines(struct page *page, struct bytes lines)
{
	if (page->form == PAGE_HTML)
		page_put(page, "<pre>");
	while (lines.len) {
		size_t len = bytes_index(lines, '\n', 0);
		page_text(page, bytes_first(lines, len));
		page_put(page, "\n");
		lines = bytes_from(lines, len + 1);
	}
	if (page->form == PAGE_HTML)
		page_put(page, "</pre>\n");
}
