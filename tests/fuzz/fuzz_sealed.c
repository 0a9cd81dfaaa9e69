/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_sealed: records that a hostile server seals with the right keys, whatever is in them. The first byte chooses:
 *	'0'  in place of what follows its ServerHello
 *	'1'  after a handshake that was in order
 *	'2'  the same in TLS 1.2, where padding is none and the type stands outside
 * The second byte says how bytes are cut. The records follow: inner type, length of the padding, length of the content, content.
 * Type 0 leaves the type out: nothing but padding.
 */
#include "fuzz.h"
#include "journals.h"
#include "tls/engine.h"
#include "tls/mint.h"
#include "tls/tls.h"

#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>

const unsigned fuzz_mutations = 500;
enum {
	NOW = 1790000000,
	WIRE_MAX = 1 << 20,
	HEADER = 5,
	SECRET = 32,
	KEY = 16,
	NONCE = 12,
	TAG = 16,
	RECORDS_MAX = 64
};
#define ONE_SUITE "NORMAL:-VERS-ALL:+VERS-TLS1.%d:-CIPHER-ALL:+AES-128-GCM"
enum mode { INSTEAD, AFTER, AFTER12, MODES };

struct run {
	enum mode mode;
	struct clock_hands hands;
	struct journal *journal;
	struct tls *client, *server;
	struct cutter cutter;
	struct buffer *wire; /* what is sealed */
};

/* What the server seals with. */
struct sealer {
	unsigned char secret[SECRET];
	bool known;
};
static struct sealer handshake_keys, application_keys;

static int take_secret(gnutls_session_t session, const char *label, const gnutls_datum_t *secret)
{
	struct sealer *sealer = !strcmp(label, "SERVER_HANDSHAKE_TRAFFIC_SECRET") ? &handshake_keys
				: !strcmp(label, "SERVER_TRAFFIC_SECRET_0")       ? &application_keys
										  : NULL;

	(void)session;
	if (sealer && secret->size == SECRET) {
		memcpy(sealer->secret, secret->data, SECRET);
		sealer->known = true;
	}
	return 0;
}

/* RFC 8446 §7.1 */
static void expand(const struct sealer *sealer, const char *label, void *out, size_t len)
{
	unsigned char info[32] = {0, (unsigned char)len, (unsigned char)strlen(label)};
	gnutls_datum_t secret = {(unsigned char *)sealer->secret, SECRET};
	gnutls_datum_t whole = {info, (unsigned)(4 + strlen(label))};

	memcpy(info + 3, label, strlen(label));
	if (gnutls_hkdf_expand(GNUTLS_MAC_SHA256, &secret, &whole, out, len) < 0)
		abort();
}

/* RFC 8446 §5.2 and §5.3 */
static void seal(const struct sealer *sealer, uint64_t sequence, struct bytes inner, struct buffer *wire)
{
	unsigned char key[KEY], nonce[NONCE], header[HEADER] = {23, 3, 3};
	gnutls_datum_t datum = {key, KEY};
	gnutls_aead_cipher_hd_t cipher;
	size_t len = inner.len + TAG;

	expand(sealer, "tls13 key", key, KEY);
	expand(sealer, "tls13 iv", nonce, NONCE);
	for (unsigned i = 0; i < 8; i++)
		nonce[NONCE - 1 - i] ^= (unsigned char)(sequence >> 8 * i);
	header[3] = (unsigned char)(len >> 8);
	header[4] = (unsigned char)len;
	buffer_append(wire, bytes_of(header, HEADER));
	unsigned char *place = buffer_reserve(wire, len);
	if (!place || gnutls_aead_cipher_init(&cipher, GNUTLS_CIPHER_AES_128_GCM, &datum) < 0)
		abort();
	if (gnutls_aead_cipher_encrypt(cipher, nonce, NONCE, header, HEADER, TAG, inner.data, inner.len, place, &len) <
		0)
		abort();
	buffer_commit(wire, len);
	gnutls_aead_cipher_deinit(cipher);
}

/* RFC 5288 §3, RFC 5246 §6.2.3.3; with the keys of the server's session. */
static void seal12(
	gnutls_session_t session, uint64_t sent, unsigned char type, struct bytes content, struct buffer *wire)
{
	enum { SALT = 4, EXPLICIT = 8 };
	unsigned char sequence[8], nonce[NONCE], data[8 + HEADER], header[HEADER] = {type, 3, 3};
	gnutls_datum_t mac, iv, key;
	gnutls_aead_cipher_hd_t cipher;
	size_t len = content.len + TAG;

	if (gnutls_record_get_state(session, 0, &mac, &iv, &key, sequence) < 0 || iv.size < SALT ||
		gnutls_aead_cipher_init(&cipher, GNUTLS_CIPHER_AES_128_GCM, &key) < 0)
		abort();
	sequence[7] = (unsigned char)(sequence[7] + sent);
	memcpy(nonce, iv.data, SALT);
	memcpy(nonce + SALT, sequence, EXPLICIT);
	memcpy(data, sequence, sizeof(sequence));
	memcpy(data + 8, (unsigned char[]){type, 3, 3, (unsigned char)(content.len >> 8), (unsigned char)content.len},
		5);
	header[3] = (unsigned char)((len + EXPLICIT) >> 8);
	header[4] = (unsigned char)(len + EXPLICIT);
	buffer_append(wire, bytes_of(header, HEADER));
	buffer_append(wire, bytes_of(sequence, EXPLICIT));
	unsigned char *place = buffer_reserve(wire, len);
	if (!place || gnutls_aead_cipher_encrypt(cipher, nonce, NONCE, data, sizeof(data), TAG, content.data,
			      content.len, place, &len) < 0)
		abort();
	buffer_commit(wire, len);
	gnutls_aead_cipher_deinit(cipher);
}

