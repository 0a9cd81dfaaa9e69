/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html: untrusted bytes as the text of an HTML element.
 *
 * Purpose   whatever a page holds that is not a constant of ours goes in through here: first base/safe.h, so that nothing
 *           is left that hides, reorders or is no UTF-8, then & < > " ' become references. It cannot end an element, and
 *           not an attribute in quotes either. Names of elements and attributes are never data.
 * Ownership the caller's buffer. Failure: false when it is full; what was appended then is a beginning, cut between pieces.
 */
#ifndef STARLIT_REPORT_HTML_H
#define STARLIT_REPORT_HTML_H

#include "base/buffer.h"

enum html_place {
	HTML_TEXT, /* inside an element that may hold others: escapes of safe.h stand in <b class="x">, as in no text of the peer */
	HTML_PLAIN /* where no element may stand: <title>, <caption> of a list, an attribute in quotes */
};

bool html_append(struct buffer *out, struct bytes bytes, enum html_place place);

#endif
