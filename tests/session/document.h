/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * document: the parts of a session document, and the certificate that its server shows.
 */
#ifndef STARLIT_TESTS_SESSION_DOCUMENT_H
#define STARLIT_TESTS_SESSION_DOCUMENT_H

#include "base/bytes.h"
#include "tls/mint.h"

#define DOCUMENT_HOST "mail.example.org"

/* The text of the fenced block of that name; without data: there is none. */
struct bytes document_block(struct bytes document, const char *name);
/* Takes the next line off the front. */
bool document_line(struct bytes *rest, struct bytes *ret_line);
bool document_starts(struct bytes line, const char *prefix, struct bytes *ret_rest);
/* The option's value, "name:" included in its name. False: there is no such option. */
bool document_option(struct bytes options, const char *name, char *value, size_t size);
/* The server's certificate: as the options want it. */
struct tls_identity *document_identity(struct bytes options);

#endif
