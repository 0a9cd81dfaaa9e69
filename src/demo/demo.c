/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo: a connection: TLS below, lines and octets above, the protocol on top.
 */
#include "demo/server.h"

#include "base/alloc.h"
#include "base/base64.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *name;
	unsigned fault;
} faults[] = {
	{"refuse", DEMO_FAULT_REFUSE_STARTTLS},
	{"hide", DEMO_FAULT_HIDE_STARTTLS},
	{"inject", DEMO_FAULT_INJECT},
	{"plain", DEMO_FAULT_PLAIN_AFTER_OK},
	{"cut", DEMO_FAULT_CUT_HANDSHAKE},
	{"lie", DEMO_FAULT_LYING_CAPS},
	{"again", DEMO_FAULT_STARTTLS_AGAIN},
	{"truncate", DEMO_FAULT_NO_CLOSE_NOTIFY},
	{"preauth", DEMO_FAULT_PREAUTH},
	{"keep", DEMO_FAULT_KEEP},
	{"login", DEMO_FAULT_CLEAR_LOGIN},
	{"smuggle", DEMO_FAULT_SMUGGLE},
};

unsigned demo_fault_named(const char *name)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (bytes_is(bytes_str(name), faults[i].name))
			return faults[i].fault;
	return 0;
}

static const struct demo_ops *ops_of(enum protocol protocol)
{
	switch (protocol) {
	case PROTOCOL_SMTP:
	case PROTOCOL_LMTP: return &demo_smtp_ops;
	case PROTOCOL_IMAP: return &demo_imap_ops;
	case PROTOCOL_POP3: return &demo_pop3_ops;
	case PROTOCOL_SIEVE: return &demo_sieve_ops;
	}
	return &demo_smtp_ops;
}

struct demo *demo_new(const struct demo_options *options, const struct tls_identity *identity, struct demo_store *store)
{
	struct demo *demo = alloc_zero(1, sizeof(*demo));

	demo->options = *options;
	demo->host = alloc_text(options->host);
	demo->options.host = demo->host;
	demo->ops = ops_of(options->protocol);
	demo->identity = identity;
	demo->store = store;
	buffer_init_secret(&demo->output, DEMO_OUTPUT_MAX);
	buffer_init_secret(&demo->input, DEMO_MAIL_MAX + DEMO_LINE_MAX);
	buffer_init(&demo->mail, DEMO_MAIL_MAX);
	buffer_init_secret(&demo->command, DEMO_LINE_MAX);
	return demo;
}

void demo_free(struct demo *demo)
{
	if (!demo)
		return;
	tls_free(demo->tls);
	buffer_done(&demo->output);
	buffer_done(&demo->input);
	buffer_done(&demo->mail);
	buffer_done(&demo->command);
	demo_scripts_free(demo->scripts);
	free(demo->tag);
	free(demo->host);
	free(demo);
}

bool demo_has(const struct demo *demo, enum demo_fault fault)
{
	return (demo->options.faults & (unsigned)fault) != 0;
}

bool demo_offers_tls(const struct demo *demo)
{
	if (demo_has(demo, DEMO_FAULT_HIDE_STARTTLS))
		return false;
	return !demo->secured || demo_has(demo, DEMO_FAULT_STARTTLS_AGAIN);
}

bool demo_takes_passwords(const struct demo *demo)
{
	return demo->secured || demo_has(demo, DEMO_FAULT_CLEAR_LOGIN);
}

/* Output */

static void flush_tls(struct demo *demo)
{
	struct buffer *wire = tls_wire_out(demo->tls);

	if (buffer_append(&demo->output, buffer_bytes(wire)))
		buffer_clear(wire);
	else
		demo->closing = true;
}

void demo_write(struct demo *demo, struct bytes bytes)
{
	bool sent;

	if (demo->tls && demo->secured) {
		sent = tls_send(demo->tls, bytes);
		flush_tls(demo);
	} else {
		sent = buffer_append(&demo->output, bytes);
	}
	/* A client that asks and never reads is left. */
	if (!sent)
		demo->closing = true;
}

void demo_printf(struct demo *demo, const char *format, ...)
{
	char text[2048];
	va_list arguments;

	va_start(arguments, format);
	int len = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (len > 0)
		demo_write(demo, bytes_of(text, (size_t)len < sizeof(text) ? (size_t)len : sizeof(text) - 1));
}

void demo_say_goodbye(struct demo *demo)
{
	if (demo->tls && demo->secured && !demo_has(demo, DEMO_FAULT_NO_CLOSE_NOTIFY)) {
		tls_close(demo->tls);
		flush_tls(demo);
	}
	demo->closing = true;
}

/* Input */

bool demo_take_octets(struct demo *demo, uint64_t count)
{
	if (count > DEMO_MAIL_MAX)
		return false;
	demo->octets_wanted = count;
	if (!count)
		demo->ops->octets(demo, (struct bytes){0});
	return true;
}

/* Takes a copy of the first len bytes off the input, since what it causes may change the input. */
static void hand_over(struct demo *demo, size_t len, void (*take)(struct demo *demo, struct bytes bytes), size_t end)
{
	struct buffer taken;

	buffer_init_secret(&taken, DEMO_MAIL_MAX + DEMO_LINE_MAX);
	buffer_append(&taken, bytes_first(buffer_bytes(&demo->input), len));
	buffer_consume(&demo->input, len);
	take(demo, bytes_first(buffer_bytes(&taken), len - end));
	buffer_done(&taken);
}

