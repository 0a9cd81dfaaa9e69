/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_smtp_replies: what SMTP's reply codes mean, and their first digits.
 */
#include "advice/words.h"

static const struct explanation replies[] = {
	{"211",
		"System status, or an answer to HELP. Nothing changes by it, and what the text says is the software's "
		"own affair.",
		"RFC 5321 §4.2.3"},
	{"214",
		"Help text, meant for a person and not for a program. It often names the software, which is the quickest "
		"way to learn what really listens here.",
		"RFC 5321 §4.2.3"},
	{"220",
		"Ready. As a greeting it means that the server takes commands; the first word behind it is the name "
		"under which the host knows itself. As the answer to STARTTLS it means that the very next byte from the "
		"client has to be TLS: clear text seen after it is a fault, or somebody in the middle.",
		"RFC 5321 §4.2.3, RFC 3207 §4"},
	{"221",
		"The server says goodbye and closes the connection, as QUIT asks for. When nobody sent QUIT, look for a "
		"time limit or an error count that ran out.",
		"RFC 5321 §4.2.3, RFC 5321 §3.8"},
	{"235",
		"The login succeeded, and no second AUTH is allowed in this session. From here on a refusal is about "
		"rights or the message, and no longer about the password.",
		"RFC 4954 §6"},
	{"250",
		"The command was carried out. After EHLO each line but the first names one extension; after the end of "
		"the data it means that the server has taken responsibility for the message, so keep the queue id in its "
		"text, since the server's log is searched with it.",
		"RFC 5321 §4.2.3"},
	{"251",
		"The recipient is not kept here, but the server accepts the message and will forward it to the address "
		"it names. Count it as success. As an answer to ETRN it means that nothing is waiting.",
		"RFC 5321 §3.4"},
	{"252",
		"The server does not say whether this mailbox exists, but would accept mail for it. It is the usual "
		"polite refusal of VRFY and says nothing about the address. As an answer to ETRN it means that delivery "
		"of the queue has begun.",
		"RFC 5321 §3.5.3"},
	{"253", "The answer to ETRN: delivery of the queue has begun, and the text tells how many messages are waiting.",
		"RFC 1985"},
	{"334",
		"The server goes on with the login and waits for the client's next line; what follows the number is the "
		"challenge, in base64. VXNlcm5hbWU6 and UGFzc3dvcmQ6 are the prompts of LOGIN, and the line sent after "
		"them is the name or the password itself, readable by anybody unless TLS covers it. A line with a single "
		"* gives up.",
		"RFC 4954 §4"},
	{"354",
		"Send the message now, and end it with a line that holds a single dot. If the session hangs from here "
		"on, suspect a path with a smaller MTU, a filter that reads along, or an end of data that is not CR LF, "
		"dot, CR LF.",
		"RFC 5321 §4.2.3"},
	{"355",
		"The answer to MAIL in a resumed transaction: behind DATA the client sends the message from the named "
		"offset on. Hardly any software has CHECKPOINT, so seeing it at all is odd.",
		"RFC 1845"},
	{"421",
		"The server cannot go on and closes the connection; it may come in answer to any command, or unasked. "
		"Usual causes are too many connections from one address, an idle client, a restart or an overloaded "
		"filter. The client keeps the message and tries again later.",
		"RFC 5321 §3.8"},
	{"422",
		"Not one of SMTP's own codes. The registry knows it beside 432 for a password that has to be moved to a "
		"new mechanism; some servers also use it for a mailbox over its quota. Read the text and the enhanced "
		"code, and treat it as temporary.",
		"IANA SMTP Enhanced Status Codes"},
	{"432",
		"The account has to be moved to this mechanism first, usually by one login with PLAIN under TLS. "
		"Afterwards the mechanism asked for should work.",
		"RFC 4954 §6"},
	{"441",
		"No registered reply code: some servers write it into their own queue logs when the next host did not "
		"answer. Look at the connection to that host rather than at the message.",
		"RFC 5321 §4.2.1"},
	{"450",
		"The mailbox cannot be used just now, and the client is to try again. Most often this is greylisting, "
		"which passes when the same sender comes again some minutes later; else a locked mailbox, or a lookup of "
		"DNS that failed. If it stays for hours, read the text.",
		"RFC 5321 §4.2.3"},
	{"451",
		"Something inside the server failed: a filter that timed out, a database or DNS that did not answer, a "
		"full disk. The message is kept and tried again. The reason stands in the server's log at this very "
		"second.",
		"RFC 5321 §4.2.3"},
	{"452",
		"Short of room, or too many recipients in one transaction. In answer to RCPT the client sends what was "
		"accepted and tries the rest afterwards, which is no fault; in answer to MAIL look at the server's disk.",
		"RFC 5321 §4.2.3"},
	{"453", "The answer to ATRN when no mail is waiting for the domains. All is well; there is nothing to fetch.",
		"RFC 2645"},
	{"454",
		"Temporarily not possible. In answer to STARTTLS the server cannot do TLS at this moment: a missing or "
		"unreadable key or certificate is the classic cause, and the log of the server names it. In answer to "
		"AUTH the password database does not respond; the password itself was not judged.",
		"RFC 3207 §4, RFC 4954 §6"},
	{"455",
		"The server knows the parameter of MAIL or RCPT but cannot honour it just now. The client may try again "
		"later or leave the parameter out.",
		"RFC 5321 §4.2.3"},
	{"458", "The answer to ETRN when the server cannot start the queue for that name. Try again later.",
		"RFC 1985"},
	{"459",
		"The answer to ETRN when this client may not ask for that name's queue. The server has to be told that "
		"it may.",
		"RFC 1985"},
	{"500",
		"The server does not know the command, or the line is too long. In answer to EHLO it marks a very old "
		"server, or a firewall that takes EHLO apart. In answer to STARTTLS the server has no TLS on this port. "
		"Bytes of TLS sent into clear text also earn a row of 500s.",
		"RFC 5321 §4.2.3"},
	{"501",
		"The command is known, but its arguments are not right: a space after the colon, missing angle brackets, "
		"a name that is no host name after EHLO. In answer to AUTH the base64 is broken, or the client gave up "
		"with *. STARTTLS takes no argument at all.",
		"RFC 5321 §4.2.3"},
	{"502",
		"The command exists but is not implemented or switched off. Common for VRFY, EXPN, HELP and TURN; for "
		"STARTTLS it means that TLS is not configured here.",
		"RFC 5321 §4.2.3"},
	{"503",
		"Commands in the wrong order: RCPT without MAIL, DATA without an accepted recipient, AUTH twice, MAIL "
		"before EHLO. After STARTTLS a server forgets all that came before, so the client has to say EHLO again. "
		"AUTH that is not offered in clear text is often refused so.",
		"RFC 5321 §4.2.3"},
	{"504",
		"A parameter is not implemented. In answer to AUTH the mechanism is not offered, perhaps only not before "
		"TLS. In answer to EHLO some servers refuse a name that is not fully qualified in this way.",
		"RFC 5321 §4.2.3"},
	{"521",
		"This host accepts no mail at all, ever; as a greeting it says so at once. Do not try again here: look "
		"whether the MX record or the host name is the wrong one. Some software also closes a connection with it "
		"as a punishment.",
		"RFC 7504"},
	{"523", "The mechanism needs encryption before it may be used. Say STARTTLS first, then EHLO and AUTH.",
		"IANA SMTP Enhanced Status Codes"},
	{"524",
		"An older way to say that the login mechanism may only be used on an encrypted connection. Say STARTTLS "
		"first, then EHLO and AUTH.",
		"IANA SMTP Enhanced Status Codes"},
	{"525",
		"The password was right, but the account is switched off. Only the server's administrator can help; "
		"asking for the password again cannot.",
		"IANA SMTP Enhanced Status Codes"},
	{"530",
		"Something is required first, and the text tells which: TLS (5.7.0, \"Must issue a STARTTLS command "
		"first\") or a login. Clients on port 587 that meet it have authentication or encryption switched off. A "
		"server with a public MX must not demand TLS of all comers in this way.",
		"RFC 3207 §4, RFC 4954 §6"},
	{"533",
		"Not one of SMTP's own codes; the registry names it beside 5.7.1, a refusal for reasons of policy. The "
		"text is all there is to go by.",
		"IANA SMTP Enhanced Status Codes"},
	{"534",
		"The mechanism is too weak for this user, as the server judges. Choose a stronger one of those that EHLO "
		"names. Large providers also send it when an application password or a login in the browser is required.",
		"RFC 4954 §6"},
	{"535",
		"The login failed: a wrong name or password, an expired token, or an account that may not send. The "
		"server does not say which, on purpose. Compare the user name with and without its domain, see whether "
		"basic passwords are still allowed there, and read the server's log; repeating it may block the address.",
		"RFC 4954 §6"},
	{"538",
		"The mechanism may be used only on an encrypted connection. The client has just tried to send a password "
		"in the clear: say STARTTLS first. Later specifications keep it for history, since a mechanism that "
		"cannot be used should not be offered.",
		"RFC 4954 §6"},
	{"541",
		"No registered code. Some filters use it for a message or an address that they took for spam. Treat it "
		"as a permanent refusal for reasons of policy and read the text.",
		"RFC 5321 §4.2.1"},
	{"550",
		"Refused for good. After RCPT the mailbox does not exist, the relay is closed to this client, or a "
		"blocklist names its address; after the data a filter did not like the message. The enhanced code tells "
		"which: 5.1.1 is no such user, 5.7.1 is policy.",
		"RFC 5321 §4.2.3"},
	{"551",
		"The recipient is not local and the server will not forward; the text may name another address to try. "
		"Some servers use it where they mean that relaying is denied.",
		"RFC 5321 §3.4"},
	{"552",
		"Too much: the message is larger than the server or the mailbox allows. Compare with the number behind "
		"SIZE in the answer to EHLO. Old servers also say it for too many recipients, which a client is to treat "
		"as 452.",
		"RFC 5321 §4.2.3"},
	{"553",
		"The mailbox name is not allowed, mostly by its syntax. Servers for submission use it too when the "
		"address in MAIL does not belong to the account that logged in.",
		"RFC 5321 §4.2.3"},
	{"554",
		"The transaction failed; as a greeting it means no service for this client, and only QUIT is sensible. "
		"As a greeting it is nearly always a blocklist; after DATA it is no valid recipient or a message that a "
		"filter rejected. The text often holds an address with the reason.",
		"RFC 5321 §3.1, RFC 5321 §4.2.3"},
	{"555",
		"A parameter of MAIL or RCPT is unknown or not implemented. Parameters may be used only when EHLO names "
		"the extension; if a firewall removed the extension, the client should not have sent it.",
		"RFC 5321 §4.1.1.11"},
	{"556",
		"The domain of the recipient accepts no mail, mostly since its MX record says so with a single dot. Look "
		"for a misspelt domain, or a domain that is only used for web pages.",
		"RFC 7504"},
	{"571",
		"No registered code: the digits are those of the enhanced code 5.7.1, delivery not authorized. It is a "
		"permanent refusal by policy, often a blocklist or a server that is closed to this sender.",
		"RFC 5321 §4.2.1"},
};

