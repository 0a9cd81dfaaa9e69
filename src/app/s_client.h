/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * s_client: «starlit s_client ...», and the program under the name s_client: takes the options of «openssl s_client», and
 * prints what scripts look for in its output, in its layout.
 *
 * Purpose   command lines that were written for OpenSSL go on working, and say the truth. Every option of theirs is a row of
 *           a table: mapped to ours, honoured as it is, noted on standard error, or refused by name with the reason. None is
 *           ignored in silence.
 * Session   it is line mode (plain.h), which asks here what to write and how to send. With a terminal on both sides, and
 *           nothing asked for that is printed, it is the screen.
 * Ownership s_client owns the texts that its options point to; everything else is borrowed from argv.
 * Failure   an option that is refused or makes no sense is false and an error: «-option: why».
 */
#ifndef STARLIT_APP_S_CLIENT_H
#define STARLIT_APP_S_CLIENT_H

#include "app/files.h"
#include "app/options.h"
#include "base/arena.h"
#include "base/secret.h"
#include "model/outcome.h"
#include "proto/preamble.h"
#include "report/openssl_words.h"

/* What is shown of the handshake, beside the summary. */
enum s_client_show {
	SHOW_MESSAGES = 1 << 0,   /* -msg: each message, and its bytes in hex */
	SHOW_FIELDS = 1 << 1,     /* -trace: each message decoded */
	SHOW_RECORDS = 1 << 2,    /* -debug: records too */
	SHOW_STATE = 1 << 3,      /* -state: what was done, in words */
	SHOW_EXTENSIONS = 1 << 4, /* -tlsextdebug: the server's messages that bear extensions, decoded */
};

/* Versions of TLS, as bits. */
enum { VERSION_TLS10 = 1, VERSION_TLS11 = 2, VERSION_TLS12 = 4, VERSION_TLS13 = 8 };

enum end_of_input { END_AS_USUAL, END_IS_IGNORED, END_IS_NOT_IGNORED };

struct s_client {
	struct options options;
	/* the target, as typed */
	const char *connect, *host, *port;
	const char *starttls; /* a protocol's name; NULL: TLS from the first byte */
	const struct preamble_info *preamble;
	const char *stream_host; /* XMPP: whom the stream is for */
	/* names */
	const char *server_name, *verify_host, *verify_address, *client_name;
	bool no_server_name;
	/* anchors and lists */
	bool no_ca_file, no_ca_path, no_ca_store, checks_crl;
	long depth; /* how many authorities may stand between leaf and anchor; -1: no limit */
	/* what is offered */
	unsigned versions;
	const char *min_version, *max_version;
	const char *ciphers, *suites;
	struct buffer priority; /* words to be added to it */
	struct arena texts;     /* what the options point to */
	struct secret passphrase;
	/* what is printed */
	bool help, quiet, brief, show_certs, status, verify_quiet;
	bool prints; /* something was asked for that is printed: no screen */
	unsigned show;
	const char *message_file;
	/* how it goes */
	enum end_of_input end_of_input;
	bool stops_on_error, crlf, forgives_cut;
	const char *session_in, *session_out;

	/* the session as it goes: s_client_session.c, s_client_show.c */
	bool summary_told, stopped;
	bool spelling_told;             /* that what is advised is spelt as for starlit itself */
	struct openssl_verdict verdict; /* once the summary was told */
	int64_t moved_us;               /* no protocol: when bytes last went or came; 0: none did */
	bool answered;                  /* some came since the last went */
	struct alarm *silence;
	struct new_file messages; /* -msgfile */
	bool messages_open;
};

/* s_client_options.c */
/* argv[0] is not looked at. ret_client must stay where it is. */
bool s_client_parse(int argc, char **argv, struct s_client *ret_client, struct error *error);
void s_client_done(struct s_client *client);
void s_client_help(struct buffer *out);
/* An error about an option of ours, in the name of the one that was typed. */
void s_client_rename(struct error *error);

/* s_client_session.c: what line mode (plain.h) asks */
struct plain;
bool s_client_start(struct plain *plain, struct error *error);
void s_client_stop(struct plain *plain);
/* What is new is written: words, and what the server has sent inside TLS. */
void s_client_output(struct plain *plain);
/* A line, or where no protocol is known any bytes, go to the server. */
void s_client_send(struct plain *plain, struct bytes line);
bool s_client_sends_bytes(const struct plain *plain);
/* The input has ended and the server is ready: whether that is the end. */
bool s_client_may_leave(struct plain *plain);
enum outcome s_client_outcome(struct plain *plain);

/* s_client_show.c: of -msg, -trace, -debug, -state, -tlsextdebug */
void s_client_show(const struct s_client *client, const struct event *event, struct buffer *out);

#endif
