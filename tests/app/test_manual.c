/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_manual: the manual page describes every option, subcommand and local command, and none that does not exist; the help fits.
 */
#include "../check_main.h"
#include "app/commands.h"
#include "app/front.h"
#include "app/help.h"
#include "app/option_table.h"

#include <stdio.h>
#include <string.h>

enum { NAME_LONGEST = 64 };

/* The page without its markup: \- is a dash, \fX changes the font, quotes stand around arguments of requests. */
static void read_manual(struct buffer *out)
{
	FILE *file = fopen(STARLIT_TESTS "/../doc/starlit.1", "r");
	int c;

	ck_assert_ptr_nonnull(file);
	while ((c = getc(file)) != EOF) {
		if (c == '"')
			continue;
		if (c != '\\') {
			ck_assert(buffer_append_byte(out, (unsigned char)c));
			continue;
		}
		c = getc(file);
		if (c == 'f' || c == '(')
			for (int skip = c == 'f' ? 1 : 2; skip; skip--)
				getc(file);
		else
			ck_assert(buffer_append_byte(out, (unsigned char)c));
	}
	fclose(file);
}

static bool is_name(unsigned char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_';
}

/* mark and name stand in the text, and no other letter beside them. */
static bool stands_in(struct bytes text, const char *mark, const char *name)
{
	char wanted[NAME_LONGEST];
	size_t at = 0;

	snprintf(wanted, sizeof(wanted), "%s%s", mark, name);
	for (;;) {
		struct bytes rest = bytes_from(text, at);
		size_t found = bytes_find(rest, bytes_str(wanted));
		if (found == rest.len)
			return false;
		at += found + strlen(wanted);
		bool begins = at == strlen(wanted) || !is_name(text.data[at - strlen(wanted) - 1]);
		if (begins && (at == text.len || !is_name(text.data[at])))
			return true;
	}
}

/* The lines that say what a paragraph is about: those behind .TP. */
static void collect_tags(struct bytes manual, struct buffer *ret_tags)
{
	bool tag = false;

	while (manual.len) {
		size_t end = bytes_index(manual, '\n', 0);
		struct bytes line = bytes_first(manual, end);
		if (tag) {
			buffer_append(ret_tags, line);
			buffer_append_byte(ret_tags, '\n');
		}
		tag = bytes_equal(line, BYTES_LITERAL(".TP"));
		manual = bytes_from(manual, end + 1);
	}
}

struct page {
	struct buffer manual, tags;
};

static void page_read(struct page *page)
{
	buffer_init(&page->manual, 1 << 20);
	buffer_init(&page->tags, 1 << 20);
	read_manual(&page->manual);
	collect_tags(buffer_bytes(&page->manual), &page->tags);
	ck_assert_uint_gt(page->tags.len, 1000);
}

static void page_done(struct page *page)
{
	buffer_done(&page->manual);
	buffer_done(&page->tags);
}

static struct bytes section(struct bytes manual, const char *name)
{
	char head[NAME_LONGEST];

	snprintf(head, sizeof(head), ".SH %s\n", name);
	size_t start = bytes_find(manual, bytes_str(head));
	ck_assert_msg(start < manual.len, "the section %s is missing", name);
	manual = bytes_from(manual, start + strlen(head));
	return bytes_first(manual, bytes_find(manual, BYTES_LITERAL("\n.SH ")));
}

START_TEST(options_are_there)
{
	struct page page;

	page_read(&page);
	for (size_t i = 0; i < option_count; i++)
		ck_assert_msg(stands_in(buffer_bytes(&page.tags), "--", option_rows[i].name),
			"doc/starlit.1 does not describe --%s", option_rows[i].name);
	for (size_t i = 0; i < option_alias_count; i++)
		ck_assert_msg(stands_in(buffer_bytes(&page.tags), "--", option_aliases[i].name),
			"doc/starlit.1 does not describe --%s", option_aliases[i].name);
	ck_assert(!stands_in(buffer_bytes(&page.tags), "--", "ciphe"));
	ck_assert(!stands_in(buffer_bytes(&page.tags), "--", "iphers"));
	page_done(&page);
}
END_TEST

/* Every word behind two dashes, wherever it stands. */
START_TEST(no_other_options)
{
	struct page page;

	page_read(&page);
	struct bytes rest = buffer_bytes(&page.manual);
	for (;;) {
		size_t at = bytes_find(rest, BYTES_LITERAL("--"));
		if (at == rest.len)
			break;
		rest = bytes_from(rest, at + 2);
		size_t len = 0;
		while (len < rest.len && is_name(rest.data[len]))
			len++;
		struct bytes name = bytes_first(rest, len);
		ck_assert_msg(!len || option_named(name) || option_alias_named(name), "doc/starlit.1 speaks of --%.*s",
			(int)len, (const char *)name.data);
	}
	page_done(&page);
}
END_TEST

START_TEST(subcommands_are_there)
{
	struct page page;

	page_read(&page);
	struct bytes synopsis = section(buffer_bytes(&page.manual), "SYNOPSIS");
	for (size_t i = 0; i < subcommand_count; i++)
		ck_assert_msg(stands_in(synopsis, "starlit ", subcommands[i].name), "the synopsis lacks starlit %s",
			subcommands[i].name);
	page_done(&page);
}
END_TEST

/* The index-th local command, without its colon; false behind the last. */
static bool command_name(size_t index, char *name, size_t size)
{
	const struct console console = {.commands = front_commands, .command_count = front_command_count};
	struct buffer line;
	const char *help;

	buffer_init(&line, 1024);
	bool there = commands_complete(&console, (struct bytes){0}, index, &line, &help);
	if (there) {
		struct bytes typed = bytes_from(bytes_trim(buffer_bytes(&line)), 1);
		snprintf(name, size, "%.*s", (int)typed.len, (const char *)typed.data);
	}
	buffer_done(&line);
	return there;
}

