/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain: the verdict on the path, and what is told of the list that the server sent. Internal to tls.
 */
#ifndef STARLIT_TLS_CHAIN_H
#define STARLIT_TLS_CHAIN_H

#include "tls/path.h"

/* checks_run comes first. */
struct verdict chain_judge(struct path *path);
/* Fills in all of chain but from_session. */
void chain_describe(struct path *path, struct chain_facts *ret_chain);

#endif
