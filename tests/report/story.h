/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story: journals for tests of reports: a session written down by hand, and one in which every text is hostile.
 */
#ifndef STARLIT_TESTS_REPORT_STORY_H
#define STARLIT_TESTS_REPORT_STORY_H

#include "model/journal.h"

/* Fixed clocks, fixed certificates, and the handshake of RFC 8448, section 3. Two connections: the second is refused. */
struct journal *story_fixed(void);
/* Each kind of event with nasty in all its texts, and facts of nothing else; messages of every type. */
struct journal *story_hostile(struct bytes nasty);
/* So many received lines. */
struct journal *story_long(size_t lines, struct bytes text);

#endif
