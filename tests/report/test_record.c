/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_record: events of every kind with every member at work, hostile bytes, tables that miss nothing, and files that
 * are no recordings. Whole sessions go through a recording in tests/session and tests/demo.
 */
#include "../check_main.h"
#include "again.h"
#include "model/caps.h"
#include "report/record.h"
#include "report/record_reader.h"
#include "report/shape.h"

#include <stdio.h>

#define TEXT(literal) BYTES_LITERAL(literal)

static struct clock_hands hands = {.wall = 1795233906123456};

static struct journal *new_journal(void)
{
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};

	return journal_new(&config);
}

/* Tables */

/* The member that the byte belongs to; NULL: padding, or a member that no table names. */
static const struct shape_member *member_at(const struct shape *shape, size_t byte)
{
	for (size_t i = 0; i < shape->count + shape->mended_count; i++) {
		const struct shape_member *member =
			i < shape->count ? &shape->members[i] : &shape->mended[i - shape->count];
		if (byte >= member->offset && byte < (size_t)member->offset + member->size)
			return member;
	}
	return NULL;
}

static size_t alignment_of(const struct shape_member *member)
{
	switch (member->type) {
	case SHAPE_HEX: return 1;
	case SHAPE_NUMBERS: return 2;
	case SHAPE_EACH: return sizeof(void *);
	case SHAPE_BOOL:
	case SHAPE_UNSIGNED:
	case SHAPE_SIGNED:
	case SHAPE_TEXT:
	case SHAPE_SPAN:
	case SHAPE_BASE64:
	case SHAPE_TIME:
	case SHAPE_NAME:
	case SHAPE_FLAGS:
	case SHAPE_ONE:
	case SHAPE_MANY:
	case SHAPE_INDICES: break;
	}
	return member->size < sizeof(void *) ? member->size : sizeof(void *);
}

/* Padding is less than what the next member's alignment asks for; at the end, the largest one. */
static void check_shape(const struct shape *shape)
{
	size_t gap = 0, largest = 1;

	for (size_t byte = 0; byte <= shape->size; byte++) {
		const struct shape_member *member = byte < shape->size ? member_at(shape, byte) : NULL;
		size_t allowed = member ? alignment_of(member) : byte < shape->size ? SIZE_MAX : largest;
		if (member && allowed > largest)
			largest = allowed;
		ck_assert_msg(
			gap < allowed, "%s: no table names byte %zu of %zu", shape->name, byte - gap, shape->size);
		gap = member ? 0 : gap + 1;
	}
	for (size_t i = 0; i < shape->count; i++)
		if (shape->members[i].of)
			check_shape(shape->members[i].of);
}

START_TEST(every_byte_of_a_struct_stands_in_a_table)
{
	check_shape(&shape_event);
	check_shape(&shape_head);
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		const struct shape *shape = shape_of((enum event_kind)kind);
		ck_assert_msg(shape->count > 0, "%s has no table", event_kind_name((enum event_kind)kind));
		check_shape(shape);
	}
}
END_TEST

/* A struct with a pattern in every byte of every member of a simple type, so that a wrong offset cannot hide. */
START_TEST(members_do_not_overlap)
{
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		const struct shape *shape = shape_of((enum event_kind)kind);
		for (size_t i = 0; i < shape->count; i++)
			for (size_t j = 0; j < i; j++) {
				const struct shape_member *a = &shape->members[i], *b = &shape->members[j];
				ck_assert_msg(a->offset >= b->offset + b->size || b->offset >= a->offset + a->size,
					"%s: %s and %s", shape->name, a->name, b->name);
				ck_assert_str_ne(a->name, b->name);
			}
	}
}
END_TEST

/* The documentation */

static struct bytes section_of(struct bytes document, const char *name)
{
	char heading[64];

	snprintf(heading, sizeof(heading), "\n### %s\n", name);
	size_t begin = bytes_find(document, bytes_str(heading));
	ck_assert_msg(begin < document.len, "doc/events.md says nothing of «%s»", name);
	struct bytes rest = bytes_from(document, begin + strlen(heading));
	return bytes_first(rest, bytes_find(rest, TEXT("\n##")));
}

