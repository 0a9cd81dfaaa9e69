/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * account: lines of text.
 */
#include "account.h"

#include "wire/names.h"
#include "wire/reader.h"
#include <check.h>
#include <stdio.h>

enum { ACCOUNT_MAX = 16 << 20, SHOWN_BEFORE = 300, SHOWN = 1500, UNSAID_MAX = 32 };

void account_init(struct account *account)
{
	buffer_init(&account->out, ACCOUNT_MAX);
	buffer_init(&account->in, ACCOUNT_MAX);
}

void account_done(struct account *account)
{
	buffer_done(&account->out);
	buffer_done(&account->in);
}

struct buffer *account_side(struct account *account, enum direction direction)
{
	return direction == DIRECTION_OUT ? &account->out : &account->in;
}

void account_hex(struct buffer *text, const char *label, struct bytes bytes)
{
	buffer_append_text(text, label);
	if (bytes.len)
		buffer_append_byte(text, ' ');
	for (size_t i = 0; i < bytes.len; i++)
		buffer_printf(text, "%02x", bytes.data[i]);
	buffer_append_byte(text, '\n');
}

void account_message(struct buffer *text, unsigned type, size_t length)
{
	const char *name = wire_message_name((uint8_t)type);

	buffer_printf(text, "%s %zu\n", name ? name : "unknown message", length);
}

/* The others are told field by field. */
bool account_is_raw(unsigned type)
{
	static const unsigned in_fields[] = {10, 11, 13, 16, 35, 42, 43, 45, 50, 51, 65281};

	for (size_t i = 0; i < sizeof(in_fields) / sizeof(in_fields[0]); i++)
		if (in_fields[i] == type)
			return false;
	return true;
}

/* RFC 8446 §4.2.11: identities with their ages, and binders; or the number of the one that was chosen. */
static void tell_shared_key(struct buffer *text, struct bytes bytes)
{
	struct reader whole = reader_over(bytes);

	if (bytes.len == 2) {
		buffer_printf(text, "selected identity %u\n", reader_u16(&whole));
		return;
	}
	struct reader identities = reader_over(reader_vector(&whole, 2));
	while (reader_left(&identities)) {
		account_hex(text, "identity", reader_vector(&identities, 2));
		buffer_printf(text, "obfuscated ticket age %u\n", (unsigned)reader_u32(&identities));
	}
	struct reader binders = reader_over(reader_vector(&whole, 2));
	while (reader_left(&binders))
		account_hex(text, "binder", reader_vector(&binders, 1));
}

void account_raw_extension(struct buffer *text, unsigned type, struct bytes bytes)
{
	if (!account_is_raw(type) || !bytes.len)
		return;
	account_hex(text, "data", bytes);
	if (type == 41)
		tell_shared_key(text, bytes);
	if (type == 0 && bytes.len > 5)
		buffer_printf(text, "host name %.*s\n", (int)bytes.len - 5, (const char *)bytes.data + 5);
	if (type == 28 && bytes.len == 2)
		buffer_printf(text, "limit %u\n", (unsigned)(bytes.data[0] << 8 | bytes.data[1]));
}

/*
 * What one side need not know: the server has not read all, and tells of one record that its socket did not take any more;
 * or we have not.
 */
static bool is_unsaid(enum account_cut cut, bool by_client, const char *ours, const char *theirs)
{
	switch (cut) {
	case ACCOUNT_WHOLE: return false;
	case ACCOUNT_CUT_BY_CLIENT: return !by_client && !*ours;
	case ACCOUNT_CUT_BY_SERVER: break;
	}
	return by_client ? !*theirs : !*ours && !strncmp(theirs, "record ", 7) && strlen(theirs) < UNSAID_MAX;
}

static void expect_same(
	const char *what, bool by_client, struct buffer *ours, struct buffer *theirs, enum account_cut cut)
{
	const char *one = buffer_text(ours), *two = buffer_text(theirs), *side = by_client ? "client" : "server";
	size_t same = 0, line = 0;

	ck_assert_msg(*one && *two, "%s: nothing is told of what the %s sent; we tell:\n%s\nthe peer tells:\n%s", what,
		side, one, two);
	for (; one[same] && one[same] == two[same]; same++)
		if (one[same] == '\n')
			line = same + 1;
	size_t from = line > SHOWN_BEFORE ? line - SHOWN_BEFORE : 0;
	ck_assert_msg(one[same] == two[same] || (line == same && is_unsaid(cut, by_client, one + same, two + same)),
		"%s: of what the %s sent the two accounts differ\n--- we tell\n...%.*s>>> %.*s\n--- the peer tells\n...%.*s>>> %.*s",
		what, side, (int)(line - from), one + from, SHOWN, one + line, (int)(line - from), two + from, SHOWN,
		two + line);
}

void account_expect_same(const char *what, struct account *ours, struct account *theirs, enum account_cut cut)
{
	expect_same(what, true, &ours->out, &theirs->out, cut);
	expect_same(what, false, &ours->in, &theirs->in, cut);
}

static void expect_among(const char *what, struct buffer *ours, struct buffer *theirs)
{
	struct bytes rest = buffer_bytes(theirs);

	ck_assert_msg(rest.len > 0, "%s: the peer tells nothing", what);
	while (rest.len) {
		char line[128];
		struct bytes one = bytes_first(rest, bytes_index(rest, '\n', 0));
		rest = bytes_from(rest, one.len + 1);
		snprintf(line, sizeof(line), "\n%.*s\n", (int)one.len, (const char *)one.data);
		ck_assert_msg(strstr(buffer_text(ours), line) != NULL, "%s: the peer tells of %s and we tell\n%s", what,
			line, buffer_text(ours));
	}
}

void account_expect_among(const char *what, struct account *ours, struct account *theirs)
{
	expect_among(what, &ours->out, &theirs->out);
	expect_among(what, &ours->in, &theirs->in);
}
