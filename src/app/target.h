/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * target: what the user wants to be connected to, from what he typed.
 *
 *   [SCHEME://]HOST[:PORT]    HOST is a name, an IPv4 address, or an IPv6 address in brackets (without a port, bare)
 *   demo[:PROTOCOL]           the teaching server inside this process
 *
 * A scheme decides protocol, port and implicit TLS; without one a known port does; without either it is SMTP on 25.
 * Internationalised names are converted to A-labels (RFC 5891).
 */
#ifndef STARLIT_APP_TARGET_H
#define STARLIT_APP_TARGET_H

#include "base/error.h"
#include "proto/proto.h"

struct target {
	char host[256]; /* A-labels, or an address without brackets */
	uint16_t port;
	enum protocol protocol;
	bool implicit_tls;
	bool is_address;
	bool demo; /* host is the demo server's name then */
};

/* What options say beside the target; a scheme that contradicts them is an error. */
struct target_hints {
	bool has_protocol;
	enum protocol protocol;
	bool implicit_tls;
};

bool target_parse(const char *text, const struct target_hints *hints, struct target *ret_target, struct error *error);

/* As it would be typed: «imaps://mail.example.org», with the port only where it is not the scheme's. Returns text. */
char *target_text(const struct target *target, char *text, size_t size);

/* The protocol of that name ("smtp", "sieve", any case); false when there is none. */
bool target_protocol(const char *name, enum protocol *ret_protocol);

#define TARGET_DEMO_HOST "mail.example.org"

#endif
