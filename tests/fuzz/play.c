/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * play: the server's side of a script.
 */
#include "play.h"

#include "fuzz.h"
#include "tls/mint.h"

enum { NOW = 1790000000, WAIT_US = 16000000 };

static const struct tls_identity *identity(void)
{
	static struct tls_identity *minted;
	struct mint_recipe recipe = {.name = "mail.example.org", .now = NOW};

	if (!minted)
		minted = mint_identity(&recipe);
	return minted;
}

static void receive(struct play *play, struct bytes bytes)
{
	while (bytes.len) {
		struct bytes piece = fuzz_cut(&play->cutter, &bytes);
		play->fed += session_open(play->session) ? piece.len : 0;
		session_receive(play->session, piece);
	}
}

static void take_output(struct play *play)
{
	for (struct bytes output = session_output(play->session); output.len; output = session_output(play->session)) {
		if (play->server) {
			tls_receive(play->server, output);
			buffer_clear(tls_plain_in(play->server));
		}
		session_written(play->session, output.len);
	}
	if (!session_wants_peek(play->session))
		return;
	if (play->peek)
		receive(play, BYTES_LITERAL("250 injected\r\n"));
	session_peeked(play->session);
}

static void say(struct play *play, struct bytes bytes)
{
	if (play->server) {
		tls_send(play->server, bytes);
		receive(play, buffer_bytes(tls_wire_out(play->server)));
		buffer_clear(tls_wire_out(play->server));
	} else {
		receive(play, bytes);
	}
	take_output(play);
}

static void shake_hands(struct play *play)
{
	struct bytes hello = session_output(play->session);

	if (play->server || !hello.len || hello.data[0] != 22)
		return;
	play->server = tls_server_new(identity());
	for (int i = 0; i < 5; i++) {
		take_output(play);
		say(play, (struct bytes){0});
	}
}

static void happen(struct play *play, struct bytes word)
{
	struct error error;

	if (bytes_is(word, "tls"))
		shake_hands(play);
	else if (bytes_is(word, "notify") && play->server)
		tls_close(play->server);
	else if (bytes_is(word, "end"))
		session_ended(play->session, CLOSED_BY_PEER, NULL);
	else if (bytes_is(word, "reset"))
		session_ended(play->session, CLOSED_RESET, "Connection reset by peer");
	else if (bytes_is(word, "starttls"))
		session_starttls(play->session, &error);
	else if (bytes_is(word, "trial"))
		session_trial(play->session, &error);
	else if (bytes_is(word, "smuggle"))
		session_smuggle(play->session, &error);
	else if (bytes_is(word, "close"))
		session_close(play->session);
	play->peek = play->peek || bytes_is(word, "peek");
	play->hands.monotonic += bytes_is(word, "wait") ? WAIT_US : 0;
	session_tick(play->session);
}

static void flood(struct play *play, struct bytes text)
{
	struct buffer flood;

	buffer_init(&flood, play->fed < PROTO_LINE_MAX ? FLOOD_MAX / 2 : 0);
	fuzz_repeat(text, &flood);
	say(play, buffer_bytes(&flood));
	buffer_done(&flood);
}

static void take_turn(struct play *play, struct turn turn)
{
	struct error error;

	switch (turn.kind) {
	case 'S': say(play, turn.text); break;
	case 'R': flood(play, turn.text); break;
	case 'X':
		happen(play, turn.text);
		if (play->server)
			say(play, (struct bytes){0});
		break;
	default: session_send(play->session, turn.text, &error);
	}
	if (turn.kind == 'C')
		take_output(play);
}

void play_script(struct play *play, const uint8_t *data, size_t size, bool cut)
{
	struct journal_config journal = {.clock = clock_fixed(&play->hands), .spill_fd = -1};
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

	play->hands.wall = (int64_t)NOW * 1000000;
	play->journal = journal_new(&journal);
	play->session = session_new(&config, play->journal, &error);
	play->cutter = (struct cutter){.seed = data[1], .limit = cut ? (size_t)1 << data[1] % 12 : 0};
	journal_begin_connection(play->journal);
	session_connected(play->session);
	while (fuzz_turn(&script, &turn))
		take_turn(play, turn);
	session_ended(play->session, CLOSED_BY_PEER, NULL);
}

void play_done(struct play *play)
{
	session_free(play->session);
	tls_free(play->server);
	journal_free(play->journal);
}
