/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows_strength: keys and the signatures made with them.
 */
#include "row.h"

static const struct row table[] = {
	{"leaf RSA 512", "lm", .leaf = {.rsa_bits = 512}, .ours = {G, G, G, B, N},
		.openssl = "EE certificate key too weak", .certtool = "insecure algorithm"},
	{"leaf RSA 1024", "lm", .leaf = {.rsa_bits = 1024}, .ours = {G, G, G, B, N},
		.openssl = "EE certificate key too weak", .certtool = "insecure algorithm"},
	{"leaf RSA 2048", "lm", .leaf = {.rsa_bits = 2048}, .ours = {G, G, G, G, N}},
	{"intermediate RSA 1024", "lm", .middle = {.rsa_bits = 1024}, .ours = {G, G, G, B, N},
		.openssl = "CA certificate key too weak", .certtool = "insecure algorithm"},
	{"root RSA 1024", "lm", .root = {.rsa_bits = 1024}, .ours = {G, G, G, W, N},
		.openssl = "CA certificate key too weak", .certtool = "insecure algorithm",
		.because =
			"the key of an anchor is trusted because it is in the store; that it is weak is a warning here"},
	{"leaf on P-192", "lm", .leaf = {.key = CA_KEY_P192}, .ours = {G, G, G, B, N},
		.openssl = "EE certificate key too weak", .certtool = "insecure algorithm"},
	{"intermediate on P-192", "lm", .middle = {.key = CA_KEY_P192}, .ours = {G, G, G, B, N},
		.openssl = "CA certificate key too weak", .certtool = "insecure algorithm"},
	{"leaf Ed25519", "lm", .leaf = {.key = CA_KEY_ED25519}, .ours = {G, G, G, G, N}},
	{"signed with Ed25519", "lm", .middle = {.key = CA_KEY_ED25519}, .ours = {G, G, G, G, N}},
	{"leaf RSA-PSS", "lm", .leaf = {.rsa_bits = 2048, .key = CA_KEY_RSA_PSS}, .ours = {G, G, G, G, N}},
	{"signed with RSA-PSS", "lm", .middle = {.rsa_bits = 2048, .key = CA_KEY_RSA_PSS}, .ours = {G, G, G, G, N}},
	{"leaf signed with SHA-1", "lm", .leaf = {.digest = GNUTLS_DIG_SHA1}, .ours = {G, G, G, B, N},
		.openssl = "CA signature digest algorithm too weak", .certtool = "insecure algorithm"},
	{"intermediate signed with SHA-1", "lm", .middle = {.digest = GNUTLS_DIG_SHA1}, .ours = {G, G, G, B, N},
		.openssl = "CA signature digest algorithm too weak", .certtool = "insecure algorithm"},
	{"root signed with SHA-1", "lm", .root = {.digest = GNUTLS_DIG_SHA1}, .ours = {G, G, G, G, N}},
	{"leaf signed with RSA and SHA-1", "lm", .middle = {.rsa_bits = 2048}, .leaf = {.digest = GNUTLS_DIG_SHA1},
		.ours = {G, G, G, B, N}, .openssl = "CA signature digest algorithm too weak",
		.certtool = "insecure algorithm"},
	{"leaf signed with RSA and MD5", "lm", .middle = {.rsa_bits = 2048}, .leaf = {.digest = GNUTLS_DIG_MD5},
		.ours = {G, G, G, B, N}, .openssl = "CA signature digest algorithm too weak",
		.certtool = "insecure algorithm"},
	{"intermediate signed with RSA and MD5", "lm", .root = {.rsa_bits = 2048}, .middle = {.digest = GNUTLS_DIG_MD5},
		.ours = {G, G, G, B, N}, .openssl = "CA signature digest algorithm too weak",
		.certtool = "insecure algorithm"},
	{"self-signed with SHA-1, and trusted itself", "o", .trusted = "o", .leaf = {.digest = GNUTLS_DIG_SHA1},
		.ours = {G, G, G, G, N}, .certtool = "issuer is not a CA",
		.because =
			"certtool takes nothing but authorities for anchors, and judges the signature; that of an anchor protects nothing"},
	{"self-signed with RSA 1024, and trusted itself", "o", .trusted = "o", .leaf = {.rsa_bits = 1024},
		.ours = {G, G, G, B, N}, .openssl = "EE certificate key too weak", .certtool = "issuer is not a CA"},
};

const struct rows rows_strength = ROWS(table);
