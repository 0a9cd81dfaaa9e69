/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_documents: runs the session documents (tests/sessions/README.md says how to write one).
 *
 * Each document runs with the server's bytes of a turn in one piece, byte by byte, and at every split point of every turn.
 * All runs must give the same events and send the same bytes; the events that the document lists must come, in order, and the
 * findings that it lists must be told, and no others.
 */
#include "../check_main.h"
#include "../read_file.h"
#include "../report/again.h"
#include "advice/rules.h"
#include "base/safe.h"
#include "document.h"
#include "document_chain.h"
#include "told.h"
#include "model/fields.h"
#include "session/session.h"
#include "tls/mint.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 4 << 20, WHOLE = -1, BYTEWISE = -2 };

static const char host[] = DOCUMENT_HOST;
static struct tls_identity *identity;
static struct tls_identity *stranger; /* whose root is trusted in place of that one's; NULL: nobody's */
static struct document_chain *chain;  /* whose identity that is; NULL: it is of the usual kind */

/* How a run cuts what the server sends: the turn and the place in it, or one of the names above. */
struct cut {
	int turn;
	size_t at;
};

struct run {
	struct session *session;
	struct journal *journal;
	struct clock_hands hands;
	struct tls *server; /* the server's end of TLS; NULL in the clear */
	struct buffer turn; /* what the server says next */
	struct buffer peek; /* what waits in the socket before the ClientHello */
	struct buffer sent; /* what the client said, decrypted */
	struct buffer trace;
	struct cut cut;
	bool raw; /* this turn travels on the wire as it is, even beside TLS */
	int turns;
	size_t *lengths; /* of the turns, filled by the first run */
};

static int hex(unsigned char c)
{
	return ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10;
}

/* The escapes of a document: \\r \\n \\0 \\\\ and \\xNN. */
static void unescape(struct bytes text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = text.data[i];
		if (c == '\\' && i + 1 < text.len) {
			c = text.data[++i];
			if (c == 'x' && i + 2 < text.len) {
				c = (unsigned char)(hex(text.data[i + 1]) * 16 + hex(text.data[i + 2]));
				i += 2;
			} else {
				c = c == 'r' ? '\r' : c == 'n' ? '\n' : c == '0' ? 0 : c;
			}
		}
		buffer_append_byte(out, c);
	}
}

/* Moving bytes */

static void take_output(struct run *run)
{
	struct bytes output = session_output(run->session);

	while (output.len) {
		if (run->server) {
			tls_receive(run->server, output);
			struct buffer *plain = tls_plain_in(run->server);
			buffer_append(&run->sent, buffer_bytes(plain));
			buffer_clear(plain);
		} else {
			buffer_append(&run->sent, output);
		}
		session_written(run->session, output.len);
		output = session_output(run->session);
	}
}

static void pump(struct run *run)
{
	take_output(run);
	if (!session_wants_peek(run->session))
		return;
	session_receive(run->session, buffer_bytes(&run->peek));
	buffer_clear(&run->peek);
	/* From here on the client's bytes are TLS. */
	run->server = tls_server_new(identity);
	session_peeked(run->session);
	take_output(run);
}

static void deliver(struct run *run, struct bytes bytes)
{
	struct buffer *wire = run->server && !run->raw ? tls_wire_out(run->server) : NULL;

	if (wire) {
		if (bytes.len)
			tls_send(run->server, bytes);
		bytes = buffer_bytes(wire);
	}
	if (run->cut.turn == BYTEWISE) {
		for (size_t i = 0; i < bytes.len; i++)
			session_receive(run->session, bytes_of(bytes.data + i, 1));
	} else {
		session_receive(run->session, bytes);
	}
	if (wire)
		buffer_clear(wire);
}

/* The server's turn is over: what it said goes out, cut as this run cuts. */
static void end_turn(struct run *run)
{
	struct bytes all = buffer_bytes(&run->turn);

	if (!all.len)
		return;
	if (run->lengths)
		run->lengths[run->turns] = all.len;
	if (run->cut.turn == run->turns && run->cut.at < all.len) {
		deliver(run, bytes_first(all, run->cut.at));
		deliver(run, bytes_from(all, run->cut.at));
	} else {
		deliver(run, all);
	}
	run->turns++;
	buffer_clear(&run->turn);
	pump(run);
}

