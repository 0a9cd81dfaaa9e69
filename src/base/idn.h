/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * idn: host names in A-labels (RFC 5891 §5).
 */
#ifndef STARLIT_BASE_IDN_H
#define STARLIT_BASE_IDN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes the name in A-labels, in lower case. A name of plain ASCII that is no lawful host name (an underscore) is copied
 * as it is, since resolvers may know it. False, with text untouched, when the name cannot be converted or does not fit;
 * *ret_reason (may be NULL) then points at words that last.
 */
bool idn_to_ascii(const char *name, char *text, size_t size, const char **ret_reason);

#endif
