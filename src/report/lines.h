/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines: the session as it goes on, one line after the other, for line mode.
 *
 *   !< 220 mail.example.org ESMTP
 *   !> STARTTLS
 *   ~* TLS 1.3, TLS_AES_256_GCM_SHA384, X25519: up in 12 ms
 *   #> EHLO client.example.org
 *
 * Purpose   for people who read with their ears and for pipes: every line begins with the phase ("!" clear, "~" handshake,
 *           "#" TLS), the direction (">" sent, "<" received, "*" a note) and a blank; colour and place tell nothing.
 *           Certificates and verdicts are sentences. Bytes of the server are shown through base/safe.h.
 * Ownership the caller's buffer. Failure: false when it is full; nothing is appended then.
 */
#ifndef STARLIT_REPORT_LINES_H
#define STARLIT_REPORT_LINES_H

#include "base/safe.h"
#include "model/event.h"

enum { LINES_EVENT_MAX = 8 << 20 }; /* no event takes more */

/* The lines of one event: none when it says nothing here. */
bool lines_event(struct buffer *out, const struct event *event, enum safe_charset charset);
/* A text of ours, each of its lines with the marks of a note in that phase. */
bool lines_text(struct buffer *out, enum phase phase, const char *text);
/*
 * What went wrong, or was not checked as it should: the refusal, the alert, the bad verdict, the broken connection. It is
 * told also where nothing but the server's own bytes is shown.
 */
bool lines_is_trouble(const struct event *event);

#endif
