/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * weak: what is wrong with a cipher suite, by its name, and how much a broken promise of TLS weighs here. Internal to advice.
 */
#ifndef STARLIT_ADVICE_WEAK_H
#define STARLIT_ADVICE_WEAK_H

#include "advice/rules.h"

enum weakness {
	WEAK_NULL,   /* nothing is encrypted */
	WEAK_EXPORT, /* keys of 40 or 56 bits, made weak on purpose */
	WEAK_DES,    /* 56 bits */
	WEAK_RC4,
	WEAK_BLOCK64,  /* 3DES, IDEA, RC2 in full size: blocks of 64 bits */
	WEAK_MD5,      /* as the code that authenticates records */
	WEAK_CBC_SHA1, /* CBC that authenticates before it encrypts, with SHA-1 */
	WEAK_CBC,      /* the same with SHA-256 and better */
	WEAK_NOT
};

/* The worst that there is to say about the cipher. name as IANA writes it, or as SSL 2.0 does: "TLS_RSA_WITH_RC4_128_SHA". */
enum weakness weak_cipher(struct bytes name);
bool weak_is_anonymous(struct bytes name);
/* The key exchange is static: who gets the server's key later reads what was recorded. */
bool weak_is_static(struct bytes name);

/*
 * High where clients check certificates, since passwords follow. Medium where mail servers hand mail to each other (port
 * 25, LMTP): most of them encrypt when they can, and check nothing.
 */
enum finding_rank weak_trust_rank(const struct advice *advice);

#endif
