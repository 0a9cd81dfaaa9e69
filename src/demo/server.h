/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * server: the demo's inside: one connection, shared by the protocols. Internal to demo.
 */
#ifndef STARLIT_DEMO_SERVER_H
#define STARLIT_DEMO_SERVER_H

#include "demo/demo.h"
#include "tls/tls.h"

struct demo_ops {
	void (*greet)(struct demo *demo);
	/* One line of the client, without its end. */
	void (*line)(struct demo *demo, struct bytes line);
	/* So many octets that were asked for with demo_take_octets are there. */
	void (*octets)(struct demo *demo, struct bytes octets);
	/* TLS is up: forget what was learned. */
	void (*secured)(struct demo *demo);
};

enum { DEMO_RECIPIENTS_MAX = 100 };

struct demo {
	struct demo_options options;
	char *host;
	const struct demo_ops *ops;
	const struct tls_identity *identity;
	struct demo_store *store;
	struct tls *tls; /* NULL in the clear */
	bool upgrading;  /* the agreement is on its way: what comes next must be TLS */
	bool secured;
	bool plain_after_ok; /* DEMO_FAULT_PLAIN_AFTER_OK: it agreed and went on */
	bool closing;
	struct buffer output; /* what goes to the client, encrypted where TLS is up */
	struct buffer input;  /* a half line, or octets that are not complete */
	struct buffer mail;   /* being received */
	uint64_t octets_wanted;
	/* the protocols' own state, as far as they need it */
	bool greeted;
	bool authenticated;
	bool in_data;
	bool has_sender;
	unsigned recipients;
	int auth_step;         /* 1: PLAIN's response, 2: LOGIN's name, 3: LOGIN's password */
	char *tag;             /* IMAP: of a command that waits for a literal or an answer */
	struct buffer command; /* IMAP, ManageSieve: a command that literals have broken */
	bool selected;
	bool idling;
	char user[64];
	uint64_t deleted; /* POP3: a bit for each message */
	struct demo_scripts *scripts;
};

extern const struct demo_ops demo_smtp_ops, demo_imap_ops, demo_pop3_ops, demo_sieve_ops;

void demo_printf(struct demo *demo, const char *format, ...) __attribute__((format(printf, 2, 3)));
void demo_write(struct demo *demo, struct bytes bytes);
/* The next count octets are content: ops->octets gets them whole. False when they are more than a mail may have. */
bool demo_take_octets(struct demo *demo, uint64_t count);
/* The agreement has been written: TLS is next. */
void demo_start_tls(struct demo *demo);
void demo_say_goodbye(struct demo *demo);
bool demo_has(const struct demo *demo, enum demo_fault fault);
bool demo_offers_tls(const struct demo *demo);
bool demo_takes_passwords(const struct demo *demo);
/* SASL PLAIN: [authzid] NUL name NUL password, in base64. */
bool demo_check_plain(struct bytes base64);
bool demo_check(struct bytes user, struct bytes password);

void demo_store_add(struct demo_store *store, struct bytes mail);

/* ManageSieve's scripts */
void demo_scripts_free(struct demo_scripts *scripts);

#endif
