/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_sieve: what ManageSieve's capabilities, response codes and commands mean, and the extensions of Sieve itself.
 */
#include "advice/words.h"

static const struct explanation capabilities[] = {
	{"body", "A Sieve extension: scripts can look into the body of a message. It is slow with large messages.",
		"RFC 5173"},
	{"comparator-*",
		"A way for Sieve scripts to compare strings, such as i;octet or i;ascii-numeric, that has to be required "
		"by its name.",
		"RFC 5228"},
	{"convert", "A Sieve extension: scripts can have parts of a message converted. Hardly any server has it.",
		"RFC 6558"},
	{"copy", "A Sieve extension: fileinto and redirect with :copy let the message also go its usual way.",
		"RFC 3894"},
	{"date", "A Sieve extension: scripts can look at dates, of the message and of now. Mind the time zone.",
		"RFC 5260"},
	{"duplicate", "A Sieve extension: scripts can notice that the same message was here before.", "RFC 7352"},
	{"editheader",
		"A Sieve extension: scripts can add and delete headers. It breaks signatures, and administrators may "
		"restrict it.",
		"RFC 5293"},
	{"enclose", "A Sieve extension: scripts can wrap a message into a new one.", "RFC 5703"},
	{"encoded-character", "A Sieve extension: letters may be written as ${unicode:...} or ${hex:...} in strings.",
		"RFC 5228"},
	{"enotify",
		"A Sieve extension: scripts can send notifications, for example by mail. How, the NOTIFY capability "
		"tells.",
		"RFC 5435"},
	{"envelope",
		"A Sieve extension: scripts can look at the sender and the recipient of the envelope. Where the envelope "
		"was lost on the way, its tests fail.",
		"RFC 5228"},
	{"envelope-deliverby", "A Sieve extension: scripts can look at the time limit that DELIVERBY has set.",
		"RFC 6009"},
	{"envelope-dsn", "A Sieve extension: scripts can look at what the sender asked for with DSN.", "RFC 6009"},
	{"environment", "A Sieve extension: scripts can ask where they run, for instance for the name of the host.",
		"RFC 5183"},
	{"ereject",
		"A Sieve extension: a message is refused during SMTP if that is possible, instead of being returned "
		"later. It makes less backscatter than reject.",
		"RFC 5429"},
	{"EXTLISTS", "The kinds of external lists, such as address books, that scripts may ask.", "RFC 6134"},
	{"extracttext", "A Sieve extension: scripts can take the text out of a part of a message.", "RFC 5703"},
	{"fcc", "A Sieve extension: a copy of what vacation or notify sends is put into a mailbox.", "RFC 8580"},
	{"fileinto",
		"A Sieve extension: messages can be put into mailboxes. If the mailbox does not exist, the server may "
		"make it or use INBOX; see its log.",
		"RFC 5228"},
	{"foreverypart", "A Sieve extension: scripts can go through the parts of a message.", "RFC 5703"},
	{"ihave", "A Sieve extension: scripts can ask whether an extension is there, and do without it.", "RFC 5463"},
	{"imap4flags", "A Sieve extension: scripts can set flags such as \\Seen and \\Flagged.", "RFC 5232"},
	{"imapflags", "An old name and form of imap4flags. Scripts that require it should be rewritten.",
		"not registered"},
	{"imapsieve",
		"A Sieve extension: scripts run when clients store or change messages over IMAP. Learning of spam is "
		"often built on it.",
		"RFC 6785"},
	{"IMPLEMENTATION",
		"The name and version of the server. If the name is another one than you run, a proxy answers here.",
		"RFC 5804 §1.7"},
	{"include",
		"A Sieve extension: scripts can call others. If one without :optional is missing, the calling script "
		"fails too.",
		"RFC 6609"},
	{"index", "A Sieve extension: scripts can choose which one of several equal headers they look at.", "RFC 5260"},
	{"LANGUAGE", "The language of the server's messages for people. Codes stay the same.", "RFC 5804 §1.7"},
	{"mailbox", "A Sieve extension: scripts can ask whether a mailbox exists, and make it with :create.",
		"RFC 5490"},
	{"mailboxid", "A Sieve extension: mailboxes can be named by an identifier that survives renaming.", "RFC 9042"},
	{"MAXREDIRECTS",
		"How many redirect actions one run of a script may perform. A script that forwards to more recipients "
		"fails or loses the rest.",
		"RFC 5804 §1.7"},
	{"mboxmetadata", "A Sieve extension: scripts can read notes that are attached to mailboxes.", "RFC 5490"},
	{"mime", "A Sieve extension: scripts can look at the headers of the parts of a message.", "RFC 5703"},
	{"NOOP", "A word of drafts before RFC 5804: the command NOOP is known. The standard says so with VERSION.",
		"not registered"},
	{"NOTIFY", "The ways, such as mailto, by which the notify action can reach people.", "RFC 5804 §1.7"},
	{"OWNER",
		"The user whose scripts these are, told after the login. If it is not who you think, the authorization "
		"identity was another.",
		"RFC 5804 §1.7"},
	{"processcalendar", "A Sieve extension: invitations can be put into the user's calendar.", "RFC 9671"},
	{"redirect-deliverby", "A Sieve extension: redirect can set a time limit for delivery.", "RFC 6009"},
	{"redirect-dsn", "A Sieve extension: redirect can ask for delivery reports.", "RFC 6009"},
	{"regex",
		"A Sieve extension: strings can be matched with regular expressions. A careless one can cost much time.",
		"IANA Sieve Extensions"},
	{"reject",
		"A Sieve extension: a message can be refused with a reason. When that happens after SMTP, a report goes "
		"to the sender, who may be forged.",
		"RFC 5429"},
	{"relational", "A Sieve extension: scripts can compare with greater and less, and count.", "RFC 5231"},
	{"RENAME",
		"A word of drafts before RFC 5804: scripts can be renamed on the server. The standard says so with "
		"VERSION.",
		"not registered"},
	{"replace", "A Sieve extension: scripts can put another part in the place of one.", "RFC 5703"},
	{"SASL",
		"The mechanisms that AUTHENTICATE takes. It is often empty before TLS, which is right: the client has to "
		"say STARTTLS first. PLAIN or LOGIN here in clear text invites clients to give passwords away.",
		"RFC 5804 §1.7"},
	{"servermetadata", "A Sieve extension: scripts can read notes that are attached to the server.", "RFC 5490"},
	{"SIEVE",
		"The Sieve extensions that scripts may require. A script that requires one that is missing here is "
		"refused when it is uploaded; the list may grow after the login.",
		"RFC 5804 §1.7"},
	{"spamtest",
		"A Sieve extension: scripts can look at the spam score, from 0 to 10. 0 means that nothing has tested "
		"the message.",
		"RFC 5235"},
	{"spamtestplus", "A Sieve extension: scripts can look at the spam score in percent.", "RFC 5235"},
	{"special-use", "A Sieve extension: mailboxes can be named by their purpose, such as \\Junk.", "RFC 8579"},
	{"STARTTLS",
		"The connection can change to TLS. If it is missing on port 4190, TLS is not configured, or somebody on "
		"the way removed it. After the handshake the server sends its list by itself, without this word.",
		"RFC 5804 §2.2"},
	{"subaddress",
		"A Sieve extension: scripts can look at the detail of an address, as in user+detail@example.org. The "
		"separator is up to the server.",
		"RFC 5233"},
	{"UNAUTHENTICATE", "A session may go back to before the login.", "RFC 5804 §2.14.1"},
	{"vacation",
		"A Sieve extension: automatic replies in absence. Each sender gets one in several days only, and lists "
		"get none; that is no fault.",
		"RFC 5230"},
	{"vacation-seconds", "A Sieve extension: automatic replies may repeat after seconds instead of days.",
		"RFC 6131"},
	{"variables", "A Sieve extension: scripts can have variables.", "RFC 5229"},
	{"VERSION",
		"The server follows RFC 5804 and therefore knows RENAMESCRIPT, CHECKSCRIPT and NOOP. If it is missing, "
		"the server is older than 2010 or keeps to drafts.",
		"RFC 5804 §1.7"},
	{"virustest",
		"A Sieve extension: scripts can look at what the virus scanner found. 0 means that nothing has tested "
		"the message.",
		"RFC 5235"},
	{"vnd.cyrus.*", "A Sieve extension of its own that Cyrus IMAP has. Scripts that need it do not work elsewhere.",
		"IANA Sieve Extensions"},
	{"vnd.dovecot.*",
		"A Sieve extension of Dovecot's own, for example for programs that scripts may start. The administrator "
		"decides which are on.",
		"IANA Sieve Extensions"},
	{"vnd.stalwart.*",
		"A Sieve extension of its own that the Stalwart server has. Scripts that need it do not work elsewhere.",
		"IANA Sieve Extensions"},
	{"X*", "A name beginning with X is private to this software. Clients ignore it.", "RFC 5804 §1.7"},
};

