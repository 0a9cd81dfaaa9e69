/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markup: a small, strict reader of the HTML that we write, and of no other.
 */
#include "markup.h"

#include "base/utf8.h"

enum { DEEPEST = 40 };

struct markup {
	struct bytes html;
	size_t at;
	struct bytes open[DEEPEST];
	size_t depth;
	const char *why;
};

static bool wrong(struct markup *m, const char *why)
{
	m->why = why;
	return false;
}

static int now(const struct markup *m)
{
	return m->at < m->html.len ? m->html.data[m->at] : -1;
}

static bool take(struct markup *m, const char *text)
{
	if (!bytes_starts_with(bytes_from(m->html, m->at), text))
		return false;
	m->at += strlen(text);
	return true;
}

static bool is_one_of(struct bytes word, const char *const *list)
{
	for (; *list; list++)
		if (bytes_equal(word, bytes_str(*list)))
			return true;
	return false;
}

static struct bytes take_word(struct markup *m)
{
	size_t from = m->at;

	while (now(m) >= 0 && (ascii_is_alnum((unsigned char)now(m)) || now(m) == '-'))
		m->at++;
	return bytes_of(m->html.data + from, m->at - from);
}

static bool attribute(struct markup *m)
{
	static const char *const names[] = {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href",
		"scope", "colspan", "role", "aria-label", "open", NULL};
	struct bytes name = take_word(m);

	if (!is_one_of(name, names))
		return wrong(m, "an attribute that no report has");
	if (!take(m, "=\""))
		return wrong(m, "an attribute without a quoted value");
	if (bytes_equal(name, BYTES_LITERAL("href")) && now(m) != '#')
		return wrong(m, "a link that leads out of the page");
	for (; now(m) != '"'; m->at++)
		if (now(m) < 0x20 || now(m) > 0x7e || strchr("<>&", now(m)))
			return wrong(m, "a byte that has no place in an attribute");
	m->at++;
	return true;
}

static bool closing(struct markup *m)
{
	struct bytes name = take_word(m);

	if (!m->depth || !bytes_equal(m->open[m->depth - 1], name))
		return wrong(m, "an end of what is not open");
	m->depth--;
	return take(m, ">") || wrong(m, "a tag that does not end");
}

static bool opening(struct markup *m)
{
	static const char *const names[] = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3",
		"p", "div", "nav", "ul", "li", "a", "section", "dl", "dt", "dd", "table", "caption", "thead", "tbody",
		"tr", "th", "td", "details", "summary", "pre", "span", "b", "i", "footer", NULL};
	struct bytes name = take_word(m);

	if (!is_one_of(name, names))
		return wrong(m, "an element that no report has");
	while (take(m, " "))
		if (!attribute(m))
			return false;
	if (!take(m, ">"))
		return wrong(m, "a tag that does not end");
	if (bytes_equal(name, BYTES_LITERAL("meta")))
		return true;
	if (m->depth == DEEPEST)
		return wrong(m, "too many elements in each other");
	m->open[m->depth++] = name;
	if (bytes_equal(name, BYTES_LITERAL("style")))
		m->at += bytes_find(bytes_from(m->html, m->at), BYTES_LITERAL("</style>"));
	return true;
}

static bool reference(struct markup *m)
{
	static const char *const references[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", NULL};

	for (size_t i = 0; references[i]; i++)
		if (take(m, references[i]))
			return true;
	return wrong(m, "an & that is no reference");
}

static bool character(struct markup *m)
{
	uint32_t point;
	size_t length = utf8_decode(bytes_from(m->html, m->at), &point);

	if (!length)
		return wrong(m, "a byte that is no UTF-8");
	if ((point < 0x20 && point != '\n') || (point >= 0x7f && point < 0xa0))
		return wrong(m, "a control character");
	if (point == '>' || point == '"' || point == '\'')
		return wrong(m, "a character that should be a reference");
	m->at += length;
	return true;
}

static bool step(struct markup *m)
{
	if (take(m, "</"))
		return closing(m);
	if (take(m, "<"))
		return opening(m);
	return now(m) == '&' ? reference(m) : character(m);
}

const char *markup_is_wrong(struct bytes html, size_t *ret_at)
{
	struct markup m = {.html = html};
	bool good = take(&m, "<!DOCTYPE html>\n") || wrong(&m, "no doctype");

	while (good && m.at < html.len)
		good = step(&m);
	if (good && m.depth)
		good = wrong(&m, "an element that is never closed");
	*ret_at = m.at;
	return good ? NULL : m.why;
}
