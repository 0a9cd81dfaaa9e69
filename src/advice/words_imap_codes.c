/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_imap_codes: what the response codes in the brackets of IMAP mean.
 */
#include "advice/words.h"

static const struct explanation codes[] = {
	{"ALERT",
		"The text behind it has to be shown to the user: a coming maintenance, a full mailbox, a login that "
		"needs a browser. Before TLS anybody on the way could have written it.",
		"RFC 9051 §7.1"},
	{"ALREADYEXISTS",
		"The mailbox to be made, or the name to be given, is there already. Another client was probably faster.",
		"RFC 5530 §3"},
	{"ANNOTATE", "A note could not be attached to a message: TOOBIG or TOOMANY tells why.", "RFC 5257"},
	{"ANNOTATIONS", "What notes this mailbox takes on its messages, or NONE; told when it is opened.", "RFC 5257"},
	{"APPENDUID", "The upload succeeded, and these are the UIDVALIDITY and the UID of the new message.",
		"RFC 4315 §3"},
	{"AUTHENTICATIONFAILED",
		"The login failed: wrong name or password, or a token that has expired. The server does not say which, "
		"on purpose. Its log does; many failures in a row may block the address.",
		"RFC 5530 §3"},
	{"AUTHORIZATIONFAILED",
		"The password was right, but this user may not act for the one that was asked for. Look at the "
		"authorization identity, which should mostly be empty.",
		"RFC 5530 §3"},
	{"BADCHARSET",
		"SEARCH used a character set that the server does not know; those it knows may follow in parentheses. "
		"UTF-8 works everywhere.",
		"RFC 9051 §7.1"},
	{"BADCOMPARATOR", "The way of comparing letters that was asked for is not known here.", "RFC 5255"},
	{"BADEVENT", "NOTIFY asked for an event that the server does not know; those it knows follow.", "RFC 5465"},
	{"BADURL", "CATENATE could not fetch the URL that follows: it does not exist or may not be read.", "RFC 4469"},
	{"CANNOT",
		"What was asked can never work, for example a mailbox name with letters that the store forbids. Trying "
		"again is useless.",
		"RFC 5530 §3"},
	{"CAPABILITY",
		"The list of capabilities, sent without being asked for. One in the greeting counts only until STARTTLS; "
		"after the handshake the client has to ask again.",
		"RFC 9051 §7.1"},
	{"CLIENTBUG",
		"The server thinks that the client has done something foolish. The client's programmer is to be told.",
		"RFC 5530 §3"},
	{"CLOSED", "The mailbox that was open is now closed; what follows concerns the new one.", "RFC 7162"},
	{"COMPRESSIONACTIVE",
		"The stream is compressed already, so COMPRESS is refused. Compression by TLS counts too.", "RFC 4978"},
	{"CONTACTADMIN",
		"The user should write to the administrator; the password is not at fault. The server's log tells what "
		"is wrong with the account.",
		"RFC 5530 §3"},
	{"COPYUID", "The copies were made: the UIDVALIDITY of the target, the old UIDs and the new ones, in order.",
		"RFC 4315 §3"},
	{"CORRUPTION",
		"The server has found broken data, mostly an index or a damaged mailbox file. Look at its disk and its "
		"log now, and make a copy before any repair.",
		"RFC 5530 §3"},
	{"DOWNGRADED",
		"The messages named were simplified for a client that does not know UTF-8. Signatures on them no longer "
		"fit.",
		"RFC 6858"},
	{"EXPIRED", "The password or the account has expired. The user needs a new one; trying again is useless.",
		"RFC 5530 §3"},
	{"EXPUNGEISSUED",
		"Another client has deleted messages meanwhile, so some of those asked for are gone. Harmless.",
		"RFC 5530 §3"},
	{"HASCHILDREN", "DELETE was refused since there are mailboxes below this one. Delete those first.",
		"RFC 9051 §7.1"},
	{"HIGHESTMODSEQ",
		"The number of the last change in this mailbox. If it is smaller than yesterday, an index was rebuilt or "
		"a backup restored, and clients may miss changes.",
		"RFC 7162"},
	{"INPROGRESS",
		"A long command is still at work; the numbers tell how far it has come. Be patient: the connection does "
		"not hang.",
		"RFC 9585"},
	{"INUSE",
		"Something is locked by somebody else at the moment. If it stays so, look for a session that hangs or a "
		"lock file that was left behind.",
		"RFC 5530 §3"},
	{"LIMIT",
		"A limit of the server was reached: connections of one user, mailboxes, flags, the length of a search. "
		"Clients that open many connections meet it first.",
		"RFC 5530 §3"},
	{"MAILBOXID", "The identifier of a mailbox that survives renaming.", "RFC 8474"},
	{"MAXCONVERTMESSAGES", "One CONVERT may deal with so many messages at most.", "RFC 5259"},
	{"MAXCONVERTPARTS", "One CONVERT may deal with so many parts of a message at most.", "RFC 5259"},
	{"MESSAGELIMIT",
		"The command would have touched more messages than allowed and has stopped; the client goes on from the "
		"UID that is named.",
		"RFC 9738"},
	{"METADATA",
		"Something about a note: too many, too large, a private one where the server has none, or one longer than "
		"the client wanted to see.",
		"RFC 5464"},
	{"MODIFIED",
		"A conditional STORE left these messages alone, since somebody else had changed them meanwhile. The "
		"client has to fetch them again first.",
		"RFC 7162"},
	{"NEWNAME", "An obsolete way to say that the mailbox has another name now.", "RFC 2060"},
	{"NOMODSEQ", "This mailbox keeps no numbers of changes, so CONDSTORE does not work in it.", "RFC 7162"},
	{"NONEXISTENT",
		"The mailbox, or another thing, does not exist. Look at upper case, at the separator and at the "
		"namespace of the name.",
		"RFC 5530 §3"},
	{"NOPERM", "The access list does not permit this. MYRIGHTS shows what the user may do there.", "RFC 5530 §3"},
	{"NOTIFICATIONOVERFLOW",
		"So much changed that the server stops telling of it; the client has to look for itself.", "RFC 5465"},
	{"NOTSAVED",
		"The server refuses to save the result of this search, mostly at a limit of its own; $ is empty now.",
		"RFC 5182"},
	{"NOUPDATE",
		"The server will not keep this search up to date, mostly since too many are kept already. The client has "
		"to search again.",
		"RFC 5267"},
	{"OVERQUOTA",
		"The user is over quota, or would be after this. GETQUOTAROOT shows the numbers; emptying the trash "
		"helps.",
		"RFC 5530 §3"},
	{"PARSE",
		"A message on the server has headers that cannot be parsed. Usually spam or a broken program; the rest "
		"of the mailbox is fine.",
		"RFC 9051 §7.1"},
	{"PERMANENTFLAGS",
		"The flags that can be stored for good; \\* means that clients may make new ones. An empty list means "
		"that no flag stays.",
		"RFC 9051 §7.1"},
	{"PRIVACYREQUIRED",
		"The login is refused since the connection is not encrypted. Say STARTTLS first, or use port 993.",
		"RFC 5530 §3"},
	{"READ-ONLY",
		"The mailbox is open for reading only: by EXAMINE, by the user's rights, or since the disk cannot be "
		"written.",
		"RFC 9051 §7.1"},
	{"READ-WRITE", "The mailbox is open for reading and writing, as is usual after SELECT.", "RFC 9051 §7.1"},
	{"REFERRAL",
		"The user or the mailbox belongs to another server, whose URL follows. Seen before TLS it may be forged "
		"and lead a client, and its password, to somebody else.",
		"RFC 2221, RFC 2193"},
	{"SERVERBUG", "The server has noticed a fault in itself. Its log at this second is what its programmers need.",
		"RFC 5530 §3"},
	{"TEMPFAIL", "A conversion failed for now; it may work later.", "RFC 5259"},
	{"THROTTLED",
		"Gmail slows this user down, since too much was fetched or done. Waiting helps; so does a client that "
		"does less.",
		"Google IMAP extensions"},
	{"TOOBIG", "The message would become larger than the server takes. APPENDLIMIT may tell the number.",
		"RFC 4469"},
	{"TRYCREATE",
		"The target mailbox does not exist, but could: the client may make it and try again. If a \"Sent\" folder "
		"is missing, its saving fails so.",
		"RFC 9051 §7.1"},
	{"UIDNEXT",
		"The UID that the next new message will get at the least. It never goes down while UIDVALIDITY is the "
		"same.",
		"RFC 9051 §7.1"},
	{"UIDNOTSTICKY", "The mailbox has no UIDs that last. Clients that keep copies work badly with it.",
		"RFC 4315 §3"},
	{"UIDREQUIRED", "The client switched to UIDs alone and then used sequence numbers. That is its fault.",
		"RFC 9586"},
	{"UIDVALIDITY",
		"The number of this mailbox's set of UIDs. When it changes, every client has to download all again: "
		"after a move or a restore of the store, that is why the lines are busy.",
		"RFC 9051 §7.1"},
	{"UNAVAILABLE",
		"Something behind the server does not answer, mostly the user database or the store. The password was "
		"not judged; look at LDAP, SQL or the back end.",
		"RFC 5530 §3"},
	{"UNDEFINED-FILTER", "The search names a stored filter that does not exist.", "RFC 5466"},
	{"UNKNOWN-CTE", "The server cannot decode this part of a message. The client has to fetch it as it is.",
		"RFC 9051 §7.1"},
	{"UNSEEN",
		"The number of the first message without the flag \\Seen. It is a position and not a count; the newer "
		"IMAP has left it out.",
		"RFC 3501 §7.1"},
	{"URLMECH", "How the server can make authorized URLs for this mailbox.", "RFC 4467"},
	{"USEATTR", "CREATE asked for a special use that the server does not support or has already given away.",
		"RFC 6154"},
	{"WEBALERT",
		"Gmail refuses the login until the user has confirmed it in a browser, at the address that follows.",
		"Google IMAP extensions"},
};

const struct word_table words_imap_codes = {
	.name = "an IMAP response code",
	.protocols = "IMAP",
	.rows = codes,
	.count = sizeof(codes) / sizeof(codes[0]),
};
