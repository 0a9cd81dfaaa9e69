/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_tls: the TLS engine and what a hostile server answers to its ClientHello. The first byte chooses:
 *	'0'  the bytes of the input, whole and in pieces
 *	'1'  the first flight of a true server of TLS 1.3, spoilt; '2' the same of TLS 1.2, whose certificates are in the clear
 *	'3'  a whole handshake, then application data, spoilt
 * The second byte says how bytes are cut. What is spoilt, say the bytes after it, by three: a place, and what is changed there.
 */
#include "fuzz.h"
#include "journals.h"
#include "tls/mint.h"
#include "tls/tls.h"

const unsigned fuzz_mutations = 700;
enum { NOW = 1790000000, ANSWER_MAX = 1 << 20 };
enum mode { RAW, TLS13, TLS12, HANDSHAKE };

struct run {
	struct clock_hands hands;
	struct journal *journal;
	struct tls *client;
	struct cutter cutter;
};

static const struct tls_identity *identity(bool tls12_only)
{
	static struct tls_identity *minted[2];
	struct mint_recipe recipe = {.name = "mail.example.org", .now = NOW, .tls12_only = tls12_only};

	if (!minted[tls12_only])
		minted[tls12_only] = mint_identity(&recipe);
	return minted[tls12_only];
}

static void begin(struct run *run, struct cutter cutter)
{
	struct journal_config config = {.clock = clock_fixed(&run->hands), .spill_fd = -1};
	struct tls_settings settings = {.reference_name = "mail.example.org", .ca_pem = mint_root_pem(identity(false))};
	struct error error;

	run->hands.wall = (int64_t)NOW * 1000000;
	run->journal = journal_new(&config);
	run->client = tls_client_new(&settings, run->journal, &error);
	run->cutter = cutter;
	tls_receive(run->client, (struct bytes){0});
}

static void receive(struct run *run, struct bytes bytes)
{
	while (bytes.len) {
		struct bytes piece = fuzz_cut(&run->cutter, &bytes);
		size_t taken = tls_receive(run->client, piece);
		fuzz_require(taken <= piece.len, "no more is taken than was given");
		buffer_clear(tls_plain_in(run->client));
	}
}

/* The end must come, be told once, and leave nothing open. */
static void finish(struct run *run)
{
	tls_wire_ended(run->client);
	enum tls_state state = tls_state(run->client);
	fuzz_require(state != TLS_HANDSHAKING, "an end ends the handshake");
	journal_tells_failure(run->journal, state == TLS_BROKEN);
	journal_is_sound(run->journal);
}

static void run_done(struct run *run)
{
	tls_free(run->client);
	journal_free(run->journal);
}

/* What the server says goes to the client, with these changes. */
static void answer(struct run *run, struct tls *server, struct bytes changes)
{
	struct buffer wire;

	buffer_init(&wire, ANSWER_MAX);
	buffer_append(&wire, buffer_bytes(tls_wire_out(server)));
	for (; wire.len && changes.len >= 3; changes = bytes_from(changes, 3)) {
		size_t at = (size_t)(changes.data[0] << 8 | changes.data[1]) % wire.len;
		wire.data[wire.start + at] ^= changes.data[2];
	}
	buffer_clear(tls_wire_out(server));
	receive(run, buffer_bytes(&wire));
	buffer_done(&wire);
}

static void ask(struct run *run, struct tls *server)
{
	tls_receive(server, buffer_bytes(tls_wire_out(run->client)));
	buffer_clear(tls_wire_out(run->client));
}

static void try_server(enum mode mode, struct cutter cutter, struct bytes changes)
{
	struct run run = {.client = NULL};
	struct tls *server = tls_server_new(identity(mode == TLS12));

	begin(&run, cutter);
	for (int i = 0; i < 3; i++) {
		ask(&run, server);
		answer(&run, server, mode == HANDSHAKE ? (struct bytes){0} : changes);
	}
	if (mode == HANDSHAKE) {
		fuzz_require(tls_state(run.client) == TLS_UP, "a true server is understood");
		tls_send(server, BYTES_LITERAL("250-mail.example.org\r\n250 STARTTLS\r\n"));
		tls_close(server);
		answer(&run, server, changes);
	}
	finish(&run);
	run_done(&run);
	tls_free(server);
}

static void try_raw(struct cutter cutter, struct bytes bytes)
{
	struct run whole = {.client = NULL}, cut = {.client = NULL};

	begin(&whole, (struct cutter){0});
	begin(&cut, cutter);
	receive(&whole, bytes);
	receive(&cut, bytes);
	finish(&whole);
	finish(&cut);
	fuzz_require(tls_state(whole.client) == TLS_BROKEN, "nobody shakes hands without knowing our ClientHello");
	journals_agree(whole.journal, cut.journal, true);
	run_done(&whole);
	run_done(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct cutter cutter = {.seed = data[1], .limit = (size_t)1 << data[1] % 12};
	enum mode mode = (enum mode)(data[0] & 3);
	if (mode == RAW)
		try_raw(cutter, bytes_of(data + 2, size - 2));
	else
		try_server(mode, cutter, bytes_of(data + 2, size - 2));
	return 0;
}
