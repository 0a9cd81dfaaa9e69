/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain: what something on the screen means, in a few sentences, with the RFC.
 *
 * Purpose   the line, reply code, capability, message, extension, cipher suite, alert or verdict that somebody points at;
 *           or a word that he types. It never looks anything up elsewhere: the tables are words.h.
 * Ownership text is appended to the caller's buffer, with line ends but not wrapped; it is safe to show.
 * Failure   explain_word is false, and nothing appended, when no table knows the word. An event can always be explained.
 */
#ifndef STARLIT_ADVICE_EXPLAIN_H
#define STARLIT_ADVICE_EXPLAIN_H

#include "base/buffer.h"
#include "model/journal.h"

/* What the buffer should have room for: an explanation never takes more, whatever the server sent. */
enum { EXPLAIN_MAX = 64 * 1024 };

/* For every kind of event. Paragraphs are apart by an empty line; each begins with what it is about. */
void explain_event(const struct journal *journal, const struct event *event, struct buffer *out);

/*
 * Whatever the words are: "250", "5.7.1", "STARTTLS", "AUTH=PLAIN", "[TRYLATER]", "bad_certificate",
 * "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "X25519", "server_name", "ServerHello", "F-STRIPPED". Blind to case. protocol is
 * "SMTP" ..., and its meaning comes first; empty: none. All that the word can mean is told.
 */
bool explain_word(struct bytes protocol, struct bytes word, struct buffer *out);

/* For completion: the index-th word that begins like prefix, over all tables; NULL behind the last. */
const char *explain_complete(struct bytes prefix, size_t index);

#endif
