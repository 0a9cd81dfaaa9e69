/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checks: every certificate's own checks, as facts with a reason each. Internal to tls.
 */
#ifndef STARLIT_TLS_CHECKS_H
#define STARLIT_TLS_CHECKS_H

#include "tls/path.h"

/* Fills the checks of all certificates and of the anchor, but for must-staple and revocation. */
void checks_run(struct path *path);
/* When all checks are done: an anchor that was sent as well has the same ones. */
void checks_copy_anchor(struct path *path);
/* Fills in one. */
void checks_set(struct arena *arena, struct cert_facts *facts, enum cert_check check, enum check_result result,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/*
 * The first failure of one of the checks from first to last, from the leaf upwards, as a sentence that names the
 * certificate and says how many more there are. The anchor above is left out. False: there
 * is none.
 */
bool checks_failure(struct path *path, enum cert_check first, enum cert_check last, struct verdict *ret_verdict);
/* The same for the anchor alone; false, too, when there is none above the path. */
bool checks_anchor_failure(struct path *path, enum cert_check first, enum cert_check last, enum verdict_result result,
	struct verdict *ret_verdict);
/* The first check that was not done, on the path or on the anchor, as a verdict «not checked». False: there is none. */
bool checks_unknown(struct path *path, enum cert_check first, enum cert_check last, struct verdict *ret_verdict);

#endif
