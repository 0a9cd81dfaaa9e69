/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * schema: prints doc/events.schema.json from the tables by which events are written. A test compares the two; after a change
 * of the tables: tests/report/schema >doc/events.schema.json
 */
#include "report/record.h"
#include "report/shape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_words(const char *(*named)(unsigned value))
{
	for (unsigned i = 0; strcmp(named(i), "?"); i++)
		printf("%s\"%s\"", i ? ", " : "", named(i));
}

static void print_unsigned(size_t size)
{
	if (size == 8)
		printf("{\"$ref\": \"#/$defs/count\"}");
	else
		printf("{\"type\": \"integer\", \"minimum\": 0, \"maximum\": %" PRIu64 "}",
			((uint64_t)1 << 8 * size) - 1);
}

static void print_each(const struct shape_member *member)
{
	size_t count = member->size / member->of->size;

	printf("{\"type\": \"object\", \"properties\": {");
	for (unsigned i = 0; i < count; i++)
		printf("%s\"%s\": {\"$ref\": \"#/$defs/%s\"}", i ? ", " : "", member->named(i), member->of->name);
	printf("}, \"required\": [");
	for (unsigned i = 0; i < count; i++)
		printf("%s\"%s\"", i ? ", " : "", member->named(i));
	printf("], \"additionalProperties\": false}");
}

static void print_type(const struct shape_member *member)
{
	const char *of = member->of ? member->of->name : "";

	switch (member->type) {
	case SHAPE_BOOL: printf("{\"type\": \"boolean\"}"); return;
	case SHAPE_UNSIGNED: print_unsigned(member->size); return;
	case SHAPE_SIGNED: printf("{\"$ref\": \"#/$defs/%s\"}", member->size == 4 ? "int32" : "number"); return;
	case SHAPE_TEXT: printf("{\"type\": [\"string\", \"null\"]}"); return;
	case SHAPE_SPAN: printf("{\"type\": \"string\"}"); return;
	case SHAPE_BASE64: printf("{\"$ref\": \"#/$defs/base64\"}"); return;
	case SHAPE_HEX: printf("{\"type\": \"string\", \"pattern\": \"^[0-9a-f]{%d}$\"}", 2 * member->size); return;
	case SHAPE_NUMBERS:
		printf("{\"type\": \"array\", \"items\": ");
		print_unsigned(2);
		printf(", \"minItems\": %d, \"maxItems\": %d}", member->size / 2, member->size / 2);
		return;
	case SHAPE_TIME: printf("{\"$ref\": \"#/$defs/time\"}"); return;
	case SHAPE_NAME:
		printf("{\"enum\": [");
		print_words(member->named);
		printf("]}");
		return;
	case SHAPE_FLAGS:
		printf("{\"type\": \"array\", \"uniqueItems\": true, \"items\": {\"enum\": [");
		print_words(member->named);
		printf("]}}");
		return;
	case SHAPE_ONE: printf("{\"anyOf\": [{\"$ref\": \"#/$defs/%s\"}, {\"type\": \"null\"}]}", of); return;
	case SHAPE_MANY: printf("{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/%s\"}}", of); return;
	case SHAPE_INDICES:
		printf("{\"type\": \"array\", \"items\": ");
		print_unsigned(4);
		printf("}");
		return;
	case SHAPE_EACH: print_each(member); return;
	}
}

static bool is_text(const struct shape_member *member)
{
	return member->type == SHAPE_TEXT || member->type == SHAPE_SPAN;
}

/* kind: the name of the event that it is; NULL: none. */
static void print_properties(const struct shape *shape, const char *kind)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct shape_member *member = &shape->members[i];
		printf("%s\n        \"%s\": ", i ? "," : "", member->name);
		if (kind && !strcmp(member->name, "kind"))
			printf("{\"const\": \"%s\"}", kind);
		else
			print_type(member);
		if (is_text(member))
			printf(",\n        \"%s_base64\": {\"$ref\": \"#/$defs/base64\"}", member->name);
	}
}

static void print_required(const struct shape *shape, const char *before)
{
	for (size_t i = 0; i < shape->count; i++)
		printf("%s\"%s\"", i ? ", " : before, shape->members[i].name);
}

static void print_shape(const char *name, const struct shape *shape, const struct shape *payload, const char *kind)
{
	printf(",\n    \"%s\": {\n      \"type\": \"object\",\n      \"properties\": {", name);
	print_properties(shape, kind);
	if (payload) {
		printf(",");
		print_properties(payload, NULL);
	}
	printf("\n      },\n      \"required\": [");
	print_required(shape, "");
	if (payload)
		print_required(payload, ", ");
	printf("],\n      \"additionalProperties\": false\n    }");
}

/* Each struct once, before those that hold it. */
static void print_inner(const struct shape *shape, const struct shape **seen, size_t *count)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct shape *of = shape->members[i].of;
		bool known = !of;
		for (size_t j = 0; j < *count; j++)
			known = known || seen[j] == of;
		if (known)
			continue;
		print_inner(of, seen, count);
		seen[(*count)++] = of;
		print_shape(of->name, of, NULL, NULL);
	}
}

static const char head[] =
	"{\n"
	"  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
	"  \"title\": \"a line of a recorded session of starlit, version 1\",\n"
	"  \"description\": \"doc/events.md says what each member means. The first line of a file is a head.\",\n"
	"  \"oneOf\": [\n"
	"    {\"$ref\": \"#/$defs/head\"}";
static const char simple[] =
	"\n  ],\n"
	"  \"$defs\": {\n"
	"    \"number\": {\"type\": \"integer\", \"minimum\": -9007199254740991, \"maximum\": 9007199254740991},\n"
	"    \"int32\": {\"type\": \"integer\", \"minimum\": -2147483648, \"maximum\": 2147483647},\n"
	"    \"count\": {\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 9007199254740991},\n"
	"      {\"type\": \"string\", \"pattern\": \"^[1-9][0-9]{15,19}$\"}]},\n"
	"    \"base64\": {\"type\": \"string\", \"pattern\": \"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$\"},\n"
	"    \"time\": {\"type\": \"string\", \"format\": \"date-time\",\n"
	"      \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\\\.[0-9]{6}Z$\"}";

int main(void)
{
	const struct shape *seen[32];
	size_t count = 0;

	fputs(head, stdout);
	for (int kind = 0; kind < EVENT_KINDS; kind++)
		printf(",\n    {\"$ref\": \"#/$defs/event-%s\"}", event_kind_name((enum event_kind)kind));
	fputs(simple, stdout);
	for (int kind = 0; kind < EVENT_KINDS; kind++)
		print_inner(shape_of((enum event_kind)kind), seen, &count);
	print_shape("head", &shape_head, NULL, NULL);
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		char name[40];
		const char *word = event_kind_name((enum event_kind)kind);
		snprintf(name, sizeof(name), "event-%s", word);
		print_shape(name, &shape_event, shape_of((enum event_kind)kind), word);
	}
	printf("\n  }\n}\n");
	return 0;
}
