/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_pop3: what POP3's capabilities, response codes and commands mean.
 */
#include "advice/words.h"

static const struct explanation capabilities[] = {
	{"AUTH-RESP-CODE",
		"Failed logins carry [AUTH] when name or password are wrong, so a client need not ask for the password "
		"again when only the server is ill.",
		"RFC 3206"},
	{"EXPIRE",
		"After how many days the server deletes messages by itself; 0 means that they may go as soon as they "
		"were fetched, NEVER that they stay. If mail \"disappears\", look here.",
		"RFC 2449 §6.7"},
	{"IMPLEMENTATION",
		"The name and version of the server. Useful to whoever debugs, and to an attacker; many leave it out.",
		"RFC 2449 §6.9"},
	{"LANG", "The server's texts may come in another language, chosen with LANG. Codes stay the same.",
		"RFC 6856 §3"},
	{"LOGIN-DELAY",
		"A client has to wait so many seconds between two logins. One that polls faster gets -ERR [LOGIN-DELAY].",
		"RFC 2449 §6.5"},
	{"PIPELINING",
		"The client may send several commands without waiting. Nothing may be sent so behind STLS: commands that "
		"are obeyed after the handshake though they came before it are the injection fault.",
		"RFC 2449 §6.6"},
	{"RESP-CODES",
		"Answers may begin with a code in brackets, such as [IN-USE], that programs understand. Without it the "
		"text is all there is.",
		"RFC 2449 §6.4"},
	{"SASL",
		"The mechanisms that AUTH takes. PLAIN or LOGIN here before TLS invites clients to send passwords in the "
		"clear; a good server shows them only after the handshake.",
		"RFC 2449 §6.3"},
	{"STLS",
		"The connection can change to TLS. If it is missing on port 110, TLS is not configured, or somebody on "
		"the way removed it. After the handshake CAPA has to be asked anew, and STLS must be gone.",
		"RFC 2595 §4"},
	{"TOP", "The headers of a message, and its first lines, can be fetched without the rest.", "RFC 2449 §6.1"},
	{"UIDL",
		"Each message has an identifier that lasts. Clients that leave mail on the server need it to know what "
		"they have already; when all identifiers change, they fetch all of it again.",
		"RFC 2449 §6.8"},
	{"USER",
		"Login with USER and PASS is possible. On a clear-text connection this should be missing, for the "
		"password would go over the line as it is.",
		"RFC 2449 §6.2"},
	{"UTF8",
		"The server can deal with messages and, with UTF8 USER, with names and passwords in UTF-8, once the "
		"client has said UTF8.",
		"RFC 6856 §2"},
	{"X*", "A name beginning with X is private to this software. Clients ignore it.", "RFC 2449 §9"},
	{"XOIP",
		"A trusted proxy tells the server the address of its client. It should be shown to known proxies only.",
		"Dovecot XOIP"},
};

static const struct explanation codes[] = {
	{"AUTH",
		"The login failed because of name or password: the user has to be asked again. If the code is missing "
		"from a failure, the fault may lie with the server.",
		"RFC 3206"},
	{"IN-USE",
		"Another session has locked the mailbox. Wait until it ends; if it never does, look for a hanging "
		"process or a lock file that was left behind on the server.",
		"RFC 2449 §8.1.2"},
	{"LOGIN-DELAY",
		"The client came back too soon. Let it poll less often; the name and the password were not even looked "
		"at.",
		"RFC 2449 §8.1.1"},
	{"SYS/PERM",
		"Something on the server is wrong, and it will stay so until somebody mends it. Its log knows what; the "
		"password is not at fault.",
		"RFC 3206"},
	{"SYS/TEMP",
		"Something on the server is wrong for the moment: a database or a store that does not answer. Trying "
		"again later helps; the password is not at fault.",
		"RFC 3206"},
	{"UTF8",
		"The message needs UTF-8, and the client has not switched it on. Its other messages are fine; a newer "
		"client can fetch this one too.",
		"RFC 6856 §5"},
};

