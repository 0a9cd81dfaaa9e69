/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markup: whether an HTML page is made of our elements and attributes only, whatever data it shows.
 */
#ifndef STARLIT_TESTS_REPORT_MARKUP_H
#define STARLIT_TESTS_REPORT_MARKUP_H

#include "base/bytes.h"

/*
 * Every < begins one of the elements that a report uses, with attributes that it uses, in quotes; every element is closed in
 * its order; every & begins one of the references of html.h; links lead into the page; all is UTF-8 that can be shown.
 * Returns what does not hold, and where; NULL: it is sound.
 */
const char *markup_is_wrong(struct bytes html, size_t *ret_at);

#endif
