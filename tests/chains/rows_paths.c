/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows_paths: which certificates are sent, in which order, and what is trusted.
 */
#include "row.h"

static const struct row table[] = {
	{"as it should be", "lm", .ours = {G, G, G, G, N}},
	{"the root is sent too", "lmr", .ours = {G, G, G, G, N}},
	{"issued by the root itself", "l", .by = 'r', .ours = {G, G, G, G, N}},
	{"an authority more", "ldm", .by = 'd', .ours = {G, G, G, G, N}},
	{"self-signed", "o", .ours = {B, G, G, G, N}, .openssl = "self-signed certificate",
		.certtool = "issuer is unknown"},
	{"self-signed, and trusted itself", "o", .trusted = "o", .ours = {G, G, G, G, N},
		.certtool = "issuer is not a CA",
		.because =
			"certtool takes nothing but authorities for anchors; a certificate that was named as trusted is an anchor here"},
	{"unknown root", "lmr", .trusted = "s", .ours = {B, G, G, G, N},
		.openssl = "self-signed certificate in certificate chain", .certtool = "issuer is unknown"},
	{"unknown root, which is not sent", "lm", .trusted = "s", .ours = {B, G, G, G, N},
		.openssl = "unable to get local issuer certificate", .certtool = "issuer is unknown"},
	{"missing intermediate", "l", .ours = {B, G, G, G, N}, .openssl = "unable to get local issuer certificate",
		.certtool = "issuer is unknown"},
	{"missing intermediate, root sent", "lr", .ours = {B, G, G, G, N},
		.openssl = "unable to get local issuer certificate", .certtool = "issuer is unknown"},
	{"one of two intermediates is missing", "ld", .by = 'd', .ours = {B, G, G, G, N},
		.openssl = "unable to get local issuer certificate", .certtool = "issuer is unknown"},
	{"wrong order, the leaf first", "lmd", .by = 'd', .ours = {W, G, G, G, N}},
	{"wrong order, an authority first", "ml", .ours = {B, B, G, G, N}, .openssl = "unsuitable certificate purpose",
		.certtool = "name in the certificate does not match"},
	{"the leaf twice", "llm", .ours = {W, G, G, G, N}},
	{"the intermediate twice", "lmm", .ours = {W, G, G, G, N}},
	{"an unrelated authority at the end", "lms", .ours = {W, G, G, G, N}},
	{"an unrelated authority in between", "lsm", .ours = {W, G, G, G, N}},
	{"something unreadable at the end", "lmx", .ours = {W, G, G, G, N}, .certtool = "error parsing CRTs",
		.because =
			"certtool reads the whole file or nothing; OpenSSL and a client of TLS can do without what does not belong to the path"},
	{"two paths, the one that leads on first", "lmcs", .ours = {G, G, G, G, N}},
	{"two paths, the one that leads on second", "lcms", .ours = {W, G, G, G, N},
		.says = "was sent before the one that leads there",
		.openssl = "self-signed certificate in certificate chain", .certtool = "issuer is unknown",
		.because =
			"OpenSSL and GnuTLS take the first certificate that bears the issuer's name and do not come back for the second"},
	{"two paths, and the other root trusted", "lmcs", .trusted = "s", .ours = {W, G, G, G, N},
		.says = "was sent before the one that leads there", .openssl = "unable to get local issuer certificate",
		.certtool = "issuer is unknown",
		.because =
			"OpenSSL and GnuTLS take the first certificate that bears the issuer's name and do not come back for the second"},
	{"two paths, the unknown root in between", "lcsm", .ours = {W, G, G, G, N},
		.says = "was sent before the one that leads there",
		.openssl = "self-signed certificate in certificate chain", .certtool = "issuer is unknown",
		.because =
			"OpenSSL and GnuTLS take the first certificate that bears the issuer's name and do not come back for the second"},
	{"two anchors, one for each of two paths", "lmcs", .trusted = "rs", .ours = {G, G, G, G, N}},
	{"the expired issuer behind the renewed one", "lme", .ours = {G, G, G, G, N}},
	{"the expired issuer in front of the renewed one", "lem", .ours = {W, G, G, G, N},
		.says = "an expired certificate of middle was sent before", .certtool = "expired certificate",
		.because =
			"GnuTLS takes the first certificate that bears the issuer's name; OpenSSL prefers one that is within its dates, and so do we, and warn"},
	{"the expired issuer only", "le", .ours = {G, G, B, G, N}, .openssl = "certificate has expired",
		.certtool = "expired certificate"},
	{"the renewed root behind the expired one in the store", "lm", .trusted = "fr", .ours = {G, G, G, G, N}},
	{"the renewed root before the expired one in the store", "lm", .trusted = "rf", .ours = {G, G, G, G, N}},
	{"the expired root sent, the renewed one trusted", "lmf", .ours = {G, G, G, G, N}},
	{"a namesake of the issuer in front of it", "lnm", .ours = {W, G, G, G, N}},
	{"a namesake instead of the issuer", "ln", .ours = {B, G, G, G, N},
		.openssl = "unable to get local issuer certificate", .certtool = "issuer is unknown"},
	{"the intermediate is trusted", "lm", .trusted = "m", .ours = {G, G, G, G, N},
		.openssl = "unable to get issuer certificate",
		.because =
			"OpenSSL wants a path up to a self-signed certificate unless -partial_chain is given; an anchor is whatever was named as one (RFC 5280 §6.1.1)"},
	{"the intermediate is trusted, not sent", "l", .trusted = "m", .ours = {G, G, G, G, N},
		.openssl = "unable to get issuer certificate",
		.because =
			"OpenSSL wants a path up to a self-signed certificate unless -partial_chain is given; an anchor is whatever was named as one (RFC 5280 §6.1.1)"},
	{"the leaf is trusted", "l", .trusted = "l", .ours = {G, G, G, G, N},
		.openssl = "unable to get local issuer certificate", .certtool = "issuer is unknown",
		.because =
			"OpenSSL wants a self-signed certificate at the top and certtool an authority; whoever names a certificate as trusted means that one"},
	{"wrong signature of the leaf", "lm", .altered = 'l', .ours = {B, G, G, G, N},
		.openssl = "certificate signature failure", .certtool = "signature in the certificate is invalid"},
	{"wrong signature of the intermediate", "lm", .altered = 'm', .ours = {B, G, G, G, N},
		.openssl = "certificate signature failure", .certtool = "signature in the certificate is invalid"},
	{"16 certificates", NULL, .tower = 16, .ours = {G, G, G, G, N}},
	{"17 certificates", NULL, .tower = 17, .ours = {N, G, N, N, N},
		.because =
			"no more than 16 are followed here, as in GnuTLS's own sessions; programs on a command line have more time"},
	{"40 certificates", NULL, .tower = 40, .ours = {N, G, N, N, N},
		.because =
			"no more than 16 are followed here, as in GnuTLS's own sessions; programs on a command line have more time"},
};

const struct rows rows_paths = ROWS(table);