static void expect_word(struct bytes text, const char *word, const char *where)
{
	char marked[64];

	snprintf(marked, sizeof(marked), "`%s`", word);
	ck_assert_msg(
		bytes_find(text, bytes_str(marked)) < text.len, "doc/events.md, %s: %s is missing", where, marked);
}

static void expect_members(struct bytes text, const struct shape *shape, const char *where)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct shape_member *member = &shape->members[i];
		expect_word(text, member->name, where);
		if (member->of)
			expect_members(text, member->of, where);
	}
}

START_TEST(every_member_is_explained)
{
	struct buffer text;
	FILE *file = fopen(STARLIT_TESTS "/../doc/events.md", "r");
	char chunk[4096];
	size_t got;

	ck_assert_ptr_nonnull(file);
	buffer_init(&text, 1 << 20);
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buffer_append(&text, bytes_of(chunk, got));
	fclose(file);
	expect_members(buffer_bytes(&text), &shape_head, "the head");
	expect_members(buffer_bytes(&text), &shape_event, "every event");
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		const char *name = event_kind_name((enum event_kind)kind);
		expect_members(section_of(buffer_bytes(&text), name), shape_of((enum event_kind)kind), name);
	}
	buffer_done(&text);
}
END_TEST

/* Events */

static const unsigned char hostile[] = "\0\001\033[2J\"\\\r\n\t\177\x80\xff\xc3\x28\xe2\x80\xae <FF> \xf0\x9f\x92\xa9";
#define BAD                                                                                                            \
	{                                                                                                              \
		hostile, sizeof(hostile) - 1                                                                           \
	}
static const struct bytes bad = BAD;
#define CONTROLS "\033[31m \"quoted\\\" \302\233 \342\200\256 e\314\201 \360\237\222\251 \302\205 \177"

static const struct event drafts[] = {
	{.kind = EVENT_TARGET, .target = {TEXT("mail.example.org"), TEXT("SMTP"), 65535, true}},
	{.kind = EVENT_LOOKUP, .lookup = {TEXT(CONTROLS), TEXT("192.0.2.7 2001:db8::7"), TEXT(""), 1234567890123}},
	{.kind = EVENT_DIAL, .direction = DIRECTION_IN, .dial = {TEXT("::1"), 25, true, TEXT("refused"), 7}},
	{.kind = EVENT_CONNECTED, .connected = {TEXT("::1"), 25, TEXT("::2"), 8}},
	{.kind = EVENT_LINE, .direction = DIRECTION_IN, .line = {BAD, LINE_STRAY, 0x3fff, UINT32_MAX, 1ULL << 40}},
	{.kind = EVENT_LINE, .direction = DIRECTION_OUT, .line = {TEXT(CONTROLS), LINE_COMMAND, 0, 0, 2}},
	{.kind = EVENT_LINE, .direction = DIRECTION_OUT, .line = {TEXT("a\0b"), LINE_BODY, LINE_NUL, 0, 5}},
	{.kind = EVENT_REPLY,
		.reply = {REPLY_TRANSIENT, 454, true, {4, 7, 65535}, TEXT("a1"), TEXT("454"), TEXT("TRYLATER"), BAD,
			TEXT("STARTTLS"), 3, 4, 99}},
	{.kind = EVENT_CAPS, .caps = {NULL, true, false}},
	{.kind = EVENT_STATE, .state = {TEXT("hello"), TEXT("greeted")}},
	{.kind = EVENT_STARTTLS, .starttls = {STARTTLS_NOT_NOW, TEXT("no")}},
	{.kind = EVENT_INJECTION, .injection = {BAD, 100000, true, INJECTION_TLS}},
	{.kind = EVENT_TLS_RECORD, .tls_record = {23, 22, 0x0303, 16401, 12, 2, RECORD_SEALED, true, 5}},
	{.kind = EVENT_TLS_MESSAGE, .tls_message = {2, true, true, 0x0304, 0x1301, 99, BAD, 6}},
	{.kind = EVENT_TLS_ALERT, .tls_alert = {2, 255, TEXT("handshake_failure")}},
	{.kind = EVENT_TLS_FAILED, .tls_failed = {TLS_FAILURE_PROTOCOL, -2147483647 - 1, TEXT("broken")}},
	{.kind = EVENT_TLS_CLOSED, .tls_closed = {true, false}},
	{.kind = EVENT_VERDICT, .verdict = {VERDICT_STAPLE, VERDICT_NOT_CHECKED, TEXT("none came"), TEXT("CN=x")}},
	{.kind = EVENT_PROBE, .probe = {PROBE_ENDED, 0x0304, UINT32_MAX, TEXT("x"), PROBE_NOT_OBSERVABLE, TEXT("y")}},
	{.kind = EVENT_ODDITY, .oddity = {ODDITY_REFERRAL, SEVERITY_ERROR, TEXT("odd"), BAD}},
	{.kind = EVENT_TIMEOUT, .timeout = {TIMEOUT_CLOSE, 2000000}},
	{.kind = EVENT_LIMIT, .limit = {LIMIT_OUTPUT, UINT64_MAX, (1ULL << 53) - 1}},
	{.kind = EVENT_LIMIT, .limit = {LIMIT_JOURNAL, 1ULL << 53, 0}},
	{.kind = EVENT_NOTE, .note = {SEVERITY_GOOD, TEXT("Grüße, «日本語»")}},
	{.kind = EVENT_FINDING,
		.finding = {TEXT("F-X"), FINDING_HIGH, TEXT("t"), TEXT("d"), TEXT("e"), TEXT("r"), TEXT("RFC 3207"),
			(const size_t[]){1, 7}, 2}},
	{.kind = EVENT_CLOSED, .closed = {CLOSED_TIMEOUT, TEXT("late"), 1, 2}},
};
enum { DRAFTS = sizeof(drafts) / sizeof(drafts[0]) };

