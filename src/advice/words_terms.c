/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_terms: words of the field that no registry has: what people say who talk about mail and TLS.
 */
#include "advice/words.h"

static const struct explanation terms[] = {
	{"AEAD",
		"A cipher that encrypts and protects against changes in one step, such as AES-GCM and "
		"ChaCha20-Poly1305. TLS 1.3 knows no others, and in TLS 1.2 they are what you want.",
		"RFC 5116"},
	{"anchor",
		"An authority that is trusted from the start: a root certificate in this machine's list, or in the "
		"file that --ca names. A chain is good when it leads to one.",
		"RFC 5280 §6.1.1"},
	{"base64",
		"A way to write any bytes with 64 letters, digits and signs. It hides nothing: base64 -d shows what "
		"stands in it, so a password in base64 is a password in the clear.",
		"RFC 4648 §4"},
	{"CA",
		"Certification authority: somebody who vouches with his signature that a key belongs to a name. Which "
		"ones are trusted is each client's own decision.",
		"RFC 5280 §3"},
	{"CN",
		"Common name: a field of a certificate's subject in which the host name used to stand. Clients no "
		"longer look at it; the names that count are the subjectAltNames.",
		"RFC 9525 §6"},
	{"CRL",
		"Certificate revocation list: the numbers of the certificates that an authority has taken back, "
		"signed by it. It is fetched from the address that the certificate names, and few mail programs do "
		"that.",
		"RFC 5280 §5"},
	{"CT",
		"Certificate Transparency: public logs of all certificates that authorities issue, so that a forged "
		"one is found out. The proof that a certificate is logged is an SCT.",
		"RFC 6962"},
	{"DANE",
		"The owner of a domain publishes in the DNS, signed by DNSSEC, which key or authority its server's "
		"certificate has (a TLSA record). A sender that finds one knows beforehand that the server has TLS, "
		"so taking STARTTLS away no longer helps an attacker. :tlsa writes the record for the certificate "
		"that you see.",
		"RFC 6698; RFC 7672"},
	{"downgrade",
		"An attack that makes both sides use less than they could: an older version, a weaker cipher, or no "
		"TLS at all. With STARTTLS the simplest one is to take the offer away.",
		"RFC 3207 §6"},
	{"ESMTP",
		"SMTP with extensions: the client says EHLO instead of HELO, and the server lists what it can do. "
		"Without EHLO there is no STARTTLS.",
		"RFC 5321 §2.2"},
	{"flight",
		"The messages that one side sends before it waits for the other. TLS 1.2 needs four flights until "
		"mail can go on, TLS 1.3 three.",
		"RFC 8446 §2"},
	{"forward secrecy",
		"Whoever steals the server's key one day can still not read what was recorded before, since each "
		"session had keys of its own (ECDHE or DHE). In TLS 1.3 every full handshake has it; in TLS 1.2 it "
		"depends on the suite.",
		"RFC 9325 §4.1"},
	{"greylisting",
		"A server refuses the first try of an unknown sender with a 4xx code and takes the second one some "
		"minutes later, since programs that send spam often do not come again. The mail is late, not lost.",
		"RFC 6647"},
	{"handshake",
		"The beginning of TLS: both sides agree on a version, a cipher and keys, and the server proves who it "
		"is. Only behind it anything is protected.",
		"RFC 8446 §4"},
	{"IMAP",
		"The protocol by which mail programs read mail that stays on the server. Port 143 greets in the clear "
		"and wants STARTTLS, port 993 speaks TLS from the first byte.",
		"RFC 9051; RFC 8314 §3.2"},
	{"implicit TLS",
		"TLS from the first byte, on a port of its own: 465 for submission, 993 for IMAP, 995 for POP3. There "
		"is nothing in the clear that somebody could take away or change; for mail programs it is recommended "
		"before STARTTLS.",
		"RFC 8314 §3"},
	{"injection",
		"Somebody on the path puts a line in front of the handshake, and one side takes it for a part of the "
		"protected session. It is possible in both directions: commands to the server, replies to the client. "
		":test injection tries the first.",
		"CVE-2011-0411; CVE-2021-38371"},
	{"intermediate",
		"A certificate between the server's own and the root. The server has to send it along; if it does "
		"not, some clients work, because they know it from elsewhere, and others do not.",
		"RFC 5280 §3.2; RFC 8446 §4.4.2"},
	{"leaf", "The certificate at the beginning of a chain: the server's own, which bears its name.",
		"RFC 5280 §3.2"},
	{"LMTP",
		"SMTP for the last step, from the mail server to the mailbox store. The client says LHLO, and behind "
		"the message comes a reply for each recipient.",
		"RFC 2033"},
	{"ManageSieve",
		"The protocol by which a mail program puts filter scripts on the server, on port 4190. It has "
		"STARTTLS as IMAP has it.",
		"RFC 5804"},
	{"MITM",
		"Man in the middle: somebody on the path who pretends to be the server to the client and the client "
		"to the server. TLS keeps him out only if the client checks the certificate, its name too.",
		"RFC 9325 §5.1"},
	{"MTA-STS",
		"A domain publishes by HTTPS that its mail servers have TLS with good certificates, and senders "
		"remember it for days or weeks. Then taking STARTTLS away no longer helps an attacker. It does "
		"without DNSSEC, unlike DANE, but the first contact is unprotected.",
		"RFC 8461"},
	{"MX",
		"The record in the DNS that names the servers which take mail for a domain. Their certificates have "
		"to bear the name of the MX, not the domain behind the @.",
		"RFC 5321 §5.1; RFC 8461 §4.2"},
	{"opportunistic TLS",
		"TLS when it is offered, clear text when it is not, and mostly no look at the certificate. Mail "
		"servers deliver to each other like this. It keeps out those who only listen, not those who change "
		"what goes by.",
		"RFC 7435"},
	{"pin",
		"The fingerprint of a key (SHA-256 of its SubjectPublicKeyInfo). If you have it from the owner, you "
		"can tell his certificate from any other, whoever signed it. :pins shows those of the session.",
		"RFC 7469 §2.4"},
	{"PKI",
		"The system of authorities, certificates and rules by which a name is tied to a key. On the Internet "
		"it is that of RFC 5280, called PKIX.",
		"RFC 5280"},
	{"POP3",
		"The protocol that fetches mail and mostly deletes it on the server. Port 110 greets in the clear and "
		"wants STLS, port 995 speaks TLS from the first byte.",
		"RFC 1939; RFC 2595 §4"},
	{"PSK",
		"Pre-shared key: a secret that both sides have already. In mail it nearly always comes from a ticket "
		"of an earlier session: resumption.",
		"RFC 8446 §2.2"},
	{"RC4", "A stream cipher of 1987. Parts of what it encrypts can be guessed, so it must not be used in TLS.",
		"RFC 7465"},
	{"resumption",
		"A client that comes again shows what it got the last time (a ticket), and both sides skip the "
		"certificate and its signature. The keys are new. :resume tries it.",
		"RFC 8446 §2.2; RFC 5077"},
	{"root",
		"The certificate of an authority, signed by itself, at the end of a chain. It need not be sent, since "
		"the client must have it anyway.",
		"RFC 8446 §4.4.2"},
	{"SAN",
		"subjectAltName: the part of a certificate that lists the names it is good for. The name that you "
		"asked for has to be among them; the common name does not count.",
		"RFC 5280 §4.2.1.6; RFC 9525 §6"},
	{"SASL",
		"The frame for logging in that SMTP, IMAP, POP3 and ManageSieve share. A mechanism, such as PLAIN or "
		"SCRAM-SHA-256, says what is sent.",
		"RFC 4422"},
	{"self-signed",
		"A certificate that is signed with its own key: it vouches for itself. It keeps out those who only "
		"listen; those in between can make one as well.",
		"RFC 5280 §3.2"},
	{"SMTP",
		"The protocol by which mail is sent: between servers on port 25, from mail programs on 587 (STARTTLS) "
		"or 465 (TLS from the first byte).",
		"RFC 5321; RFC 8314 §3.3"},
	{"smuggling",
		"A second message is hidden in the text of a first one, where two servers disagree about what ends a "
		"message: LF dot LF, say. It then comes with the first server's good name. :test smuggling tries it "
		"on your own.",
		"CVE-2023-51764"},
	{"stripping",
		"Somebody on the path takes STARTTLS out of the server's offer, so that the client goes on in the "
		"clear. Only a client that insists on TLS, or knows from elsewhere (settings, DANE, MTA-STS) that "
		"there is TLS, notices.",
		"RFC 3207 §6"},
	{"submission",
		"A mail program hands a mail to its own provider's server, after a login: port 587 with STARTTLS, or "
		"465 with TLS from the first byte. Port 25 is for servers among each other.",
		"RFC 6409; RFC 8314 §3.3"},
	{"TLS-RPT",
		"A domain asks senders to report how TLS went when they delivered to it; the address stands in the "
		"DNS. It shows attacks and mistakes that nobody would see otherwise.",
		"RFC 8460"},
	{"TLSA",
		"The record in the DNS that DANE uses: which key or certificate the server at this name and port has. "
		"3 1 1 (the server's key, SHA-256) is the usual kind; :tlsa writes it.",
		"RFC 6698 §2; RFC 7672 §3.1"},
	{"truncation",
		"The end of a connection is forged, so that the receiver takes a part for the whole. TLS ends with "
		"close_notify, which nobody else can write; a connection that ends without it may have been cut.",
		"RFC 8446 §6.1"},
	{"wildcard",
		"A name in a certificate whose first label is a star: *.example.org is good for mail.example.org, not "
		"for example.org nor for a.mail.example.org.",
		"RFC 9525 §6.3"},
};
const struct word_table words_terms = {"a term", "", terms, sizeof(terms) / sizeof(terms[0])};
