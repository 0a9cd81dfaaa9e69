/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_offers: what a probe offers: the lists, in a sensible order, and the hellos.
 *
 * Ownership lists that are filled are the caller's; the others are constants. Failure: none.
 */
#ifndef STARLIT_TLS_PROBE_OFFERS_H
#define STARLIT_TLS_PROBE_OFFERS_H

#include "tls/probe_run.h"

/* Fills codes (PROBE_CODES_MAX of them) with the suites that can be used in that version, the likely ones first. */
size_t probe_offers_suites(uint16_t version, uint16_t *codes);
/* Every group for that version, the hybrid ones first (in TLS 1.3). few: the eight that matter. */
struct wire_codes probe_offers_groups(uint16_t version, bool few);
struct wire_codes probe_offers_schemes(bool few);
/* The cipher specs of SSL 2.0. */
const uint32_t *probe_offers_ssl2(size_t *ret_count);

/*
 * Fills in what a hello needs for one version, once its suites, groups and schemes are there. version and random (so many
 * bytes) are borrowed by the hello. share: with a share of X25519, which is random as well.
 */
enum { PROBE_RANDOM = 96 };
void probe_offers_version(struct wire_client_hello *hello, const uint16_t *version, bool share, struct bytes random);

/* The suites of a list whose names hold a part («_ECDHE_RSA_»); returns how many. */
size_t probe_offers_having(struct wire_codes suites, const char *part, uint16_t *ret_codes);

#endif