static void append_facts(struct journal *journal)
{
	struct arena *arena = journal_arena(journal);
	struct caps *caps = caps_new(arena);
	static const struct tls_facts tls = {.version = "TLS 1.2",
		.version_code = 0x0303,
		.suite = "s",
		.cipher = "c",
		.mac = "SHA1",
		.key_exchange = "DHE",
		.dh_bits = 1024,
		.sni = "bad \xff name",
		.extended_master_secret = FACT_NOT_APPLICABLE,
		.resumed = true,
		.handshake_out = 1ULL << 33};
	static const struct san sans[] = {{SAN_IP, TEXT("192.0.2.1"), true}, {SAN_OTHER, {hostile, 20}, false}};
	static const struct cert_facts certs[] = {{.subject = "CN=\xff",
							  .issuer = "",
							  .serial = {hostile, 9},
							  .sans = sans,
							  .san_count = 2,
							  .not_before = -62135596800,
							  .not_after = 253402300799,
							  .path_length = -1,
							  .sha256 = {1, 2, 255},
							  .checks = {[CHECK_REVOCATION] = {CHECK_FAILED, "revoked"}},
							  .der = {hostile, 30},
							  .pem = ""},
		{.subject = "",
			.issuer = "",
			.parse_error = "no",
			.place = PLACE_UNREADABLE,
			.der = {hostile, 0},
			.pem = ""}};
	static const size_t path[] = {1, 0};
	static const struct sct_facts scts[] = {{.source = SCT_FROM_OCSP,
		.readable = true,
		.time_ms = UINT64_MAX,
		.log_name = NULL,
		.scheme = 0x0403,
		.result = SCT_BAD,
		.reason = "forged"}};
	static const struct chain_facts chain = {.certs = certs,
		.count = 2,
		.dropped = 3,
		.path = path,
		.path_count = 2,
		.anchor = &certs[0],
		.trust_anchor = &certs[0],
		.scts = scts,
		.sct_count = 1,
		.as_of = -1};

	caps_add(caps, TEXT("AUTH"), bad);
	caps_add(caps, TEXT("STARTTLS"), TEXT(""));
	caps->dropped = 7;
	journal_append(journal, &(struct event){.kind = EVENT_CAPS, .caps = {.caps = caps, .forgotten = true}});
	journal_append(journal, &(struct event){.kind = EVENT_TLS_UP, .tls_up = {.facts = &tls, .took_us = -5}});
	journal_append(journal, &(struct event){.kind = EVENT_CHAIN, .chain = {.chain = &chain}});
}

