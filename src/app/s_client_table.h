/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * s_client_table: every option of «openssl s_client», of the versions 1.1 to 3.5, a row each, and what becomes of it here.
 *
 * Ownership constant. Failure: a value that makes no sense is false and an error.
 */
#ifndef STARLIT_APP_S_CLIENT_TABLE_H
#define STARLIT_APP_S_CLIENT_TABLE_H

#include "app/s_client.h"

struct s_client_parsing {
	struct s_client *client;
	char *argument; /* as it stands in argv, so that a secret can be wiped there */
	struct error *error;
};

typedef bool s_client_take_fn(struct s_client_parsing *parsing, const char *value);

enum s_client_kind {
	S_CLIENT_TAKEN,   /* take makes something of it */
	S_CLIENT_SO,      /* what it asks for is so here in any case: words say how */
	S_CLIENT_NOTED,   /* it has no meaning here, and changes nothing that is found out: words say why */
	S_CLIENT_REFUSED, /* it would change what is found out, and cannot be done: words say why */
};

struct s_client_row {
	const char *name;     /* without its dash */
	const char *argument; /* NULL: it takes none */
	enum s_client_kind kind;
	s_client_take_fn *take;
	const char *words; /* what it does, for the help, or why it does not */
};

extern const struct s_client_row s_client_rows[];
extern const size_t s_client_row_count;
const struct s_client_row *s_client_row_named(const char *name);

/* s_client_takes.c */
s_client_take_fn s_client_take_help, s_client_take_host, s_client_take_port, s_client_take_connect, s_client_take_ipv4,
	s_client_take_ipv6, s_client_take_fallback, s_client_take_cert, s_client_take_form, s_client_take_key,
	s_client_take_pass, s_client_take_verify, s_client_take_depth, s_client_take_ca, s_client_take_no_ca_file,
	s_client_take_no_ca_path, s_client_take_no_ca_store, s_client_take_name, s_client_take_stream_host,
	s_client_take_session_in, s_client_take_session_out, s_client_take_crlf, s_client_take_quiet,
	s_client_take_ign_eof, s_client_take_no_ign_eof, s_client_take_starttls, s_client_take_brief,
	s_client_take_show_certs, s_client_take_debug, s_client_take_msg, s_client_take_message_file,
	s_client_take_state, s_client_take_trace, s_client_take_tlsext, s_client_take_key_log,
	s_client_take_server_name, s_client_take_no_server_name, s_client_take_forgive_cut, s_client_take_status,
	s_client_take_alpn, s_client_take_only_tls10, s_client_take_only_tls11, s_client_take_only_tls12,
	s_client_take_only_tls13, s_client_take_no_tls10, s_client_take_no_tls11, s_client_take_no_tls12,
	s_client_take_no_tls13, s_client_take_min, s_client_take_max, s_client_take_no_ticket,
	s_client_take_strict_renegotiation, s_client_take_legacy_renegotiation, s_client_take_no_middlebox,
	s_client_take_no_etm, s_client_take_schemes, s_client_take_groups, s_client_take_ciphers, s_client_take_suites,
	s_client_take_purpose, s_client_take_date, s_client_take_verify_host, s_client_take_verify_address,
	s_client_take_crl_check, s_client_take_crl, s_client_take_stop, s_client_take_verify_quiet,
	s_client_take_prexit, s_client_take_ct_logs;

/* On standard error: «s_client: -option: words». */
void s_client_note(const char *option, const char *words);

#endif
