/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dialogue: scripts, traces, and the comparison of whole with cut-up input.
 */
#include "dialogue.h"

#include "model/fields.h"
#include <check.h>

enum { WHOLE = 1 << 30 };

void dialogue_begin(struct dialogue *dialogue, enum protocol protocol, const struct dialogue_case *test)
{
	struct proto_config config = {
		.client_name = "client.example", .add_tags = !test->as_typed, .implicit_tls = test->implicit_tls};

	*dialogue = (struct dialogue){.hands = {.monotonic = 0}};
	struct journal_config journal = {.clock = clock_fixed(&dialogue->hands), .spill_fd = -1};
	dialogue->journal = journal_new(&journal);
	dialogue->proto = proto_new(protocol, &config, dialogue->journal);
	buffer_init(&dialogue->out, 1 << 22);
	buffer_init(&dialogue->trace, 1 << 22);
	proto_connected(dialogue->proto);
}

void dialogue_end(struct dialogue *dialogue)
{
	proto_free(dialogue->proto);
	journal_free(dialogue->journal);
	buffer_done(&dialogue->out);
	buffer_done(&dialogue->trace);
}

static void put(struct dialogue *dialogue, const char *before, struct bytes text, const char *behind)
{
	buffer_append_text(&dialogue->trace, before);
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] < ' ' || text.data[i] > '~')
			buffer_printf(&dialogue->trace, "\\x%02x", text.data[i]);
		else
			buffer_append_byte(&dialogue->trace, text.data[i]);
	buffer_append_text(&dialogue->trace, behind);
}

static void trace_line(struct dialogue *dialogue, const struct event *event)
{
	const struct event_line *line = &event->line;

	buffer_append_text(&dialogue->trace, event->direction == DIRECTION_OUT ? "> " : "< ");
	buffer_append_text(&dialogue->trace, line_role_name(line->role));
	if (line->flags & LINE_TAG_ADDED)
		buffer_append_text(&dialogue->trace, " tag-added");
	if (line->flags & LINE_LATER)
		buffer_append_text(&dialogue->trace, " later");
	if (line->flags & LINE_FOLLOWS)
		buffer_append_text(&dialogue->trace, " follows");
	if (line->flags & LINE_STUFFED)
		buffer_append_text(&dialogue->trace, " stuffed");
	if (line->text.len > 200)
		buffer_printf(&dialogue->trace, ": %zu bytes\n", line->text.len);
	else
		put(dialogue, ": ", line->text, "\n");
}

static void trace_reply(struct dialogue *dialogue, const struct event_reply *reply)
{
	buffer_printf(&dialogue->trace, "= %s", reply_status_name(reply->status));
	if (reply->verb.len)
		put(dialogue, " to ", reply->verb, "");
	if (reply->has_enhanced)
		buffer_printf(
			&dialogue->trace, " (%u.%u.%u)", reply->enhanced[0], reply->enhanced[1], reply->enhanced[2]);
	if (reply->code_text.len)
		put(dialogue, " [", reply->code_text, "]");
	if (reply->text.len && reply->text.len < 200)
		put(dialogue, ": ", reply->text, "");
	buffer_append_text(&dialogue->trace, "\n");
}

static void trace_caps(struct dialogue *dialogue, const struct caps *caps)
{
	buffer_append_text(&dialogue->trace, "caps");
	for (size_t i = 0; i < caps->count && i < 20; i++) {
		put(dialogue, " ", caps->list[i].keyword, "");
		if (caps->list[i].params.len)
			put(dialogue, "(", caps->list[i].params, ")");
	}
	buffer_append_text(&dialogue->trace, "\n");
}

