/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_smtp: what SMTP's commands and extensions mean.
 */
#include "advice/words.h"

static const struct explanation commands[] = {
	{"ATRN",
		"An authenticated client asks to turn the connection round: the server becomes the client and sends the "
		"waiting mail of the named domains. For sites with a changing address; it belongs on port 366.",
		"RFC 2645"},
	{"AUTH",
		"Begins a login with the named mechanism, perhaps with the first answer on the same line. With PLAIN and "
		"LOGIN the password goes over the line in base64, which hides nothing, so before TLS it is given away. "
		"It is allowed once a session and not within a transaction.",
		"RFC 4954 §4"},
	{"BDAT",
		"Sends a piece of the message of exactly so many octets; LAST marks the final one. It takes the place of "
		"DATA and needs CHUNKING. No dots are doubled, so a count that is off by one makes the rest of the "
		"message look like commands.",
		"RFC 3030"},
	{"BURL",
		"Tells the submission server to fetch the message, or a part of it, from an IMAP server by its URL, so "
		"that a client need not upload it twice. Both servers have to trust each other.",
		"RFC 4468"},
	{"DATA",
		"Asks to send the message. After 354 come its lines and a line with a single dot, and only the answer to "
		"that dot tells whether the message was accepted. With LMTP there is one answer for each recipient.",
		"RFC 5321 §4.1.1.4"},
	{"EHLO",
		"The client gives its name and asks for the extensions. The answer before STARTTLS may have been altered "
		"on the way; the one after the handshake is the one that counts, and a client has to ask again then. "
		"Some servers refuse a name that is not a real host name.",
		"RFC 5321 §4.1.1.1"},
	{"ETRN",
		"Asks the server to start sending the waiting mail of a domain, over a new connection that it opens "
		"itself. It is for transfer on port 25 and not for submission.",
		"RFC 1985"},
	{"EXPN",
		"Asks for the members of a mailing list. Nearly everybody switches it off, for it gives addresses to "
		"spammers; 502 or 252 is the usual answer.",
		"RFC 5321 §4.1.1.7"},
	{"HELO",
		"The old greeting without extensions. After it there is no STARTTLS, no AUTH and no SIZE, so a client "
		"that falls back to it sends in clear text. A fall-back after a strange answer to EHLO is worth a close "
		"look.",
		"RFC 5321 §4.1.1.1"},
	{"HELP", "Asks for help, which often reveals the software. It is allowed at any time and changes nothing.",
		"RFC 5321 §4.1.1.8"},
	{"LHLO",
		"The greeting of LMTP, which delivers into mailboxes instead of relaying. It does what EHLO does; a "
		"server of LMTP has to refuse HELO and EHLO, and one of SMTP does not know LHLO.",
		"RFC 2033"},
	{"MAIL",
		"Begins a transaction and names the address to which failures go; the empty address <> is right for "
		"bounces. Parameters such as SIZE=, BODY= and AUTH= follow only if EHLO offered them. No space belongs "
		"between the colon and the bracket.",
		"RFC 5321 §4.1.1.2"},
	{"NOOP",
		"Does nothing, and the answer is 250. It is a harmless way to see whether the session is alive and in "
		"step.",
		"RFC 5321 §4.1.1.9"},
	{"ONEX", "Old software's promise to send one message only. It changes little and is rarely seen.",
		"IANA SMTP Service Extensions"},
	{"QUIT",
		"Asks to end the session; the server answers 221 and closes. A client that just hangs up leaves an error "
		"in the server's log, and a message in transfer is dropped.",
		"RFC 5321 §4.1.1.10"},
	{"RCPT",
		"Names one recipient; each gets its own answer. This is where closed relays, unknown users, greylisting "
		"and blocklists show. One refused recipient does not spoil the others.",
		"RFC 5321 §4.1.1.3"},
	{"RSET",
		"Drops the transaction that was begun, and keeps the session with its TLS and its login. Clients use it "
		"to check that an idle connection is still alive.",
		"RFC 5321 §4.1.1.5"},
	{"SAML", "An ancient command: deliver as mail and show on the terminal. Nothing needs it any more.", "RFC 821"},
	{"SEND", "An ancient command: show the message on the user's terminal. Nothing needs it any more.", "RFC 821"},
	{"SOML", "An ancient command: show on the terminal or else deliver as mail. Nothing needs it any more.",
		"RFC 821"},
	{"STARTTLS",
		"Asks to change to TLS on this connection. After 220 the handshake begins at once; what either side "
		"learned before is forgotten, and EHLO has to follow. Commands sent together with it in one packet must "
		"not be carried out after the handshake: a server that does so has the injection fault.",
		"RFC 3207 §4"},
	{"TURN",
		"Asks to swap the roles of client and server without any proof of who asks, so anybody could fetch "
		"somebody else's mail. It must be off; ETRN and ATRN took its place.",
		"RFC 821"},
	{"VERB", "Asks an old server to tell at length what it does while it delivers. Today it is mostly ignored.",
		"IANA SMTP Service Extensions"},
	{"VRFY",
		"Asks whether a mailbox exists. Most servers answer 252 or 502 to everything so that nobody can harvest "
		"addresses; a server that answers truly ought to be limited to its own network.",
		"RFC 5321 §4.1.1.6"},
	{"X-EXPS",
		"Begins the authentication among Exchange servers, mostly with GSSAPI or NTLM. A 5xx to it in an "
		"Exchange log usually means that the two servers do not share a trusted domain, or that TLS was missing.",
		"Microsoft Exchange"},
	{"XCLIENT",
		"A trusted proxy tells the server the real address, name and login of its client, and the session begins "
		"anew with a greeting. If strangers may use it, they can claim any address they like: that is a hole.",
		"Postfix XCLIENT_README"},
	{"XFORWARD",
		"A trusted proxy passes on who its client was, for the log alone; access rules do not look at it, unlike "
		"with XCLIENT. It should be allowed to known filters only.",
		"Postfix XFORWARD_README"},
};

