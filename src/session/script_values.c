/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_values: names and what they stand for.
 */
#include "session/steps.h"

#include "base/alloc.h"
#include "base/base64.h"
#include <stdlib.h>

static bool is_name(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.data[i]) && name.data[i] != '_')
			return false;
	return name.len && name.len <= 64 && !ascii_is_digit(name.data[0]);
}

const struct value_of_script *values_find(const struct script *script, struct bytes name)
{
	for (size_t i = 0; i < script->value_count; i++)
		if (bytes_equal(script->values[i].name, name))
			return &script->values[i];
	return NULL;
}

static struct value_of_script *add(struct script *script, struct bytes name)
{
	script->values = alloc_grow(script->values, script->value_count + 1, sizeof(*script->values));
	struct value_of_script *value = &script->values[script->value_count++];
	*value = (struct value_of_script){.name = bytes_of(alloc_text_n((const char *)name.data, name.len), name.len)};
	secret_init(&value->value);
	return value;
}

bool values_set(struct script *script, struct bytes name, struct bytes text, bool given, struct error *error)
{
	struct value_of_script *value = (struct value_of_script *)values_find(script, name);

	if (!is_name(name))
		return error_set(
			error, ERROR_USAGE, 0, "a name is made of letters, digits and _, and begins with no digit");
	if (value && value->given && !given)
		return true;
	if (!value && script->value_count == SCRIPT_VALUES_MAX)
		return error_set(error, ERROR_LIMIT, 0, "more than %d names", SCRIPT_VALUES_MAX);
	if (!value)
		value = add(script, name);
	value->given = given;
	secret_clear(&value->value);
	return secret_append(&value->value, text) ||
	       error_set(error, ERROR_LIMIT, 0, "a value is longer than %d bytes", SECRET_MAX);
}

void values_done(struct script *script)
{
	for (size_t i = 0; i < script->value_count; i++) {
		free((void *)script->values[i].name.data);
		secret_done(&script->values[i].value);
	}
	free(script->values);
}

static bool look_up(const struct script *script, struct bytes name, struct bytes *ret_value, struct error *error)
{
	const struct value_of_script *value = values_find(script, name);

	if (!value)
		return error_set(error, ERROR_USAGE, 0, "${%.*s} is not set", (int)bytes_first(name, 64).len,
			(const char *)name.data);
	*ret_value = secret_bytes(&value->value);
	return true;
}

/* RFC 4616 §2: no authorisation identity, the user, the password. */
static bool append_plain(const struct script *script, struct bytes names, struct buffer *out, struct error *error)
{
	size_t colon = bytes_index(names, ':', 0);
	struct bytes user, password;
	struct buffer message;

	if (!look_up(script, bytes_first(names, colon), &user, error) ||
		!look_up(script, bytes_from(names, colon + 1), &password, error))
		return false;
	buffer_init_secret(&message, (size_t)3 * SECRET_MAX);
	buffer_append_byte(&message, 0);
	buffer_append(&message, user);
	buffer_append_byte(&message, 0);
	buffer_append(&message, password);
	bool fits = base64_encode(out, buffer_bytes(&message));
	buffer_done(&message);
	return fits || error_set(error, ERROR_LIMIT, 0, "the line is too long");
}

static bool append_value(const struct script *script, struct bytes inside, struct buffer *out, struct error *error)
{
	struct bytes value;

	if (bytes_starts_with(inside, "plain:"))
		return append_plain(script, bytes_from(inside, 6), out, error);
	bool encoded = bytes_starts_with(inside, "base64:");
	if (!look_up(script, bytes_from(inside, encoded ? 7 : 0), &value, error))
		return false;
	return (encoded ? base64_encode(out, value) : buffer_append(out, value)) ||
	       error_set(error, ERROR_LIMIT, 0, "the line is too long");
}

bool values_expand(const struct script *script, struct bytes text, struct buffer *out, struct error *error)
{
	while (text.len) {
		size_t dollar = bytes_find(text, BYTES_LITERAL("${"));
		if (!buffer_append(out, bytes_first(text, dollar)))
			return error_set(error, ERROR_LIMIT, 0, "the line is too long");
		text = bytes_from(text, dollar);
		if (!text.len)
			return true;
		size_t end = bytes_index(text, '}', 0);
		if (end == text.len)
			return error_set(error, ERROR_USAGE, 0, "${ without }");
		if (!append_value(script, bytes_from(bytes_first(text, end), 2), out, error))
			return false;
		text = bytes_from(text, end + 1);
	}
	return true;
}
