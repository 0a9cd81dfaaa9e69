/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * told: words to events.
 */
#include "told.h"

#include "model/tls_facts.h"

#include <stdlib.h>
#include <string.h>

/* The value behind "key=", without its quotes; empty: there is none. */
static struct bytes value_of(struct bytes words, const char *key)
{
	while (words.len) {
		words = bytes_trim(words);
		size_t equals = bytes_index(words, '=', 0), blank = bytes_index(words, ' ', 0);
		if (equals > blank || equals == words.len) {
			words = bytes_from(words, blank);
			continue;
		}
		bool quoted = equals + 1 < words.len && words.data[equals + 1] == '"';
		size_t from = equals + 1 + quoted, to = bytes_index(words, quoted ? '"' : ' ', from);
		if (bytes_is(bytes_first(words, equals), key))
			return bytes_from(bytes_first(words, to), from);
		words = bytes_from(words, to + quoted);
	}
	return (struct bytes){0};
}

static unsigned long number_of(struct bytes words, const char *key)
{
	struct bytes value = value_of(words, key);
	char text[32] = "";

	memcpy(text, value.data ? (const char *)value.data : "", value.len < sizeof(text) ? value.len : 0);
	return strtoul(text, NULL, 0);
}

/* The number of the name in a list of names; -1: none. */
static int index_of(struct bytes name, const char *(*named)(int value), int count)
{
	for (int i = 0; i < count; i++)
		if (bytes_is(name, named(i)))
			return i;
	return -1;
}

#define NAMES(function, type)                                                                                          \
	static const char *name_##function(int value)                                                                  \
	{                                                                                                              \
		return function((type)value);                                                                          \
	}
NAMES(probe_topic_name, enum probe_topic)
NAMES(probe_finding_name, enum probe_finding)
NAMES(tls_failure_name, enum tls_failure)
NAMES(limit_of_name, enum limit_of)

static bool make_probe(struct bytes words, struct event *ret_event)
{
	int topic = index_of(value_of(words, "topic"), name_probe_topic_name, PROBE_TOPICS);
	int answer = index_of(value_of(words, "answer"), name_probe_finding_name, PROBE_NOT_OBSERVABLE + 1);

	*ret_event = (struct event){.kind = EVENT_PROBE,
		.probe = {.topic = (enum probe_topic)topic,
			.answer = (enum probe_finding)answer,
			.version = (uint16_t)number_of(words, "version"),
			.code = (uint32_t)number_of(words, "code"),
			.name = value_of(words, "name"),
			.reason = value_of(words, "reason")}};
	return topic >= 0 && answer >= 0;
}

static const char *text_of(struct journal *journal, struct bytes words, const char *key)
{
	struct bytes value = value_of(words, key);

	return value.len ? arena_printf(journal_arena(journal), "%.*s", (int)value.len, (const char *)value.data)
			 : NULL;
}

static bool make_up(struct journal *journal, struct bytes words, struct event *ret_event)
{
	struct tls_facts *facts = arena_alloc(journal_arena(journal), sizeof(*facts));

	*facts = (struct tls_facts){.version = text_of(journal, words, "version"),
		.version_code = (uint16_t)number_of(words, "code"),
		.suite = text_of(journal, words, "suite"),
		.cipher = text_of(journal, words, "cipher"),
		.mac = text_of(journal, words, "mac"),
		.key_exchange = text_of(journal, words, "key-exchange"),
		.server_signature = text_of(journal, words, "signature"),
		.dh_bits = (unsigned)number_of(words, "dh-bits"),
		.extended_master_secret = FACT_YES,
		.encrypt_then_mac = FACT_YES,
		.safe_renegotiation = FACT_YES};
	*ret_event = (struct event){.kind = EVENT_TLS_UP, .direction = DIRECTION_IN, .tls_up = {.facts = facts}};
	return facts->version && facts->suite;
}

static bool make_failure(struct bytes words, struct event *ret_event)
{
	int why = index_of(value_of(words, "why"), name_tls_failure_name, TLS_FAILURE_PROTOCOL + 1);

	*ret_event = (struct event){.kind = EVENT_TLS_FAILED,
		.tls_failed = {.why = (enum tls_failure)why, .sentence = value_of(words, "sentence")}};
	return why >= 0;
}

static bool make_limit(struct bytes words, struct event *ret_event)
{
	int of = index_of(value_of(words, "of"), name_limit_of_name, LIMIT_OUTPUT + 1);

	*ret_event = (struct event){.kind = EVENT_LIMIT,
		.limit = {.of = (enum limit_of)of,
			.limit = number_of(words, "limit"),
			.dropped = number_of(words, "dropped")}};
	return of >= 0;
}

bool told_append(struct journal *journal, struct bytes words)
{
	struct bytes rest = words;
	struct bytes kind = bytes_word(&rest);
	struct event event;
	bool made = bytes_is(kind, "probe")        ? make_probe(rest, &event)
		    : bytes_is(kind, "tls-up")     ? make_up(journal, rest, &event)
		    : bytes_is(kind, "tls-failed") ? make_failure(rest, &event)
		    : bytes_is(kind, "limit")      ? make_limit(rest, &event)
						   : false;

	if (made)
		journal_append(journal, &event);
	return made;
}
