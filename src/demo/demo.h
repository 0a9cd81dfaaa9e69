/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo: the teaching server, made of buffers.
 *
 * Purpose   a real server for SMTP, LMTP, IMAP, POP3 and ManageSieve with STARTTLS, small enough to learn from: it lives
 *           in the same process (starlit demo), behind a loopback socket (starlit serve), and in tests as the fake peer,
 *           where it can misbehave on purpose.
 * Sans-I/O  it eats bytes and fills a buffer; it knows no socket and no clock but the one handed in.
 * Ownership the caller owns the server; the identity and the mail store outlive it.
 * Failure   a client that misbehaves gets the protocol's own refusal; limits hold against a hostile one.
 */
#ifndef STARLIT_DEMO_DEMO_H
#define STARLIT_DEMO_DEMO_H

#include "base/buffer.h"
#include "base/clock.h"
#include "proto/proto.h"
#include "tls/mint.h"

enum { DEMO_OUTPUT_MAX = 16 << 20, DEMO_LINE_MAX = 65536, DEMO_MAIL_MAX = 1 << 20 };

/* How the server misbehaves: any number at once. */
enum demo_fault {
	DEMO_FAULT_NONE = 0,
	DEMO_FAULT_REFUSE_STARTTLS = 1 << 0, /* 454, NO, -ERR */
	DEMO_FAULT_HIDE_STARTTLS = 1 << 1,   /* not advertised, and unknown when asked for */
	DEMO_FAULT_INJECT = 1 << 2,          /* a line in the clear behind the positive reply, in the same write */
	DEMO_FAULT_PLAIN_AFTER_OK = 1 << 3,  /* says OK and goes on in the clear */
	DEMO_FAULT_CUT_HANDSHAKE = 1 << 4,   /* closes after the ClientHello */
	DEMO_FAULT_LYING_CAPS = 1 << 5,      /* XXXXXXXA in the place of STARTTLS */
	DEMO_FAULT_STARTTLS_AGAIN = 1 << 6,  /* still offers STARTTLS inside TLS */
	DEMO_FAULT_NO_CLOSE_NOTIFY = 1 << 7, /* ends TLS by cutting */
	DEMO_FAULT_PREAUTH = 1 << 8,         /* IMAP */
	DEMO_FAULT_KEEP = 1 << 9, /* what came in the clear behind STARTTLS is answered inside TLS (CVE-2011-0411) */
	DEMO_FAULT_CLEAR_LOGIN = 1 << 10, /* takes passwords in the clear */
	DEMO_FAULT_SMUGGLE = 1 << 11 /* LF alone ends the lines of a message, and so the message (CVE-2023-51764) */
};

/* The fault of that name («refuse», «hide», «inject», «plain», «cut», «lie», «again», «truncate», «preauth», «keep», «login»); 0: none. */
unsigned demo_fault_named(const char *name);

struct demo_options {
	enum protocol protocol;
	const char *host; /* its own name: "mail.example.org" */
	bool implicit_tls;
	unsigned faults;    /* enum demo_fault */
	struct clock clock; /* for dates in banners and mails */
};

/* Mails that were accepted, and the mailbox that IMAP and POP3 show; shared by all connections of a server. */
struct demo_store;
struct demo_store *demo_store_new(void); /* three messages are in it */
void demo_store_free(struct demo_store *store);
size_t demo_store_count(const struct demo_store *store);
/* The index-th message as it was received, with CRLF line ends. */
struct bytes demo_store_mail(const struct demo_store *store, size_t index);

struct demo;

/* One connection. options is copied, host too. */
struct demo *demo_new(
	const struct demo_options *options, const struct tls_identity *identity, struct demo_store *store);
void demo_free(struct demo *demo);

/* The client is there: the greeting goes out (or TLS is awaited). */
void demo_connected(struct demo *demo);
void demo_receive(struct demo *demo, struct bytes bytes);
/* The client closed its side. */
void demo_ended(struct demo *demo);
/* What waits for the client; to be read and consumed by the caller. */
struct buffer *demo_output(struct demo *demo);
/* After its output is written the connection is to be closed. */
bool demo_wants_close(const struct demo *demo);

/* The one account: it is told by the greeting of the demo, and any mechanism takes it. */
#define DEMO_USER     "anna"
#define DEMO_PASSWORD "secret"

#endif
