/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * play: a whole session, both ends in memory, after a script (fuzz.h).
 *
 * The first byte chooses the protocol ('0' to '4', plus 8 for implicit TLS) and what is done about an injection ('0': abort,
 * '@': drop, 'P': feed it to TLS); the second how the bytes are cut. In the script "X:" stands for: tls (a true server shakes
 * hands), peek (an injection waits in the socket), notify (close_notify), end, reset, wait, starttls, close.
 */
#ifndef STARLIT_TESTS_FUZZ_PLAY_H
#define STARLIT_TESTS_FUZZ_PLAY_H

#include "fuzz.h"
#include "session/session.h"

struct play {
	struct clock_hands hands;
	struct journal *journal;
	struct session *session;
	struct tls *server; /* NULL: what it says is not encrypted */
	struct cutter cutter;
	bool peek;
	uint64_t fed; /* bytes of the server */
};

/* The script is what follows the first two bytes of data. At its end the server leaves. */
void play_script(struct play *play, const uint8_t *data, size_t size, bool cut);
void play_done(struct play *play);

#endif
