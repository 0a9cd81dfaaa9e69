/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_run: finds out which of many code points a server takes, and in whose order: offers all of them, takes away what was
 * chosen, asks again until it refuses.
 *
 * Purpose   the part of a probe that is the same for cipher suites, groups and signature schemes. A list that is long is
 *           offered in blocks, since some servers stall on a large ClientHello. One answer settles whose order counts: the
 *           same things offered in reverse.
 * Ownership the list of all codes is borrowed and must outlive the run. Failure: none.
 * End       every answer takes something away, so that a server that answers at random ends as well.
 */
#ifndef STARLIT_TLS_PROBE_RUN_H
#define STARLIT_TLS_PROBE_RUN_H

#include "wire/client_hello.h"

enum { PROBE_CODES_MAX = 512 };

enum probe_order {
	PROBE_ORDER_UNKNOWN, /* nothing to compare, or it was not asked */
	PROBE_ORDER_SERVER,
	PROBE_ORDER_CLIENT,
	PROBE_ORDER_MIXED /* neither: some servers follow the client for a part of the list */
};

enum probe_phase { PROBE_FINDING, PROBE_REVERSED, PROBE_SORTING, PROBE_DONE };

struct probe_run {
	struct wire_codes all;
	size_t block; /* how many are offered at once */
	size_t next;  /* of all: where the next block begins */
	enum probe_phase phase;
	uint16_t left[PROBE_CODES_MAX]; /* of the present block, or of what is to be sorted */
	size_t left_count;
	uint16_t found[PROBE_CODES_MAX];
	size_t found_count;
	size_t block_began; /* found_count when the present block began */
	size_t fruitful;    /* blocks in which something was found */
	size_t last_began;  /* found_count when the last of these began */
	uint16_t offer[PROBE_CODES_MAX];
	size_t offered;
	enum probe_order order;
	/*
	 * Groups with an ECDSA certificate: its curve must be offered (RFC 8422 §5.1), or the server refuses everything. What
	 * was found is then offered again, behind the rest.
	 */
	bool sticky;
	bool tail;       /* it is */
	bool unseen;     /* the server chose the same again: what it takes beside that does not show */
	bool unanswered; /* there were blocks without an answer */
	bool stray;      /* it chose what was not offered, and the run ended there */
	uint16_t stray_code;
};

void probe_run_begin(struct probe_run *run, struct wire_codes all, size_t block, bool sticky);
/* What is to be offered next; empty when the run is done. */
struct wire_codes probe_run_offer(const struct probe_run *run);
bool probe_run_first(const struct probe_run *run); /* nothing was answered yet, and the first block is asked for */
/* The answers. */
void probe_run_chosen(struct probe_run *run, uint16_t code);
void probe_run_refused(struct probe_run *run);
void probe_run_unanswered(struct probe_run *run);
/* Ends it as it stands. */
void probe_run_stop(struct probe_run *run);
bool probe_run_found(const struct probe_run *run, uint16_t code);

#endif