static const struct explanation codes[] = {
	{"ACTIVE", "The active script cannot be deleted. Make another one active first, or none.", "RFC 5804 §1.3"},
	{"ALREADYEXISTS", "There is a script of that name already. Choose another name or delete the old one.",
		"RFC 5804 §1.3"},
	{"AUTH-TOO-WEAK", "The login mechanism is too weak for this user, as the server judges. Choose another.",
		"RFC 5804 §1.3"},
	{"ENCRYPT-NEEDED", "The login needs an encrypted connection. Say STARTTLS first.", "RFC 5804 §1.3"},
	{"NONEXISTENT", "There is no script of that name. Upper and lower case count.", "RFC 5804 §1.3"},
	{"QUOTA",
		"The user has no room left for scripts; together with OK, hardly any. Delete scripts that are not "
		"needed, or raise the limit.",
		"RFC 5804 §1.3"},
	{"QUOTA/MAXSCRIPTS", "The user has as many scripts as allowed. Delete one that is not needed.",
		"RFC 5804 §1.3"},
	{"QUOTA/MAXSIZE", "The script is larger than allowed. Split it or shorten it.", "RFC 5804 §1.3"},
	{"REFERRAL",
		"The user's scripts are on another server, whose URL follows; the connection ends. Seen before TLS it "
		"may be forged and lead a client, and its password, to somebody else.",
		"RFC 5804 §1.3"},
	{"SASL",
		"The last word of the login mechanism, in base64, together with OK. With SCRAM it proves the server to "
		"the client, which has to check it.",
		"RFC 5804 §1.3"},
	{"TAG", "What the client gave to NOOP, given back, so that it knows where it is in the stream.",
		"RFC 5804 §1.3"},
	{"TRANSITION-NEEDED",
		"The account has to be moved to this login mechanism first, usually by one login with PLAIN under TLS.",
		"RFC 5804 §1.3"},
	{"TRYLATER", "The server cannot do it now. Its store or its user database is probably down; try again later.",
		"RFC 5804 §1.3"},
	{"WARNINGS", "The script was accepted, but something in it looks wrong. Read the text that follows.",
		"RFC 5804 §1.3"},
};

