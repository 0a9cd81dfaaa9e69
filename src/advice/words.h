/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words: tables of what the words of the protocols mean. Internal to advice.
 *
 * Each table is sorted by word, blind to case; a test holds it so and holds it complete against the registries.
 */
#ifndef STARLIT_ADVICE_WORDS_H
#define STARLIT_ADVICE_WORDS_H

#include "base/bytes.h"

struct explanation {
	/* As registered. One that ends in "*" stands for everything that begins so: "AUTH=*", "X*". */
	const char *word;
	const char *text; /* one to four sentences: what it means, and what that is good for at three in the morning */
	const char *reference; /* "RFC 5321 §4.2.3"; NULL: none */
};

struct word_table {
	const char *name;      /* what such a word is: "an SMTP reply code", "a TLS alert" */
	const char *protocols; /* "SMTP LMTP"; "": of any */
	const struct explanation *rows;
	size_t count;
};

/* An exact word goes before the longest one with "*". NULL: none. */
const struct explanation *words_find(const struct word_table *table, struct bytes word);
/* Whether its words belong to the protocol of that name. */
bool words_belong(const struct word_table *table, struct bytes protocol);

/* mail */
extern const struct word_table words_smtp_replies;    /* "250"; "2**" classes are words_smtp_classes */
extern const struct word_table words_smtp_classes;    /* "2", "4" ...: first digits */
extern const struct word_table words_enhanced_codes;  /* "X.7.1": subject and detail, whatever the class */
extern const struct word_table words_smtp_extensions; /* all registered EHLO keywords, and common others */
extern const struct word_table words_smtp_commands;
extern const struct word_table words_imap_capabilities;
extern const struct word_table words_imap_codes; /* response codes */
extern const struct word_table words_imap_commands;
extern const struct word_table words_imap_responses; /* OK NO BAD BYE PREAUTH EXISTS ... */
extern const struct word_table words_pop3_capabilities;
extern const struct word_table words_pop3_codes;
extern const struct word_table words_pop3_commands;
extern const struct word_table words_pop3_statuses; /* "+OK" */
extern const struct word_table words_sieve_capabilities;
extern const struct word_table words_sieve_codes;
extern const struct word_table words_sieve_commands;
extern const struct word_table words_sieve_statuses; /* "NO" */
extern const struct word_table words_sasl;           /* mechanisms */

/* TLS */
extern const struct word_table words_tls_alerts;
extern const struct word_table words_tls_messages;
extern const struct word_table words_tls_extensions;
extern const struct word_table words_tls_versions;
extern const struct word_table words_tls_suite_parts; /* "ECDHE", "AES", "GCM", "SHA256" ... */
extern const struct word_table words_tls_groups;
extern const struct word_table words_tls_schemes; /* signature schemes */
extern const struct word_table words_tls_fields;  /* what a decoded message calls its fields */

/* ours */
extern const struct word_table words_events;   /* kinds of events, and their steps */
extern const struct word_table words_verdicts; /* "chain", "name" ..., and each certificate's checks */
extern const struct word_table words_oddities;

/* the field's */
extern const struct word_table words_terms; /* "DANE", "forward secrecy": no registry has them */

extern const struct word_table *const word_tables[];
extern const size_t word_table_count;

#endif