static void seal_one(const struct run *run, uint64_t sequence, const unsigned char *head, struct bytes content)
{
	struct buffer inner;

	if (run->mode == AFTER12) {
		seal12(run->server->session, sequence, head[0], content, run->wire);
		return;
	}
	buffer_init(&inner, WIRE_MAX);
	buffer_append(&inner, content);
	buffer_append_byte(&inner, head[0]);
	for (unsigned i = 0; i < head[1]; i++)
		buffer_append_byte(&inner, 0);
	seal(run->mode == AFTER ? &application_keys : &handshake_keys, sequence, buffer_bytes(&inner), run->wire);
	buffer_done(&inner);
}

/* The records of the input. */
static void seal_all(const struct run *run, struct bytes input)
{
	for (uint64_t sequence = 0; input.len >= 3 && sequence < RECORDS_MAX; sequence++) {
		struct bytes content = bytes_first(bytes_from(input, 3), input.data[2]);
		seal_one(run, sequence, input.data, content);
		input = bytes_from(input, 3 + content.len);
	}
}

static const struct tls_identity *identity(bool tls12)
{
	static struct tls_identity *minted[2];
	char priority[100];
	struct mint_recipe recipe = {.name = "mail.example.org", .now = NOW, .priority = priority, .no_tickets = true};

	snprintf(priority, sizeof(priority), ONE_SUITE, tls12 ? 2 : 3);
	if (!minted[tls12])
		minted[tls12] = mint_identity(&recipe);
	return minted[tls12];
}

static void begin(struct run *run, struct cutter cutter)
{
	struct journal_config config = {.clock = clock_fixed(&run->hands), .spill_fd = -1};
	struct tls_settings settings = {
		.reference_name = "mail.example.org", .ca_pem = mint_root_pem(identity(run->mode == AFTER12))};
	struct error error;

	run->hands.wall = (int64_t)NOW * 1000000;
	run->journal = journal_new(&config);
	run->client = tls_client_new(&settings, run->journal, &error);
	run->server = tls_server_new(identity(run->mode == AFTER12));
	run->cutter = cutter;
	handshake_keys.known = application_keys.known = false;
	gnutls_session_set_keylog_function(run->server->session, take_secret);
	tls_receive(run->client, (struct bytes){0});
}

static void end(struct run *run)
{
	tls_free(run->client);
	tls_free(run->server);
	journal_free(run->journal);
}

static void receive(struct run *run, struct bytes bytes)
{
	while (bytes.len) {
		struct bytes piece = fuzz_cut(&run->cutter, &bytes);
		while (piece.len) {
			size_t taken = tls_receive(run->client, piece);
			fuzz_require(taken <= piece.len, "no more is taken than was given");
			if (tls_state(run->client) == TLS_BROKEN || tls_state(run->client) == TLS_PEER_CLOSED)
				return;
			fuzz_require(taken || tls_plain_in(run->client)->len, "what is not taken has a reason");
			buffer_clear(tls_plain_in(run->client));
			piece = bytes_from(piece, taken);
		}
	}
}

static void move(struct tls *from, struct tls *to)
{
	struct buffer *wire = tls_wire_out(from);

	tls_receive(to, buffer_bytes(wire));
	buffer_clear(wire);
}

/* The records in front that are not sealed: ServerHello, and the change that means nothing (RFC 8446 §D.4). */
static struct bytes clear_part(struct bytes wire)
{
	size_t len = 0;

	while (wire.len >= len + HEADER && wire.data[len] != 23)
		len += HEADER + (size_t)(wire.data[len + 3] << 8 | wire.data[len + 4]);
	return bytes_first(wire, len);
}

static void shake(struct run *run)
{
	move(run->client, run->server);
	if (run->mode == INSTEAD) {
		receive(run, clear_part(buffer_bytes(tls_wire_out(run->server))));
		fuzz_require(handshake_keys.known, "the server has keys");
		return;
	}
	for (int i = 0; i < 2; i++) {
		move(run->server, run->client);
		move(run->client, run->server);
	}
	fuzz_require(tls_state(run->client) == TLS_UP, "a true server is understood");
}

static void finish(struct run *run)
{
	tls_wire_ended(run->client);
	enum tls_state state = tls_state(run->client);
	fuzz_require(state != TLS_HANDSHAKING && state != TLS_UP, "an end ends it");
	fuzz_require(run->mode != INSTEAD || state == TLS_BROKEN, "without a Finished there is no session");
	journal_tells_failure(run->journal, state == TLS_BROKEN);
	journal_is_sound(run->journal);
}

static void play(struct run *run, struct cutter cutter, struct bytes records)
{
	struct buffer wire;

	buffer_init(&wire, WIRE_MAX);
	run->wire = &wire;
	begin(run, cutter);
	shake(run);
	seal_all(run, records);
	receive(run, buffer_bytes(&wire));
	finish(run);
	buffer_done(&wire);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	enum mode mode = (enum mode)(data[0] % MODES);
	struct run whole = {.mode = mode}, cut = {.mode = mode};
	struct bytes records = bytes_of(data + 2, size - 2);
	play(&whole, (struct cutter){0}, records);
	play(&cut, (struct cutter){.seed = data[1], .limit = 1 + data[1] % 12}, records);
	/* In TLS 1.2 a new handshake may begin at any time, and how much has come by then is the network's choice. */
	if (mode != AFTER12)
		journals_agree(whole.journal, cut.journal, true);
	end(&whole);
	end(&cut);
	return 0;
}