static void trace_event(struct dialogue *dialogue, const struct event *event)
{
	if (event->kind == EVENT_LINE)
		trace_line(dialogue, event);
	else if (event->kind == EVENT_REPLY)
		trace_reply(dialogue, &event->reply);
	else if (event->kind == EVENT_CAPS)
		trace_caps(dialogue, event->caps.caps);
	else if (event->kind == EVENT_STATE)
		put(dialogue, "phase ", event->state.state, "\n");
	else if (event->kind == EVENT_STARTTLS)
		buffer_printf(&dialogue->trace, "starttls %s\n", starttls_step_name(event->starttls.step));
	else if (event->kind == EVENT_ODDITY)
		buffer_printf(&dialogue->trace, "odd %s\n", oddity_name(event->oddity.oddity));
	else
		buffer_printf(&dialogue->trace, "%s\n", event_kind_name(event->kind));
}

static void trace_news(struct dialogue *dialogue)
{
	while (dialogue->seen < journal_count(dialogue->journal))
		trace_event(dialogue, journal_at(dialogue->journal, dialogue->seen++));
}

static void trace_state(struct dialogue *dialogue)
{
	trace_news(dialogue);
	buffer_printf(&dialogue->trace, "-- %s", proto_state_name(proto_state(dialogue->proto)));
	if (proto_octets_left(dialogue->proto))
		buffer_printf(
			&dialogue->trace, ", %llu octets", (unsigned long long)proto_octets_left(dialogue->proto));
	buffer_append_text(&dialogue->trace, "\n");
}

/* One chunk; false when the engine takes no more, since TLS begins. */
static bool feed_chunk(struct dialogue *dialogue, struct bytes chunk)
{
	for (;;) {
		size_t used;
		enum proto_step step = proto_receive(dialogue->proto, chunk, &used);

		chunk = bytes_from(chunk, used);
		trace_news(dialogue);
		if (step == PROTO_UPGRADE)
			return false;
		if (step == PROTO_FINISHED)
			buffer_append_text(&dialogue->trace, "finished\n");
		ck_assert(step != PROTO_NEED_MORE || !chunk.len);
		if (!chunk.len)
			return true;
	}
}

void dialogue_feed(struct dialogue *dialogue, struct bytes bytes, size_t first, size_t chunk)
{
	for (size_t size = first ? first : chunk; bytes.len; size = chunk) {
		if (!feed_chunk(dialogue, bytes_first(bytes, size))) {
			buffer_append_text(&dialogue->trace, "upgrade\n");
			break;
		}
		bytes = bytes_from(bytes, size);
	}
	trace_state(dialogue);
}

void dialogue_feed_long(struct dialogue *dialogue, const char *begin, size_t count, const char *end, size_t chunk)
{
	struct buffer line;

	buffer_init(&line, 1 << 22);
	buffer_append_text(&line, begin);
	for (size_t i = 0; i < count; i++)
		buffer_append_byte(&line, 'x');
	buffer_append_text(&line, end);
	dialogue_feed(dialogue, buffer_bytes(&line), 0, chunk);
	buffer_done(&line);
}

bool dialogue_ends(struct dialogue *dialogue, const char *end)
{
	const char *trace = buffer_text(&dialogue->trace);

	return strlen(trace) >= strlen(end) && !strcmp(trace + strlen(trace) - strlen(end), end);
}

static void type(struct dialogue *dialogue, const char *step)
{
	struct error error = {.sentence = ""};
	bool sent = proto_send(dialogue->proto, bytes_str(step + 3), false, &dialogue->out, &error);

	ck_assert_msg(sent == (step[0] != 'R'), "%s: %s", step, sent ? "was sent" : error.sentence);
	if (!sent)
		put(dialogue, "refused: ", bytes_str(error.sentence), "\n");
	if (step[0] == 'C')
		proto_sent(dialogue->proto);
	trace_state(dialogue);
}

void dialogue_play(struct dialogue *dialogue, const struct dialogue_case *test, size_t first, size_t chunk)
{
	for (size_t i = 0; i < DIALOGUE_STEPS && test->script[i]; i++) {
		const char *step = test->script[i];
		switch (step[0]) {
		case 'S': dialogue_feed(dialogue, bytes_str(step + 3), first, chunk); break;
		case 'C':
		case 'c':
		case 'R': type(dialogue, step); break;
		case 's': proto_sent(dialogue->proto); break;
		case 'T':
			proto_secured(dialogue->proto);
			trace_state(dialogue);
			break;
		case 'E':
			proto_ended(dialogue->proto);
			trace_state(dialogue);
			break;
		default: ck_abort_msg("%s: no such step", step);
		}
	}
}

