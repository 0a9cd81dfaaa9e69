/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrong_port: recognises what answers where another protocol's greeting was due.
 */
#include "proto/engine.h"

/* A TLS record's header (RFC 8446 §5.1): a known content type, version 3.x. */
bool wrong_port_tls(struct bytes first)
{
	return first.len >= 3 && first.data[0] >= 0x14 && first.data[0] <= 0x17 && first.data[1] == 3 &&
	       first.data[2] <= 4;
}

static const struct {
	const char *prefix;
	const char *name;
	int protocol; /* enum protocol; PROTOCOLS: none of ours */
} greetings[] = {
	{"HTTP/", "a web server (HTTP)", PROTOCOLS},
	{"<!DOCTYPE", "a web server (HTTP)", PROTOCOLS},
	{"<html", "a web server (HTTP)", PROTOCOLS},
	{"SSH-", "an SSH server", PROTOCOLS},
	{"RFB ", "a VNC server", PROTOCOLS},
	{"<?xml", "an XMPP server", PROTOCOLS},
	{"* OK", "an IMAP server", PROTOCOL_IMAP},
	{"* PREAUTH", "an IMAP server", PROTOCOL_IMAP},
	{"* BYE", "an IMAP server", PROTOCOL_IMAP},
	{"+OK", "a POP3 server", PROTOCOL_POP3},
	{"-ERR", "a POP3 server", PROTOCOL_POP3},
	{"220", "an SMTP or LMTP server", PROTOCOL_SMTP},
	{"554", "an SMTP or LMTP server", PROTOCOL_SMTP},
	{"421", "an SMTP or LMTP server", PROTOCOL_SMTP},
	{"200 ", "a news server (NNTP)", PROTOCOLS},
	{"201 ", "a news server (NNTP)", PROTOCOLS},
	{"\"IMPLEMENTATION\"", "a ManageSieve server", PROTOCOL_SIEVE},
};

const char *wrong_port_name(struct bytes greeting, enum protocol expected)
{
	if (expected == PROTOCOL_LMTP)
		expected = PROTOCOL_SMTP;
	for (size_t i = 0; i < sizeof(greetings) / sizeof(greetings[0]); i++)
		if (bytes_starts_with_nocase(greeting, greetings[i].prefix))
			return greetings[i].protocol == (int)expected ? NULL : greetings[i].name;
	return NULL;
}
