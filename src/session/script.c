/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script: reading. Every line is a word and what stands behind it; blank lines and lines that begin with # say nothing.
 */
#include "session/steps.h"

#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

struct reading {
	struct script *script;
	const struct script_world *world;
	struct error *error;
	unsigned line;
	size_t open[SCRIPT_DEPTH_MAX]; /* steps of if and else that wait for their end */
	size_t depth;
};

static bool bad(struct reading *reading, const char *why)
{
	return error_set(reading->error, ERROR_USAGE, 0, "%s:%u: %s", reading->script->name, reading->line, why);
}

/* An error from below gets its place in front. */
static bool place(struct reading *reading, const struct error *error)
{
	return error_set(reading->error, error->domain, error->code, "%s:%u: %s", reading->script->name, reading->line,
		error->sentence);
}

static struct step_of_script *add(struct reading *reading, enum step_kind kind, struct bytes text)
{
	struct script *script = reading->script;

	if (script->count == script->room) {
		script->room = script->room ? 2 * script->room : 32;
		script->steps = alloc_grow(script->steps, script->room, sizeof(*script->steps));
	}
	struct step_of_script *step = &script->steps[script->count++];
	*step = (struct step_of_script){.kind = kind, .line = reading->line, .text = text};
	return step;
}

/* Words that are done while reading */

static bool read_set(struct reading *reading, struct bytes rest, bool secret)
{
	struct bytes name = bytes_word(&rest), after = rest;
	struct bytes how = bytes_word(&after), value = bytes_trim(rest);
	struct error error;
	char variable[128];

	if (bytes_is(how, "env")) {
		struct bytes wanted = bytes_trim(after);
		if (!wanted.len || wanted.len >= sizeof(variable))
			return bad(reading, "the name of an environment variable is missing behind env");
		memcpy(variable, wanted.data, wanted.len);
		variable[wanted.len] = 0;
		const char *found = reading->world->environment(reading->world->context, variable);
		if (!found && !values_find(reading->script, name))
			return bad(reading, "this environment variable is not set");
		value = bytes_str(found);
		if (!found)
			return true;
	}
	if (!values_set(reading->script, name, value, false, &error))
		return place(reading, &error);
	if (secret && !journal_hide(reading->script->journal, secret_bytes(&values_find(reading->script, name)->value)))
		return bad(reading, "more secrets than are kept");
	return true;
}

static bool read_include(struct reading *reading, struct bytes rest)
{
	struct error error;
	struct buffer bytes;
	char name[4096];

	if (!rest.len || rest.len >= sizeof(name))
		return bad(reading, "include: a file's name is missing");
	memcpy(name, rest.data, rest.len);
	name[rest.len] = 0;
	buffer_init(&bytes, 64 << 20);
	bool fine = reading->world->read(reading->world->context, name, &bytes, &error);
	if (fine) {
		struct step_of_script *step = add(reading, STEP_INCLUDE, rest);
		unsigned char *copy = alloc_bytes(bytes.len);
		if (bytes.len)
			memcpy(copy, buffer_bytes(&bytes).data, bytes.len);
		step->file = bytes_of(copy, bytes.len);
	}
	buffer_done(&bytes);
	return fine || place(reading, &error);
}

static bool read_wait(struct reading *reading, struct bytes rest)
{
	unsigned long long seconds;

	if (!bytes_number(rest, 3600, &seconds))
		return bad(reading, "wait: it takes whole seconds, up to 3600");
	add(reading, STEP_WAIT, rest)->target = (size_t)seconds;
	return true;
}

static bool read_expect(struct reading *reading, struct bytes rest)
{
	struct error error;

	if (!expect_valid(rest, false, &error))
		return place(reading, &error);
	add(reading, STEP_EXPECT, rest);
	return true;
}

/* if, else, end */

static bool read_if(struct reading *reading, struct bytes rest)
{
	struct error error;

	if (!expect_valid(rest, true, &error))
		return place(reading, &error);
	if (reading->depth == SCRIPT_DEPTH_MAX)
		return bad(reading, "if stands too deep inside others");
	reading->open[reading->depth++] = reading->script->count;
	add(reading, STEP_IF, rest);
	return true;
}