static struct journal *everything(void)
{
	struct journal *journal = new_journal();

	hands.monotonic = 0;
	for (int i = 0; i < DRAFTS; i++) {
		hands.monotonic += i;
		if (i == 3)
			journal_begin_connection(journal);
		if (i == 9)
			journal_set_phase(journal, PHASE_TLS);
		journal_append(journal, &drafts[i]);
	}
	append_facts(journal);
	return journal;
}

static void written(const struct journal *journal, struct buffer *json)
{
	buffer_init(json, AGAIN_MAX);
	again_write(journal, json);
}

START_TEST(everything_comes_back)
{
	struct journal *journal = everything();
	bool kinds[EVENT_KINDS] = {false};
	struct buffer first, second;

	for (uint64_t i = 0; i < journal_count(journal); i++)
		kinds[journal_at(journal, i)->kind] = true;
	for (int kind = 0; kind < EVENT_KINDS; kind++)
		ck_assert_msg(kinds[kind], "%s is not tried", event_kind_name((enum event_kind)kind));
	written(journal, &first);
	struct journal *again = again_read(buffer_bytes(&first), "everything");
	written(again, &second);
	ck_assert_str_eq(buffer_text(&first), buffer_text(&second));
	journal_free(again);
	journal_free(journal);
	buffer_done(&first);
	buffer_done(&second);
}
END_TEST

/* Simple members are compared in the structs: writer and reader could be wrong alike. */
START_TEST(events_are_the_same_in_memory)
{
	struct journal *journal = everything();
	struct buffer json;

	written(journal, &json);
	struct journal *again = again_read(buffer_bytes(&json), "memory");
	const struct event *a = journal_at(journal, 4), *b = journal_at(again, 4);
	ck_assert(bytes_equal(a->line.text, b->line.text));
	ck_assert_uint_eq(b->line.flags, 0x3fff);
	ck_assert_uint_eq(b->line.hidden, UINT32_MAX);
	ck_assert_int_eq(b->line.role, LINE_STRAY);
	ck_assert_int_eq(b->connection, 1);
	ck_assert_int_eq(b->at_us, a->at_us);
	ck_assert_int_eq(b->wall_us, 1795233906123456);
	ck_assert_int_eq(journal_at(again, 15)->tls_failed.code, -2147483647 - 1);
	ck_assert_int_eq(journal_at(again, 15)->phase, PHASE_TLS);
	ck_assert_uint_eq(journal_at(again, 21)->limit.limit, UINT64_MAX);
	const struct chain_facts *chain = journal_at(again, DRAFTS + 2)->chain.chain;
	ck_assert_uint_eq(chain->path[0], 1);
	ck_assert_str_eq(chain->certs[0].subject, "CN=\xff");
	ck_assert_int_eq(chain->certs[0].checks[CHECK_REVOCATION].result, CHECK_FAILED);
	ck_assert_ptr_null(chain->certs[0].common_name);
	ck_assert_uint_eq(chain->scts[0].time_ms, UINT64_MAX);
	ck_assert_uint_eq(journal_at(again, DRAFTS)->caps.caps->dropped, 7);
	ck_assert(caps_has(journal_at(again, DRAFTS)->caps.caps, "starttls"));
	/* Time goes on from the last event, in its phase. */
	ck_assert_int_eq(journal_phase(again), PHASE_TLS);
	ck_assert_int_ge(journal_now(again), journal_at(again, DRAFTS)->at_us);
	journal_free(again);
	journal_free(journal);
	buffer_done(&json);
}
END_TEST

/* Nothing in a file can act on a terminal. */
START_TEST(no_control_is_written)
{
	struct journal *journal = everything();
	struct buffer json;

	written(journal, &json);
	for (size_t i = 0; i < json.len; i++) {
		struct bytes at = bytes_from(buffer_bytes(&json), i);
		ck_assert(at.data[0] == '\n' || (at.data[0] >= ' ' && at.data[0] != 0x7f));
		ck_assert(!bytes_starts_with(at, "\302\233") && !bytes_starts_with(at, "\342\200\256"));
	}
	struct bytes all = buffer_bytes(&json);
	ck_assert(bytes_find(all, TEXT("\\u001b[31m \\\"quoted\\\\\\\" \\u009b \\u202e ")) < all.len);
	ck_assert(bytes_find(all, TEXT("Grüße, «日本語»")) < all.len);
	ck_assert(bytes_find(all, TEXT("\"text\":\"^@^A^[[2J")) < all.len);
	ck_assert(bytes_find(all, TEXT(",\"text_base64\":\"AAEb")) < all.len);
	ck_assert(bytes_find(all, TEXT("\"limit\":\"18446744073709551615\",\"dropped\":9007199254740991")) < all.len);
	journal_free(journal);
	buffer_done(&json);
}
END_TEST

