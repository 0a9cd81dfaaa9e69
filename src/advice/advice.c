/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * advice: every event goes to every topic once; what they tell becomes an event.
 */
#include "advice/rules.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct advice_topic *const advice_topics[] = {
	&topic_starttls,
	&topic_smuggling,
	&topic_injection,
	&topic_secrets,
	&topic_door,
	&topic_tls,
	&topic_alerts,
	&topic_certs,
	&topic_revocation,
	&topic_probe,
	&topic_manners,
};
const size_t advice_topic_count = sizeof(advice_topics) / sizeof(advice_topics[0]);
enum { TOPICS = sizeof(advice_topics) / sizeof(advice_topics[0]), ROWS_MAX = 64, DETAIL_MAX = 600 };

struct advice {
	struct journal *journal;
	struct digest digest;
	uint64_t cursor;
	uint32_t connection;
	bool starttls_expected;
	void *states[TOPICS];
	bool told[TOPICS][ROWS_MAX]; /* on this connection */
};

struct advice *advice_new(struct journal *journal)
{
	struct advice *advice = alloc_zero(1, sizeof(*advice));

	advice->journal = journal;
	digest_init(&advice->digest);
	for (size_t i = 0; i < TOPICS; i++) {
		assert(advice_topics[i]->count <= ROWS_MAX);
		advice->states[i] = alloc_zero(1, advice_topics[i]->state_size ? advice_topics[i]->state_size : 1);
	}
	return advice;
}

void advice_free(struct advice *advice)
{
	if (!advice)
		return;
	for (size_t i = 0; i < TOPICS; i++)
		free(advice->states[i]);
	free(advice);
}

void advice_expect_starttls(struct advice *advice, bool offered_before)
{
	advice->starttls_expected = offered_before;
}

/* Looking */

static void begin_connection(struct advice *advice, uint32_t connection)
{
	advice->connection = connection;
	memset(advice->told, 0, sizeof(advice->told));
	for (size_t i = 0; i < TOPICS; i++)
		memset(advice->states[i], 0, advice_topics[i]->state_size);
}

static void look(struct advice *advice, const struct event *event)
{
	if (event->connection != advice->connection)
		begin_connection(advice, event->connection);
	digest_fold(&advice->digest, advice->journal, event->number + 1);
	for (size_t i = 0; i < TOPICS && event->kind != EVENT_FINDING; i++)
		advice_topics[i]->take(advice, event, advice->states[i]);
}

void advice_catch_up(struct advice *advice)
{
	while (advice->cursor < journal_count(advice->journal))
		look(advice, journal_at(advice->journal, advice->cursor++));
}

/* For topics */

const struct journal *advice_journal(const struct advice *advice)
{
	return advice->journal;
}

const struct digest *advice_digest(const struct advice *advice)
{
	return &advice->digest;
}

bool advice_starttls_expected(const struct advice *advice)
{
	return advice->starttls_expected;
}

struct bytes advice_protocol(const struct advice *advice)
{
	return advice->digest.target.protocol;
}

/* False: there is no such finding. */
static bool find(struct bytes id, size_t *ret_topic, size_t *ret_row)
{
	for (size_t topic = 0; topic < TOPICS; topic++) {
		for (size_t row = 0; row < advice_topics[topic]->count; row++) {
			if (!bytes_is(id, advice_topics[topic]->rows[row].id))
				continue;
			*ret_topic = topic;
			*ret_row = row;
			return true;
		}
	}
	return false;
}

const struct finding_row *finding_row_of(struct bytes id)
{
	size_t topic, row;

	return find(id, &topic, &row) ? &advice_topics[topic]->rows[row] : NULL;
}

const char *finding_stop(const char *remedy)
{
	size_t len = strlen(remedy);

	return len && remedy[len - 1] != '.' && remedy[len - 1] != '?' ? "." : "";
}

bool advice_told(const struct advice *advice, const char *id)
{
	size_t topic, row;

	return find(bytes_str(id), &topic, &row) && advice->told[topic][row];
}

static void write_remedy(const struct finding_row *row, struct buffer *out)
{
	const struct {
		const char *server;
		const char *setting;
	} settings[] = {{"Postfix", row->postfix}, {"Dovecot", row->dovecot}, {"Exim", row->exim}};

	if (row->remedy)
		buffer_printf(out, "%s%s", row->remedy, finding_stop(row->remedy));
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (settings[i].setting)
			buffer_printf(out, "%s%s: %s", out->len ? "\n" : "", settings[i].server, settings[i].setting);
}

static void add_proof(
	struct advice *advice, const struct event *proof, const struct event *other, struct event *finding)
{
	size_t count = proof && other && proof != other ? 2 : proof || other ? 1 : 0;
	size_t *numbers = count ? arena_alloc(journal_arena(advice->journal), count * sizeof(*numbers)) : NULL;

	if (!numbers)
		return;
	numbers[0] = (size_t)(proof ? proof : other)->number;
	if (count == 2)
		numbers[1] = (size_t)other->number;
	finding->finding.proof = numbers;
	finding->finding.proof_count = count;
}

static void append(struct advice *advice, const struct finding_row *row, enum finding_rank rank,
	const struct event *proof, const struct event *other, const char *detail)
{
	struct buffer remedy;

	buffer_init(&remedy, 8192);
	write_remedy(row, &remedy);
	struct event finding = {.kind = EVENT_FINDING,
		.finding = {.id = bytes_str(row->id),
			.rank = rank,
			.title = bytes_str(row->title),
			.detail = bytes_str(detail),
			.explanation = bytes_str(row->explanation),
			.remedy = buffer_bytes(&remedy),
			.reference = bytes_str(row->reference)}};
	add_proof(advice, proof, other, &finding);
	journal_append(advice->journal, &finding);
	buffer_done(&remedy);
}

/* rank is NULL: the row's own. */
static void tell(struct advice *advice, const char *id, const enum finding_rank *rank, const struct event *proof,
	const struct event *other, const char *detail)
{
	size_t topic, row;
	bool known = find(bytes_str(id), &topic, &row);

	assert(known);
	if (!known || advice->told[topic][row])
		return;
	advice->told[topic][row] = true;
	const struct finding_row *found = &advice_topics[topic]->rows[row];
	append(advice, found, rank ? *rank : found->rank, proof, other, detail);
}

void advice_tell(struct advice *advice, const char *id, const struct event *proof, const struct event *other,
	const char *format, ...)
{
	char detail[DETAIL_MAX] = "";
	va_list arguments;

	if (format) {
		va_start(arguments, format);
		vsnprintf(detail, sizeof(detail), format, arguments);
		va_end(arguments);
	}
	tell(advice, id, NULL, proof, other, detail);
}

void advice_tell_ranked(struct advice *advice, const char *id, enum finding_rank rank, const struct event *proof,
	const struct event *other, const char *format, ...)
{
	char detail[DETAIL_MAX] = "";
	va_list arguments;

	if (format) {
		va_start(arguments, format);
		vsnprintf(detail, sizeof(detail), format, arguments);
		va_end(arguments);
	}
	tell(advice, id, &rank, proof, other, detail);
}