/* Bytes that are not inside TLS, whatever the phase. */
static void end_raw_turn(struct run *run)
{
	run->raw = true;
	end_turn(run);
	run->raw = false;
}

/* close_notify, and clear text behind it in the same segment, whatever the run cuts: what comes later is not read. */
static void close_and_say(struct run *run, struct bytes text)
{
	struct buffer *wire = tls_wire_out(run->server);

	tls_close(run->server);
	unescape(text, wire);
	session_receive(run->session, buffer_bytes(wire));
	buffer_clear(wire);
}

static void handshake(struct run *run)
{
	if (!run->server)
		run->server = tls_server_new(identity);
	for (int i = 0; i < 20; i++) {
		take_output(run);
		deliver(run, (struct bytes){0});
	}
	take_output(run);
}

/* A line is typed; nothing of it has left us yet. */
static void type_line(struct run *run, struct bytes line, const char *path)
{
	struct error error = {.sentence = ""};

	if (!session_send(run->session, line, &error))
		ck_abort_msg("%s: the line «%.*s» was not sent: %s", path, (int)line.len, (const char *)line.data,
			error.sentence);
}

static void check_sent(struct run *run, struct bytes expected, const char *path)
{
	struct buffer wanted;

	buffer_init(&wanted, TEXT_MAX);
	unescape(expected, &wanted);
	struct bytes have = buffer_bytes(&run->sent);
	if (!bytes_equal(have, buffer_bytes(&wanted)))
		ck_abort_msg("%s: sent «%.*s», not «%.*s»", path, (int)have.len, (const char *)have.data,
			(int)expected.len, (const char *)expected.data);
	buffer_clear(&run->sent);
	buffer_done(&wanted);
}

static void refuse_line(struct run *run, struct bytes line, const char *path)
{
	struct error error;

	if (session_send(run->session, line, &error))
		ck_abort_msg(
			"%s: the line «%.*s» should have been refused", path, (int)line.len, (const char *)line.data);
}

static void send_raw(struct run *run, struct bytes text, const char *path)
{
	struct error error = {.sentence = ""};
	struct buffer raw;

	buffer_init(&raw, TEXT_MAX);
	unescape(text, &raw);
	ck_assert_msg(session_send_raw(run->session, buffer_bytes(&raw), &error), "%s: %s", path, error.sentence);
	buffer_done(&raw);
}

/* Where the connection leads to; nothing of it depends on the network. */
static void tell_target(struct run *run, struct bytes options)
{
	char protocol[16] = "smtp", address[64] = "192.0.2.25", port[8] = "25";
	const struct preamble_info *preamble;
	struct event target = {.kind = EVENT_TARGET, .target = {.name = bytes_str(host)}};
	struct event connected = {.kind = EVENT_CONNECTED};
	unsigned long long number = 0;

	document_option(options, "protocol:", protocol, sizeof(protocol));
	document_option(options, "address:", address, sizeof(address));
	document_option(options, "port:", port, sizeof(port));
	preamble = preamble_named(protocol);
	bytes_number(bytes_str(port), UINT16_MAX, &number);
	target.target.port = connected.connected.port = (uint16_t)number;
	target.target.implicit_tls = document_option(options, "implicit-tls:", port, sizeof(port));
	target.target.protocol = preamble ? bytes_str(preamble->title) : BYTES_LITERAL("TLS");
	for (int i = 0; i < PROTOCOLS; i++)
		if (!strcmp(proto_info((enum protocol)i)->scheme, protocol))
			target.target.protocol = bytes_str(proto_info((enum protocol)i)->name);
	connected.connected.address = bytes_str(address);
	journal_append(run->journal, &target);
	if (!document_option(options, "unreached:", port, sizeof(port)))
		journal_append(run->journal, &connected);
}

