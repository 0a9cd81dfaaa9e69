/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explaining: words to the tables, and a helpful answer where there is none.
 */
#include "app/explaining.h"

#include "advice/explain.h"
#include "base/safe.h"

enum { TEXT_MAX = 64 << 10, WORD_MAX = 60 };

bool explaining_words(struct console *console, struct bytes words, struct buffer *out)
{
	struct bytes protocol = console_digest(console)->target.protocol;
	struct bytes rest = bytes_trim(words);

	if (!rest.len)
		return false;
	if (explain_word(protocol, rest, out))
		return true;
	struct bytes first = bytes_word(&rest);
	return bytes_trim(rest).len && explain_word(protocol, first, out);
}

static void say_unknown(struct bytes words, struct buffer *out)
{
	char shown[WORD_MAX + 20];

	buffer_printf(out,
		"Nothing is known of \"%s\".\n\n"
		"What can be explained: reply codes (250, 5.7.8), response codes ([TRYLATER]), capabilities (PIPELINING, "
		"AUTH=PLAIN), commands (STARTTLS), handshake messages (ServerHello), extensions (server_name), cipher "
		"suites, groups (X25519), alerts (bad_certificate), terms (DANE, PFS) and findings (by their ids). Tab completes.",
		safe_text(shown, sizeof(shown), bytes_first(words, WORD_MAX), SAFE_UTF8));
}

static void explain_last_reply(struct console *console, struct buffer *out)
{
	const struct event *reply = console_digest(console)->last_reply;

	if (reply)
		explain_event(console->journal, reply, out);
	else
		buffer_append_text(out, "The server has not replied yet. :explain WORD explains a word.");
}

void explaining_command(struct console *console, struct bytes arguments)
{
	struct bytes words = bytes_trim(arguments);
	struct buffer text;

	buffer_init(&text, TEXT_MAX);
	if (!words.len)
		explain_last_reply(console, &text);
	else if (!explaining_words(console, words, &text))
		say_unknown(words, &text);
	console_show(console, "Explained", buffer_text(&text));
	buffer_done(&text);
}

bool explaining_complete(struct bytes word, size_t index, struct buffer *ret_line, const char **ret_help)
{
	/* All of them would be a list that nobody reads. */
	const char *known = word.len ? explain_complete(word, index) : NULL;

	if (!known)
		return false;
	*ret_help = "";
	return buffer_printf(ret_line, ":explain %s", known);
}
