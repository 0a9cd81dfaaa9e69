/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ours: what our journal tells of a session, as an account: records, messages and the fields that wire/message.h decodes.
 */
#ifndef STARLIT_TESTS_PEERS_OURS_H
#define STARLIT_TESTS_PEERS_OURS_H

#include "account.h"
#include "model/journal.h"

enum ours { OURS_RECORDS = 1, OURS_MESSAGES = 2, OURS_FIELDS = 4, OURS_LENGTHS = 8 };

/* parts is a set of enum ours; lengths are records as "record 22 of 69", by the type inside. A field that is broken becomes "broken: ...". */
void ours_tell(const struct journal *journal, unsigned parts, struct account *account);
/* The story of both sides, a line a message or alert: "> ClientHello", "< # Finished" when it was encrypted, "up". */
void ours_story(const struct journal *journal, struct buffer *ret_text);

#endif
