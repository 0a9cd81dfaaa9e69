/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * schema: a small validator.
 */
#include "schema.h"

#include <stdio.h>
#include <string.h>

static bool fits(const json_t *document, const json_t *schema, const json_t *value, const char *where);

static bool wrong(const char *where, const char *what)
{
	fprintf(stderr, "%s: %s\n", where, what);
	return false;
}

static bool is_of(const json_t *value, const char *type)
{
	if (!strcmp(type, "object"))
		return json_is_object(value);
	if (!strcmp(type, "array"))
		return json_is_array(value);
	if (!strcmp(type, "string"))
		return json_is_string(value);
	if (!strcmp(type, "integer"))
		return json_is_integer(value);
	if (!strcmp(type, "number"))
		return json_is_number(value);
	if (!strcmp(type, "boolean"))
		return json_is_boolean(value);
	return !strcmp(type, "null") && json_is_null(value);
}

static bool fits_type(const json_t *types, const json_t *value)
{
	bool any = json_is_string(types) && is_of(value, json_string_value(types));

	for (size_t i = 0; i < json_array_size(types); i++)
		any = any || is_of(value, json_string_value(json_array_get(types, i)));
	return any;
}

static bool is_among(const json_t *values, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(values); i++)
		if (json_equal(json_array_get(values, i), value))
			return true;
	return false;
}

static bool fits_fields(const json_t *document, const json_t *schema, json_t *value)
{
	const json_t *others = json_object_get(schema, "additionalProperties");
	const char *name;
	json_t *field;

	json_object_foreach(value, name, field)
	{
		const json_t *known = json_object_get(json_object_get(schema, "properties"), name);
		if (!known && (!others || json_is_false(others)))
			return wrong(name, "no such field");
		if (!fits(document, known ? known : others, field, name))
			return false;
	}
	return true;
}

static bool has_all(const json_t *names, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(names); i++)
		if (!json_object_get(value, json_string_value(json_array_get(names, i))))
			return wrong(json_string_value(json_array_get(names, i)), "missing");
	return true;
}

static bool fits_items(const json_t *document, const json_t *schema, const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!fits(document, schema, json_array_get(list, i), "an item"))
			return false;
	return true;
}

static bool fits_keyword(
	const json_t *document, const json_t *schema, const char *keyword, const json_t *rule, const json_t *value)
{
	static const char prefix[] = "#/$defs/";

	if (!strcmp(keyword, "description") || !strcmp(keyword, "additionalProperties"))
		return true;
	if (!strcmp(keyword, "$ref"))
		return schema_fits(document, json_string_value(rule) + sizeof(prefix) - 1, value);
	if (!strcmp(keyword, "type"))
		return fits_type(rule, value);
	if (!strcmp(keyword, "enum"))
		return is_among(rule, value);
	if (!strcmp(keyword, "const"))
		return json_equal(rule, value);
	if (!strcmp(keyword, "minimum"))
		return !json_is_number(value) || json_number_value(value) >= json_number_value(rule);
	if (!strcmp(keyword, "maximum"))
		return !json_is_number(value) || json_number_value(value) <= json_number_value(rule);
	if (!strcmp(keyword, "maxItems"))
		return json_array_size(value) <= (size_t)json_integer_value(rule);
	if (!strcmp(keyword, "items"))
		return fits_items(document, rule, value);
	if (!strcmp(keyword, "required"))
		return !json_is_object(value) || has_all(rule, value);
	return !strcmp(keyword, "properties") &&
	       (!json_is_object(value) || fits_fields(document, schema, (json_t *)value));
}

static bool fits(const json_t *document, const json_t *schema, const json_t *value, const char *where)
{
	const char *keyword;
	json_t *rule;

	json_object_foreach((json_t *)schema, keyword,
		rule) if (!fits_keyword(document, schema, keyword, rule, value)) return wrong(where, keyword);
	if (json_is_object(value) && !json_object_get(schema, "properties") &&
		json_is_object(json_object_get(schema, "additionalProperties")))
		return fits_fields(document, schema, (json_t *)value);
	return true;
}

json_t *schema_load(void)
{
	json_error_t error;

	return json_load_file(STARLIT_TESTS "/../doc/check.schema.json", JSON_REJECT_DUPLICATES, &error);
}

bool schema_fits(const json_t *document, const char *definition, const json_t *value)
{
	const json_t *schema = json_object_get(json_object_get(document, "$defs"), definition);

	return schema ? fits(document, schema, value, definition) : wrong(definition, "no such definition");
}
