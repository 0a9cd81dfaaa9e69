/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_ours: what starlit itself calls things. Where a word belongs to a kind of event, that kind stands before it:
 * "starttls refused".
 */
#include "advice/words.h"

static const struct explanation events[] = {
	{"8-bit",
		"There are bytes above 127 in the line. That is fine in messages with 8BITMIME and in addresses with "
		"SMTPUTF8, and wrong elsewhere.",
		"RFC 6152; RFC 6531"},
	{"automatic", "starlit sent this line by itself.", NULL},
	{"bare CR",
		"There is a CR in the middle of the line. It is not allowed, and servers disagree on what it means.",
		"RFC 5321 §2.3.8"},
	{"bare LF",
		"The line ended with LF alone, where CR LF is due. Some servers take it, others do not; where two "
		"servers disagree, a message can be smuggled in. Programs that write lines with the habits of Unix "
		"are the usual cause.",
		"RFC 5321 §2.3.8; CVE-2023-51764"},
	{"caps",
		"The server has told what it can do. Only what it tells inside TLS counts: whatever was told in the "
		"clear could have been changed on the way.",
		"RFC 3207 §4.2"},
	{"chain",
		"The certificates that the server sent, in the order it sent them. The first must be the server's "
		"own; the others must lead towards an authority.",
		"RFC 8446 §4.4.2"},
	{"closed", "The connection is over. Who ended it, and how, says whether it was meant.", "RFC 9293"},
	{"closed aborted", "starlit ended it by its own rules: injected bytes, or a handshake that failed.", NULL},
	{"closed by-peer", "The server ended it in order.", NULL},
	{"closed by-us", "We ended it.", NULL},
	{"closed refused", "No address could be reached: nothing listens there, or a firewall says no.", NULL},
	{"closed reset",
		"The connection was torn down without order. A crash, a firewall, or a server that closes with unread "
		"data behind it.",
		"RFC 9293 §3.5.2"},
	{"closed timeout", "It was ended because nothing came in time.", NULL},
	{"closed truncated",
		"The stream ended inside TLS without close_notify: what came last may be incomplete, or somebody cut "
		"it.",
		"RFC 8446 §6.1"},
	{"connected",
		"The transport is there: somebody listens. It says nothing yet about the protocol that is spoken, and "
		"nothing is protected.",
		"RFC 9293"},
	{"dial",
		"One address is tried. Refused means that the host is there and nothing listens on this port; silence "
		"mostly means a firewall. Port 25 is blocked by many access providers.",
		"RFC 9293"},
	{"dot-stuffed",
		"On the wire a second dot stood in front, so that the line was not taken for the end of the message.",
		"RFC 5321 §4.5.2"},
	{"finding",
		"What starlit made of the events before it: what is wrong, why it matters and what to do. The events "
		"that prove it are named.",
		NULL},
	{"goes on", "The line is shown in pieces, and more of it follows.", NULL},
	{"hidden",
		"Part of the line was a secret, and a placeholder stands for it. The secret was sent; it is not kept "
		"anywhere.",
		NULL},
	{"injection",
		"Clear bytes came behind the server's agreement to STARTTLS and before the handshake. Nobody honest "
		"sends any: somebody in between tries to smuggle an answer into the protected session, or the server "
		"is broken. A client that keeps them believes that they came through TLS.",
		"RFC 3207 §6; CVE-2021-38371"},
	{"injection abort", "The connection was closed when the bytes came. It is the safe answer.", "RFC 3207 §6"},
	{"injection drop",
		"The bytes were thrown away and the handshake went on. Useful to see whether the server goes on as if "
		"they had never been.",
		"RFC 3207 §6"},
	{"injection tls",
		"The bytes were handed to TLS, as a careless client would do. Mostly the handshake fails then.",
		"RFC 3207 §6"},
	{"limit", "More came than is kept; what was dropped is told with its size, and the session goes on.", NULL},
	{"limit handshake", "The handshake was longer than is taken.", NULL},
	{"limit journal", "The transcript is full: what comes now is not kept any more.", NULL},
	{"limit line", "A line went on without an end; the rest of it is not kept.", "RFC 5321 §4.5.3.1"},
	{"limit output", "More was typed than the server takes from the connection.", NULL},
	{"limit reply", "A reply had more lines than are kept.", NULL},
	{"line", "One line of the dialogue, as it was on the wire but for secrets. An over-long one comes in pieces.",
		NULL},
	{"line answer", "An answer to a continuation: a step of the login, DONE, or a lone asterisk that gives up.",
		"RFC 4954 §4; RFC 9051 §7.6"},
	{"line body",
		"A line of the message itself, between DATA and the lone dot, or of BDAT. Nothing in it is a command.",
		"RFC 5321 §4.1.1.4"},
	{"line command", "A command that was sent.", NULL},
	{"line continue", "The server waits for more from the client.", "RFC 9051 §7.6; RFC 5321 §4.2.1"},
	{"line greeting",
		"The first line of the server. Nothing should be sent before it in the mail protocols; what it says "
		"about name and software is the server's own word.",
		"RFC 5321 §3.1"},
	{"line literal", "Octets of a literal: their number was told before, and nothing in them is a command.",
		"RFC 9051 §4.3"},
	{"line payload", "Content that was asked for: a listing, a message, a script. Nothing in it is a status.",
		NULL},
	{"line reply", "A status line: the answer to the command, or one of its lines.", NULL},
	{"line stray",
		"Nothing was asked, or the session was over: a line that should not be there. Look at what came "
		"before it.",
		NULL},
	{"line untagged",
		"Data, or a status, that the server sends by itself or before the answer to the command is complete.",
		"RFC 9051 §2.2.2"},
	{"lookup",
		"A name became addresses, or did not. When it fails, ask the DNS by hand: a typing error, a missing "
		"record, or a resolver that does not answer. For mail to a domain the MX records name the host, not "
		"the domain itself.",
		"RFC 5321 §5.1"},
	{"no line end", "The connection ended, or TLS began, before the line was complete: it may lack its end.", NULL},
	{"note", "A sentence of starlit itself; the server has not said it.", NULL},
	{"NUL",
		"There is a NUL byte in the line. No mail protocol allows that in a line; programs written in C may "
		"not see what stands behind it.",
		"RFC 5321 §2.3.8"},
	{"oddity",
		"The server did something that the protocol does not allow, or that is remarkable. The session goes "
		"on where it can.",
		NULL},
	{"phase clear", "In the clear: everybody on the way can read and change it.", NULL},
	{"phase handshake", "TLS is being set up; the mail protocol waits.", "RFC 8446 §2"},
	{"phase tls", "Inside TLS: encrypted, and safe against changes.", "RFC 8446 §2"},
	{"probe",
		"Something that a probe has found out over connections of its own: what else the server would have "
		"accepted.",
		NULL},
	{"probe alpn", "Whether the server takes this application protocol.", "RFC 7301"},
	{"probe dh-size", "How many bits the prime has that the server chooses for DHE. Less than 2048 is too few.",
		"RFC 9325 §4.5"},
	{"probe ended", "The probe ended before everything was asked; the reason stands beside it.", NULL},
	{"probe extension", "Whether the server answers this extension.", "RFC 8446 §4.2"},
	{"probe group", "Whether the server takes this group for the key exchange.", "RFC 8446 §4.2.7"},
	{"probe group-order", "Whose order of groups counts.", "RFC 8446 §4.2.7"},
	{"probe hello-size",
		"Whether a ClientHello of this size gets through. When only small ones do, a middlebox is in the way.",
		"RFC 7685"},
	{"probe no-answer", "Silence, a broken connection, or words that are no TLS: nothing can be said.", NULL},
	{"probe not-observable", "What would tell it is encrypted, or the server never lets it show.", NULL},
	{"probe not-supported", "The server said no, by an alert or by closing, each time it was asked.", NULL},
	{"probe scheme", "Whether the server signs with this scheme; it depends on the key of its certificate.",
		"RFC 8446 §4.2.3"},
	{"probe suite", "Whether the server takes this cipher suite, in the order that it likes.", "RFC 9325 §4"},
	{"probe suite-order",
		"Whose order of suites counts, the server's or the client's. It matters only when weak suites are in "
		"the list.",
		"RFC 9325 §4"},
	{"probe supported", "The server takes it.", NULL},
	{"probe version", "Whether the server takes this version of TLS.", "RFC 9325 §3.1"},
	{"reply", "A reply is complete, so that it has a meaning: yes, more, not now, or no.", NULL},
	{"reply bad",
		"The server did not understand the command, or it is not allowed here. Check its spelling and the "
		"state.",
		"RFC 9051 §7.1.3"},
	{"reply bye",
		"The server ends the session. The reason stands in its text: idle for too long, shutting down, too "
		"many connections, or an address that it does not like.",
		"RFC 9051 §7.1.5; RFC 5321 §3.8"},
	{"reply malformed",
		"It is no reply of this protocol. Mostly another protocol is spoken on this port, or a device in "
		"between has answered.",
		NULL},
	{"reply more",
		"So far it is well, and the server waits for what belongs to it: the message, a literal, or the next "
		"step of a login.",
		NULL},
	{"reply positive", "The server has done what was asked.", NULL},
	{"reply preauth",
		"The server says that you are logged in already. STARTTLS is impossible in this state, so that the "
		"session would stay in the clear: a trick of attackers.",
		"RFC 9051 §7.1.4; CVE-2020-12398"},
	{"reply refused", "No: the same command will be refused again until something changes.",
		"RFC 5321 §4.2.1; RFC 9051 §7.1.2"},
	{"reply transient",
		"Not now: the same command may work later. Senders keep the message and try again, so that it shows "
		"as a delay.",
		"RFC 5321 §4.2.1"},
	{"secret",
		"Part of the line is a secret, and it is shown because --unsafe-secrets was given. It stands in recordings as well.",
		NULL},
	{"starttls", "A step of the change from clear text to TLS on the same connection.",
		"RFC 3207; RFC 9051 §6.2.1; RFC 2595 §4; RFC 5804 §2.2"},
	{"starttls agreed",
		"The server has agreed: the next byte from either side belongs to TLS. What was told in the clear is "
		"void from here on.",
		"RFC 3207 §4.2"},
	{"starttls asked",
		"The client has asked to begin TLS. It must now wait for the reply and send nothing else before the "
		"handshake.",
		"RFC 3207 §4"},
	{"starttls not-now",
		"STARTTLS makes no sense here: TLS is up already, or the state forbids it. In IMAP and POP3 it must "
		"come before the login; in SMTP not within a transaction.",
		"RFC 3207 §4.2; RFC 2595"},
	{"starttls not-offered",
		"The server's list does not name STARTTLS. Either TLS is not set up there, the port is one with TLS "
		"from the first byte, or somebody in between has taken the offer away. Ask from another network and "
		"compare.",
		"RFC 3207 §6"},
	{"starttls refused",
		"The server does not begin TLS now, and the session stays in the clear. In SMTP 454 means that its "
		"TLS is broken for the moment, often a certificate or key that could not be read: look into the "
		"server's log. A server that refuses where it has agreed before may be under attack.",
		"RFC 3207 §4"},
	{"state", "The state of the protocol has changed, and with it which commands make sense now.", NULL},
	{"state authenticated",
		"The server knows who you are. In IMAP a mailbox can be selected now; in SMTP mail can be sent.",
		"RFC 9051 §3.2; RFC 4954"},
	{"state authorization", "POP3 waits for the login. STLS is possible now only.", "RFC 1939 §4; RFC 2595 §4"},
	{"state connected", "The connection is there and the greeting has not come yet.", NULL},
	{"state data", "The message is being sent; a lone dot ends it.", "RFC 5321 §4.1.1.4"},
	{"state greeted", "The server has greeted; EHLO is due.", "RFC 5321 §4.1.1.1"},
	{"state hello", "The server has answered the hello: STARTTLS, AUTH and MAIL are possible.",
		"RFC 5321 §4.1.1.1"},
	{"state logout", "The session is ending.", "RFC 9051 §3.4"},
	{"state mail", "A sender has been given; recipients are due.", "RFC 5321 §3.3"},
	{"state not authenticated", "Nobody has logged in yet. STARTTLS is possible now, and should come first.",
		"RFC 9051 §3.1"},
	{"state rcpt", "There is a recipient; more of them or DATA are due.", "RFC 5321 §3.3"},
	{"state selected", "A mailbox is open: messages can be fetched and searched.", "RFC 9051 §3.3"},
	{"state transaction", "The mailbox is open and locked for this session.", "RFC 1939 §5"},
	{"state update",
		"After QUIT the server deletes what was marked. A connection that breaks before it deletes nothing.",
		"RFC 1939 §6"},
	{"tag",
		"The first word of an IMAP command, chosen by the client. The line of the answer that bears the same "
		"tag completes that command.",
		"RFC 9051 §2.2.1"},
	{"tag added", "The tag of this command is starlit's, because none was typed.", "RFC 9051 §2.2.1"},
	{"target",
		"What you asked to be connected to: host, port, protocol, and whether TLS starts at once or by "
		"STARTTLS. If it is not what you meant, nothing below can be right.",
		NULL},
	{"timeout",
		"Nothing came within the limit. Servers are slow on purpose (a delayed greeting against spam), "
		"overloaded, or wait for something that was not sent.",
		"RFC 5321 §4.5.3.2"},
	{"timeout close", "The peer did not close its side in time, and the connection was cut. It does no harm.",
		NULL},
	{"timeout connect",
		"Nothing answered at that address. A firewall that drops packets is the usual cause; a host that is "
		"down is the other.",
		NULL},
	{"timeout greeting",
		"The connection is there and the server says nothing. Either it waits for TLS from the first byte "
		"(ports 465, 993, 995), or it delays its greeting on purpose, or it is overloaded.",
		"RFC 8314; RFC 5321 §4.5.3.2.1"},
	{"timeout handshake",
		"The handshake did not complete in time. Middleboxes that drop long or unknown hellos are the usual "
		"cause.",
		NULL},
	{"timeout lookup",
		"The name was not resolved in time. The resolver does not answer, or the domain's own name servers do "
		"not.",
		NULL},
	{"timeout reply",
		"The server did not answer in time. It may be checking something slow (DNS, spam filters, a full "
		"disk), or it waits for the rest of what was sent: a lone dot, a literal.",
		"RFC 5321 §4.5.3.2"},
	{"tls-alert",
		"One side tells the other that the connection ends, or what went wrong. The side that sent it has the "
		"reason in its log.",
		"RFC 8446 §6"},
	{"tls-closed",
		"The protected session has ended. With close_notify it ended in order; without, the last data may be "
		"incomplete.",
		"RFC 8446 §6.1"},
	{"tls-failed",
		"TLS did not come about, or broke. What was typed afterwards was not sent; the connection is of no "
		"use any more.",
		"RFC 8446 §6.2"},
	{"tls-failed alert", "The server sent a fatal alert; what it says stands beside it.", "RFC 8446 §6.2"},
	{"tls-failed certificate",
		"A certificate cannot be read. Its file on the server is damaged, or holds something else.",
		"RFC 5280"},
	{"tls-failed closed",
		"The connection ended within the handshake, without a word. Servers do that when their TLS cannot "
		"start at all; firewalls and middleboxes that dislike the hello do it as well.",
		"RFC 8446 §6.1"},
	{"tls-failed limit", "The server sent more handshake bytes than are taken here. No honest one needs so many.",
		NULL},
	{"tls-failed not-tls",
		"What came is no TLS. The server went on in the clear, or this port does not speak TLS at this point: "
		"compare the first bytes with what you expect.",
		"RFC 8446 §5.1"},
	{"tls-failed protocol", "The server broke the rules of TLS in another way; the sentence says how.",
		"RFC 8446 §6.2"},
	{"tls-failed timeout",
		"The handshake did not complete in time. When it hangs behind the ClientHello, suspect a middlebox "
		"that drops long or unknown hellos: try with fewer groups or an older version.",
		NULL},
	{"tls-failed version", "The two sides have no version of TLS in common.", "RFC 8446 §4.2.1"},
	{"tls-failed weak",
		"The server's key exchange is too weak to be accepted here, mostly a short DH prime. Put 2048 bits at "
		"least on the server, or prefer ECDHE.",
		"RFC 9325 §4.5"},
	{"tls-message",
		"One handshake message. The ladder shows all of them in their order, and the detail shows its fields "
		"and bytes.",
		"RFC 8446 §4"},
	{"tls-record",
		"One record on the wire: the envelope that carries handshake messages, alerts or the mail protocol. "
		"Its type, length and keys are visible here.",
		"RFC 8446 §5"},
	{"tls-up",
		"The handshake is complete: from here on everything is encrypted, and both sides have seen the same "
		"messages. Whether it is the right server is what the verdicts say.",
		"RFC 8446 §4.4.4"},
	{"too long", "The line is longer than the protocol allows. Other programs may cut or refuse it.",
		"RFC 5321 §4.5.3.1"},
	{"verdict",
		"One judgement on the certificates, each with its reason. There is no single «OK», since a good chain "
		"for the wrong name is worth nothing.",
		"RFC 5280 §6; RFC 9525"},
};

