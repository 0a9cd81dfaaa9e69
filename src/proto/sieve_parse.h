/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sieve_parse: ManageSieve's lines (RFC 5804 §4). Pure functions. Internal to proto.
 *
 *   response   = ("OK" / "NO" / "BYE") [ SP "(" code ")" ] [ SP string ] CRLF
 *   capability = string [ SP string ] CRLF
 *   string     = quoted; a literal has become one before (sieve_receive.c)
 */
#ifndef STARLIT_PROTO_SIEVE_PARSE_H
#define STARLIT_PROTO_SIEVE_PARSE_H

#include "base/bytes.h"

struct sieve_response {
	struct bytes word; /* OK, NO, BYE */
	struct bytes code; /* without its parentheses */
	struct bytes text; /* the string as it stands, without its quotation marks */
};

/* False when the line is no status: a capability, or data. */
bool sieve_parse_response(struct bytes line, struct sieve_response *ret_response);

/* Takes a quoted string off the front of *rest, without its quotes; false when none stands there. */
bool sieve_parse_string(struct bytes *rest, struct bytes *ret_string);

#endif
