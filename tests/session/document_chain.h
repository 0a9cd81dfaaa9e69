/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * document_chain: certificates of rarer kinds for a document's server, made from its options.
 *
 *     chain: lmr                letters (tests/chains/row.h), in the order of sending; or "tower 17", so many certificates
 *     leaf: sha1 days=-9..90    what is unusual about that one: words, see document_chain.c
 *     middle: path-length=0     (root: and deeper: as well)
 *     by: d                     who issued the leaf
 *     altered: l                whose signature has one bit flipped
 *     trusted: s                letters of the anchors, in place of the root
 *     trusted-from: /etc/...    where the root that is trusted is said to come from
 *     revoked: l                its issuer's revocation list names it
 *     staple: good              an OCSP response; the kinds stand in document_chain.c
 *     staple-middle: revoked    the same for the certificate that is sent second, by the root (TLS 1.3)
 */
#ifndef STARLIT_TESTS_SESSION_DOCUMENT_CHAIN_H
#define STARLIT_TESTS_SESSION_DOCUMENT_CHAIN_H

#include "base/bytes.h"
#include "tls/anchors.h"
#include "tls/mint.h"

struct document_chain;

/* NULL: the options name no chain. What they name wrongly fails the test. */
struct document_chain *document_chain_new(struct bytes options, const char *path);
void document_chain_free(struct document_chain *chain);
/* What the server shows; the chain's own. */
struct tls_identity *document_chain_identity(const struct document_chain *chain);
/* The root, revocation lists and keys of logs, for the client; the chain's own. */
struct tls_anchors *document_chain_anchors(const struct document_chain *chain);

#endif