static const struct explanation extensions[] = {
	{"8BITMIME",
		"The server passes on messages with bytes above 127. Nearly everybody has it; without it the sender has "
		"to recode such a message or return it.",
		"RFC 6152"},
	{"ATRN",
		"The server lets an authenticated client turn the connection round and fetch its mail. It is meant for "
		"on-demand relay on port 366 and strange on an ordinary MX.",
		"RFC 2645"},
	{"AUTH",
		"Login is offered with the mechanisms named behind it. PLAIN or LOGIN before STARTTLS invites clients to "
		"send passwords in the clear; a good server names them only after the handshake. If a client says that "
		"login is not offered, compare the lists before and after TLS.",
		"RFC 4954 §3"},
	{"AUTH=*",
		"The spelling with an equals sign of a draft from before RFC 2554, kept for very old clients. It repeats "
		"the AUTH line and adds no security; it may be dropped when nobody needs it.",
		"not registered"},
	{"BINARYMIME",
		"The server takes messages with arbitrary bytes, not divided into lines. They can be sent with BDAT "
		"only, so CHUNKING has to be there too.",
		"RFC 3030"},
	{"BURL",
		"The submission server fetches content from an IMAP server by URL. It belongs on a submission port, "
		"never on port 25.",
		"RFC 4468"},
	{"CHECKPOINT",
		"A broken transfer may be resumed where it stopped. An experiment that hardly any software carried out.",
		"RFC 1845"},
	{"CHUNKING",
		"BDAT may take the place of DATA: pieces with a count, no dots. If big messages stop in the middle "
		"between two servers, switching it off on one of them is a quick test.",
		"RFC 3030"},
	{"CONNEG",
		"The server tells which kinds of content its recipients can show. It belongs to a scheme for fax over "
		"mail and is rarely seen.",
		"RFC 4141"},
	{"CONPERM",
		"The sender may permit relays to convert the content. It belongs to a scheme for fax over mail and is "
		"rarely seen.",
		"RFC 4141"},
	{"DELIVERBY",
		"The sender may set a time by which the message is to be delivered; if it is late, it returns, or the "
		"sender is told. The number behind it is the shortest time, in seconds, that the server accepts.",
		"RFC 2852"},
	{"DSN",
		"The sender may ask for reports of success, delay or failure with NOTIFY, RET and ENVID. Without it a "
		"sender hears of failures, on some servers of delays too, and never of success.",
		"RFC 3461"},
	{"ENHANCEDSTATUSCODES",
		"Answers carry a second code such as 5.7.1 behind the first. Those three numbers tell more than the text "
		"and are what to search for.",
		"RFC 2034"},
	{"ETRN",
		"A client may ask that the queue for its domain be sent now. Only of use on port 25 for sites that are "
		"not always on the line; else it may be switched off.",
		"RFC 1985"},
	{"EXPN", "The server shows the members of mailing lists. To offer it to the whole world gives away addresses.",
		"RFC 5321 §4.1.1.7"},
	{"FUTURERELEASE",
		"The submission server holds a message until a time that the client names. If a message left late, look "
		"whether the client asked for that.",
		"RFC 4865"},
	{"HELP", "The server answers to HELP. Being told so is harmless and means little.", "RFC 5321 §4.1.1.8"},
	{"LIMITS",
		"The server tells its limits beforehand: RCPTMAX recipients a message, MAILMAX messages a session, "
		"RCPTDOMAINMAX domains a session. A client that keeps to them avoids 452 and 421.",
		"RFC 9422"},
	{"MT-PRIORITY",
		"Messages may carry a priority from -9 to 9. For military and emergency networks; strange on the open "
		"Internet.",
		"RFC 6710"},
	{"MTRK", "Senders may later ask what became of a message. Hardly any software has it.", "RFC 3885"},
	{"NO-SOLICITING",
		"The server declares that it does not want certain kinds of advertising. It is a notice and enforces "
		"nothing by itself.",
		"RFC 3865"},
	{"ONEX",
		"Old sendmail's way to agree on a single message a session. Of no use today, and a sign of old software.",
		"IANA SMTP Service Extensions"},
	{"PIPELINING",
		"The client may send several commands without waiting for each answer. STARTTLS has to be the last of "
		"such a group: commands sent behind it in the clear and obeyed after the handshake are the injection "
		"fault. Its absence only makes things slower, or a filter took it away.",
		"RFC 2920"},
	{"REQUIRETLS",
		"A sender may demand that the message travels only over TLS with a verified certificate, hop by hop, or "
		"else returns. The word counts only in the answer to EHLO inside TLS.",
		"RFC 8689"},
	{"RRVS",
		"A sender may demand that the mailbox has had the same owner since a given day. It guards against "
		"addresses that were given to somebody else.",
		"RFC 7293"},
	{"SAML", "An ancient extension that shows mail on a terminal as well. Nothing uses it.", "RFC 821"},
	{"SEND", "An ancient extension that shows messages on a terminal. Nothing uses it.", "RFC 821"},
	{"SIZE",
		"The largest message, in octets, that the server takes; 0 means no fixed limit, no number that it does "
		"not say. Base64 makes attachments a third larger, so a limit of 26214400 lets about 19 MB of files "
		"through.",
		"RFC 1870"},
	{"SMTPUTF8",
		"Addresses and headers may hold UTF-8. If one server on the way lacks it, a message that needs it "
		"returns with 5.6.7 or 5.6.9.",
		"RFC 6531"},
	{"SOML", "An ancient extension that shows mail on a terminal or else delivers it. Nothing uses it.", "RFC 821"},
	{"STARTTLS",
		"The server can change to TLS on this connection. If it is missing on port 25 or 587, TLS is not "
		"configured, or somebody on the way removed it: compare with what the server shows to a client in its "
		"own network. It must not be offered again inside TLS.",
		"RFC 3207"},
	{"SUBMITTER",
		"A part of Sender ID, which was given up. Some old servers still offer it, and it can be ignored.",
		"RFC 4405"},
	{"TURN", "The roles may be swapped without any login. It is a hole; switch it off.", "RFC 821"},
	{"UTF8SMTP", "The experiment before SMTPUTF8, withdrawn. A server with this word needs an update.", "RFC 5336"},
	{"VERB",
		"The server can be made to tell at length what it does. A mark of old sendmail; it should be off for "
		"strangers.",
		"IANA SMTP Service Extensions"},
	{"VRFY", "The server knows VRFY. Whether it answers truly is another matter; most say 252 to everything.",
		"RFC 5321 §4.1.1.6"},
	{"X*",
		"A name beginning with X is private to this software, and its meaning is known to nobody else. Clients "
		"ignore it.",
		"RFC 5321 §2.2.2"},
	{"X-ALT-ADDRESS",
		"A private extension of an earlier design for internationalized addresses, seen on few servers. Clients "
		"ignore it.",
		"not registered"},
	{"X-ANONYMOUSTLS",
		"Exchange offers its own kind of STARTTLS for traffic among Exchange servers, with self-signed "
		"certificates. Seen from outside it means that an internal connector answers on this address.",
		"Microsoft Exchange"},
	{"X-EXPS",
		"Exchange offers its own authentication among Exchange servers, mostly GSSAPI and NTLM. Seen from the "
		"Internet it gives away that an internal connector listens here.",
		"Microsoft Exchange"},
	{"X-LINK2STATE",
		"Exchange 2000 and 2003 exchanged routing tables with it. Such software has had no security updates for "
		"many years, and this very command once had a severe hole.",
		"Microsoft Exchange"},
	{"X-RCPTLIMIT",
		"A private way to tell how many recipients a message may have; LIMITS is the registered one. More "
		"recipients earn 452.",
		"not registered"},
	{"XCLIENT",
		"A proxy may tell the server its client's true address and login. It must be offered to trusted proxies "
		"only: if it shows to everybody, anybody can pretend to be anyone.",
		"Postfix XCLIENT_README"},
	{"XEXCH50",
		"Exchange passed properties of messages to other Exchange servers with it. A mark of old software; "
		"failures with 504 in the log come from outsiders that tried it without a login.",
		"Microsoft Exchange"},
	{"XFORWARD",
		"A proxy may tell whom it speaks for, to be written into the log. It should show to trusted filters only.",
		"Postfix XFORWARD_README"},
	{"XOORG",
		"Exchange Online and its hybrid servers name the originating organization with it. It is seen between "
		"connectors that trust each other.",
		"Microsoft Exchange"},
	{"XPROXYFROM",
		"Exchange front ends hand a session to a back end with it. If it shows to strangers, they speak to a "
		"port meant for other Exchange servers.",
		"Microsoft Exchange"},
	{"XSHADOW",
		"Exchange keeps a second copy of a message on another server with it until delivery is done. Internal to "
		"Exchange.",
		"Microsoft Exchange"},
	{"XSHADOWREQUEST", "Exchange servers of one organization agree on shadow copies with it. Internal to Exchange.",
		"Microsoft Exchange"},
	{"XVERP",
		"The server can make a sender address for each recipient by itself, so that a mailing list knows which "
		"address bounced.",
		"Postfix VERP_README"},
	{"XXXX*",
		"Somebody between here and the server has written XXXX over a keyword, and nearly always that keyword "
		"was STARTTLS. It is the habit of firewalls that \"inspect\" SMTP: switch that inspection off. Until then "
		"mail goes in clear text, and whoever reads along may be the reason.",
		"RFC 3207 §6"},
};

const struct word_table words_smtp_commands = {
	.name = "an SMTP command",
	.protocols = "SMTP LMTP",
	.rows = commands,
	.count = sizeof(commands) / sizeof(commands[0]),
};

const struct word_table words_smtp_extensions = {
	.name = "an SMTP extension",
	.protocols = "SMTP LMTP",
	.rows = extensions,
	.count = sizeof(extensions) / sizeof(extensions[0]),
};
