/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_session: whole sessions with a server that says anything, in the clear, where a handshake is due and inside TLS.
 *
 * The first byte chooses the protocol ('0' to '4', plus 8 for implicit TLS) and what is done about an injection ('0': abort,
 * '@': drop, 'P': feed it to TLS); the second how the bytes are cut. A script follows, in which "X:" stands for: tls (a true
 * server shakes hands), peek (an injection waits in the socket), notify (close_notify), end, reset, wait, starttls, close.
 */
#include "fuzz.h"
#include "journals.h"
#include "session/session.h"
#include "tls/mint.h"

const unsigned fuzz_mutations = 1000;
enum { NOW = 1790000000, WAIT_US = 16000000 };

struct run {
	struct clock_hands hands;
	struct journal *journal;
	struct session *session;
	struct tls *server; /* NULL: what it says is not encrypted */
	struct cutter cutter;
	bool peek;
	uint64_t fed;
};

static const struct tls_identity *identity(void)
{
	static struct tls_identity *minted;
	struct mint_recipe recipe = {.name = "mail.example.org", .now = NOW};

	if (!minted)
		minted = mint_identity(&recipe);
	return minted;
}

static void receive(struct run *run, struct bytes bytes)
{
	while (bytes.len) {
		struct bytes piece = fuzz_cut(&run->cutter, &bytes);
		run->fed += session_open(run->session) ? piece.len : 0;
		session_receive(run->session, piece);
	}
}

static void take_output(struct run *run)
{
	for (struct bytes output = session_output(run->session); output.len; output = session_output(run->session)) {
		if (run->server) {
			tls_receive(run->server, output);
			buffer_clear(tls_plain_in(run->server));
		}
		session_written(run->session, output.len);
	}
	if (!session_wants_peek(run->session))
		return;
	if (run->peek)
		receive(run, BYTES_LITERAL("250 injected\r\n"));
	session_peeked(run->session);
}

static void say(struct run *run, struct bytes bytes)
{
	if (run->server) {
		tls_send(run->server, bytes);
		receive(run, buffer_bytes(tls_wire_out(run->server)));
		buffer_clear(tls_wire_out(run->server));
	} else {
		receive(run, bytes);
	}
	take_output(run);
}

static void shake_hands(struct run *run)
{
	struct bytes hello = session_output(run->session);

	if (run->server || !hello.len || hello.data[0] != 22)
		return;
	run->server = tls_server_new(identity());
	for (int i = 0; i < 5; i++) {
		take_output(run);
		say(run, (struct bytes){0});
	}
}

static void happen(struct run *run, struct bytes word)
{
	struct error error;

	if (bytes_is(word, "tls"))
		shake_hands(run);
	else if (bytes_is(word, "notify") && run->server)
		tls_close(run->server);
	else if (bytes_is(word, "end"))
		session_ended(run->session, CLOSED_BY_PEER, NULL);
	else if (bytes_is(word, "reset"))
		session_ended(run->session, CLOSED_RESET, "Connection reset by peer");
	else if (bytes_is(word, "starttls"))
		session_starttls(run->session, &error);
	else if (bytes_is(word, "close"))
		session_close(run->session);
	run->peek = run->peek || bytes_is(word, "peek");
	run->hands.monotonic += bytes_is(word, "wait") ? WAIT_US : 0;
	session_tick(run->session);
}

static void flood(struct run *run, struct bytes text)
{
	struct buffer flood;

	buffer_init(&flood, run->fed < PROTO_LINE_MAX ? FLOOD_MAX / 2 : 0);
	fuzz_repeat(text, &flood);
	say(run, buffer_bytes(&flood));
	buffer_done(&flood);
}

static void take_turn(struct run *run, struct turn turn)
{
	struct error error;

	switch (turn.kind) {
	case 'S': say(run, turn.text); break;
	case 'R': flood(run, turn.text); break;
	case 'X':
		happen(run, turn.text);
		if (run->server)
			say(run, (struct bytes){0});
		break;
	default: session_send(run->session, turn.text, &error);
	}
	if (turn.kind == 'C')
		take_output(run);
}

static void play(struct run *run, const uint8_t *data, size_t size, bool cut)
{
	struct journal_config journal = {.clock = clock_fixed(&run->hands), .spill_fd = -1};
	struct session_config config = {.protocol = (enum protocol)((data[0] & 7) % PROTOCOLS),
		.implicit_tls = data[0] & 8,
		.add_tags = true,
		.greet_after_tls = true,
		.client_name = "client.example",
		.on_injection = (enum injection_policy)((data[0] >> 4) % (INJECTION_TLS + 1)),
		.tls = {.reference_name = "mail.example.org", .ca_pem = mint_root_pem(identity())}};
	struct bytes script = bytes_of(data + 2, size - 2);
	struct error error;
	struct turn turn;

	run->hands.wall = (int64_t)NOW * 1000000;
	run->journal = journal_new(&journal);
	run->session = session_new(&config, run->journal, &error);
	run->cutter = (struct cutter){.seed = data[1], .limit = cut ? (size_t)1 << data[1] % 12 : 0};
	journal_begin_connection(run->journal);
	session_connected(run->session);
	while (fuzz_turn(&script, &turn))
		take_turn(run, turn);
	session_ended(run->session, CLOSED_BY_PEER, NULL);
}

static void check_end(const struct run *run)
{
	uint64_t ends = 0;

	for (uint64_t i = 0; i < journal_count(run->journal); i++) {
		const struct event *event = journal_at(run->journal, i);
		if (event->kind != EVENT_CLOSED)
			continue;
		ends++;
		fuzz_require(event->closed.bytes_in == run->fed, "every byte is counted");
	}
	fuzz_require(ends == 1, "a session ends once");
	fuzz_require(!session_open(run->session) && session_wants_close(run->session), "what is over is closed");
	fuzz_require(session_deadline(run->session) == -1, "what is over waits for nothing");
}

static void run_done(struct run *run)
{
	session_free(run->session);
	tls_free(run->server);
	journal_free(run->journal);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run whole = {.fed = 0}, cut = {.fed = 0};

	if (size < 2)
		return 0;
	play(&whole, data, size, false);
	play(&cut, data, size, true);
	journal_is_sound(whole.journal);
	journal_is_sound(cut.journal);
	check_end(&whole);
	check_end(&cut);
	journals_agree(whole.journal, cut.journal, true);
	run_done(&whole);
	run_done(&cut);
	return 0;
}
