/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journal: the one place where events are appended and from which everything a person sees is read.
 *
 * Purpose   an append-only list of immutable events (model/event.h), numbered from 0, with stable addresses.
 *           It stamps number, time, phase and connection; the producer gives kind, direction and payload.
 * Readers   keep a cursor of their own: the number of the next event that they have not seen. Nobody is called.
 * Ownership the journal owns the events, copies of all their spans, and the arena for facts. All live until
 *           journal_free.
 * Memory    events and texts lie in blocks. Past memory_max the oldest blocks move, at the same addresses, into the
 *           file behind spill_fd. Past total_max, or when the file takes no more, events are no longer kept: one
 *           EVENT_LIMIT says so, and what was dropped is told by journal_dropped. EVENT_CLOSED and a few EVENT_LIMIT
 *           still find room then, so that the end of a flooded session is told.
 * Failure   appending cannot fail for the caller; see total_max.
 */
#ifndef STARLIT_MODEL_JOURNAL_H
#define STARLIT_MODEL_JOURNAL_H

#include "base/arena.h"
#include "base/clock.h"
#include "model/event.h"

struct journal;

struct journal_config {
	struct clock clock;
	int spill_fd;        /* an unlinked private file that the journal will own and close, or -1: memory only */
	uint64_t memory_max; /* bytes kept in memory; 0: 64 MiB */
	uint64_t total_max;  /* bytes kept at all, at least 256 KiB; 0: 2 GiB with a spill file, memory_max without */
};

struct journal *journal_new(const struct journal_config *config);
void journal_free(struct journal *journal);

/*
 * Appends a copy of the draft: number, times, connection and phase are filled in, all spans are copied. Returns the
 * stored event, or NULL when the journal is full.
 */
const struct event *journal_append(struct journal *journal, const struct event *draft);

/*
 * Appends an event as it was recorded, with its own times, connection and phase; spans are copied. Its number must be
 * journal_count. What is appended afterwards goes on from it: same phase and connection, and never an earlier time.
 * NULL, and nothing stored, when the journal is full.
 */
const struct event *journal_restore(struct journal *journal, const struct event *event);

/*
 * From now on these bytes are replaced in every text that is appended, before it is stored. False when there are too many
 * such secrets (model/mask.h).
 */
bool journal_hide(struct journal *journal, struct bytes secret);

/* A sentence of ours; cut at 1,000 bytes. */
void journal_note(struct journal *journal, enum severity severity, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A peer's oddity, with evidence (cut at 256 bytes) and a sentence. */
void journal_oddity(struct journal *journal, enum oddity oddity, enum severity severity, struct bytes evidence,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The number of events; cursors count up to it. */
uint64_t journal_count(const struct journal *journal);
/* The event of that number, which is below journal_count. The pointer stays valid. */
const struct event *journal_at(const struct journal *journal, uint64_t number);

/* The phase that events are stamped with from now on; session sets it, and tls when a handshake is complete. */
void journal_set_phase(struct journal *journal, enum phase phase);
enum phase journal_phase(const struct journal *journal);
/* A new connection begins: the phase is clear again and the connection's number is one more. */
void journal_begin_connection(struct journal *journal);

/* Where facts that events point to must live. */
struct arena *journal_arena(struct journal *journal);
/* Microseconds on the journal's own scale (event.at_us). */
int64_t journal_now(const struct journal *journal);
const struct clock *journal_clock(const struct journal *journal);
/* Bytes of events that were not kept because the journal was full. */
uint64_t journal_dropped(const struct journal *journal);

#endif