static bool read_else(struct reading *reading)
{
	struct script *script = reading->script;

	if (!reading->depth || script->steps[reading->open[reading->depth - 1]].kind != STEP_IF)
		return bad(reading, "else without if");
	add(reading, STEP_ELSE, (struct bytes){0});
	script->steps[reading->open[reading->depth - 1]].target = script->count;
	reading->open[reading->depth - 1] = script->count - 1;
	return true;
}

static bool read_end(struct reading *reading)
{
	struct script *script = reading->script;

	if (!reading->depth)
		return bad(reading, "end without if");
	add(reading, STEP_END, (struct bytes){0});
	script->steps[reading->open[--reading->depth]].target = script->count;
	return true;
}

/* Lines */

static bool read_simple(struct reading *reading, struct bytes word, struct bytes rest)
{
	static const struct {
		const char *word;
		enum step_kind kind;
		bool takes_text;
	} words[] = {{"greet", STEP_GREET, false}, {"starttls", STEP_UPGRADE, false}, {"fail", STEP_FAIL, true},
		{"quit", STEP_QUIT, false}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!bytes_is(word, words[i].word))
			continue;
		if (rest.len && !words[i].takes_text)
			return bad(reading, "nothing can stand behind this word");
		reading->script->wants_tls = reading->script->wants_tls || words[i].kind == STEP_UPGRADE;
		add(reading, words[i].kind, rest);
		return true;
	}
	return bad(reading,
		"this word is not known; there are say, expect, greet, starttls, wait, set, secret, include, if, else, "
		"end, fail and quit");
}

static bool read_line(struct reading *reading, struct bytes line)
{
	struct bytes rest = line;
	struct bytes word = bytes_word(&rest);
	/* What is said keeps its own blanks but the one behind the word. */
	struct bytes said = bytes_from(rest, rest.len && rest.data[0] == ' ' ? 1 : 0);

	rest = bytes_trim(rest);
	if (!word.len || word.data[0] == '#')
		return true;
	if (reading->script->count == SCRIPT_STEPS_MAX)
		return bad(reading, "the script is too long");
	if (bytes_is(word, "say")) {
		add(reading, STEP_SAY, said);
		return true;
	}
	if (bytes_is(word, "expect"))
		return read_expect(reading, rest);
	if (bytes_is(word, "set") || bytes_is(word, "secret"))
		return read_set(reading, rest, bytes_is(word, "secret"));
	if (bytes_is(word, "include"))
		return read_include(reading, rest);
	if (bytes_is(word, "wait"))
		return read_wait(reading, rest);
	if (bytes_is(word, "if"))
		return read_if(reading, rest);
	if (bytes_is(word, "else"))
		return read_else(reading);
	if (bytes_is(word, "end"))
		return read_end(reading);
	return read_simple(reading, word, rest);
}

static bool read_all(struct reading *reading, struct bytes text)
{
	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		struct bytes line = bytes_first(text, end);
		reading->line++;
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		if (line.len > SCRIPT_LINE_MAX || bytes_index(line, 0, 0) < line.len)
			return bad(reading, "the line is too long, or holds a NUL");
		if (!read_line(reading, line))
			return false;
		text = bytes_from(text, end + 1);
	}
	reading->line = reading->depth ? reading->script->steps[reading->open[reading->depth - 1]].line : reading->line;
	return !reading->depth || bad(reading, "this if has no end");
}

struct script *script_new(const char *name, struct bytes text, const struct script_world *world,
	struct journal *journal, struct error *error)
{
	struct script *script = alloc_zero(1, sizeof(*script));
	struct reading reading = {.script = script, .world = world, .error = error};

	script->name = alloc_text(name);
	script->journal = journal;
	script->text = alloc_text_n((const char *)text.data, text.len);
	if (read_all(&reading, bytes_of(script->text, text.len)))
		return script;
	script_free(script);
	return NULL;
}

void script_free(struct script *script)
{
	if (!script)
		return;
	for (size_t i = 0; i < script->count; i++)
		free((void *)script->steps[i].file.data);
	values_done(script);
	free(script->steps);
	free(script->text);
	free(script->name);
	free(script);
}

bool script_set(struct script *script, struct bytes name, struct bytes value, struct error *error)
{
	return values_set(script, name, value, true, error);
}

const char *script_failure(const struct script *script)
{
	return script->failure;
}

unsigned script_line(const struct script *script)
{
	return script->at < script->count ? script->steps[script->at].line : 0;
}

bool script_wants_tls(const struct script *script)
{
	return script->wants_tls;
}
