/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_smtp_codes: what the enhanced status codes mean, whatever their class.
 */
#include "advice/words.h"

static const struct explanation codes[] = {
	{"X.0.0", "Nothing more is known than the class. The text and the server's log have to tell the reason.",
		"RFC 3463 §3.1"},
	{"X.1.0",
		"Something about an address, which the server does not say more exactly. Check the sender and the "
		"recipient for slips.",
		"RFC 3463 §3.2"},
	{"X.1.1",
		"No such user: the part before the @ is unknown there. If the mailbox does exist, the server does not "
		"know it yet or asks the wrong directory; as 4.1.1 the lookup itself has failed, and the address may be "
		"good.",
		"RFC 3463 §3.2"},
	{"X.1.10",
		"The recipient's domain says by a null MX record that it takes no mail. Retrying is useless; look for a "
		"misspelt domain.",
		"RFC 7505"},
	{"X.1.2",
		"The recipient's domain does not exist or takes no mail. Look at the spelling and at the domain's MX and "
		"address records.",
		"RFC 3463 §3.2"},
	{"X.1.3",
		"The recipient's address is not written correctly. Blanks, missing brackets and a second @ are usual.",
		"RFC 3463 §3.2"},
	{"X.1.4",
		"The address fits several recipients, and the server will not guess. The directory there has to be made "
		"unambiguous.",
		"RFC 3463 §3.2"},
	{"X.1.5", "The recipient's address is good. It comes with success, after RCPT.", "RFC 3463 §3.2"},
	{"X.1.6", "The mailbox has moved and there is no forwarding address. Ask the recipient for the new one.",
		"RFC 3463 §3.2"},
	{"X.1.7",
		"The sender's address is not written correctly. Programs that send as a bare user name, without a "
		"domain, are the usual culprits.",
		"RFC 3463 §3.2"},
	{"X.1.8",
		"The sender's domain does not exist or cannot receive mail, so a reply could never arrive. Hosts that "
		"send as root@localhost.localdomain or under an internal name meet it; as 4.1.8 the lookup in DNS failed.",
		"RFC 3463 §3.2"},
	{"X.1.9",
		"The message was handed to a system that reports nothing further. It has left, and this is the last that "
		"will be heard.",
		"RFC 3886"},
	{"X.2.0",
		"The mailbox exists, but something about it prevents delivery. The log of the recipient's server knows "
		"more.",
		"RFC 3463 §3.3"},
	{"X.2.1",
		"The mailbox is switched off and takes no messages. As 4.2.1 it is closed only for the time being, often "
		"since too much mail arrived at once.",
		"RFC 3463 §3.3"},
	{"X.2.2",
		"The mailbox is full. The recipient has to delete something or get a larger quota; senders with 4.2.2 "
		"keep trying.",
		"RFC 3463 §3.3"},
	{"X.2.3", "The message is larger than this one mailbox allows, though the server would take it.",
		"RFC 3463 §3.3"},
	{"X.2.4", "A mailing list could not be expanded. Its list of members is broken, missing or not readable.",
		"RFC 3463 §3.3"},
	{"X.3.0",
		"Something about the recipient's mail system, not said more exactly. As 4.3.0 it often means that a "
		"filter or a helper of the server has failed: read its log.",
		"RFC 3463 §3.4"},
	{"X.3.1", "The system's disk is full, not just one mailbox. Whoever runs the server has to make room at once.",
		"RFC 3463 §3.4"},
	{"X.3.2",
		"The system takes no messages now: maintenance, overload or shutting down. Greylisting and limits on the "
		"rate are sometimes reported in this way too.",
		"RFC 3463 §3.4"},
	{"X.3.3", "The system cannot do what the message needs. Look which extensions the sender used.",
		"RFC 3463 §3.4"},
	{"X.3.4",
		"The message is larger than the system allows. Compare its size with the number behind SIZE after EHLO; "
		"base64 adds a third.",
		"RFC 3463 §3.4"},
	{"X.3.5",
		"The server is wrongly configured, and says so itself. Loops to itself through its own MX record are the "
		"classic case.",
		"RFC 3463 §3.4"},
	{"X.3.6", "The message was accepted, but with another priority than was asked for.", "RFC 6710"},
	{"X.4.0",
		"Something about the network or the route, not said more exactly. Look at the connection from the "
		"sending server: DNS first, then the port.",
		"RFC 3463 §3.5"},
	{"X.4.1",
		"The next host did not answer: it is down, a firewall drops the connection, or the provider blocks port "
		"25. Try the port by hand from the sending server.",
		"RFC 3463 §3.5"},
	{"X.4.2",
		"The connection broke or timed out before the message was through. If it happens with large messages "
		"only, suspect the MTU of the path or a filter that is slow.",
		"RFC 3463 §3.5"},
	{"X.4.3",
		"A directory did not answer: DNS, LDAP or the like. Ask the resolver on the server itself; the address "
		"may be quite right.",
		"RFC 3463 §3.5"},
	{"X.4.4",
		"No route to the recipient's domain: no MX record, or one that points to nothing. Look up MX, A and AAAA "
		"from the sending server.",
		"RFC 3463 §3.5"},
	{"X.4.5",
		"The system is too busy. Waiting helps; if it does not, too much mail arrives or something leaves too "
		"slowly.",
		"RFC 3463 §3.5"},
	{"X.4.6",
		"The message goes round in circles. Two servers each think that the other one is responsible, or a "
		"forwarding points back: follow the Received lines.",
		"RFC 3463 §3.5"},
	{"X.4.7",
		"The message waited too long in the queue and was given up. The real reason stands in the earlier, "
		"temporary refusals.",
		"RFC 3463 §3.5"},
	{"X.5.0", "Something about the protocol, not said more exactly. Watch the commands before it.",
		"RFC 3463 §3.6"},
	{"X.5.1",
		"The command is unknown here or came at the wrong moment. After STARTTLS the client has to begin with "
		"EHLO again.",
		"RFC 3463 §3.6"},
	{"X.5.2",
		"The command could not be parsed, or the line was too long. Bare line feeds and odd spaces are usual "
		"reasons, and strict servers refuse those since the smuggling attacks.",
		"RFC 3463 §3.6"},
	{"X.5.3",
		"Too many recipients for one transaction. The sender splits the list; with 4.5.3 it does so by itself.",
		"RFC 3463 §3.6"},
	{"X.5.4",
		"The command is right, but an argument of it is not: a parameter that was not offered, or a value out of "
		"range.",
		"RFC 3463 §3.6"},
	{"X.5.5", "The two sides speak versions of the protocol that do not fit. Hardly ever seen.", "RFC 3463 §3.6"},
	{"X.5.6", "A line of the login was longer than the server takes. Large Kerberos tickets and tokens cause it.",
		"RFC 4954 §6"},
	{"X.6.0",
		"Something about the content of the message, not said more exactly. Content filters refuse so; their log "
		"has the rule.",
		"RFC 3463 §3.7"},
	{"X.6.1", "This kind of content is not accepted. Forbidden attachments are often refused so.", "RFC 3463 §3.7"},
	{"X.6.10", "The same as X.6.8, registered twice by mistake and given up. Read it as X.6.8.", "RFC 6531"},
	{"X.6.2", "The content would have to be converted, but that is forbidden.", "RFC 3463 §3.7"},
	{"X.6.3",
		"The content would have to be converted, but the server cannot do it. A message with 8-bit content that "
		"meets a server without 8BITMIME is the usual case.",
		"RFC 3463 §3.7"},
	{"X.6.4",
		"The content was converted, and something was lost in it. With class 2 the message has still arrived.",
		"RFC 3463 §3.7"},
	{"X.6.5",
		"The conversion of the content was tried and failed. The message itself is probably malformed; its log "
		"entry names the part.",
		"RFC 3463 §3.7"},
	{"X.6.6",
		"Content that BURL names could not be fetched from the IMAP server. Check that URL and whether the two "
		"servers trust each other.",
		"RFC 4468"},
	{"X.6.7", "An address with letters beyond ASCII is not permitted here. One server on the way lacks SMTPUTF8.",
		"RFC 6531"},
	{"X.6.8",
		"The answer would need UTF-8, but the client has not asked for it. Harmless in itself; it concerns VRFY "
		"and EXPN above all.",
		"RFC 6531"},
	{"X.6.9", "The message has UTF-8 headers that one of the recipients cannot get, so it is refused whole.",
		"RFC 6531"},
	{"X.7.0",
		"Security or policy, and no more is said, often on purpose. With 530 it means that STARTTLS or a login "
		"has to come first; with 421 or 450 it is mostly a limit on the rate or a reputation.",
		"RFC 3463 §3.8"},
	{"X.7.1",
		"Not allowed by policy: a relay that is closed, a blocklist, a sender address that does not belong to "
		"the login, or a message taken for spam. The text, and the address in it, tell which; the address of the "
		"client is what to look up in the lists.",
		"RFC 3463 §3.8"},
	{"X.7.10",
		"The login mechanism needs encryption first: say STARTTLS, then EHLO and AUTH. A message that demanded "
		"TLS with REQUIRETLS also returns with it when no protected session could be had, or none with a "
		"certificate that can be verified.",
		"RFC 5248, RFC 8689 §4.2.1"},
	{"X.7.11",
		"The login mechanism may be used on an encrypted connection only. The client tried it in clear text: set "
		"it to STARTTLS or to implicit TLS.",
		"RFC 4954 §6"},
	{"X.7.12", "The password has to be moved to the new mechanism, usually by one login with PLAIN under TLS.",
		"RFC 4954 §6"},
	{"X.7.13",
		"The account is switched off, although the password was right. Asking the user for it again is of no "
		"use; the administrator has to act.",
		"RFC 5248"},
	{"X.7.14",
		"The submission server must be trusted by another server, as BURL needs it, and it is not. That trust "
		"has to be configured.",
		"RFC 5248"},
	{"X.7.15", "The priority of the message is too low to be accepted now.", "RFC 6710"},
	{"X.7.16", "The message is too large for its priority.", "RFC 6710"},
	{"X.7.17",
		"The mailbox has had another owner since the day that the sender named, so the message was not "
		"delivered. That is protection at work.",
		"RFC 7293"},
	{"X.7.18",
		"The domain has had another owner since the day that the sender named, so the message was not delivered.",
		"RFC 7293"},
	{"X.7.19",
		"The server cannot tell since when the mailbox has had its owner. The sender has to decide whether to "
		"send without that protection.",
		"RFC 7293"},
	{"X.7.2", "The sender may not write to this mailing list. Only members, or only internal senders, are allowed.",
		"RFC 3463 §3.8"},
	{"X.7.20",
		"The message bears no DKIM signature that is valid. Look whether it was signed at all, whether the key "
		"stands in DNS, and whether something altered it on the way.",
		"RFC 7372 §3.1"},
	{"X.7.21",
		"There is a valid DKIM signature, but none that this server accepts, for instance with too short a key "
		"or by the wrong domain.",
		"RFC 7372 §3.1"},
	{"X.7.22",
		"There is a valid DKIM signature, but not by the domain in the From header. A service that sends in "
		"somebody's name has to sign as that domain.",
		"RFC 7372 §3.1"},
	{"X.7.23",
		"The SPF check failed: the domain's record does not allow this address to send. Forwarding and a "
		"forgotten new server are the usual reasons.",
		"RFC 7372 §3.2"},
	{"X.7.24",
		"The SPF check could not be made: the record is broken, needs more than ten lookups, or DNS did not "
		"answer.",
		"RFC 7372 §3.2"},
	{"X.7.25",
		"The client's address has no reverse name, or the name does not lead back to the address. Have the "
		"provider set the PTR record, and an A or AAAA record to match.",
		"RFC 7372 §3.3"},
	{"X.7.26",
		"Several checks failed together, mostly SPF and DKIM. Large providers refuse so what passes neither.",
		"RFC 7372 §3.4"},
	{"X.7.27",
		"The sender's domain has a null MX, so nobody could ever answer. Send from a domain that takes mail.",
		"RFC 7505"},
	{"X.7.28",
		"A flood of like messages was noticed. Slow down, and look for a program that runs wild or an account "
		"that was taken over.",
		"IANA SMTP Enhanced Status Codes"},
	{"X.7.29", "The chain of ARC seals is broken. A relay on the way altered the message or sealed it wrongly.",
		"RFC 8617"},
	{"X.7.3",
		"A secure message would have to be converted into another secure form, which is not possible. Hardly "
		"ever seen.",
		"RFC 3463 §3.8"},
	{"X.7.30",
		"The message demands REQUIRETLS, and no server that could take it next offers that. The message returns "
		"rather than travel unprotected.",
		"RFC 8689 §4.2.1"},
	{"X.7.4",
		"The message or the login asks for a security feature that this server does not have. With 504 the login "
		"mechanism is not offered; compare it with the AUTH line.",
		"RFC 3463 §3.8"},
	{"X.7.5",
		"A cryptographic step failed, since a key was missing or wrong. Senders also use it when TLS to the next "
		"host could not be verified, as with DANE or MTA-STS; then look at the certificate there.",
		"RFC 3463 §3.8"},
	{"X.7.6", "A cryptographic algorithm is not supported. One side is too old, or too strict, for the other.",
		"RFC 3463 §3.8"},
	{"X.7.7",
		"The message was altered on the way and can no longer be verified. Gateways that add footers or rewrite "
		"links are the first suspects.",
		"RFC 3463 §3.8"},
	{"X.7.8",
		"The login failed: wrong name, wrong password or an expired token. Try the user name with and without "
		"its domain, and ask whether plain passwords are still allowed there.",
		"RFC 4954 §6"},
	{"X.7.9",
		"The login mechanism is weaker than the policy allows. Choose another; some providers mean that an "
		"application password or OAuth is required.",
		"RFC 4954 §6"},
};

const struct word_table words_enhanced_codes = {
	.name = "an enhanced status code",
	.protocols = "SMTP LMTP",
	.rows = codes,
	.count = sizeof(codes) / sizeof(codes[0]),
};