/* An address that did not answer; a name without any; no address is left. */
static bool unreached(struct run *run, struct bytes line)
{
	struct bytes rest;
	struct event dial = {.kind = EVENT_DIAL, .direction = DIRECTION_IN, .dial = {.port = 25, .failed = true}};
	struct event lookup = {.kind = EVENT_LOOKUP, .lookup = {.name = bytes_str(host)}};
	struct event closed = {.kind = EVENT_CLOSED, .closed = {.how = CLOSED_REFUSED}};

	if (document_starts(line, "UNREACHED: ", &rest)) {
		dial.dial.address = bytes_word(&rest);
		dial.dial.reason = bytes_trim(rest);
		journal_append(run->journal, &dial);
	} else if (document_starts(line, "NO-ADDRESS: ", &rest)) {
		lookup.lookup.reason = rest;
		journal_append(run->journal, &lookup);
	} else if (bytes_is(line, "GIVE-UP")) {
		journal_append(run->journal, &closed);
	} else {
		return false;
	}
	return true;
}

static void step(struct run *run, struct bytes line, const char *path)
{
	struct bytes rest;
	unsigned long long ms;

	if (document_starts(line, "S: ", &rest) || document_starts(line, "S:", &rest)) {
		buffer_append(&run->turn, rest);
		buffer_append_text(&run->turn, "\r\n");
		return;
	}
	if (document_starts(line, "S> ", &rest)) {
		unescape(rest, &run->turn);
		return;
	}
	if (document_starts(line, "PEEK> ", &rest)) {
		unescape(rest, &run->peek);
		return;
	}
	end_turn(run);
	if (unreached(run, line))
		return;
	if (document_starts(line, "C: ", &rest) || document_starts(line, "C:", &rest)) {
		type_line(run, rest, path);
		pump(run);
	} else if (document_starts(line, "TYPED: ", &rest)) {
		type_line(run, rest, path);
	} else if (document_starts(line, "WIRE> ", &rest)) {
		unescape(rest, &run->turn);
		end_raw_turn(run);
	} else if (document_starts(line, "RAW> ", &rest)) {
		send_raw(run, rest, path);
		pump(run);
	} else if (document_starts(line, "REFUSED: ", &rest))
		refuse_line(run, rest, path);
	else if (document_starts(line, "SENT> ", &rest))
		check_sent(run, rest, path);
	else if (document_starts(line, "TOLD: ", &rest))
		ck_assert_msg(told_append(run->journal, rest), "%s: no event: %.*s", path, (int)rest.len,
			(const char *)rest.data);
	else if (bytes_is(line, "TRIAL")) {
		struct error error = {.sentence = ""};
		ck_assert_msg(session_trial(run->session, &error), "%s: %s", path, error.sentence);
		pump(run);
	} else if (bytes_is(line, "SMUGGLE")) {
		struct error error = {.sentence = ""};
		ck_assert_msg(session_smuggle(run->session, &error), "%s: %s", path, error.sentence);
		pump(run);
	} else if (bytes_is(line, "TLS"))
		handshake(run);
	else if (document_starts(line, "CLOSE-NOTIFY> ", &rest))
		close_and_say(run, rest);
	else if (bytes_is(line, "CLOSE-NOTIFY")) {
		tls_close(run->server);
		deliver(run, (struct bytes){0});
	} else if (bytes_is(line, "END"))
		session_ended(run->session, CLOSED_BY_PEER, NULL);
	else if (bytes_is(line, "RESET"))
		session_ended(run->session, CLOSED_RESET, "Connection reset by peer");
	else if (document_starts(line, "WAIT ", &rest) && bytes_number(rest, 10000000, &ms)) {
		run->hands.monotonic += (int64_t)ms * 1000;
		session_tick(run->session);
		take_output(run);
	} else if (line.len)
		ck_abort_msg("%s: unknown step «%.*s»", path, (int)line.len, (const char *)line.data);
}

/* Traces */

static bool is_steady(const struct event *event)
{
	return event->kind != EVENT_TLS_RECORD && event->kind != EVENT_TLS_MESSAGE && event->kind != EVENT_CHAIN &&
	       event->kind != EVENT_TLS_UP && event->kind != EVENT_VERDICT;
}

/*
 * What changes from run to run says nothing; and how many injected bytes came together is the network's choice: where the
 * runs are compared, only that there was an injection counts.
 */
