/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * priority: what is chosen for the handshake, as a GnuTLS priority string. Pure: nothing is set. Internal to tls.
 *
 * Rules     Without versions: TLS 1.3 and 1.2, or what a priority string of the user's says. Of these only those stay in
 *           which a named cipher can be used. Ciphers, groups and schemes that are named stand for themselves and in that
 *           order; what is not named is as in NORMAL, or as in the user's string, to which the rest is added. TLS 1.0 and
 *           1.1 bring 3DES and SHA-1 signatures with them, since that is all that some of their servers have.
 */
#ifndef STARLIT_TLS_PRIORITY_H
#define STARLIT_TLS_PRIORITY_H

#include "tls/tls.h"

enum {
	PRIORITY_MAX = 6144,
	PRIORITY_STEPS =
		6 /* the last of the steps that make a ClientHello smaller; the first is GNUTLS_KEY_SHARE_TOP */
};

struct priority {
	char text[PRIORITY_MAX];
	unsigned suites;  /* how many the user named, where he named nothing but suites; else 0 */
	unsigned dh_bits; /* the least that a group of the server's own may have; 0: as GnuTLS has it */
};

/*
 * Of settings: priority, versions, ciphers, groups, schemes. False and an error for what is not known or cannot be. step
 * leaves out more and more of what the user did not name (0: nothing).
 */
bool priority_build(
	const struct tls_settings *settings, unsigned step, struct priority *ret_priority, struct error *error);

#endif