const struct word_table words_events = {
	.name = "a word of starlit", .protocols = "", .rows = events, .count = sizeof(events) / sizeof(events[0])};

static const struct explanation verdicts[] = {
	{"chain",
		"Whether the certificates lead to an authority that is trusted here. When they do not: the server "
		"does not send its intermediates (the most frequent fault), the certificate is self-signed, or the "
		"authority is not in this machine's list.",
		"RFC 5280 §6"},
	{"check authority flag",
		"Whether one that signs others is marked as an authority. Without the mark anybody with a certificate "
		"could issue more.",
		"RFC 5280 §4.2.1.9"},
	{"check critical extensions",
		"Whether it has an extension that is marked critical and not known here. Such a certificate must not "
		"be accepted.",
		"RFC 5280 §4.2"},
	{"check dates", "This certificate's first and last moment.", "RFC 5280 §4.1.2.5"},
	{"check key size", "Whether its key is long enough.", "RFC 9325 §4.5"},
	{"check key usage", "Whether its key may be used for what it does here: signing certificates, or handshakes.",
		"RFC 5280 §4.2.1.3"},
	{"check must-staple",
		"Whether it demands a stapled OCSP response. Without one on the server, strict clients refuse it.",
		"RFC 7633"},
	{"check name constraints", "Whether the names are within what its issuers may certify.", "RFC 5280 §4.2.1.10"},
	{"check path length", "Whether there are no more authorities below it than it allows.", "RFC 5280 §4.2.1.9"},
	{"check purpose",
		"Whether it is meant for servers (serverAuth in its extended key usage). A certificate for clients or "
		"for e-mail fails here.",
		"RFC 5280 §4.2.1.12"},
	{"check revocation list", "Whether the authority has withdrawn it, by a list that was given.", "RFC 5280 §5"},
	{"check signature", "Whether the issuer's key really made the signature on it.", "RFC 5280 §6.1.3"},
	{"check signature algorithm", "What its issuer signed it with. MD5 and SHA-1 can be forged.",
		"RFC 9155; RFC 9325 §4.5"},
	{"dates",
		"Whether the certificate is within its dates, and how soon it ends. A certificate that was renewed "
		"but not loaded is the usual fault: reload the mail server.",
		"RFC 5280 §4.1.2.5"},
	{"name",
		"Whether the certificate is for the name that was asked for. Only its subject alternative names "
		"count, and a wildcard stands for one label. When it fails, compare the host in the settings with the "
		"names in the certificate.",
		"RFC 9525; RFC 7817"},
	{"result bad",
		"It does not hold. A client that checks refuses this server; mail between servers often goes on "
		"regardless, without anybody noticing.",
		NULL},
	{"result good", "It was looked at, and it is in order.", NULL},
	{"result not-checked", "Nobody looked at it; the reason says why. It does not count as good.", NULL},
	{"result warning", "It works today, and is near to failing or weak. Put it on the list.", NULL},
	{"staple",
		"Whether the server stapled proof that the certificate was not revoked, and whether that proof is "
		"good; the same of the authorities above it. No staple is fine unless the certificate demands one.",
		"RFC 6066 §8; RFC 7633"},
	{"strength", "Whether keys and signatures are strong enough: RSA of 2048 bits at least, no SHA-1, no MD5.",
		"RFC 9325 §4.5"},
};

