/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_parse: the grammar of IMAP's lines, as far as a debugger needs it. Pure functions. Internal to proto.
 *
 *   response     = "*" SP data / "+" [ SP text ] / tag SP status           RFC 9051 §9, RFC 3501 §9
 *   status       = ("OK" / "NO" / "BAD" / "BYE" / "PREAUTH") [ SP [ "[" code "]" [ SP ] ] text ]
 *   literals     see literal.h
 *
 * One blank separates, no more and no tab: what stands for a completion must be written like one. Text may be absent,
 * since servers leave it out.
 */
#ifndef STARLIT_PROTO_IMAP_PARSE_H
#define STARLIT_PROTO_IMAP_PARSE_H

#include "base/bytes.h"

enum imap_kind { IMAP_UNTAGGED, IMAP_CONTINUE, IMAP_TAGGED, IMAP_NONSENSE };

struct imap_response {
	enum imap_kind kind;
	bool status; /* word is OK, NO, BAD, BYE or PREAUTH: what follows is text, in which nothing announces a literal */
	struct bytes tag;
	struct bytes word; /* the first word behind "*" or the tag */
	struct bytes code; /* a status's response code without brackets */
	struct bytes text; /* what follows */
};

void imap_parse_response(struct bytes line, struct imap_response *ret_response);

/* A word that can be a tag: no blanks, none of ( ) { % * " \ + and controls (RFC 9051 §9, "tag"). */
bool imap_is_tag(struct bytes word);
enum { IMAP_TAG_MAX = 31 };

#endif
