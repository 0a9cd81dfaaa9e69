/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preamble_frames: where one answer of a server ends, and what it means, protocol by protocol. Internal to preamble.
 *
 * Failure   none: an answer that makes no sense is judged ANSWER_NONSENSE. Every function is linear in the answer, which is
 *           short (PREAMBLE_ANSWER_MAX).
 */
#ifndef STARLIT_PROTO_PREAMBLE_FRAMES_H
#define STARLIT_PROTO_PREAMBLE_FRAMES_H

#include "base/bytes.h"

/* How many bytes from the front the first whole answer takes; 0: it is not whole yet. */
typedef size_t frame_fn(struct bytes bytes);
frame_fn frame_line;   /* a line, with its LF */
frame_fn frame_reply;  /* FTP: 220-... lines up to 220 and a blank (RFC 959 §4.2) */
frame_fn frame_xml;    /* a stream header, or one element below it with all that is in it (RFC 6120 §4) */
frame_fn frame_letter; /* PostgreSQL: one byte; an error message is taken whole */
frame_fn frame_packet; /* MySQL: three bytes of length, one of number, the payload */
frame_fn frame_ber;    /* LDAP: one BER element (RFC 4511 §5.1) */

enum answer {
	ANSWER_YES,
	ANSWER_NO,
	ANSWER_SKIPPED, /* it is about something else: the next one is awaited */
	ANSWER_NONSENSE /* not the protocol */
};
/* want is the step's word: a code, the name of an element. */
typedef enum answer judge_fn(struct bytes answer, const char *want);
judge_fn judge_code;     /* begins with one of the codes in want, "200 201"; another code is a no */
judge_fn judge_numeric;  /* IRC: the numeric behind the server's name; 691 and errors about the command are a no */
judge_fn judge_element;  /* XML: this element; <failure> and <error> are a no; headers are skipped */
judge_fn judge_features; /* XML: features that hold starttls */
judge_fn judge_letter;   /* PostgreSQL: S or N */
judge_fn judge_greeting; /* MySQL: version 10 with the capability of TLS */
judge_fn judge_extended; /* LDAP: an ExtendedResponse with result 0 */

/* It is an error message rather than a plain no. */
bool answer_is_error(struct bytes answer, frame_fn *frame);
/* The text in an answer that is meant for people: of an LDAP result, a MySQL or PostgreSQL error; else all of it. */
struct bytes answer_text(struct bytes answer, frame_fn *frame);

#endif
