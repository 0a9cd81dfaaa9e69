/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows_encoding: how it is written down: versions, serial numbers, names.
 */
#include "row.h"

static const struct row table[] = {
	{"leaf of version 1", "lm", .leaf = {.version = 1, .name = BYTES_LITERAL("mail.example.org")},
		.ours = {G, B, G, G, N},
		.because =
			"both fall back on the common name, and version 1 has no place for any other; RFC 9525 §2 has ended that"},
	{"intermediate of version 1", "lm", .middle = {.version = 1}, .ours = {B, G, G, G, N},
		.openssl = "invalid CA certificate", .certtool = "issuer is not a CA"},
	{"root of version 1", "lm", .root = {.version = 1}, .ours = {G, G, G, G, N},
		.openssl = "invalid CA certificate",
		.because =
			"OpenSSL refuses it only when it is to be strict (-x509_strict); an anchor is trusted because it is in the store"},
	{"negative serial", "lm", .leaf = {.serial = BYTES_LITERAL("\x80\x01")}, .ours = {G, G, G, G, N}},
	{"serial of 20 octets", "lm",
		.leaf = {.serial = BYTES_LITERAL("\x7f"
						 "2345678901234567890")},
		.ours = {G, G, G, G, N}},
	{"serial of 21 octets", "lm",
		.leaf = {.serial = BYTES_LITERAL("\x7f"
						 "23456789012345678901")},
		.ours = {G, G, G, G, N}},
	{"serial of 40 octets", "lm",
		.leaf = {.serial = BYTES_LITERAL("\x7f"
						 "234567890123456789012345678901234567890")},
		.ours = {G, G, G, G, N}},
	{"empty subject, critical names", "lm", .leaf = {.no_name = true, .sans_critical = true},
		.ours = {G, G, G, G, N}},
	{"empty subject, names not critical", "lm", .leaf = {.no_name = true}, .ours = {G, G, G, G, N},
		.openssl = "Subject empty and Subject Alt Name extension not critical",
		.because =
			"RFC 5280 §4.1.2.6 wants the names to be critical then, and OpenSSL refuses otherwise only when it is to be strict"},
	{"empty subject, no name at all", "lm", .names = "-", .leaf = {.no_name = true}, .ours = {G, B, G, G, N},
		.openssl = "Subject name empty", .certtool = "name in the certificate does not match"},
	{"intermediate with an empty subject", "lm", .middle = {.no_name = true}, .ours = {G, G, G, G, N},
		.openssl = "Issuer name empty", .certtool = "requested data were not available",
		.because =
			"OpenSSL refuses an authority without a name only when it is to be strict, and certtool stops because it cannot print the name; the path itself is whole"},
	{"control bytes in the subject", "lm", .leaf = {.name = BYTES_LITERAL("\x1b[2Jmail\r\n")},
		.ours = {G, G, G, G, N}},
};

const struct rows rows_encoding = ROWS(table);
