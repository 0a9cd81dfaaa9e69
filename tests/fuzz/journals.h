/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * journals: properties of a journal that hold whatever the server sent.
 */
#ifndef STARLIT_TESTS_FUZZ_JOURNALS_H
#define STARLIT_TESTS_FUZZ_JOURNALS_H

#include "model/journal.h"

/* Numbers have no gaps, time does not go back, spans are spans, and every sentence can be shown. */
void journal_is_sound(const struct journal *journal);
/* A failure of TLS is told once where the engine is broken, else never. */
void journal_tells_failure(const struct journal *journal, bool broken);
/* How many bytes of the server its lines account for. */
uint64_t journal_wire_in(const struct journal *journal);

/*
 * Both tell the same. When steady, what changes from one handshake to the next does not count, nor how much of what came
 * before TLS came in which piece.
 */
void journals_agree(const struct journal *whole, const struct journal *cut, bool steady);

#endif
