/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * account: what one side tells of a session, in lines that can be compared with the other side's.
 *
 * Purpose   one list for each direction: records as "record 23 0303 69", what is inside as "inner 22", alerts as "alert 2 40",
 *           messages as "ClientHello 368" with their fields behind them. Our journal makes one (ours.h), and so
 *           does what a peer prints (trace.h, debug_log.h).
 * Ownership account_done frees the texts.
 */
#ifndef STARLIT_TESTS_PEERS_ACCOUNT_H
#define STARLIT_TESTS_PEERS_ACCOUNT_H

#include "base/buffer.h"
#include "model/event.h"

struct account {
	struct buffer out; /* what the client sent */
	struct buffer in;
};

void account_init(struct account *account);
void account_done(struct account *account);
struct buffer *account_side(struct account *account, enum direction direction);

/* "label 0a0b0c"; nothing behind the label when there are no bytes. */
void account_hex(struct buffer *text, const char *label, struct bytes bytes);
/* "ClientHello 368", by its code; length is that of the body. */
void account_message(struct buffer *text, unsigned type, size_t length);
/* An extension that both sides tell as its bytes, and what is read out of them. */
void account_raw_extension(struct buffer *text, unsigned type, struct bytes bytes);
/* Whether account_raw_extension is how this one is told. */
bool account_is_raw(unsigned type);

/* Who broke off: the server need not have read all then that the client sent, or the client what the server sent. */
enum account_cut { ACCOUNT_WHOLE, ACCOUNT_CUT_BY_SERVER, ACCOUNT_CUT_BY_CLIENT };

/* Both tell the same, and something. Else the test fails with both texts from where they part. */
void account_expect_same(const char *what, struct account *ours, struct account *theirs, enum account_cut cut);
/* Each line of theirs is one of ours. */
void account_expect_among(const char *what, struct account *ours, struct account *theirs);

#endif
