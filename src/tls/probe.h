/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe: what a server can speak, found out by ClientHellos made by hand, without finishing a handshake.
 *
 * Purpose   a pure planner: it says the next hello, is told the answer, and collects results: versions from SSL 2.0 to TLS
 *           1.3; for each its cipher suites, in the server's order of preference where it has one; groups with the hybrid
 *           post-quantum ones; signature schemes; application protocols; whether a large hello is answered. One question
 *           is one connection, and there are as few as a true answer takes.
 * Truth     «not supported» is said only of what the server refused, by an alert or by closing; an alert that may have
 *           another cause, and a close, are asked again first. Silence, a broken connection, and words that are no TLS
 *           are «no answer». What is sealed in TLS 1.3 is «not observable».
 * Ownership the caller owns the probe; results live as long as it does.
 * Failure   none. It ends whatever the server answers.
 */
#ifndef STARLIT_TLS_PROBE_H
#define STARLIT_TLS_PROBE_H

#include "base/buffer.h"
#include "tls/probe_answer.h"
#include "tls/probe_result.h"

enum { PROBE_LARGE_HELLO = 2048 };

/* Texts are copied. */
struct probe_settings {
	const char *server_name; /* for SNI, without a final dot; NULL: none */
	const char *alpn;        /* the protocol's own names, separated by commas; NULL: none */
	void (*random)(void *context, unsigned char *bytes, size_t len);
	void *context;
};

struct probe;

struct probe *probe_new(const struct probe_settings *settings);
void probe_free(struct probe *probe);

/* Appends the next hello, a whole record; false when everything is known. */
bool probe_next(struct probe *probe, struct buffer *ret_hello);
/* What it asks for, in words: «TLS 1.2 cipher suites». */
const char *probe_question(const struct probe *probe);
/* The answer to the hello that probe_next gave. */
void probe_take(struct probe *probe, const struct probe_answer *answer);
/* There will be no more answers: what is half known is told as such, with the reason. */
void probe_end(struct probe *probe, const char *reason);

/* Results are only added, as soon as they are certain. */
size_t probe_results(const struct probe *probe);
const struct probe_result *probe_result_at(const struct probe *probe, size_t index);

#endif
