/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_imap_commands: what IMAP's commands and responses mean.
 */
#include "advice/words.h"

static const struct explanation commands[] = {
	{"APPEND",
		"Uploads a message into a mailbox, as clients do with sent mail and drafts. It uses a literal: if it "
		"hangs, see whether the server's + came, and whether as many octets followed as were announced.",
		"RFC 9051 §6.3.12"},
	{"AUTHENTICATE",
		"Begins a login with the SASL mechanism named. With PLAIN and LOGIN the password crosses the line in "
		"base64, which hides nothing; do it under TLS only.",
		"RFC 9051 §6.2.2"},
	{"CANCELUPDATE", "The server need no longer keep the named search up to date.", "RFC 5267"},
	{"CAPABILITY",
		"Asks what the server can do. It has to be asked again after STARTTLS and often after the login, since "
		"the lists differ.",
		"RFC 9051 §6.1.1"},
	{"CHECK", "Asks the server to tidy up the open mailbox. The newer IMAP has left it out, and it acts like NOOP.",
		"RFC 3501 §6.4.1"},
	{"CLOSE",
		"Leaves the mailbox and removes for good what is marked as deleted. UNSELECT leaves without removing.",
		"RFC 9051 §6.4.1"},
	{"COMPARATOR", "Asks for, or chooses, how letters are compared in searches.", "RFC 5255"},
	{"COMPRESS", "Compresses the stream from here on. A trace of the connection becomes unreadable.", "RFC 4978"},
	{"CONVERT", "Asks the server to convert a part of a message.", "RFC 5259"},
	{"COPY",
		"Copies messages into another mailbox; all are copied or none. [TRYCREATE] means that the target does "
		"not exist.",
		"RFC 9051 §6.4.7"},
	{"CREATE",
		"Makes a mailbox. The separator of levels is the server's, often . or /, and NAMESPACE or LIST tells it.",
		"RFC 9051 §6.3.4"},
	{"DELETE", "Removes a mailbox with all its messages for good. Those below it stay.", "RFC 9051 §6.3.5"},
	{"DELETEACL", "Removes an entry from a mailbox's access list.", "RFC 4314"},
	{"DONE", "Ends IDLE. It has no tag: it is the rest of that command.", "RFC 9051 §6.3.13"},
	{"ENABLE",
		"Switches on extensions that the client knows, after the login. The answer names those that are now on.",
		"RFC 9051 §6.3.1"},
	{"ESEARCH", "Searches several mailboxes at once, without selecting them.", "RFC 7377"},
	{"EXAMINE", "Opens a mailbox for reading only, so that nothing changes by it. The safe way to look around.",
		"RFC 9051 §6.3.3"},
	{"EXPUNGE",
		"Removes for good what is marked as deleted in the open mailbox. There is no way back but a backup.",
		"RFC 9051 §6.4.3"},
	{"FETCH", "Asks for messages or parts of them. BODY[] marks a message as read, BODY.PEEK[] does not.",
		"RFC 9051 §6.4.5"},
	{"GENURLAUTH", "Makes a URL with which others may fetch a message.", "RFC 4467"},
	{"GETACL", "Shows a mailbox's access list, to those who administer it.", "RFC 4314"},
	{"GETJMAPACCESS", "Asks for the address at which the same mail can be had over JMAP.", "RFC 9698"},
	{"GETMETADATA", "Reads notes that are attached to a mailbox or to the server.", "RFC 5464"},
	{"GETQUOTA", "Shows use and limit of a quota root, whose name GETQUOTAROOT tells.", "RFC 9208"},
	{"GETQUOTAROOT",
		"Shows which quotas a mailbox counts to, with use and limit. The first question when saving fails.",
		"RFC 9208"},
	{"ID",
		"Tells what software the client is and asks the same. Some large servers refuse clients that do not send "
		"it.",
		"RFC 2971"},
	{"IDLE",
		"Waits for news until the client says DONE. Clients should renew it before half an hour is over; if news "
		"come late, a firewall has probably forgotten the connection.",
		"RFC 9051 §6.3.13"},
	{"LANGUAGE", "Asks for, or chooses, the language of the server's texts.", "RFC 5255"},
	{"LIST",
		"Shows mailboxes that fit a pattern. LIST \"\" \"\" tells the separator alone. Folders that are missing may "
		"lie in another namespace.",
		"RFC 9051 §6.3.9"},
	{"LISTRIGHTS", "Shows which rights a user could be given on a mailbox.", "RFC 4314"},
	{"LOGIN",
		"Logs in with name and password as they are. Before TLS anybody on the way reads them, so a server that "
		"allows it there is at fault, and so is the client.",
		"RFC 9051 §6.2.3"},
	{"LOGOUT", "Ends the session. The server says BYE, then the tagged OK, and closes.", "RFC 9051 §6.1.3"},
	{"LSUB",
		"Shows the mailboxes that the user has subscribed. A folder that a client does not show is perhaps not "
		"subscribed.",
		"RFC 3501 §6.3.9"},
	{"MOVE",
		"Moves messages into another mailbox in one step. An untagged OK with COPYUID and EXPUNGE responses come "
		"before the tagged OK.",
		"RFC 9051 §6.4.8"},
	{"MYRIGHTS", "Shows what the user who is logged in may do with a mailbox.", "RFC 4314"},
	{"NAMESPACE", "Shows where personal, other users' and shared mailboxes are, and their separators.",
		"RFC 9051 §6.3.10"},
	{"NOOP", "Does nothing, but lets the server tell news. It also keeps the session alive.", "RFC 9051 §6.1.2"},
	{"NOTIFY", "Says of which changes, in which mailboxes, the client wants to be told.", "RFC 5465"},
	{"RENAME", "Renames a mailbox with those below it. Renaming INBOX moves its messages and leaves it empty.",
		"RFC 9051 §6.3.6"},
	{"REPLACE", "Puts a new version of a message in the place of an old one.", "RFC 8508"},
	{"RESETKEY", "Makes authorized URLs of a mailbox worthless.", "RFC 4467"},
	{"SEARCH",
		"Finds messages in the open mailbox. Searching texts without an index takes long, and clients give up "
		"before the server does.",
		"RFC 9051 §6.4.4"},
	{"SELECT",
		"Opens a mailbox. Look at UIDVALIDITY, EXISTS and READ-WRITE in the answer; slowness here points to an "
		"index or a lock.",
		"RFC 9051 §6.3.2"},
	{"SETACL", "Changes a mailbox's access list.", "RFC 4314"},
	{"SETMETADATA", "Writes notes to a mailbox or to the server.", "RFC 5464"},
	{"SETQUOTA", "Sets a limit. For administrators only.", "RFC 9208"},
	{"SORT", "Finds messages and gives them in order.", "RFC 5256"},
	{"STARTTLS",
		"Asks to change to TLS. After the tagged OK the handshake begins at once, and all that was learned "
		"before is void. Commands that came in the same packet must not be carried out afterwards: a server that "
		"does so has the injection fault.",
		"RFC 9051 §6.2.1"},
	{"STATUS",
		"Asks for counts of a mailbox without opening it, and is not meant for the one that is open. Clients "
		"with many folders send many; slow answers point to missing indexes.",
		"RFC 9051 §6.3.11"},
	{"STORE",
		"Changes flags of messages, as reading and deleting do. In a mailbox that is open for reading only it "
		"fails.",
		"RFC 9051 §6.4.6"},
	{"SUBSCRIBE",
		"Puts a mailbox on the list of those that clients show. The mailbox itself is neither made nor changed.",
		"RFC 9051 §6.3.7"},
	{"THREAD", "Finds messages and gives them in conversations.", "RFC 5256"},
	{"UID",
		"Stands before FETCH, STORE, COPY, MOVE, SEARCH or EXPUNGE and makes them speak of UIDs, which stay the "
		"same when others delete messages.",
		"RFC 9051 §6.4.9"},
	{"UIDBATCHES", "Asks for ranges of UIDs that cut the mailbox into batches of about equal size.", "RFC 10022"},
	{"UNAUTHENTICATE", "Goes back to before the login, on the same connection.", "RFC 8437"},
	{"UNSELECT",
		"Leaves the mailbox without removing anything. CLOSE, in contrast, removes what is marked as deleted.",
		"RFC 9051 §6.4.2"},
	{"UNSUBSCRIBE", "Takes a mailbox from the list of those that clients show. Nothing is deleted.",
		"RFC 9051 §6.3.8"},
	{"URLFETCH", "Fetches what authorized URLs point to.", "RFC 4467"},
	{"XLIST", "Google's forerunner of LIST with special uses. Obsolete.", "Google IMAP extensions"},
};

