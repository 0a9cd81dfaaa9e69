/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page: a report under construction, as text or as one HTML page. Internal to report.
 *
 * Purpose   what a report says is written once, in headings, fields, tables and folds; how it looks is decided here. The
 *           HTML needs neither script nor network: all its looks stand in its head, and a policy there forbids the rest.
 * Untrusted every text that is handed in passes html.h or base/safe.h.
 * Bounded   an item (a line, a message, a certificate) is written between page_item and page_keep. Where it no longer fits
 *           it is taken back, whole, and the caller says how much is left out.
 * Ownership the caller's buffer, which is borrowed.
 */
#ifndef STARLIT_REPORT_PAGE_H
#define STARLIT_REPORT_PAGE_H

#include "base/buffer.h"
#include <stdint.h>

/* A page ends below PAGE_MAX; its buffer is born with PAGE_ROOM, so that headings and ends always fit. */
enum { PAGE_MAX = 48 << 20, PAGE_ROOM = PAGE_MAX + (16 << 20), PAGE_COLUMNS_MAX = 6 };

enum page_form { PAGE_TEXT, PAGE_HTML };

/* Told in words, too, by whoever sets it. */
enum tone { TONE_PLAIN, TONE_FAINT, TONE_GOOD, TONE_WARNING, TONE_BAD };

struct page {
	struct buffer *out;
	enum page_form form;
	bool full;       /* something did not fit since the last page_item */
	size_t limit;    /* of the present section */
	unsigned part;   /* the number of the connection, in the ids of sections */
	unsigned depth;  /* of headings: 0 for one connection, 1 below a connection's own heading */
	unsigned folded; /* folds that are open, by which text is indented */
	const struct page_column *columns;
	size_t column_count;
};

/* A column of a table; width is that in text, 0: to the end of the line. */
struct page_column {
	const char *title;
	int width;
};

void page_begin(struct page *page, struct bytes title);
void page_end(struct page *page, const char *last);

/* id is a word of ours. share: how many bytes the section may have. */
void page_section(struct page *page, const char *id, const char *title, size_t share);
void page_section_end(struct page *page);
/* A list of links to sections: id and title by turns, ended by NULL. HTML only. */
void page_contents(struct page *page, const char *const *ids_and_titles);

void page_say(struct page *page, enum tone tone, struct bytes text);
void page_sayf(struct page *page, enum tone tone, const char *format, ...) __attribute__((format(printf, 3, 4)));
void page_fields(struct page *page);
/* Nothing when the value is empty. */
void page_field(struct page *page, const char *label, enum tone tone, struct bytes value);
void page_fieldf(struct page *page, const char *label, enum tone tone, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void page_fields_end(struct page *page);

void page_table(struct page *page, const char *caption, const struct page_column *columns, size_t count);
void page_row(struct page *page, enum tone tone, const struct bytes *cells);
void page_table_end(struct page *page);

/*
 * What is opened by a click, or is open: its heading, then anything, then the end. number makes the id, with a letter in
 * front.
 */
void page_fold(struct page *page, char letter, uint64_t number, enum tone tone, bool open, struct bytes heading);
void page_fold_end(struct page *page);
/* Lines as they are. */
void page_lines(struct page *page, struct bytes lines);

/* Where the next item begins; page_keep is false, and the item gone, when it does not fit. */
size_t page_item(struct page *page);
bool page_keep(struct page *page, size_t item);

/* Bricks for what only one form has: words of ours, and untrusted ones. */
void page_put(struct page *page, const char *ours);
void page_putf(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_text(struct page *page, struct bytes text);
const char *page_tone_class(enum tone tone);

#endif