static bool is_compared(const struct run *run, const struct event *event, const char *key)
{
	if (!strcmp(key, "took_us") || !strcmp(key, "first_line") || !strcmp(key, "facts"))
		return false;
	if (run->lengths)
		return true;
	return strncmp(key, "bytes_", 6) != 0 && (event->kind != EVENT_INJECTION || !strcmp(key, "policy"));
}

static void trace_event(struct run *run, const struct event *event)
{
	struct fields fields;
	struct field field;

	buffer_printf(&run->trace, "%s %s %s", phase_name(event->phase), direction_name(event->direction),
		event_kind_name(event->kind));
	fields_begin(&fields, event);
	while (fields_next(&fields, &field)) {
		if (!is_compared(run, event, field.key))
			continue;
		buffer_printf(&run->trace, " %s=\"", field.key);
		safe_append(&run->trace, bytes_first(field.value, 400), SAFE_ASCII);
		buffer_append_text(&run->trace, "\"");
	}
	buffer_append_text(&run->trace, "\n");
}

static struct session *make_session(struct run *run, struct bytes options, const char *path)
{
	char protocol[16] = "smtp", value[32];
	struct error error;
	struct session_config config = {.add_tags = true,
		.greet_after_tls = true,
		.client_name = "client.example.org",
		.tls = {.reference_name = host,
			.ca_pem = mint_root_pem(stranger ? stranger : identity),
			.anchors = chain ? document_chain_anchors(chain) : NULL}};
	char priority[300];

	if (document_option(options, "client-priority:", priority, sizeof(priority)))
		config.tls.priority = priority;
	document_option(options, "protocol:", protocol, sizeof(protocol));
	for (int i = 0; i < PROTOCOLS; i++)
		if (!strcmp(proto_info((enum protocol)i)->scheme, protocol))
			config.protocol = (enum protocol)i;
	config.preamble = preamble_named(protocol);
	config.preamble_host = host;
	if (config.preamble || !strcmp(protocol, "raw"))
		config.protocol = PROTOCOL_RAW;
	config.unsafe_secrets = document_option(options, "unsafe-secrets:", value, sizeof(value));
	config.tls.trust_none = document_option(options, "trust:", value, sizeof(value)) && !strcmp(value, "none");
	config.implicit_tls = document_option(options, "implicit-tls:", value, sizeof(value));
	if (document_option(options, "on-injection:", value, sizeof(value)))
		config.on_injection = !strcmp(value, "drop")  ? INJECTION_DROP
				      : !strcmp(value, "tls") ? INJECTION_TLS
							      : INJECTION_ABORT;
	struct session *session = session_new(&config, run->journal, &error);
	ck_assert_msg(session != NULL, "%s: %s", path, error.sentence);
	return session;
}

/* What advice makes of the session; the same of every run. */
static void advise(struct run *run, struct bytes options)
{
	char value[8];
	struct advice *advice = advice_new(run->journal);

	advice_expect_starttls(advice, document_option(options, "expect-starttls:", value, sizeof(value)));
	advice_catch_up(advice);
	advice_free(advice);
	for (uint64_t i = 0; i < journal_count(run->journal); i++) {
		const struct event *event = journal_at(run->journal, i);
		if (event->kind == EVENT_FINDING)
			buffer_printf(&run->trace, "finding %.*s\n", (int)event->finding.id.len,
				(const char *)event->finding.id.data);
	}
}