static const struct explanation commands[] = {
	{"APOP",
		"Logs in with a digest of the greeting's stamp and the password, so the password itself is not sent. It "
		"uses MD5, can be broken by somebody in the middle, and makes the server keep the password readable: TLS "
		"is better.",
		"RFC 1939 §7"},
	{"AUTH",
		"Begins a login with the SASL mechanism named. With PLAIN and LOGIN the password crosses the line in "
		"base64, which hides nothing. AUTH alone makes some servers list their mechanisms.",
		"RFC 5034 §4"},
	{"CAPA", "Asks what the server can do. It has to be asked again after STLS. Very old servers answer -ERR.",
		"RFC 2449 §5"},
	{"DELE",
		"Marks a message as deleted. It goes only when QUIT ends the session in good order; a broken connection "
		"brings it back, which explains mail that arrives again and again.",
		"RFC 1939 §5"},
	{"LANG", "Asks for, or chooses, the language of the server's texts.", "RFC 6856 §3"},
	{"LIST",
		"Tells number and size of the messages. Without an argument the list ends with a line that holds a "
		"single dot.",
		"RFC 1939 §5"},
	{"NOOP", "Does nothing. It shows that the session is alive.", "RFC 1939 §5"},
	{"PASS",
		"The password, as it is, after USER. Before TLS anybody on the way reads it. Slow answers are often a "
		"delay against guessing.",
		"RFC 1939 §7"},
	{"QUIT", "Ends the session. After a login, only this makes the server remove what was marked with DELE.",
		"RFC 1939 §6"},
	{"RETR",
		"Fetches a message; it ends with a line that holds a single dot. If it hangs in the middle, suspect a "
		"filter on the way or a small MTU.",
		"RFC 1939 §5"},
	{"RSET", "Takes all marks of deletion away again. It is a safe way out before QUIT.", "RFC 1939 §5"},
	{"STAT",
		"Tells how many messages there are and how large they are together. It is fixed at login: mail that "
		"comes later shows in the next session only.",
		"RFC 1939 §5"},
	{"STLS",
		"Asks to change to TLS, before the login. After +OK the handshake begins at once, and what was learned "
		"before is void. Commands that came in the same packet must not be carried out afterwards: a server that "
		"does so has the injection fault.",
		"RFC 2595 §4"},
	{"TOP", "Fetches the headers and so many lines of a message. Some servers mark the message as read by it.",
		"RFC 1939 §7"},
	{"UIDL",
		"Tells the lasting identifiers of the messages. Clients that leave mail on the server compare them with "
		"what they have.",
		"RFC 1939 §7"},
	{"USER",
		"Names the user. Servers say +OK to any name, so that nobody can try out which exist; only PASS decides.",
		"RFC 1939 §7"},
	{"UTF8",
		"Switches to UTF-8 for messages and texts, before the login. STLS has to come earlier: after UTF8 it is "
		"a fault.",
		"RFC 6856 §2.1"},
	{"XCLIENT",
		"A trusted proxy tells the server the address of its client. If strangers may use it, they can pretend "
		"to be anyone.",
		"Dovecot XCLIENT"},
	{"XTND", "An old private command; XTND XMIT let clients send mail over POP. Nothing should need it.",
		"not registered"},
};

const struct word_table words_pop3_capabilities = {
	.name = "a POP3 capability",
	.protocols = "POP3",
	.rows = capabilities,
	.count = sizeof(capabilities) / sizeof(capabilities[0]),
};

const struct word_table words_pop3_codes = {
	.name = "a POP3 response code",
	.protocols = "POP3",
	.rows = codes,
	.count = sizeof(codes) / sizeof(codes[0]),
};

const struct word_table words_pop3_commands = {
	.name = "a POP3 command",
	.protocols = "POP3",
	.rows = commands,
	.count = sizeof(commands) / sizeof(commands[0]),
};
