/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tlsa: what can be published about certificates: TLSA records (RFC 6698) and pins of their keys.
 *
 * Purpose   lines for a zone file, ready to be pasted, with a comment on what each promises; a list of pins.
 * Ownership the caller's buffer. Failure: false when it is full; then nothing was appended.
 */
#ifndef STARLIT_REPORT_TLSA_H
#define STARLIT_REPORT_TLSA_H

#include "base/buffer.h"
#include "model/tls_facts.h"

/*
 * 3 1 1 and 3 0 1 for the leaf, then 2 1 1 for each issuer on the path as built and for its anchor (where no path was
 * built: for what was sent), at _PORT._tcp.HOST. host is in A-labels; a final dot is put behind it where it has none.
 */
bool tlsa_records(struct buffer *out, const struct chain_facts *chain, const char *host, uint16_t port);

/* The same certificates, a line each: SHA-256 of the SubjectPublicKeyInfo in base64 (RFC 7469 §2.4), and the subject. */
bool tlsa_pins(struct buffer *out, const struct chain_facts *chain);

#endif