/*
 * How many bytes the first line has with its end, of which *ret_end belong to the end; 0: it is not complete. LF alone ends a
 * command, as everywhere; what is inside a message ends with CR LF (RFC 5321 §2.3.8).
 */
static size_t line_length(const struct demo *demo, struct bytes all, size_t *ret_end)
{
	bool strict = demo->in_data && !demo_has(demo, DEMO_FAULT_SMUGGLE);
	size_t end = strict ? bytes_find(all, BYTES_LITERAL("\r\n")) : bytes_index(all, '\n', 0);

	if (end == all.len)
		return 0;
	*ret_end = strict || (end && all.data[end - 1] == '\r') ? 2 : 1;
	return strict ? end + 2 : end + 1;
}

/* One line or one run of octets; false when it is not complete. */
static bool take_one(struct demo *demo)
{
	struct bytes all = buffer_bytes(&demo->input);

	if (demo->octets_wanted) {
		size_t wanted = (size_t)demo->octets_wanted;
		if (all.len < wanted)
			return false;
		demo->octets_wanted = 0;
		hand_over(demo, wanted, demo->ops->octets, 0);
		return true;
	}
	size_t end = 0, len = line_length(demo, all, &end);
	if (!len)
		return false;
	hand_over(demo, len, demo->ops->line, end);
	return true;
}

static void take_whole(struct demo *demo)
{
	while (!demo->closing && !demo->upgrading && take_one(demo))
		continue;
}

/* Commands behind STARTTLS in the same read came in the clear: they are dropped (CVE-2011-0411). */
static void drop_clear(struct demo *demo)
{
	if (!demo_has(demo, DEMO_FAULT_KEEP))
		buffer_clear(&demo->input);
}

static void take_plain(struct demo *demo, struct bytes bytes)
{
	if (!buffer_append(&demo->input, bytes)) {
		demo_say_goodbye(demo);
		return;
	}
	take_whole(demo);
	if (demo->upgrading) {
		drop_clear(demo);
	} else if (!demo->octets_wanted && demo->input.len > DEMO_LINE_MAX) {
		demo_say_goodbye(demo);
	}
}

/* TLS */

static void begin_tls(struct demo *demo)
{
	tls_free(demo->tls);
	demo->tls = tls_server_new(demo->identity);
	if (!demo->tls)
		demo->closing = true;
}

void demo_start_tls(struct demo *demo)
{
	if (demo_has(demo, DEMO_FAULT_INJECT))
		demo_printf(demo, "this line was injected\r\n");
	if (demo_has(demo, DEMO_FAULT_PLAIN_AFTER_OK)) {
		demo->plain_after_ok = true;
		return;
	}
	demo->upgrading = true;
	begin_tls(demo);
}

static void tls_is_up(struct demo *demo)
{
	demo->secured = true;
	demo->upgrading = false;
	drop_clear(demo);
	demo->authenticated = demo->greeted = demo->in_data = false;
	if (demo->options.implicit_tls)
		demo->ops->greet(demo);
	else
		demo->ops->secured(demo);
	take_whole(demo);
}

static void take_tls(struct demo *demo, struct bytes bytes)
{
	if (demo_has(demo, DEMO_FAULT_CUT_HANDSHAKE)) {
		demo->closing = true;
		return;
	}
	do {
		size_t taken = tls_receive(demo->tls, bytes);
		struct buffer *plain = tls_plain_in(demo->tls);

		flush_tls(demo);
		bytes = bytes_from(bytes, taken);
		if (!demo->secured && tls_state(demo->tls) == TLS_UP)
			tls_is_up(demo);
		bool some = plain->len > 0;
		if (some) {
			take_plain(demo, buffer_bytes(plain));
			buffer_clear(plain);
		}
		if (!taken && !some)
			break;
	} while (bytes.len && !demo->closing);
	if (tls_state(demo->tls) == TLS_PEER_CLOSED || tls_state(demo->tls) == TLS_BROKEN)
		demo_say_goodbye(demo);
}

/* The contract */

void demo_connected(struct demo *demo)
{
	if (demo->options.implicit_tls) {
		demo->upgrading = true;
		begin_tls(demo);
	} else {
		demo->ops->greet(demo);
	}
}

void demo_receive(struct demo *demo, struct bytes bytes)
{
	if (demo->closing)
		return;
	if (demo->tls)
		take_tls(demo, bytes);
	else
		take_plain(demo, bytes);
}

void demo_ended(struct demo *demo)
{
	demo->closing = true;
}

struct buffer *demo_output(struct demo *demo)
{
	return &demo->output;
}

bool demo_wants_close(const struct demo *demo)
{
	return demo->closing;
}

/* The one account */

bool demo_check(struct bytes user, struct bytes password)
{
	return bytes_equal(user, bytes_str(DEMO_USER)) && bytes_equal(password, bytes_str(DEMO_PASSWORD));
}

bool demo_check_plain(struct bytes base64)
{
	struct buffer text;
	bool good = false;

	buffer_init_secret(&text, 4096);
	if (base64_decode(&text, base64)) {
		struct bytes all = buffer_bytes(&text);
		size_t first = bytes_index(all, 0, 0), second = bytes_index(all, 0, first + 1);
		if (second < all.len)
			good = demo_check(
				bytes_of(all.data + first + 1, second - first - 1), bytes_from(all, second + 1));
	}
	buffer_done(&text);
	return good;
}