START_TEST(a_buffer_that_is_full_stays_as_it_is)
{
	struct buffer out;

	for (size_t max = 0; max < 200; max++) {
		struct event event = drafts[4];
		buffer_init(&out, max);
		ck_assert(!record_event(&out, &event));
		ck_assert_uint_eq(out.len, 0);
		buffer_done(&out);
	}
}
END_TEST

/* Files */

#define HEAD                                                                                                           \
	"{\"starlit\":\"record\",\"version\":1,\"program\":\"x\",\"began\":\"2026-11-21T04:05:06.123456Z\","           \
	"\"unsafe_secrets\":false}\n"
#define EVENT(number, kind, rest)                                                                                      \
	"{\"number\":" number ",\"kind\":\"" kind                                                                      \
	"\",\"time\":\"2026-11-21T04:05:06.123456Z\",\"at_us\":1,\"connection\":0,"                                    \
	"\"direction\":\"local\",\"phase\":\"clear\"," rest "}\n"
#define NOTE(number, sentence) EVENT(number, "note", "\"severity\":\"info\",\"sentence\":" sentence)
#define STATE(state)           EVENT("0", "state", "\"before\":\"\"," state)

static const struct {
	const char *text, *error;
} refused[] = {
	{"", "f: line 1: no recording of starlit begins so"},
	{"hello\n", "f: line 1: "},
	{"{}\n", "f: line 1: no recording of starlit begins so"},
	{"[]\n", "f: line 1: no recording of starlit begins so"},
	{"{\"starlit\":\"record\",\"version\":2}\n", "f: line 1: a newer starlit wrote this"},
	{"{\"starlit\":\"record\",\"version\":1}\n", "f: line 1: \"program\": it is missing"},
	{HEAD "\n", "f: line 2: "},
	{HEAD "{\n", "f: line 2: "},
	{HEAD HEAD, "f: line 2: \"kind\": there is no event of that kind"},
	{HEAD "{\"kind\":\"note\"}\n", "f: line 2: \"number\": it is missing"},
	{HEAD "{\"kind\":\"note\",\"kind\":\"note\"}\n", "f: line 2: "},
	{HEAD NOTE("1", "\"x\""), "f: line 2: the numbers of events must go up by one"},
	{HEAD NOTE("0", "\"x\"") NOTE("0", "\"x\""), "f: line 3: the numbers"},
	{HEAD NOTE("0.0", "\"x\""), "f: line 2: \"number\": it must be a number"},
	{HEAD NOTE("-1", "\"x\""), "f: line 2: \"number\": it must be a number"},
	{HEAD NOTE("99999999999999999999", "\"x\""), "f: line 2: "},
	{HEAD NOTE("\"0\"", "\"x\""), "f: line 2: \"number\": it must be a number"},
	{HEAD NOTE("0", "null"), "f: line 2: \"sentence\": it must be a text"},
	{HEAD NOTE("0", "\"x\",\"more\":1"), "f: line 2: \"more\": this is not known here"},
	{HEAD NOTE("0", "\"x\",\"severity_base64\":\"\""), "f: line 2: \"severity_base64\": this is not known here"},
	{HEAD NOTE("0", "\"x\",\"sentence_base64\":\"eA==\""), "f: line 2: \"sentence\": text and base64 do not"},
	{HEAD NOTE("0", "\"<FE>\",\"sentence_base64\":\"/w==\""), "f: line 2: \"sentence\": text and base64 do not"},
	{HEAD NOTE("0", "\"<FF>\",\"sentence_base64\":\"/w=\""), "f: line 2: \"sentence\": it must be base64"},
	{HEAD NOTE("0", "\"\xff\""), "f: line 2: "},
	{HEAD EVENT("0", "note", "\"severity\":\"bad\",\"sentence\":\"\""),
		"f: line 2: \"severity\": there is no such word"},
	{HEAD EVENT("0", "line",
		 "\"text\":\"\",\"role\":\"reply\",\"hidden\":0,\"wire_len\":0,\"flags\":[\"nul\",\"bare-lf\"]"),
		"f: line 2: \"flags\": it must be a list of known words, in their order"},
	{HEAD EVENT("0", "closed", "\"how\":\"?\",\"reason\":\"\",\"bytes_out\":0,\"bytes_in\":0"),
		"f: line 2: \"how\""},
	{HEAD EVENT("0", "tls-closed", "\"clean\":1,\"by_peer\":false"),
		"f: line 2: \"clean\": it must be true or false"},
	{HEAD EVENT("0", "chain", "\"chain\":null"), "f: line 2: its facts are missing"},
	{HEAD EVENT("0", "chain", "\"chain\":[]"), "f: line 2: it must be an object"},
	{HEAD EVENT("0", "caps", "\"before_tls\":true,\"forgotten\":true,\"caps\":{\"list\":[1],\"dropped\":0}"),
		"f: line 2: it must be an object"},
	{HEAD EVENT("0", "caps", "\"before_tls\":true,\"forgotten\":true,\"caps\":{\"list\":{},\"dropped\":0}"),
		"f: line 2: \"list\": it must be a list"},
	{HEAD EVENT("0", "timeout", "\"of\":\"reply\",\"limit_us\":9007199254740992"), "f: line 2: \"limit_us\""},
	{HEAD EVENT("0", "limit", "\"of\":\"line\",\"limit\":\"7\",\"dropped\":0"), "f: line 2: \"limit\""},
	{HEAD EVENT("0", "limit", "\"of\":\"line\",\"limit\":\"18446744073709551616\",\"dropped\":0"),
		"f: line 2: \"limit\""},
	{HEAD EVENT("0", "reply",
		 "\"status\":\"bad\",\"code\":0,\"has_enhanced\":false,\"enhanced\":[0,0,0],\"tag\":\"\",\"word\":\"\","
		 "\"code_text\":\"\",\"text\":\"\",\"verb\":\"\",\"lines\":1,\"first_line\":1,\"took_us\":0"),
		"f: line 2: a reply cannot begin behind itself"},
};

