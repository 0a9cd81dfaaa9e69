/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pem: certificates out of PEM text, and files into memory. Internal to tls.
 */
#ifndef STARLIT_TLS_PEM_H
#define STARLIT_TLS_PEM_H

#include "base/buffer.h"
#include "base/error.h"

/* Appends the whole file. False and an error when it cannot be read, is no file, or is larger than the buffer's room. */
bool pem_read_file(const char *path, struct buffer *bytes, struct error *error);

/*
 * Takes the next certificate off the front of the text («BEGIN CERTIFICATE», also X509 and TRUSTED, of which only the
 * certificate counts) and leaves its DER in der, which is cleared before. Blocks that are no base64 are passed over. False at
 * the end. scratch is overwritten.
 */
bool pem_next_certificate(struct bytes *rest, struct buffer *scratch, struct buffer *der);

#endif
