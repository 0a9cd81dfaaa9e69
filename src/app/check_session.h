/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_session: the standard flow with one target: greeting, capabilities, STARTTLS where it is offered, handshake, verdicts,
 * capabilities again, good-bye.
 *
 * Purpose   carried by the same conductor as a session that somebody types, with all its rules. STARTTLS is sent only where it is
 *           offered, and a server that turns us away is left alone.
 * Limits    each step has its own (session.h, dial.h); the whole has CHECK_TOTAL_US. A line, a reply or a journal that is too long ends it.
 * Ownership the caller owns the session; the loop outlives it. Its journal goes with it.
 * Failure   what cannot be begun is NULL and an error; everything later is part of the result.
 */
#ifndef STARLIT_APP_CHECK_SESSION_H
#define STARLIT_APP_CHECK_SESSION_H

#include "app/connection.h"
#include "report/checked.h"

enum { CHECK_REPLY_US = 30000000, CHECK_TOTAL_US = 180000000 };

struct check_session;

/* The configuration's limits of time are filled in where they are 0. */
struct check_session *check_session_new(struct loop *loop, const struct connection_config *config, struct error *error);
void check_session_free(struct check_session *session);

/* The server is known to have offered STARTTLS (advice.h). */
void check_session_expect_starttls(struct check_session *session);

/* Called once per round of the loop; costs nothing where nothing has happened. True: it is over. */
bool check_session_pump(struct check_session *session);

/* What has come of it, findings too: to be called once, when it is over. The texts of ret_checked are those of checked_init. */
void check_session_result(struct check_session *session, struct checked *ret_checked);

#endif
