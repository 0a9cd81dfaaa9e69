/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap_verbs: what a client may say in IMAP4rev1 and rev2, and when.
 */
#include "proto/imap.h"

enum { NOT = WHERE_GREETED, AUTHENTICATED = WHERE_AUTHENTICATED | WHERE_SELECTED, EVER = NOT | AUTHENTICATED };

const struct proto_verb imap_verbs[IMAP_VERBS] = {
	{"CAPABILITY", NULL, "ask what the server can do", "RFC 9051 §6.1.1", NULL, EVER},
	{"NOOP", NULL, "do nothing; any news?", "RFC 9051 §6.1.2", NULL, EVER},
	{"LOGOUT", NULL, "end the session", "RFC 9051 §6.1.3", NULL, EVER},
	{"ID", "(\"name\" \"...\") or NIL", "who are you?", "RFC 2971 §3.1", "ID", EVER},
	{"STARTTLS", NULL, "begin TLS on this connection", "RFC 9051 §6.2.1", "STARTTLS", NOT | WHERE_CLEAR},
	{"AUTHENTICATE", "mechanism [initial-response]", "authenticate", "RFC 9051 §6.2.2", NULL, NOT},
	{"LOGIN", "name password", "log in", "RFC 9051 §6.2.3", NULL, NOT},
	{"ENABLE", "capability ...", "switch extensions on", "RFC 9051 §6.3.1", "ENABLE", AUTHENTICATED},
	{"SELECT", "mailbox", "open a mailbox", "RFC 9051 §6.3.2", NULL, AUTHENTICATED},
	{"EXAMINE", "mailbox", "open a mailbox to read only", "RFC 9051 §6.3.3", NULL, AUTHENTICATED},
	{"CREATE", "mailbox", "make a mailbox", "RFC 9051 §6.3.4", NULL, AUTHENTICATED},
	{"DELETE", "mailbox", "remove a mailbox", "RFC 9051 §6.3.5", NULL, AUTHENTICATED},
	{"RENAME", "old new", "rename a mailbox", "RFC 9051 §6.3.6", NULL, AUTHENTICATED},
	{"SUBSCRIBE", "mailbox", "subscribe to a mailbox", "RFC 9051 §6.3.7", NULL, AUTHENTICATED},
	{"UNSUBSCRIBE", "mailbox", "no longer subscribe", "RFC 9051 §6.3.8", NULL, AUTHENTICATED},
	{"LIST", "\"\" \"*\"", "which mailboxes are there?", "RFC 9051 §6.3.9", NULL, AUTHENTICATED},
	{"LSUB", "\"\" \"*\"", "which are subscribed? (rev1)", "RFC 3501 §6.3.9", NULL, AUTHENTICATED},
	{"NAMESPACE", NULL, "where do mailboxes live?", "RFC 9051 §6.3.10", "NAMESPACE", AUTHENTICATED},
	{"STATUS", "mailbox (MESSAGES UNSEEN)", "figures of a mailbox", "RFC 9051 §6.3.11", NULL, AUTHENTICATED},
	{"APPEND", "mailbox [(flags)] {octets}", "add a message", "RFC 9051 §6.3.12", NULL, AUTHENTICATED},
	{"IDLE", NULL, "wait for news, until DONE", "RFC 9051 §6.3.13", "IDLE", AUTHENTICATED},
	{"GETQUOTAROOT", "mailbox", "quotas of a mailbox", "RFC 9208 §4.1.2", "QUOTA", AUTHENTICATED},
	{"COMPRESS", "DEFLATE", "compress the stream: cannot be read here afterwards", "RFC 4978 §3", NULL, WHERE_NONE},
	{"CHECK", NULL, "check point (rev1)", "RFC 3501 §6.4.1", NULL, WHERE_SELECTED},
	{"CLOSE", NULL, "close the mailbox, remove what is deleted", "RFC 9051 §6.4.1", NULL, WHERE_SELECTED},
	{"UNSELECT", NULL, "close the mailbox, remove nothing", "RFC 9051 §6.4.2", "UNSELECT", WHERE_SELECTED},
	{"EXPUNGE", NULL, "remove what is marked as deleted", "RFC 9051 §6.4.3", NULL, WHERE_SELECTED},
	{"SEARCH", "criteria", "find messages", "RFC 9051 §6.4.4", NULL, WHERE_SELECTED},
	{"FETCH", "numbers (items)", "read messages or parts", "RFC 9051 §6.4.5", NULL, WHERE_SELECTED},
	{"STORE", "numbers +FLAGS (flags)", "change flags", "RFC 9051 §6.4.6", NULL, WHERE_SELECTED},
	{"COPY", "numbers mailbox", "copy messages", "RFC 9051 §6.4.7", NULL, WHERE_SELECTED},
	{"MOVE", "numbers mailbox", "move messages", "RFC 9051 §6.4.8", "MOVE", WHERE_SELECTED},
	{"UID", "FETCH|STORE|COPY|MOVE|SEARCH|EXPUNGE ...", "the same by unique numbers", "RFC 9051 §6.4.9", NULL,
		WHERE_SELECTED},
	{"SORT", "(keys) charset criteria", "find messages, sorted", "RFC 5256 §3", "SORT", WHERE_SELECTED},
	{"THREAD", "algorithm charset criteria", "find threads", "RFC 5256 §3", NULL, WHERE_SELECTED},
	{"UNAUTHENTICATE", NULL, "log out, keep the connection", "RFC 8437 §2", "UNAUTHENTICATE", AUTHENTICATED},
};
