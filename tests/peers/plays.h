/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plays: what is done in a session with OpenSSL's server once it is connected, and what is expected of it by itself.
 *
 * Each begins with the handshake and ends when there is nothing more to say. settings are those of the client: a play that
 * connects again changes them. Failure: the test fails.
 */
#ifndef STARLIT_TESTS_PEERS_PLAYS_H
#define STARLIT_TESTS_PEERS_PLAYS_H

#include "link.h"

void play_converse(struct link *link, struct tls_settings *settings);
void play_fail_to_shake(struct link *link, struct tls_settings *settings);
void play_refused_after(struct link *link, struct tls_settings *settings);
void play_expect_imap(struct link *link, struct tls_settings *settings);
void play_expect_staple(struct link *link, struct tls_settings *settings);
void play_expect_padding(struct link *link, struct tls_settings *settings);
void play_expect_hello_700(struct link *link, struct tls_settings *settings);
void play_authenticate_late(struct link *link, struct tls_settings *settings);
void play_server_rekeys(struct link *link, struct tls_settings *settings);
void play_server_rekeys_both(struct link *link, struct tls_settings *settings);
void play_we_rekey(struct link *link, struct tls_settings *settings);
void play_we_rekey_both(struct link *link, struct tls_settings *settings);
void play_server_renegotiates(struct link *link, struct tls_settings *settings);
void play_server_wants_certificate(struct link *link, struct tls_settings *settings);
void play_we_renegotiate(struct link *link, struct tls_settings *settings);
void play_renegotiation_refused(struct link *link, struct tls_settings *settings);
void play_resume(struct link *link, struct tls_settings *settings);
void play_server_closes(struct link *link, struct tls_settings *settings);
void play_server_writes_clear(struct link *link, struct tls_settings *settings);
void play_server_cuts(struct link *link, struct tls_settings *settings);

#endif
