/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * certs_rows: what is to be said about each finding on certificates. Internal to advice.
 */
#ifndef STARLIT_ADVICE_CERTS_ROWS_H
#define STARLIT_ADVICE_CERTS_ROWS_H

#include "advice/rules.h"

enum { CERTS_ROWS = 36 };
extern const struct finding_row certs_rows[CERTS_ROWS];

#endif
