/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows_revocation: lists of what is revoked, and certificates that ask for a staple; none is stapled.
 */
#include "row.h"

static const struct row table[] = {
	{"must-staple, and nothing stapled", "lm", .leaf = {.must_staple = true}, .ours = {G, G, G, G, B},
		.because = "openssl verify and certtool see no handshake, and hence no staple"},
	{"on no list", "lm", .lists = {.of = "mr"}, .ours = {G, G, G, G, G}},
	{"leaf revoked", "lm", .lists = {.of = "mr", .revoked = 'l'}, .ours = {G, G, G, G, B},
		.openssl = "certificate revoked", .certtool = "is revoked"},
	{"intermediate revoked", "lm", .lists = {.of = "mr", .revoked = 'm'}, .ours = {G, G, G, G, B},
		.openssl = "certificate revoked", .certtool = "is revoked"},
	{"leaf revoked, no list of the root", "lm", .lists = {.of = "m", .revoked = 'l'}, .ours = {G, G, G, G, B},
		.openssl = "certificate revoked", .certtool = "is revoked"},
	{"a list of the intermediate only", "lm", .lists = {.of = "m"}, .ours = {G, G, G, G, N},
		.openssl = "unable to get certificate CRL",
		.because =
			"OpenSSL was told to want a list of every issuer; here a missing one is told, but refuses nothing"},
	{"a list of the root only", "lm", .lists = {.of = "r"}, .ours = {G, G, G, G, N},
		.openssl = "unable to get certificate CRL",
		.because =
			"OpenSSL was told to want a list of every issuer; here a missing one is told, but refuses nothing"},
	{"a list of a stranger only", "lm", .lists = {.of = "s"}, .ours = {G, G, G, G, N},
		.openssl = "unable to get certificate CRL",
		.because =
			"OpenSSL was told to want a list of every issuer; here a missing one is told, but refuses nothing"},
	{"stale lists", "lm", .lists = {.of = "mr", .this_days = -20, .next_days = -10}, .ours = {G, G, G, G, N},
		.openssl = "CRL has expired",
		.because =
			"OpenSSL was told to want lists that are fresh; here a stale one counts as none, and certtool does not look at its dates"},
	{"leaf revoked by a stale list", "lm",
		.lists = {.of = "mr", .revoked = 'l', .this_days = -20, .next_days = -10}, .ours = {G, G, G, G, B},
		.openssl = "CRL has expired", .certtool = "is revoked"},
	{"lists of a later date", "lm", .lists = {.of = "mr", .this_days = 3, .next_days = 10}, .ours = {G, G, G, G, N},
		.openssl = "CRL is not yet valid",
		.because =
			"OpenSSL was told to want lists that are valid; here one of a later date counts as none, and certtool does not look at its dates"},
	{"leaf revoked by a list that somebody else signed", "lm", .lists = {.of = "mr", .revoked = 'l', .signer = 's'},
		.ours = {G, G, G, G, N}, .says = "is not signed by it", .openssl = "CRL signature failure",
		.certtool = "is revoked",
		.because =
			"a list that its issuer did not sign counts as none here; OpenSSL was told to want one; certtool does not check who signed it"},
	{"leaf revoked by an authority that may not sign lists", "lm", .middle = {.usage = GNUTLS_KEY_KEY_CERT_SIGN},
		.lists = {.of = "mr", .revoked = 'l'}, .ours = {G, G, G, G, N}, .says = "not meant for lists",
		.openssl = "key usage does not include CRL signing", .certtool = "is revoked",
		.because =
			"a list that its issuer may not sign counts as none here; OpenSSL was told to want one; certtool does not check it"},
};

const struct rows rows_revocation = ROWS(table);
