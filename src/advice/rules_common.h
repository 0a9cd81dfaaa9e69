/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_common: questions that several topics ask. Internal to advice.
 */
#ifndef STARLIT_ADVICE_RULES_COMMON_H
#define STARLIT_ADVICE_RULES_COMMON_H

#include "advice/rules.h"
#include "model/caps.h"

/* The server is on this machine: nobody on a network reads what goes there in the clear. */
bool rules_is_local(const struct advice *advice);

/* SMTP or LMTP; IMAP, POP3, ManageSieve; any of them. */
bool rules_is_smtp(const struct advice *advice);
bool rules_is(const struct advice *advice, const char *protocol);
bool rules_is_mail(const struct advice *advice);

/* Somebody has logged in, or the server counts it so. */
bool rules_is_authenticated(const struct advice *advice);

/* The verb of a line that was sent; behind its tag in IMAP. The rest of the line goes to *ret_rest. */
struct bytes rules_verb(const struct advice *advice, struct bytes line, struct bytes *ret_rest);

/* A finding's detail is one sentence: its part that the server wrote is cut to this. */
enum { RULES_SHOWN = 200 };
/* The server's bytes as they can be shown in a detail. */
struct rules_shown {
	char text[RULES_SHOWN];
};
struct rules_shown rules_show(struct bytes bytes);

#endif
