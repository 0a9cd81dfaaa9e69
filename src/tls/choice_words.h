/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choice_words: what choice.c and choice_ciphers.c share. Internal to them.
 */
#ifndef STARLIT_TLS_CHOICE_WORDS_H
#define STARLIT_TLS_CHOICE_WORDS_H

#include "base/safe.h"
#include "tls/choice.h"
#include "tls/spelling.h"
#include <gnutls/gnutls.h>

/* Appends ":+PREFIXWORD" unless it stands there; false when there is no room. */
bool choice_words_add(struct choice_words *words, const char *prefix, const char *word);
bool choice_refuse_long(const char *option, struct error *error);

typedef bool choice_take_fn(void *context, struct bytes name, struct error *error);
/* Calls take with each name; an empty list is an error. */
bool choice_each(const char *list, const char *option, choice_take_fn *take, void *context, struct error *error);

#endif
