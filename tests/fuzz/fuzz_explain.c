/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_explain: whatever is pointed at or typed, the explanation is safe to show and no longer than it may be. The first byte
 * chooses what the rest is ('0' a line received, '1' sent, '2' a handshake message, '3' a word, '4' a reply, '5' an oddity, '6' a
 * finding), the second the protocol and what it is for; lines have the command before them in a line of its own.
 */
#include "advice/explain.h"
#include "fuzz.h"

#include <unistr.h>

const unsigned fuzz_mutations = 20000;
enum { KINDS = 7, PARAGRAPHS_MAX = 41 };

static const char *const protocols[] = {"SMTP", "LMTP", "IMAP", "POP3", "ManageSieve", "XMPP"};

static void check(struct bytes text)
{
	size_t paragraphs = 1;

	fuzz_require(text.len <= EXPLAIN_MAX, "an explanation is bounded");
	fuzz_require(!u8_check(text.data, text.len), "an explanation is UTF-8");
	for (size_t i = 0; i < text.len; i++) {
		fuzz_require(text.data[i] == '\n' || (text.data[i] >= ' ' && text.data[i] != 0x7f),
			"an explanation holds no control");
		paragraphs += i && text.data[i] == '\n' && text.data[i - 1] == '\n';
	}
	fuzz_require(paragraphs <= PARAGRAPHS_MAX, "an explanation has so many paragraphs and no more");
}

static void fill(struct event *event, uint8_t kind, uint8_t choice, struct bytes text)
{
	switch (kind) {
	case 0:
	case 1:
		event->kind = EVENT_LINE;
		event->direction = kind ? DIRECTION_OUT : DIRECTION_IN;
		event->line = (struct event_line){.text = text,
			.role = choice / 6 % (LINE_STRAY + 1),
			.flags = choice & 64 ? LINE_LATER : LINE_NUL | LINE_8BIT};
		return;
	case 2:
		event->kind = EVENT_TLS_MESSAGE;
		event->direction = choice & 1 ? DIRECTION_OUT : DIRECTION_IN;
		event->tls_message = (struct event_tls_message){.type = text.len ? text.data[0] : 0,
			.version = choice & 2 ? 0x0304 : 0x0303,
			.suite = 0x1301,
			.length = (uint32_t)text.len,
			.body = bytes_from(text, 4)};
		return;
	case 4:
		event->kind = EVENT_REPLY;
		event->reply = (struct event_reply){.status = choice % (REPLY_MALFORMED + 1),
			.code = choice,
			.has_enhanced = choice & 1,
			.enhanced = {choice, 7, 1},
			.code_text = text,
			.verb = bytes_first(text, choice % 8)};
		return;
	case 5:
		event->kind = EVENT_ODDITY;
		event->oddity = (struct event_oddity){
			.oddity = choice % ODDITIES, .sentence = text, .evidence = bytes_first(text, 256)};
		return;
	default:
		event->kind = EVENT_FINDING;
		event->finding = (struct event_finding){.id = bytes_first(text, choice),
			.title = text,
			.explanation = text,
			.remedy = text,
			.reference = text};
		return;
	}
}

static struct journal *journal_about(const char *protocol, struct bytes command)
{
	struct journal_config config = {.clock = clock_system(), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct event target = {.kind = EVENT_TARGET, .target = {.protocol = bytes_str(protocol)}};
	struct event asked = {.kind = EVENT_LINE, .direction = DIRECTION_OUT, .line = {.text = command}};

	journal_append(journal, &target);
	journal_append(journal, &asked);
	return journal;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer out;

	if (size < 2)
		return 0;
	uint8_t kind = (uint8_t)(data[0] - '0') % KINDS, choice = (uint8_t)(data[1] - '0');
	const char *protocol = protocols[choice % 6];
	struct bytes text = bytes_of(data + 2, size - 2);
	struct bytes command = kind < 2 ? bytes_first(text, bytes_index(text, '\n', 0)) : (struct bytes){0};
	buffer_init(&out, EXPLAIN_MAX);
	if (kind == 3) {
		bool known = explain_word(bytes_str(protocol), text, &out);
		fuzz_require(known == (out.len > 0), "what is not known has no explanation");
		explain_complete(text, 0);
	} else {
		struct event event = {.kind = EVENT_NOTE};
		struct journal *journal = journal_about(protocol, command);
		fill(&event, kind, choice,
			command.len < text.len && kind < 2 ? bytes_from(text, command.len + 1) : text);
		const struct event *stored = journal_append(journal, &event);
		explain_event(journal, stored, &out);
		fuzz_require(out.len > 0, "every event has an explanation");
		journal_free(journal);
	}
	check(buffer_bytes(&out));
	buffer_done(&out);
	return 0;
}