static const struct explanation classes[] = {
	{"1",
		"Codes that begin with 1 do not exist in today's SMTP. A line with one comes from another protocol, or "
		"from a program that is not a mail server.",
		"RFC 5321 §4.2.1"},
	{"2",
		"Success: the command was carried out and the next one may follow. A client looks at the digits alone, "
		"never at the text.",
		"RFC 5321 §4.2.1"},
	{"3",
		"Halfway: the server accepts the command and waits for more, as after DATA or within AUTH. Silence from "
		"the client now looks like a hanging server.",
		"RFC 5321 §4.2.1"},
	{"4",
		"A refusal for now: the same command may succeed later, so a sender keeps the message in its queue and "
		"tries again, often for days. Nothing is lost yet, and the text tells what the server waits for.",
		"RFC 5321 §4.2.1"},
	{"5",
		"A refusal for good: the same command will fail again, and the message returns to its sender. Something "
		"has to be changed first, by the sender or on the server.",
		"RFC 5321 §4.2.1"},
};

const struct word_table words_smtp_replies = {
	.name = "an SMTP reply code",
	.protocols = "SMTP LMTP",
	.rows = replies,
	.count = sizeof(replies) / sizeof(replies[0]),
};

const struct word_table words_smtp_classes = {
	.name = "a class of SMTP replies",
	.protocols = "SMTP LMTP",
	.rows = classes,
	.count = sizeof(classes) / sizeof(classes[0]),
};