static const struct explanation responses[] = {
	{"+",
		"The server waits for the client to go on: with a literal that was announced, or with the next step of a "
		"login. If nothing follows, it is the client that hangs.",
		"RFC 9051 §7.6"},
	{"ACL", "A mailbox's access list: names, each followed by letters for its rights.", "RFC 4314"},
	{"BAD",
		"The server did not understand the command, or does not accept it in this state. With a tag it is the "
		"client's fault; untagged it may concern a line that had no readable tag. Bytes of TLS in clear text "
		"earn it as well.",
		"RFC 9051 §7.1.3"},
	{"BYE",
		"The server will close the connection. After LOGOUT that is as it should be; as the greeting it is a "
		"refusal; else look for an idle limit, a restart or an administrator who threw the session out.",
		"RFC 9051 §7.1.5"},
	{"CAPABILITY",
		"What the server can do at this moment. The list before TLS may have been altered on the way; only the "
		"one after it counts.",
		"RFC 9051 §7.2.2"},
	{"ENABLED", "The extensions that ENABLE has just switched on. What is missing was not known or is on already.",
		"RFC 9051 §7.2.1"},
	{"ESEARCH", "The result of a search in its short form.", "RFC 9051 §7.3.4"},
	{"EXISTS", "So many messages are in the open mailbox. A growing number is new mail.", "RFC 9051 §7.4.1"},
	{"EXPUNGE",
		"The message at this position is gone, and all behind it move up by one. A client that overlooks it "
		"deletes the wrong message.",
		"RFC 9051 §7.5.1"},
	{"FETCH", "Data of a message. It also comes unasked when another client changes flags.", "RFC 9051 §7.5.2"},
	{"FLAGS", "The flags in use in this mailbox. Which of them can be stored for good, PERMANENTFLAGS tells.",
		"RFC 9051 §7.3.5"},
	{"GENURLAUTH", "The authorized URLs that were asked for.", "RFC 4467"},
	{"ID", "What software the server says it is. It may say what it likes, and many say little on purpose.",
		"RFC 2971"},
	{"JMAPACCESS", "The address of the JMAP session that serves the same mail.", "RFC 9698"},
	{"LANGUAGE", "The languages that the server's texts may have.", "RFC 5255"},
	{"LIST", "A mailbox with its attributes and the separator. \\Noselect means that it only holds others.",
		"RFC 9051 §7.3.1"},
	{"LISTRIGHTS", "The rights that a user has always, and those that could be added.", "RFC 4314"},
	{"LSUB", "A subscribed mailbox; it need not exist any longer.", "RFC 3501 §7.2.3"},
	{"METADATA", "Notes that are attached to a mailbox, or names of those that have changed.", "RFC 5464"},
	{"MYRIGHTS", "What the user who is logged in may do with a mailbox, one letter each.", "RFC 4314"},
	{"NAMESPACE",
		"The prefixes and separators of personal, other users' and shared mailboxes. NIL means that there is "
		"none of the kind.",
		"RFC 9051 §7.3.2"},
	{"NO",
		"The command was understood but could not be carried out. The code in brackets tells the reason to "
		"programs, the text to people. Untagged it is a warning only.",
		"RFC 9051 §7.1.2"},
	{"OK",
		"Success. With a tag it ends that command; untagged it is news, or the greeting of a server that waits "
		"for a login.",
		"RFC 9051 §7.1.1"},
	{"PREAUTH",
		"The greeting of a server that regards the client as logged in already. STARTTLS is then impossible, so "
		"on port 143 it may be the trick of somebody in the middle to prevent TLS: a careful client hangs up.",
		"RFC 9051 §7.1.4"},
	{"QUOTA", "A quota with its use and its limit. STORAGE is in units of 1024 octets.", "RFC 9208"},
	{"QUOTAROOT", "The quotas that a mailbox counts to. None means that it is not limited.", "RFC 9208"},
	{"RECENT",
		"So many messages are new to this session. The newer IMAP has left it out, and clients should not rely "
		"on it.",
		"RFC 3501 §7.3.2"},
	{"SEARCH", "The numbers of the messages that were found; none means that nothing was.", "RFC 3501 §7.2.5"},
	{"SORT", "The messages that were found, in order.", "RFC 5256"},
	{"STATUS",
		"Counts of a mailbox that is not open: messages, unseen ones, the next UID and so on, as they were asked "
		"for.",
		"RFC 9051 §7.3.3"},
	{"THREAD", "The messages that were found, in conversations.", "RFC 5256"},
	{"UIDBATCHES", "The ranges of UIDs, one for each batch of messages.", "RFC 10022"},
	{"URLFETCH", "What an authorized URL points to; NIL if it may not be had.", "RFC 4467"},
	{"VANISHED",
		"The messages with these UIDs are gone. It stands for many EXPUNGE in one line, once QRESYNC is on.",
		"RFC 7162"},
	{"X*", "A response beginning with X is private to this software. Clients ignore it.", "RFC 3501 §6.5.1"},
};

const struct word_table words_imap_commands = {
	.name = "an IMAP command",
	.protocols = "IMAP",
	.rows = commands,
	.count = sizeof(commands) / sizeof(commands[0]),
};

const struct word_table words_imap_responses = {
	.name = "an IMAP response",
	.protocols = "IMAP",
	.rows = responses,
	.count = sizeof(responses) / sizeof(responses[0]),
};
