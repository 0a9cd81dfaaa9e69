/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain_parts: the families of explanations, one file each. Internal to advice.
 */
#ifndef STARLIT_ADVICE_EXPLAIN_PARTS_H
#define STARLIT_ADVICE_EXPLAIN_PARTS_H

#include "advice/explainer.h"
#include "model/journal.h"
#include "wire/tree.h"

/* explain_dialogue.c: lines, replies and capabilities of all protocols. */
void explain_line(struct explainer *explainer, const struct journal *journal, const struct event *event);
void explain_reply(struct explainer *explainer, const struct event_reply *reply);
void explain_caps(struct explainer *explainer, const struct event_caps *caps);
/* "5.7.1"; false when it is none. */
bool explain_enhanced(struct explainer *explainer, struct bytes code);
/* "250": what it says, or what its first digit says. False when it is none. */
bool explain_code(struct explainer *explainer, struct bytes code);

/* explain_message.c: handshake messages. */
void explain_message(struct explainer *explainer, const struct journal *journal, const struct event *event);

/* explain_suite.c: the parts of a suite's name, and a judgement. False when the name is no suite's. */
bool explain_suite(struct explainer *explainer, struct bytes name);

/* explain_alias.c: what IANA calls something that people call otherwise; may lie in text. Empty: not known. */
struct bytes explain_alias(struct bytes word, char *text, size_t size);
/* Only what has no other meaning: SNI, PFS. */
struct bytes explain_other_name(struct bytes word);

#endif
