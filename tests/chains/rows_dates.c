/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows_dates: from when and until when.
 */
#include "row.h"

static const struct row table[] = {
	{"leaf expired", "lm", .leaf = {.until_days = -3}, .ours = {G, G, B, G, N},
		.openssl = "certificate has expired", .certtool = "expired certificate"},
	{"leaf not yet valid", "lm", .leaf = {.from_days = 3}, .ours = {G, G, B, G, N},
		.openssl = "certificate is not yet valid", .certtool = "not yet valid certificate"},
	{"intermediate expired", "lm", .middle = {.until_days = -3}, .ours = {G, G, B, G, N},
		.openssl = "certificate has expired", .certtool = "expired certificate"},
	{"intermediate not yet valid", "lm", .middle = {.from_days = 3}, .ours = {G, G, B, G, N},
		.openssl = "certificate is not yet valid", .certtool = "not yet valid certificate"},
	{"root expired", "lm", .root = {.until_days = -3}, .ours = {G, G, W, G, N},
		.openssl = "certificate has expired", .certtool = "expired certificate",
		.because =
			"the dates of an anchor are no part of the path (RFC 5280 §6.1.1), but many clients look at them: that is a warning here"},
	{"root not yet valid", "lm", .root = {.from_days = 3}, .ours = {G, G, W, G, N},
		.openssl = "certificate is not yet valid", .certtool = "not yet valid certificate",
		.because =
			"the dates of an anchor are no part of the path (RFC 5280 §6.1.1), but many clients look at them: that is a warning here"},
	{"soon to expire", "lm", .leaf = {.until_days = 5}, .ours = {G, G, W, G, N}},
	{"dates reversed, between them", "lm", .leaf = {.from_days = 5, .until_days = -5}, .ours = {G, G, B, G, N},
		.openssl = "certificate is not yet valid", .certtool = "not yet valid certificate"},
	{"dates reversed, before both", "lm", .leaf = {.from_days = 5, .until_days = 2}, .ours = {G, G, B, G, N},
		.openssl = "certificate is not yet valid", .certtool = "not yet valid certificate"},
	{"until after 2050", "lm", .leaf = {.until_days = 36500}, .ours = {G, G, G, G, N}},
	{"until the year 9000", "lm", .leaf = {.until_days = 2546000}, .ours = {G, G, G, G, N}},
	{"without an end, leaf and root", "o", .trusted = "o", .leaf = {.no_end = true}, .ours = {G, G, G, G, N},
		.says = "valid without an end", .certtool = "issuer is not a CA",
		.because = "certtool takes nothing but authorities for anchors"},
	{"from after 2050", "lm", .leaf = {.from_days = 36500, .until_days = 36600}, .ours = {G, G, B, G, N},
		.openssl = "certificate is not yet valid", .certtool = "not yet valid certificate"},
	{"since 1950", "lm", .leaf = {.from_days = -27000}, .ours = {G, G, G, G, N}},
};

const struct rows rows_dates = ROWS(table);
