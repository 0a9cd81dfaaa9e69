/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * der: just enough of DER (X.690 §10) to find a certificate's names and key without loading it.
 *
 * Ownership spans point into the bytes that were given. Nothing is allocated, and every walk is linear.
 */
#ifndef STARLIT_WIRE_DER_H
#define STARLIT_WIRE_DER_H

#include "base/bytes.h"

/* Takes one element off the front: its whole encoding and its content. False when it is cut short, or above 16 MiB. */
bool der_next(struct bytes *rest, unsigned char *ret_tag, struct bytes *ret_whole, struct bytes *ret_content);
/* Takes one element off the front if it has that tag. */
bool der_take(struct bytes *rest, unsigned char tag, struct bytes *ret_content);

/* The issuer's or the subject's Name, whole, of a certificate (RFC 5280 §4.1). False when the bytes are no certificate. */
bool der_issuer(struct bytes certificate, struct bytes *ret_name);
bool der_subject(struct bytes certificate, struct bytes *ret_name);
/* The public key itself: the content of subjectPublicKey without its count of unused bits (as RFC 6960 §4.1.1 hashes it). */
bool der_public_key(struct bytes certificate, struct bytes *ret_key);

#endif