static bool is_command(struct bytes name)
{
	char known[NAME_LONGEST];

	for (size_t i = 0; command_name(i, known, sizeof(known)); i++)
		if (bytes_equal(name, bytes_str(known)))
			return true;
	/* ::x sends :x */
	return bytes_equal(name, BYTES_LITERAL("x"));
}

START_TEST(commands_are_there)
{
	struct page page;
	char name[NAME_LONGEST];
	size_t count = 0;

	page_read(&page);
	for (; command_name(count, name, sizeof(name)); count++)
		ck_assert_msg(
			stands_in(buffer_bytes(&page.tags), ":", name), "doc/starlit.1 does not describe :%s", name);
	ck_assert_uint_gt(count, 20);
	page_done(&page);
}
END_TEST

/* A colon with a blank before it and a letter behind it begins a command. */
START_TEST(no_other_commands)
{
	struct page page;
	size_t found = 0;

	page_read(&page);
	struct bytes text = buffer_bytes(&page.manual);
	for (size_t i = 1; i + 1 < text.len; i++) {
		if (text.data[i] != ':' || !strchr(" \n,(", text.data[i - 1]) || !ascii_is_alpha(text.data[i + 1]))
			continue;
		size_t len = 0;
		while (i + 1 + len < text.len && is_name(text.data[i + 1 + len]))
			len++;
		struct bytes name = bytes_of(text.data + i + 1, len);
		ck_assert_msg(is_command(name), "doc/starlit.1 speaks of :%.*s", (int)len, (const char *)name.data);
		found++;
	}
	ck_assert_uint_gt(found, 20);
	page_done(&page);
}
END_TEST

static void check_size(const char *subject, size_t lines_most)
{
	struct buffer out;
	struct error error = {.sentence = ""};
	size_t lines = 0;

	buffer_init(&out, 1 << 16);
	ck_assert_msg(help_write(&out, subject, &error), "%s", error.sentence);
	for (struct bytes rest = buffer_bytes(&out); rest.len; lines++) {
		size_t end = bytes_index(rest, '\n', 0);
		ck_assert_msg(end <= 80, "help %s: %zu columns: %.*s", subject ? subject : "", end, (int)end,
			(const char *)rest.data);
		rest = bytes_from(rest, end + 1);
	}
	ck_assert_msg(lines <= lines_most, "help %s: %zu lines", subject ? subject : "", lines);
	ck_assert_uint_gt(lines, 0);
	buffer_done(&out);
}

START_TEST(help_fits)
{
	check_size(NULL, 23);
	check_size("options", 1000);
	check_size("all", 1000);
	check_size("aliases", 23);
	for (size_t i = 0; i < option_alias_count; i++)
		check_size(option_aliases[i].name, 2);
	for (int group = 0; group < GROUPS; group++)
		check_size(option_group_word((enum option_group)group), 60);
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].run != RUN_HELP)
			check_size(subcommands[i].name, 1000);
	for (size_t i = 0; i < option_count; i++)
		check_size(option_rows[i].name, 1000);
}
END_TEST

/* What the tables promise each other. */
START_TEST(rows)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_rows[i];
		ck_assert_msg(row->runs, "--%s belongs nowhere", row->name);
		ck_assert_msg(option_named(bytes_str(row->name)) == row, "--%s stands twice", row->name);
		ck_assert_msg(!strncmp(row->name, "no-", 3) || row->kind != OPTION_CLEARS, "--%s", row->name);
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(
				!row->letter || row->letter != option_rows[k].letter, "-%c stands twice", row->letter);
		ck_assert_msg(!strcmp(row->name, "help") || !subcommand_named(bytes_str(row->name)),
			"%s: help could not tell them apart", row->name);
	}
}
END_TEST

/* An alias hides nothing of ours, and leads somewhere. */
START_TEST(aliases)
{
	for (size_t i = 0; i < option_alias_count; i++) {
		const struct option_alias *alias = &option_aliases[i];
		ck_assert_msg(!option_named(bytes_str(alias->name)), "--%s is an option", alias->name);
		ck_assert_msg(option_alias_named(bytes_str(alias->name)) == alias, "--%s stands twice", alias->name);
		ck_assert_msg(
			alias->option ? option_alias_row(alias) != NULL : alias->help != NULL, "--%s", alias->name);
		ck_assert(alias->runs & (1u << RUN_SESSION));
	}
	ck_assert_uint_gt(option_alias_count, 10);
}
END_TEST

/* A subject that is none of ours may be a word of the protocols. */
START_TEST(words)
{
	struct buffer out;
	struct error error = {.sentence = ""};

	buffer_init(&out, 1 << 18);
	ck_assert(help_write(&out, "4.7.1", &error));
	ck_assert_ptr_nonnull(strstr(buffer_text(&out), "(RFC 3463"));
	buffer_clear(&out);
	/* Several words; of those that mean nothing together the first counts. */
	ck_assert(help_write(&out, "alert 40", &error));
	ck_assert_ptr_nonnull(strstr(buffer_text(&out), "(handshake_failure)"));
	buffer_clear(&out);
	ck_assert(help_write(&out, "AUTH PLAIN", &error));
	ck_assert_ptr_nonnull(strstr(buffer_text(&out), "AUTH (an SMTP command)"));
	buffer_clear(&out);
	ck_assert(!help_write(&out, "nobody-knows-it", &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "no such subject"));
	ck_assert_uint_eq(out.len, 0);
	buffer_done(&out);
}
END_TEST

CHECK_MAIN("manual and help", options_are_there, no_other_options, subcommands_are_there, commands_are_there,
	no_other_commands, help_fits, rows, aliases, words)
