/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * capture: two files that grow.
 */
#include "app/capture.h"

#include "app/files.h"
#include "base/alloc.h"
#include "report/pcapng.h"
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

enum { PIECE = 32768, OUT_MAX = 1 << 17, EPHEMERAL = 49152 };

struct growing {
	int fd; /* -1: none */
	char *path;
	off_t whole; /* bytes that were written by us, in whole blocks or lines */
};

struct capture {
	struct journal *journal;
	struct growing packets;
	struct growing keys;
	bool with_secrets;
	struct pcapng_flow flow;
	bool flowing;
	uint32_t connections;
	struct buffer out; /* secret: it may carry passwords and keys */
};

/* Files */

static void forget(struct growing *file)
{
	free(file->path);
	*file = (struct growing){.fd = -1};
}

static void give_up(struct capture *capture, struct growing *file, const char *what, const struct error *error)
{
	struct error ignored;

	/* A piece of a block at the end would be taken for damage. Other programs may have written to a key log. */
	if (file == &capture->packets && ftruncate(file->fd, file->whole))
		what = "capture (its last packet is not whole)";
	journal_note(capture->journal, SEVERITY_ERROR,
		"the %s is given up: %s; what stands in it until here can be read", what, error->sentence);
	file_end(file->fd, file->path, &ignored);
	forget(file);
}

static void put(struct capture *capture, struct growing *file, const char *what, struct bytes bytes)
{
	struct error error;

	if (file->fd < 0 || !bytes.len)
		return;
	if (file_put(file->fd, file->path, bytes, &error))
		file->whole += (off_t)bytes.len;
	else
		give_up(capture, file, what, &error);
}

static void flush_packets(struct capture *capture)
{
	put(capture, &capture->packets, "capture", buffer_bytes(&capture->out));
	buffer_clear(&capture->out);
}

static void stop(struct capture *capture, struct growing *file, const char *what)
{
	struct error error;

	if (file->fd < 0)
		return;
	if (file_end(file->fd, file->path, &error))
		journal_note(capture->journal, SEVERITY_INFO, "the %s %s is complete", what, file->path);
	else
		journal_note(capture->journal, SEVERITY_ERROR, "the %s: %s", what, error.sentence);
	forget(file);
}

/* Beginning and end */

struct capture *capture_new(struct journal *journal)
{
	struct capture *capture = alloc_zero(1, sizeof(*capture));

	capture->journal = journal;
	capture->packets.fd = capture->keys.fd = -1;
	buffer_init_secret(&capture->out, OUT_MAX);
	return capture;
}

void capture_free(struct capture *capture)
{
	if (!capture)
		return;
	capture_stop(capture);
	capture_stop_key_log(capture);
	buffer_done(&capture->out);
	free(capture);
}

static void tell_start(struct capture *capture)
{
	const char *path = capture->packets.path;

	if (capture->with_secrets)
		journal_note(capture->journal, SEVERITY_WARNING,
			"from here on every byte goes to %s, with the keys: whoever has that file can read the whole session, "
			"passwords included",
			path);
	else
		journal_note(capture->journal, SEVERITY_WARNING,
			"from here on every byte goes to %s: a password sent in the clear stands in it as typed; what is inside "
			"TLS cannot be read in it",
			path);
	if (capture->flowing && journal_phase(capture->journal) != PHASE_CLEAR)
		journal_note(capture->journal, SEVERITY_INFO,
			"the handshake is not in the capture, so that this connection cannot be decrypted in it; :reconnect "
			"begins anew");
}

bool capture_start(struct capture *capture, const char *path, bool with_secrets, struct error *error)
{
	int fd = file_create(path, error);

	if (fd < 0)
		return false;
	capture_stop(capture);
	capture->packets = (struct growing){.fd = fd, .path = alloc_text(path)};
	capture->with_secrets = with_secrets;
	tell_start(capture);
	pcapng_head(&capture->out, "starlit " PACKAGE_VERSION);
	flush_packets(capture);
	return true;
}

