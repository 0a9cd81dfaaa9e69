/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dn: distinguished names (RFC 5280 §4.1.2.4) as text, for trees of messages. Internal to this folder.
 *
 * Purpose   a server that asks for a certificate lists authorities by name, and each certificate bears two names: a person
 *           wants to read them where they stand. Attributes keep the order of the bytes: "C=DE, O=Example, CN=Example CA".
 * Ownership text is appended to a buffer of the caller's.
 * Failure   false: the bytes are no such name, or are more than the buffer takes. What was appended then is of no use.
 */
#ifndef STARLIT_WIRE_DN_H
#define STARLIT_WIRE_DN_H

#include "base/buffer.h"

/* DER of one Name. The text is untrusted: values stand in it as they came, with a \ before what would end them. */
bool dn_append(struct buffer *text, struct bytes name);
/* DER of one certificate: "subject, issued by issuer" (RFC 5280 §4.1). */
bool dn_append_of_certificate(struct buffer *text, struct bytes certificate);

#endif
