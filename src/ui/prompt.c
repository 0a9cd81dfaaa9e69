/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt: readline in callback mode, fed from a queue and writing nowhere.
 *
 * Only whole keys are fed (a part of one makes readline ask for more at once), a paste never reaches it as such, and
 * what it would print goes to /dev/null: the view paints from rl_line_buffer. Its state is static, hence ours.
 */
#include "ui/prompt.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "ui/completion.h"
#include <stdio.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_MAX = 24, QUEUE_MAX = 4096 };
enum { INTERRUPT = 3, BACKSPACE = 8, KILL_LINE = 21, ERASE = 127 };

static struct {
	struct prompt_hooks hooks;
	FILE *nowhere_in;
	FILE *nowhere_out;
	unsigned char queue[QUEUE_MAX];
	size_t queue_len, queue_at;
	enum prompt_kind kind;
	char label[128];
	struct secret secret;
	struct buffer candidates; /* texts, each with a NUL behind it */
	struct bytes listed[CANDIDATES_MAX];
	size_t listed_count;
	struct buffer next; /* what is put into the line while a finished one is used; secret */
	bool finishing;
	bool started;
} prompt;

/* readline's sides */

static int get_key(FILE *stream)
{
	(void)stream;
	return prompt.queue_at < prompt.queue_len ? prompt.queue[prompt.queue_at++] : EOF;
}

static int keys_waiting(void)
{
	return prompt.queue_at < prompt.queue_len;
}

static void draw_nothing(void)
{
}

static void list_nothing(char **matches, int count, int longest)
{
	(void)matches;
	(void)count;
	(void)longest;
}

static void drop_candidates(void)
{
	buffer_clear(&prompt.candidates);
	prompt.listed_count = 0;
}

static void on_line(char *line)
{
	if (!line) {
		prompt.hooks.end(prompt.hooks.context);
		return;
	}
	char *copy = line;
	prompt.finishing = true;
	prompt.hooks.line(prompt.hooks.context, bytes_str(copy), false);
	prompt.finishing = false;
	wipe(copy, strlen(copy));
	free(copy);
}

/* Completion */

static void replace_line(struct bytes text)
{
	char *copy = alloc_text_n((const char *)text.data, text.len);

	rl_replace_line(copy, 0);
	rl_point = rl_end;
	free(copy);
}

/* Keeps the candidates for the strip above the prompt: the text, blanks, its help. */
static void keep_candidate(void *context, struct bytes line, const char *help)
{
	size_t begin = prompt.candidates.len;

	(void)context;
	if (prompt.listed_count == CANDIDATES_MAX)
		return;
	buffer_append(&prompt.candidates, line);
	if (help)
		buffer_printf(&prompt.candidates, "   %s", help);
	prompt.listed[prompt.listed_count++] = bytes_of(NULL, prompt.candidates.len - begin);
}

static void settle_candidates(void)
{
	struct bytes all = buffer_bytes(&prompt.candidates);

	for (size_t i = 0; i < prompt.listed_count; i++) {
		prompt.listed[i].data = all.data;
		all = bytes_from(all, prompt.listed[i].len);
	}
}

static int complete(int count, int key)
{
	struct bytes typed = bytes_str(rl_line_buffer);
	struct buffer common;
	bool again = rl_last_func == complete;

	(void)count;
	(void)key;
	drop_candidates();
	buffer_init(&common, 65536);
	size_t found =
		completion_all(prompt.hooks.complete, prompt.hooks.context, typed, keep_candidate, NULL, &common);
	bool longer = common.len > typed.len;
	if (longer)
		replace_line(buffer_bytes(&common));
	/* One candidate needs no list, and the first Tab only completes as far as all agree. */
	if (found < 2 || (longer && !again))
		drop_candidates();
	settle_candidates();
	buffer_done(&common);
	return 0;
}

/* Beginning and end */