static const struct explanation commands[] = {
	{"AUTHENTICATE",
		"Begins a login with the SASL mechanism named. With PLAIN and LOGIN the password crosses the line in "
		"base64, which hides nothing; do it under TLS only.",
		"RFC 5804 §2.1"},
	{"CAPABILITY",
		"Asks what the server can do. The server sends the same by itself as its greeting and after STARTTLS; "
		"clients that do not expect that second list get out of step.",
		"RFC 5804 §2.4"},
	{"CHECKSCRIPT", "Has a script checked without storing it. The answer tells the line of an error.",
		"RFC 5804 §2.12"},
	{"DELETESCRIPT", "Deletes a script. The active one is refused.", "RFC 5804 §2.10"},
	{"GETSCRIPT", "Fetches a script. It comes as a literal of so many octets.", "RFC 5804 §2.9"},
	{"HAVESPACE", "Asks whether a script of that size would find room, before it is uploaded.", "RFC 5804 §2.5"},
	{"LISTSCRIPTS",
		"Lists the scripts; ACTIVE marks the one that runs. If filters do not work, look first whether any is "
		"active.",
		"RFC 5804 §2.7"},
	{"LOGOUT", "Ends the session. The server answers OK and closes.", "RFC 5804 §2.3"},
	{"NOOP",
		"Does nothing. With a string, the answer carries that string back, so a client can find its place in the "
		"stream.",
		"RFC 5804 §2.13"},
	{"PUTSCRIPT",
		"Uploads a script. It is checked on arrival; NO tells the line of the error, often an extension that the "
		"server does not have. It does not become active by itself.",
		"RFC 5804 §2.6"},
	{"RENAMESCRIPT", "Gives a script another name. An active one stays active.", "RFC 5804 §2.11"},
	{"SETACTIVE", "Makes a script the one that runs; with an empty name none runs.", "RFC 5804 §2.8"},
	{"STARTTLS",
		"Asks to change to TLS. After OK the handshake begins at once, and afterwards the server sends its "
		"capabilities without being asked. Commands that came in the same packet must not be carried out: a "
		"server that does so has the injection fault.",
		"RFC 5804 §2.2"},
	{"UNAUTHENTICATE", "Goes back to before the login, on the same connection.", "RFC 5804 §2.14.1"},
};

const struct word_table words_sieve_capabilities = {
	.name = "a ManageSieve capability",
	.protocols = "ManageSieve",
	.rows = capabilities,
	.count = sizeof(capabilities) / sizeof(capabilities[0]),
};

const struct word_table words_sieve_codes = {
	.name = "a ManageSieve response code",
	.protocols = "ManageSieve",
	.rows = codes,
	.count = sizeof(codes) / sizeof(codes[0]),
};

const struct word_table words_sieve_commands = {
	.name = "a ManageSieve command",
	.protocols = "ManageSieve",
	.rows = commands,
	.count = sizeof(commands) / sizeof(commands[0]),
};
