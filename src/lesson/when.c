/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * when: words into a condition, and an event held against it.
 */
#include "lesson/when.h"

#include "base/safe.h"
#include "model/fields.h"
#include <stdarg.h>
#include <stdio.h>

static bool refuse(char why[WHEN_WHY_MAX], const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(char why[WHEN_WHY_MAX], const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(why, WHEN_WHY_MAX, format, arguments);
	va_end(arguments);
	return false;
}

/* The next word; blanks inside quotes belong to it. False when a quote is not closed. */
static bool next_word(struct bytes *rest, struct bytes *ret_word)
{
	size_t end = 0;
	bool quoted = false;

	*rest = bytes_trim(*rest);
	for (; end < rest->len && (quoted || rest->data[end] != ' '); end++)
		quoted ^= rest->data[end] == '"';
	*ret_word = bytes_first(*rest, end);
	*rest = bytes_from(*rest, end);
	return !quoted;
}

/* The index of name among what name_of names, or count. */
static int find_name(struct bytes name, const char *(*name_of)(int), int count)
{
	int i = 0;

	while (i < count && !bytes_is(name, name_of(i)))
		i++;
	return i;
}

static const char *kind_name(int kind)
{
	return event_kind_name((enum event_kind)kind);
}

static const char *phase_word(int phase)
{
	return phase_name((enum phase)phase);
}

static const char *direction_word(int direction)
{
	return direction_name((enum direction)direction);
}

static bool take_name(struct when *when, struct bytes word, char why[WHEN_WHY_MAX])
{
	enum { PHASES = PHASE_TLS + 1, DIRECTIONS = DIRECTION_IN + 1 };
	char shown[60];
	int phase = find_name(word, phase_word, PHASES);
	int direction = find_name(word, direction_word, DIRECTIONS);
	int kind = find_name(word, kind_name, EVENT_KINDS);
	bool *has = phase < PHASES           ? &when->has_phase
		    : direction < DIRECTIONS ? &when->has_direction
		    : kind < EVENT_KINDS     ? &when->has_kind
					     : NULL;

	safe_text(shown, sizeof(shown), word, SAFE_UTF8);
	if (!has)
		return refuse(
			why, "when: «%s» is no phase, direction or kind of event (doc/events.md lists them)", shown);
	if (*has)
		return refuse(why, "when: «%s» is one too many: a condition is about one event", shown);
	*has = true;
	if (phase < PHASES)
		when->phase = (enum phase)phase;
	else if (direction < DIRECTIONS)
		when->direction = (enum direction)direction;
	else
		when->kind = (enum event_kind)kind;
	return true;
}

static size_t find_mark(struct bytes word)
{
	size_t equal = bytes_index(word, '=', 0), part = bytes_index(word, '~', 0);

	return equal < part ? equal : part;
}

static bool take_field(struct when *when, struct arena *arena, struct bytes word, size_t mark, char why[WHEN_WHY_MAX])
{
	struct bytes value = bytes_from(word, mark + 1);
	struct when_field *field = &when->fields[when->field_count];

	if (value.len >= 2 && value.data[0] == '"' && value.data[value.len - 1] == '"')
		value = bytes_of(value.data + 1, value.len - 2);
	if (bytes_index(value, '"', 0) < value.len)
		return refuse(why, "when: quotes go around a whole value: text~\"two words\"");
	if (!value.len)
		return refuse(why, "when: there is nothing behind the mark: key=value or key~part");
	if (when->field_count == WHEN_FIELDS_MAX)
		return refuse(why, "when: more than %d fields", WHEN_FIELDS_MAX);
	*field = (struct when_field){.key = arena_keep(arena, bytes_first(word, mark)),
		.value = arena_keep(arena, value),
		.part = word.data[mark] == '~'};
	when->field_count++;
	return true;
}

/* A value that the field can never have would be waited for in vain. */
static bool check_value(const struct when *when, const struct when_field *field, char why[WHEN_WHY_MAX])
{
	char key[40], value[60];
	const char *word;

	if (field->part || !fields_word(when->kind, field->key, 0))
		return true;
	for (size_t i = 0; (word = fields_word(when->kind, field->key, i)); i++)
		if (bytes_is(field->value, word))
			return true;
	return refuse(why, "when: %s is never «%s» (doc/events.md lists the words)",
		safe_text(key, sizeof(key), field->key, SAFE_UTF8),
		safe_text(value, sizeof(value), field->value, SAFE_UTF8));
}

static bool check(const struct when *when, char why[WHEN_WHY_MAX])
{
	char key[60];

	if (!when->has_kind)
		return refuse(why, "when: the kind of event is missing: line, reply, starttls, tls-up, verdict ...");
	for (size_t i = 0; i < when->field_count; i++) {
		const struct when_field *field = &when->fields[i];
		if (!fields_has(when->kind, field->key))
			return refuse(why, "when: %s has no field «%s» (doc/events.md lists the fields)",
				event_kind_name(when->kind), safe_text(key, sizeof(key), field->key, SAFE_UTF8));
		if (!check_value(when, field, why))
			return false;
	}
	return true;
}

bool when_parse(struct arena *arena, struct bytes text, struct when *ret_when, char why[WHEN_WHY_MAX])
{
	struct when when = {.field_count = 0};
	struct bytes word;

	for (;;) {
		if (!next_word(&text, &word))
			return refuse(why, "when: a quote is not closed");
		if (!word.len)
			break;
		size_t mark = find_mark(word);
		if (mark < word.len ? !take_field(&when, arena, word, mark, why) : !take_name(&when, word, why))
			return false;
	}
	if (!check(&when, why))
		return false;
	*ret_when = when;
	return true;
}

static bool field_holds(const struct when_field *wanted, const struct event *event)
{
	struct fields fields;
	struct field field;

	fields_begin(&fields, event);
	while (fields_next(&fields, &field)) {
		if (!bytes_is(wanted->key, field.key))
			continue;
		return wanted->part ? bytes_find_nocase(field.value, wanted->value) < field.value.len
				    : bytes_equal_nocase(field.value, wanted->value);
	}
	return false;
}

bool when_holds(const struct when *when, const struct event *event)
{
	if (event->kind != when->kind || (when->has_phase && event->phase != when->phase) ||
		(when->has_direction && event->direction != when->direction))
		return false;
	for (size_t i = 0; i < when->field_count; i++)
		if (!field_holds(&when->fields[i], event))
			return false;
	return true;
}