const struct word_table words_verdicts = {.name = "a judgement on certificates",
	.protocols = "",
	.rows = verdicts,
	.count = sizeof(verdicts) / sizeof(verdicts[0])};

static const struct explanation oddities[] = {
	{"after-tls", "Clear bytes came after TLS was closed. Nothing of it can be trusted.", "RFC 8446 §6.1"},
	{"auth-in-clear",
		"The server takes passwords on a connection that everybody can read. Offer logins inside TLS only.",
		"RFC 4954 §4; RFC 8314 §4.1"},
	{"codes-differ",
		"The lines of one reply bear different codes. Clients disagree on which one counts; it is a bug of "
		"the server, or of a filter in front of it.",
		"RFC 5321 §4.2.1"},
	{"early-completion",
		"The server completed a command before all of it was sent. It gave up early, mostly because it "
		"refuses a literal.",
		"RFC 9051 §7.6"},
	{"line-ending",
		"Lines end with LF or CR alone in place of CR LF. Programs with the habits of Unix do that; where two "
		"servers disagree, messages can be smuggled in.",
		"RFC 5321 §2.3.8"},
	{"literal",
		"The size of a literal makes no sense. A bug of the server, or an attempt to make a client allocate "
		"too much.",
		"RFC 9051 §4.3"},
	{"lookalike",
		"Something that looks like the offer of STARTTLS, but is not: the offer was tampered with. Firewalls "
		"that «inspect» SMTP overwrite it with X. Ask from another network, and turn that inspection off.",
		"RFC 3207 §6"},
	{"malformed",
		"What came does not follow the grammar of the protocol. Look at its bytes: another protocol, a device "
		"in between, or a bug.",
		NULL},
	{"nul",
		"There are NUL bytes in what the server sent. Programs written in C may not see what stands behind "
		"them.",
		"RFC 5321 §2.3.8"},
	{"other-protocol",
		"Another protocol answers here: a web server, SSH, a proxy. Check host and port, and any forwarding "
		"in between.",
		NULL},
	{"preauth",
		"The server says in the clear that you are logged in. STARTTLS is impossible from here, and an "
		"attacker uses just that to keep a session in the clear. Do not send mail or passwords here.",
		"RFC 9051 §7.1.4; CVE-2020-12398"},
	{"referral",
		"The server points to another server, in the clear. Whoever is in between could have written it, so "
		"that it is never followed.",
		"RFC 2221"},
	{"second-greeting",
		"The server greeted once more. A proxy passed on the greeting of a second server, or the process "
		"behind was replaced.",
		"RFC 5321 §3.1"},
	{"starttls-in-tls",
		"The server offers STARTTLS inside TLS, where it must not. Harmless in itself; the server does not "
		"know that TLS is up, mostly because a proxy in front of it has ended TLS.",
		"RFC 3207 §4.2"},
	{"text-at-hello",
		"A greeting in clear text came where TLS was due: this port wants STARTTLS. Connect in the clear and "
		"upgrade.",
		"RFC 8314 §3"},
	{"text-inside-tls",
		"Clear text came on the wire of a protected session. The server program, or a child of it, writes "
		"past TLS; or somebody in between injects. Nothing of it was believed.",
		"RFC 8446 §5"},
	{"tls-at-greeting",
		"A TLS record came where a greeting was due: this port speaks TLS from the first byte (465, 993, "
		"995), not STARTTLS. Connect with implicit TLS.",
		"RFC 8314 §3"},
	{"unasked",
		"A reply came without a command. Either the server is confused about an earlier one, or somebody has "
		"put a command in. Compare the number of commands with the number of replies.",
		"RFC 5321 §4.2"},
	{"unknown-tag", "The answer bears a tag that no command had. Answers and commands are out of step.",
		"RFC 9051 §2.2.1"},
};

const struct word_table words_oddities = {
	.name = "an oddity", .protocols = "", .rows = oddities, .count = sizeof(oddities) / sizeof(oddities[0])};