static bool read_text(const char *text, struct journal *journal, bool *ret_cut, struct error *error)
{
	struct record_reader reader;

	record_reader_init(&reader, "f", journal);
	bool good = record_reader_feed(&reader, bytes_str(text), error) && record_reader_end(&reader, ret_cut, error);
	record_reader_done(&reader);
	return good;
}

START_TEST(what_is_no_recording_is_refused)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct journal *journal = new_journal();
		struct error error = {.sentence = ""};
		bool cut;
		ck_assert_msg(!read_text(refused[i].text, journal, &cut, &error), "%s", refused[i].text);
		ck_assert_msg(!strncmp(error.sentence, refused[i].error, strlen(refused[i].error)),
			"%s\nis refused with: %s\nand not: %s", refused[i].text, error.sentence, refused[i].error);
		journal_free(journal);
	}
}
END_TEST

static const struct {
	const char *time;
	bool good;
} times[] = {{"2026-11-21T04:05:06.123456Z", true}, {"2024-02-29T23:59:59.999999Z", true},
	{"1969-12-31T23:59:59.999999Z", true}, {"0001-01-01T00:00:00.000000Z", true},
	{"9999-12-31T23:59:59.999999Z", true}, {"2023-02-29T00:00:00.000000Z", false},
	{"2026-13-01T00:00:00.000000Z", false}, {"2026-00-01T00:00:00.000000Z", false},
	{"2026-01-00T00:00:00.000000Z", false}, {"2026-01-01T24:00:00.000000Z", false},
	{"2026-01-01T00:60:00.000000Z", false}, {"2026-01-01T00:00:60.000000Z", false},
	{"2026-01-01 00:00:00.000000Z", false}, {"2026-01-01T00:00:00.000000+", false}, {"2026-01-01T00:00:00Z", false},
	{"0000-01-01T00:00:00.000000Z", false}};