static void run_document(struct run *run, struct bytes document, const char *path)
{
	struct bytes steps = document_block(document, "session"), line;
	struct journal_config config = {.clock = clock_fixed(&run->hands), .spill_fd = -1};

	ck_assert_msg(steps.len, "%s: it has no session block", path);
	/* Certificates are minted with the machine's clock. */
	struct clock wall = clock_system();
	run->hands.wall = clock_wall(&wall);
	run->journal = journal_new(&config);
	run->session = make_session(run, document_block(document, "options"), path);
	buffer_init(&run->turn, TEXT_MAX);
	buffer_init(&run->peek, TEXT_MAX);
	buffer_init(&run->sent, TEXT_MAX);
	buffer_init(&run->trace, TEXT_MAX);
	journal_begin_connection(run->journal);
	tell_target(run, document_block(document, "options"));
	char value[8];
	bool reached = !document_option(document_block(document, "options"), "unreached:", value, sizeof(value));
	if (reached)
		session_connected(run->session);
	/* What a client says first has left when the server speaks, unless the document has it otherwise. */
	if (reached && !document_option(document_block(document, "options"), "silent:", value, sizeof(value)) &&
		!document_option(document_block(document, "options"), "implicit-tls:", value, sizeof(value)))
		take_output(run);
	while (document_line(&steps, &line))
		step(run, line, path);
	end_turn(run);
	enum event_kind before = EVENT_NOTE;
	for (uint64_t i = 0; i < journal_count(run->journal); i++) {
		const struct event *event = journal_at(run->journal, i);
		bool again = event->kind == EVENT_INJECTION && before == EVENT_INJECTION;
		/* Without an engine bytes are told as they come, and how they come is the network's choice. */
		bool runs = event->kind == EVENT_LINE && event->line.role == LINE_PAYLOAD &&
			    proto_protocol(session_proto(run->session)) == PROTOCOL_RAW;
		if (run->lengths || (is_steady(event) && !again && !runs))
			trace_event(run, event);
		before = event->kind;
	}
	advise(run, document_block(document, "options"));
}

static void run_done(struct run *run)
{
	session_free(run->session);
	tls_free(run->server);
	journal_free(run->journal);
	buffer_done(&run->turn);
	buffer_done(&run->peek);
	buffer_done(&run->sent);
	buffer_done(&run->trace);
}

/* Expectations: each word of the line must stand in one event's line, and the events come in order. */

static void pad(struct buffer *padded, struct bytes text)
{
	buffer_init(padded, TEXT_MAX);
	buffer_append_text(padded, " ");
	buffer_append(padded, text);
	buffer_append_text(padded, " ");
}

/* Whole words only: «tls» is not «tls-up». */
static bool word_matches(struct bytes event, struct bytes word)
{
	struct buffer padded, wanted;

	pad(&padded, event);
	pad(&wanted, word);
	bool matches = bytes_find(buffer_bytes(&padded), buffer_bytes(&wanted)) < padded.len;
	buffer_done(&wanted);
	buffer_done(&padded);
	return matches;
}

/* The next word; blanks inside quotes belong to it. */
static struct bytes expected_word(struct bytes *rest)
{
	size_t end = 0;
	bool quoted = false;

	*rest = bytes_trim(*rest);
	for (; end < rest->len && (quoted || rest->data[end] != ' '); end++)
		quoted ^= rest->data[end] == '"';
	struct bytes word = bytes_first(*rest, end);
	*rest = bytes_from(*rest, end);
	return word;
}

static bool event_matches(struct bytes event, struct bytes expected)
{
	for (struct bytes word = expected_word(&expected); word.len; word = expected_word(&expected))
		if (!word_matches(event, word))
			return false;
	return true;
}

static void check_events(const struct run *run, struct bytes document, const char *path)
{
	struct bytes events = buffer_bytes(&run->trace), expected = document_block(document, "events"), line, event,
		     rest = {0};

	ck_assert_msg(expected.len, "%s: it has no events block", path);
	while (document_line(&expected, &line)) {
		bool found = false, forbidden = document_starts(line, "never ", &rest);
		struct bytes all = forbidden ? buffer_bytes(&run->trace) : events;
		while (!found && document_line(&all, &event))
			found = event_matches(event, forbidden ? rest : line);
		if (found == forbidden)
			ck_abort_msg("%s: %s «%.*s» in\n%.1500s", path, forbidden ? "there is" : "there is no",
				(int)line.len, (const char *)line.data, buffer_text((struct buffer *)&run->trace));
		if (!forbidden)
			events = all;
	}
}