bool capture_start_key_log(struct capture *capture, const char *path, struct error *error)
{
	int fd = file_append(path, error);

	if (fd < 0)
		return false;
	capture_stop_key_log(capture);
	capture->keys = (struct growing){.fd = fd, .path = alloc_text(path)};
	journal_note(capture->journal, SEVERITY_WARNING,
		"the secrets of TLS are written to %s: whoever has that file and a recording of the session can read all "
		"of it, passwords included",
		path);
	return true;
}

void capture_stop(struct capture *capture)
{
	stop(capture, &capture->packets, "capture");
}

void capture_stop_key_log(struct capture *capture)
{
	stop(capture, &capture->keys, "key log");
}

const char *capture_warning(const struct capture *capture)
{
	if (capture->packets.fd < 0)
		return capture->keys.fd < 0 ? "" : "KEY LOG";
	if (capture->keys.fd >= 0 || capture->with_secrets)
		return "CAPTURE, KEYS";
	return "CAPTURE";
}

const char *capture_path(const struct capture *capture)
{
	return capture->packets.path;
}

const char *capture_key_log_path(const struct capture *capture)
{
	return capture->keys.path;
}

/* What happens */

static int64_t now(const struct capture *capture)
{
	return clock_wall(journal_clock(capture->journal));
}

void capture_connected(struct capture *capture, const char *local, uint16_t local_port, const char *address,
	uint16_t port, int64_t took_us)
{
	uint32_t number = capture->connections++;
	uint32_t isn = number << 20;
	int64_t at = now(capture);

	if (!local_port)
		local_port = (uint16_t)(EPHEMERAL + number % (65536 - EPHEMERAL));
	if (!pcapng_flow_init(&capture->flow, local, local_port, address, port, isn))
		pcapng_flow_init(&capture->flow, "127.0.0.1", local_port, "127.0.0.1", port, isn);
	capture->flowing = true;
	if (capture->packets.fd < 0)
		capture->flow.client.next = capture->flow.server.next = isn + 1;
	else
		pcapng_open(&capture->out, &capture->flow, at - took_us, at);
	flush_packets(capture);
}

/* Without a file the bytes are only counted, so that a capture that begins later bears the right numbers. */
static void count(struct pcapng_flow *flow, enum direction direction, struct bytes bytes)
{
	if (direction == DIRECTION_OUT)
		flow->client.next += (uint32_t)bytes.len;
	else
		flow->server.next += (uint32_t)bytes.len;
}

void capture_bytes(struct capture *capture, enum direction direction, struct bytes bytes, int64_t at_us)
{
	if (!capture->flowing)
		return;
	while (capture->packets.fd >= 0 && bytes.len) {
		struct bytes piece = bytes_first(bytes, PIECE);
		bytes = bytes_from(bytes, piece.len);
		pcapng_data(&capture->out, &capture->flow, direction, piece, at_us);
		flush_packets(capture);
	}
	count(&capture->flow, direction, bytes);
}

void capture_secrets(struct capture *capture, struct buffer *key_log)
{
	bool in_capture = capture->packets.fd >= 0 && capture->with_secrets;

	if (!key_log || !key_log->len || (!in_capture && capture->keys.fd < 0))
		return;
	put(capture, &capture->keys, "key log", buffer_bytes(key_log));
	if (in_capture) {
		pcapng_secrets(&capture->out, bytes_first(buffer_bytes(key_log), PCAPNG_SECRETS_MAX));
		flush_packets(capture);
	}
	buffer_clear(key_log);
}

void capture_ended(struct capture *capture, enum direction by, bool reset)
{
	if (!capture->flowing)
		return;
	capture->flowing = by == DIRECTION_IN && !reset;
	if (capture->packets.fd >= 0)
		pcapng_close(&capture->out, &capture->flow, by, reset, now(capture));
	flush_packets(capture);
}