START_TEST(times_are_days_that_exist)
{
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct journal *journal = new_journal();
		struct error error;
		struct buffer again;
		char text[400];
		bool cut;
		snprintf(text, sizeof(text),
			"{\"starlit\":\"record\",\"version\":1,\"program\":\"x\",\"began\":\"%s\",\"unsafe_secrets\":true}\n",
			times[i].time);
		struct record_reader reader;
		record_reader_init(&reader, "f", journal);
		bool good = record_reader_feed(&reader, bytes_str(text), &error) &&
			    record_reader_end(&reader, &cut, &error);
		ck_assert_msg(good == times[i].good, "%s", times[i].time);
		buffer_init(&again, 1000);
		if (good) {
			ck_assert(record_begin(&again, reader.program, reader.began_us, reader.unsafe_secrets));
			ck_assert_str_eq(buffer_text(&again), text);
		}
		buffer_done(&again);
		record_reader_done(&reader);
		journal_free(journal);
	}
}
END_TEST

START_TEST(a_line_that_was_cut_off_is_left_out)
{
	static const char whole[] = HEAD NOTE("0", "\"first\"") NOTE("1", "\"second\"");
	size_t lines = 0;

	for (size_t len = 0; len <= sizeof(whole) - 1; len++) {
		struct journal *journal = new_journal();
		struct error error;
		char text[sizeof(whole)];
		bool cut = false;
		memcpy(text, whole, len);
		text[len] = 0;
		if (len && whole[len - 1] == '\n')
			lines++;
		ck_assert_int_eq(read_text(text, journal, &cut, &error), lines > 0);
		if (lines) {
			ck_assert_int_eq(cut, whole[len - 1] != '\n');
			ck_assert_uint_eq(journal_count(journal), lines - 1);
		}
		journal_free(journal);
	}
	ck_assert_uint_eq(lines, 3);
}
END_TEST

START_TEST(pieces_of_any_size)
{
	struct journal *journal = everything();
	struct buffer json, again;

	written(journal, &json);
	for (size_t size = 1; size < 50; size += 7) {
		struct journal *other = new_journal();
		struct record_reader reader;
		struct error error;
		bool cut;
		record_reader_init(&reader, "f", other);
		for (struct bytes rest = buffer_bytes(&json); rest.len; rest = bytes_from(rest, size))
			ck_assert(record_reader_feed(&reader, bytes_first(rest, size), &error));
		ck_assert(record_reader_end(&reader, &cut, &error) && !cut);
		written(other, &again);
		ck_assert(bytes_equal(buffer_bytes(&json), buffer_bytes(&again)));
		buffer_done(&again);
		record_reader_done(&reader);
		journal_free(other);
	}
	journal_free(journal);
	buffer_done(&json);
}
END_TEST

/* Neither many values nor a line without end fills the memory. */
START_TEST(floods_are_refused)
{
	static const char *const units[] = {"[", "0,", "{\"a\":", "\"\\\\\",", " "};
	struct buffer flood;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct journal *journal = new_journal();
		struct record_reader reader;
		struct error error = {.sentence = ""};
		buffer_init(&flood, 2 * RECORD_LINE_MAX);
		while (flood.len <= RECORD_LINE_MAX)
			buffer_append_text(&flood, units[i]);
		buffer_truncate(&flood, i % 2 ? flood.len : RECORD_LINE_MAX);
		buffer_append_text(&flood, "\n");
		record_reader_init(&reader, "f", journal);
		ck_assert(!record_reader_feed(&reader, buffer_bytes(&flood), &error));
		ck_assert_str_ne(error.sentence, "");
		record_reader_done(&reader);
		journal_free(journal);
		buffer_done(&flood);
	}
}
END_TEST

CHECK_MAIN("record", every_byte_of_a_struct_stands_in_a_table, every_member_is_explained, members_do_not_overlap,
	everything_comes_back, events_are_the_same_in_memory, no_control_is_written,
	a_buffer_that_is_full_stays_as_it_is, what_is_no_recording_is_refused, times_are_days_that_exist,
	a_line_that_was_cut_off_is_left_out, pieces_of_any_size, floods_are_refused)