static void bind_missing(void)
{
	static const struct {
		const char *sequence;
		rl_command_func_t *function;
	} keys[] = {
		{"\033[3~", rl_delete},
		{"\033[1~", rl_beg_of_line},
		{"\033[4~", rl_end_of_line},
		{"\033[7~", rl_beg_of_line},
		{"\033[8~", rl_end_of_line},
		{"\033[H", rl_beg_of_line},
		{"\033[F", rl_end_of_line},
		{"\033OH", rl_beg_of_line},
		{"\033OF", rl_end_of_line},
		{"\033[1;5C", rl_forward_word},
		{"\033[1;5D", rl_backward_word},
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		rl_bind_keyseq_if_unbound(keys[i].sequence, keys[i].function);
}

/* Our policy comes after inputrc, which rl_initialize reads. */
static void apply_policy(void)
{
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_variable_bind("bell-style", "none");
	rl_variable_bind("blink-matching-paren", "off");
	rl_completion_query_items = 0;
	rl_bind_key('\t', complete);
	bind_missing();
	/* M-# would send the line to the server as a comment. */
	rl_unbind_function_in_map(rl_insert_comment, rl_get_keymap());
	rl_unbind_function_in_map(rl_insert_comment, rl_get_keymap_by_name("emacs-meta"));
}

void prompt_start(const struct prompt_hooks *hooks)
{
	prompt.hooks = *hooks;
	prompt.nowhere_in = fopen("/dev/null", "re");
	prompt.nowhere_out = fopen("/dev/null", "we");
	secret_init(&prompt.secret);
	buffer_init(&prompt.candidates, 1 << 20);
	buffer_init_secret(&prompt.next, KEYS_PASTE_MAX);
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_getc_function = get_key;
	rl_input_available_hook = keys_waiting;
	rl_redisplay_function = draw_nothing;
	rl_completion_display_matches_hook = list_nothing;
	rl_instream = prompt.nowhere_in;
	rl_outstream = prompt.nowhere_out;
	rl_readline_name = "starlit";
	rl_initialize();
	apply_policy();
	using_history();
	rl_callback_handler_install("", on_line);
	prompt.started = true;
}

void prompt_stop(void)
{
	if (!prompt.started)
		return;
	rl_callback_handler_remove();
	prompt_history_forget();
	secret_done(&prompt.secret);
	buffer_done(&prompt.candidates);
	buffer_done(&prompt.next);
	fclose(prompt.nowhere_in);
	fclose(prompt.nowhere_out);
	prompt.started = false;
}

/* Keys */

void prompt_set(enum prompt_kind kind, const char *label)
{
	if (prompt.kind != kind && kind != PROMPT_SECRET)
		secret_clear(&prompt.secret);
	prompt.kind = kind;
	snprintf(prompt.label, sizeof(prompt.label), "%s", label);
}

static void submit_secret(void)
{
	struct secret done = prompt.secret;

	/* The field is empty before the line is used: that may ask for the next secret. */
	secret_init(&prompt.secret);
	prompt.hooks.line(prompt.hooks.context, secret_bytes(&done), true);
	secret_done(&done);
}

static void secret_key(const struct key *key)
{
	if (key->kind != KEY_CHARACTER || key->modifiers)
		return;
	switch (key->point) {
	case '\r':
	case '\n': submit_secret(); return;
	case BACKSPACE:
	case ERASE: secret_backspace(&prompt.secret); return;
	case KILL_LINE:
	case INTERRUPT: secret_clear(&prompt.secret); return;
	default:
		if (key->point >= 0x20)
			secret_append(&prompt.secret, key->raw);
	}
}

static bool edits_plainly(void)
{
	return prompt.kind == PROMPT_COMMAND || prompt.kind == PROMPT_TARGET;
}

static void feed(struct bytes raw)
{
	if (raw.len > QUEUE_MAX)
		return;
	memcpy(prompt.queue, raw.data, raw.len);
	prompt.queue_len = raw.len;
	prompt.queue_at = 0;
	while (prompt.queue_at < prompt.queue_len)
		rl_callback_read_char();
	wipe(prompt.queue, raw.len);
	prompt.queue_len = prompt.queue_at = 0;
	/* readline empties the line behind its handler. */
	if (prompt.next.len)
		prompt_insert(buffer_bytes(&prompt.next));
	buffer_clear(&prompt.next);
}

void prompt_key(const struct key *key)
{
	bool is_plain = key->kind == KEY_CHARACTER && !key->modifiers;

	if (prompt.kind == PROMPT_QUESTION)
		return;
	if (prompt.kind == PROMPT_SECRET) {
		secret_key(key);
		return;
	}
	if (!(is_plain && key->point == '\t'))
		drop_candidates();
	if (is_plain && key->point == INTERRUPT) {
		prompt_clear();
		return;
	}
	/* In emacs mode a lone ESC would turn the next key into a Meta key for ever. */
	if (key->kind == KEY_ESCAPE && rl_editing_mode == 1 && !RL_ISSTATE(RL_STATE_ISEARCH))
		return;
	if (is_plain && key->point == '\t' && !edits_plainly()) {
		rl_insert_text("\t");
		return;
	}
	/* A sequence that nothing is bound to would leave its letters in the line. */
	if (key->kind == KEY_UNKNOWN || key->kind == KEY_FUNCTION || key->kind == KEY_INSERT)
		return;
	feed(key->raw);
}

void prompt_insert(struct bytes text)
{
	char *copy;

	if (prompt.kind == PROMPT_SECRET) {
		secret_append(&prompt.secret, text);
		return;
	}
	if (prompt.finishing) {
		buffer_append(&prompt.next, text);
		return;
	}
	copy = alloc_text_n((const char *)text.data, text.len);
	rl_insert_text(copy);
	wipe(copy, text.len);
	free(copy);
}

struct bytes prompt_text(void)
{
	return prompt.kind == PROMPT_SECRET ? (struct bytes){0} : bytes_str(rl_line_buffer);
}

bool prompt_empty(void)
{
	return prompt.kind == PROMPT_SECRET ? prompt.secret.len == 0 : rl_end == 0;
}

void prompt_clear(void)
{
	secret_clear(&prompt.secret);
	if (RL_ISSTATE(RL_STATE_ISEARCH))
		feed(bytes_of("\007", 1));
	buffer_clear(&prompt.next);
	rl_replace_line("", 1);
	rl_point = rl_end = 0;
}

static bool has_own_label(void)
{
	return RL_ISSTATE(RL_STATE_ISEARCH) && rl_display_prompt && *rl_display_prompt;
}

void prompt_describe(struct prompt *ret_prompt)
{
	struct prompt described = {.kind = prompt.kind,
		.label = bytes_str(has_own_label() ? rl_display_prompt : prompt.label),
		.candidates = prompt.listed,
		.candidate_count = prompt.listed_count};

	if (prompt.kind == PROMPT_SECRET) {
		described.secret_glyphs = secret_glyphs(&prompt.secret);
	} else if (prompt.kind != PROMPT_QUESTION) {
		described.text = bytes_of(rl_line_buffer, (size_t)rl_end);
		described.point = (size_t)rl_point;
	}
	*ret_prompt = described;
}
