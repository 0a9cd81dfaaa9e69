/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_parse: the grammar of IMAP's lines, as far as a debugger needs it. Pure functions. Internal to proto.
 *
 *   response     = "*" SP data / "+" [ SP text ] / tag SP status           RFC 9051 §9, RFC 3501 §9
 *   status       = ("OK" / "NO" / "BAD" / "BYE" / "PREAUTH") SP [ "[" code "]" SP ] text
 *   literal      = "{" number [ "+" ] "}" at the very end of a line; the octets follow after CRLF
 */
#ifndef STARLIT_PROTO_IMAP_PARSE_H
#define STARLIT_PROTO_IMAP_PARSE_H

#include "base/bytes.h"
#include <stdint.h>

enum imap_kind { IMAP_UNTAGGED, IMAP_CONTINUE, IMAP_TAGGED, IMAP_NONSENSE };

struct imap_response {
	enum imap_kind kind;
	struct bytes tag;
	struct bytes word; /* OK, NO, BAD, BYE, PREAUTH; for other untagged data its first word */
	struct bytes code; /* response code without brackets */
	struct bytes text; /* what follows */
};

void imap_parse_response(struct bytes line, struct imap_response *ret_response);

enum imap_literal {
	IMAP_NO_LITERAL,
	IMAP_LITERAL,     /* {n}: wait for "+" */
	IMAP_LITERAL_NOW, /* {n+}: goes on at once (RFC 7888) */
	IMAP_LITERAL_BAD  /* braces at the end, and a size that makes no sense */
};

/* Whether the line ends by announcing a literal; its size. */
enum imap_literal imap_parse_literal(struct bytes line, uint64_t *ret_size);

/* A word that can be a tag: no blanks, none of ( ) { % * " \ + and controls (RFC 9051 §9, "tag"). */
bool imap_is_tag(struct bytes word);

/* The astring at the front of *rest (atom, quoted or literal announcement) with what encloses it; empty at the end. */
struct bytes imap_argument(struct bytes *rest);

#endif