void dialogue_full_trace(const struct dialogue *dialogue, struct buffer *ret_trace)
{
	for (uint64_t i = 0; i < journal_count(dialogue->journal); i++) {
		const struct event *event = journal_at(dialogue->journal, i);
		struct fields fields;
		struct field field;

		buffer_append_text(ret_trace, event_kind_name(event->kind));
		fields_begin(&fields, event);
		while (fields_next(&fields, &field)) {
			buffer_printf(ret_trace, "\n  %s=", field.key);
			buffer_append(ret_trace, field.value);
		}
		buffer_append_text(ret_trace, "\n");
	}
}

static bool holds(struct bytes memory, const char *secret)
{
	return bytes_find(memory, bytes_str(secret)) < memory.len;
}

static void check_secret(const struct dialogue *dialogue, const struct dialogue_case *test, const struct buffer *full)
{
	const struct proto *proto = dialogue->proto;

	if (!test->secret)
		return;
	ck_assert_msg(holds(buffer_bytes(&dialogue->out), test->secret), "%s: not sent", test->name);
	ck_assert_msg(!holds(buffer_bytes(full), test->secret), "%s: in an event", test->name);
	ck_assert_msg(!holds(bytes_of(proto, proto->ops->size), test->secret), "%s: in the engine", test->name);
	ck_assert_msg(!holds(buffer_bytes(&proto->lines.kept), test->secret), "%s: kept", test->name);
}

static void check_chunks(
	enum protocol protocol, const struct dialogue_case *test, size_t first, size_t chunk, const char *whole)
{
	struct dialogue dialogue;
	struct buffer full;

	dialogue_begin(&dialogue, protocol, test);
	buffer_init(&full, 1 << 22);
	dialogue_play(&dialogue, test, first, chunk);
	dialogue_full_trace(&dialogue, &full);
	buffer_append(&full, buffer_bytes(&dialogue.trace));
	ck_assert_msg(!strcmp(buffer_text(&full), whole), "%s: first %zu, then %zu bytes:\n%s\ninstead of:\n%s",
		test->name, first, chunk, buffer_text(&full), whole);
	buffer_done(&full);
	dialogue_end(&dialogue);
}

static size_t longest_step(const struct dialogue_case *test)
{
	size_t longest = 0;

	for (size_t i = 0; i < DIALOGUE_STEPS && test->script[i]; i++)
		if (test->script[i][0] == 'S' && strlen(test->script[i]) - 3 > longest)
			longest = strlen(test->script[i]) - 3;
	return longest;
}

void dialogue_check(enum protocol protocol, const struct dialogue_case *tests, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct dialogue dialogue;
		struct buffer full;

		dialogue_begin(&dialogue, protocol, &tests[i]);
		buffer_init(&full, 1 << 22);
		dialogue_play(&dialogue, &tests[i], 0, WHOLE);
		dialogue_full_trace(&dialogue, &full);
		ck_assert_msg(!strcmp(buffer_text(&dialogue.trace), tests[i].want), "%s:\n%s\ninstead of:\n%s",
			tests[i].name, buffer_text(&dialogue.trace), tests[i].want);
		check_secret(&dialogue, &tests[i], &full);
		if (tests[i].wire)
			ck_assert_str_eq(buffer_text(&dialogue.out), tests[i].wire);
		buffer_append(&full, buffer_bytes(&dialogue.trace));
		check_chunks(protocol, &tests[i], 0, 1, buffer_text(&full));
		for (size_t split = 1; split < longest_step(&tests[i]); split++)
			check_chunks(protocol, &tests[i], split, WHOLE, buffer_text(&full));
		buffer_done(&full);
		dialogue_end(&dialogue);
	}
}