/* Each finding that is told must be listed, and the reverse; «not» is the one that this document comes near to. */
static void check_findings(const struct run *run, struct bytes document, const char *path)
{
	struct bytes expected = document_block(document, "findings"), line, rest, trace = buffer_bytes(&run->trace);
	size_t listed = 0, told = 0;

	if (!expected.data)
		return;
	while (document_line(&trace, &line))
		told += bytes_starts_with(line, "finding ");
	while (document_line(&expected, &line)) {
		char wanted[100];
		bool never = document_starts(line, "not ", &rest);
		struct bytes id = bytes_trim(never ? rest : line);
		snprintf(wanted, sizeof(wanted), "\nfinding %.*s\n", (int)id.len, (const char *)id.data);
		ck_assert_msg(
			finding_row_of(id), "%s: there is no finding «%.*s»", path, (int)id.len, (const char *)id.data);
		struct bytes all = buffer_bytes(&run->trace);
		bool found = bytes_find(all, bytes_str(wanted)) < all.len;
		if (found == never)
			ck_abort_msg("%s: «%.*s» was %stold in\n%.3000s", path, (int)id.len, (const char *)id.data,
				found ? "" : "not ", buffer_text((struct buffer *)&run->trace));
		listed += !never;
	}
	trace = buffer_bytes(&run->trace);
	trace = bytes_from(trace, bytes_find(trace, BYTES_LITERAL("\nfinding ")));
	if (told != listed)
		ck_abort_msg("%s: more is told than the document lists:%.*s", path, (int)trace.len,
			(const char *)trace.data);
}

static void compare(struct run *first, struct bytes document, struct cut cut, const char *path)
{
	struct run run = {.cut = cut};

	run_document(&run, document, path);
	if (!bytes_equal(buffer_bytes(&run.trace), buffer_bytes(&first->trace)))
		ck_abort_msg("%s: cut in turn %d at %zu the events differ:\n%.1500s\nwhole:\n%.1500s", path, cut.turn,
			cut.at, buffer_text(&run.trace), buffer_text(&first->trace));
	run_done(&run);
}

/* Byte by byte, and cut in two at every point (or every few): the events are the same. */
static void try_pieces(const struct run *full, struct bytes document, size_t stride, const char *path)
{
	struct run steady = {.cut = {.turn = WHOLE}};

	run_document(&steady, document, path);
	compare(&steady, document, (struct cut){.turn = BYTEWISE}, path);
	for (int turn = 0; turn < full->turns; turn++)
		for (size_t at = 1; at < full->lengths[turn]; at += stride)
			compare(&steady, document, (struct cut){.turn = turn, .at = at}, path);
	run_done(&steady);
}

static void show_certificates(struct bytes options, const char *path)
{
	char value[8];
	bool other = document_option(options, "trust:", value, sizeof(value)) && !strcmp(value, "other");

	chain = document_chain_new(options, path);
	identity = chain ? document_chain_identity(chain) : document_identity(options);
	stranger = other ? document_identity((struct bytes){0}) : NULL;
}

static void hide_certificates(void)
{
	if (chain)
		document_chain_free(chain);
	else
		mint_free(identity);
	mint_free(stranger);
}

static void try_document(struct bytes document, size_t stride, const char *path)
{
	size_t lengths[256] = {0};
	struct run full = {.cut = {.turn = WHOLE}, .lengths = lengths};

	show_certificates(document_block(document, "options"), path);
	run_document(&full, document, path);
	check_events(&full, document, path);
	check_findings(&full, document, path);
	/* Under valgrind these would take many minutes. */
	if (!getenv("STARLIT_WHOLE")) {
		again_same(full.journal, path);
		try_pieces(&full, document, stride, path);
	}
	run_done(&full);
	hide_certificates();
}

static void try_folder(const char *folder, size_t least, size_t stride)
{
	char pattern[1000];
	glob_t found;
	size_t count = 0;

	snprintf(pattern, sizeof(pattern), "%s/%s/*.md", STARLIT_TESTS, folder);
	ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct buffer text;
		if (strstr(found.gl_pathv[i], "README.md"))
			continue;
		buffer_init(&text, TEXT_MAX);
		read_file(found.gl_pathv[i], "cannot be read", &text);
		try_document(buffer_bytes(&text), stride, strrchr(found.gl_pathv[i], '/') + 1);
		buffer_done(&text);
		count++;
	}
	ck_assert_uint_ge(count, least);
	globfree(&found);
}

START_TEST(documents)
{
	try_folder("sessions", 30, 1);
}
END_TEST

START_TEST(findings)
{
	try_folder("findings", 1, 11);
}
END_TEST

CHECK_MAIN("session documents", documents, findings)
