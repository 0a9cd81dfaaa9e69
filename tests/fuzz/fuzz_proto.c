/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_proto: what a protocol engine makes of a server's bytes, whole and in pieces, with typed lines between.
 *
 * The first byte chooses the protocol ('0' to '4'; plus 8 without added tags, plus 64 inside TLS), the second how the bytes
 * are cut; a script follows.
 */
#include "fuzz.h"
#include "journals.h"
#include "proto/proto.h"

const unsigned fuzz_mutations = 3000;

struct run {
	struct clock_hands hands;
	struct journal *journal;
	struct proto *proto;
	struct buffer out;
	struct cutter cutter;
	uint64_t fed;
};

/* True when the server has agreed to TLS: what is left is nobody's. */
static bool feed_piece(struct run *run, struct bytes piece)
{
	while (piece.len) {
		size_t used = 0;
		enum proto_step step = proto_receive(run->proto, piece, &used);

		fuzz_require(used <= piece.len, "no more is used than was given");
		fuzz_require(used || step == PROTO_UPGRADE, "something is used");
		fuzz_require(step != PROTO_NEED_MORE || used == piece.len, "all is used when more is needed");
		run->fed += used;
		piece = bytes_from(piece, used);
		if (step == PROTO_UPGRADE)
			return true;
	}
	return false;
}

static void feed(struct run *run, struct bytes bytes)
{
	while (bytes.len)
		if (feed_piece(run, fuzz_cut(&run->cutter, &bytes))) {
			proto_secured(run->proto);
			return;
		}
}

static void repeat(struct run *run, struct bytes text)
{
	struct buffer flood;

	/* A little more than the longest line in all. */
	buffer_init(&flood, run->fed < PROTO_LINE_MAX ? FLOOD_MAX : 0);
	fuzz_repeat(text, &flood);
	feed(run, buffer_bytes(&flood));
	buffer_done(&flood);
}

static void type(struct run *run, struct bytes line, bool leaves)
{
	struct error error;
	struct buffer completed;
	size_t before = run->out.len;
	const char *help;

	buffer_init(&completed, PROTO_LINE_MAX);
	proto_complete(run->proto, bytes_first(line, 5), 0, &completed, &help);
	buffer_done(&completed);
	bool sent = proto_send(run->proto, line, false, &run->out, &error);
	fuzz_require(sent || run->out.len == before, "what is refused is not sent");
	if (sent && leaves)
		proto_sent(run->proto);
}

static void play(struct run *run, const uint8_t *data, size_t size, bool cut)
{
	struct journal_config journal = {.clock = clock_fixed(&run->hands), .spill_fd = -1};
	struct proto_config config = {
		.client_name = "client.example", .add_tags = !(data[0] & 8), .implicit_tls = data[0] & 64};
	struct bytes script = bytes_of(data + 2, size - 2);
	struct turn turn;

	run->journal = journal_new(&journal);
	run->proto = proto_new((enum protocol)((data[0] & 7) % PROTOCOLS), &config, run->journal);
	run->cutter = (struct cutter){.seed = data[1], .limit = cut ? (size_t)1 << data[1] % 12 : 0};
	buffer_init(&run->out, 4 << 20);
	proto_connected(run->proto);
	while (fuzz_turn(&script, &turn))
		switch (turn.kind) {
		case 'S': feed(run, turn.text); break;
		case 'R': repeat(run, turn.text); break;
		default: type(run, turn.text, turn.kind == 'C');
		}
	proto_ended(run->proto);
}

static void run_done(struct run *run)
{
	proto_free(run->proto);
	journal_free(run->journal);
	buffer_done(&run->out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run whole = {.fed = 0}, cut = {.fed = 0};

	if (size < 2)
		return 0;
	play(&whole, data, size, false);
	play(&cut, data, size, true);
	journal_is_sound(whole.journal);
	journals_agree(whole.journal, cut.journal, false);
	fuzz_require(journal_wire_in(whole.journal) == whole.fed, "every byte is in a line");
	fuzz_require(whole.fed == cut.fed, "the cuts do not change what is taken");
	fuzz_require(
		bytes_equal(buffer_bytes(&whole.out), buffer_bytes(&cut.out)), "the cuts do not change what is sent");
	run_done(&whole);
	run_done(&cut);
	return 0;
}
