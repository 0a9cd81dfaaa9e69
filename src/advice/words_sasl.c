/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_sasl: what the login mechanisms send, and whether they may do so in the clear.
 */
#include "advice/words.h"

static const struct explanation mechanisms[] = {
	{"9798-M-DSA-SHA1",
		"Client and server prove themselves to each other with certificates and DSA signatures. Nobody uses it, "
		"and SHA-1 is no longer good enough.",
		"RFC 3163"},
	{"9798-M-ECDSA-SHA1",
		"Client and server prove themselves to each other with certificates and ECDSA signatures. Nobody uses "
		"it, and SHA-1 is no longer good enough.",
		"RFC 3163"},
	{"9798-M-RSA-SHA1-ENC",
		"Client and server prove themselves to each other with certificates and RSA. Nobody uses it, and SHA-1 "
		"is no longer good enough.",
		"RFC 3163"},
	{"9798-U-DSA-SHA1",
		"The client proves itself with a certificate and a DSA signature; the server stays unproven. Nobody uses "
		"it.",
		"RFC 3163"},
	{"9798-U-ECDSA-SHA1",
		"The client proves itself with a certificate and an ECDSA signature; the server stays unproven. Nobody "
		"uses it.",
		"RFC 3163"},
	{"9798-U-RSA-SHA1-ENC",
		"The client proves itself with a certificate and RSA; the server stays unproven. Nobody uses it.",
		"RFC 3163"},
	{"ANONYMOUS",
		"No password: the client at most leaves a trace such as its address. No secret can leak, but on a mail "
		"server it ought to be off.",
		"RFC 4505"},
	{"CRAM-MD5",
		"The server sends a challenge, the client a digest of it and the password. The password itself does not "
		"cross the line, but anybody who reads along can guess it at leisure, and the server has to keep it, or "
		"something as good, readable. Use it under TLS only; better not at all.",
		"RFC 2195"},
	{"DIGEST-MD5",
		"A challenge and a digest of name, realm and password. It was withdrawn as too intricate and too weak; "
		"anybody who reads along can guess the password. Switch it off.",
		"RFC 6331"},
	{"EAP-AES128", "Login through EAP, as with wireless networks, by way of GSS-API. Rare with mail.", "RFC 7055"},
	{"EAP-AES128-PLUS", "As EAP-AES128, and bound to the TLS connection. Rare with mail.", "RFC 7055"},
	{"ECDH-X25519-CHALLENGE",
		"The client proves that it has a private key of Curve25519 by answering a challenge. It is known from "
		"IRC services; no password crosses the line.",
		"IANA SASL Mechanisms"},
	{"ECDSA-NIST256P-CHALLENGE",
		"The client signs a challenge with its private key. It is known from IRC services; no password crosses "
		"the line.",
		"IANA SASL Mechanisms"},
	{"EXTERNAL",
		"The proof comes from elsewhere: nearly always the client's certificate in TLS. Nothing secret crosses "
		"the line; if it fails, look whether the server asked for a certificate in the handshake at all. It "
		"makes no sense in clear text.",
		"RFC 4422"},
	{"GS2-*", "A mechanism of GSS-API in its newer dress; what crosses the line depends on that mechanism.",
		"RFC 5801"},
	{"GS2-KRB5",
		"Kerberos 5 in the newer dress of GSS-API: a ticket crosses the line, not the password. Clocks have to "
		"agree within minutes.",
		"RFC 5801"},
	{"GS2-KRB5-PLUS", "As GS2-KRB5, and bound to the TLS connection, so that nobody in the middle can pass it on.",
		"RFC 5801"},
	{"GSS-SPNEGO",
		"Negotiates between Kerberos and NTLM, as Windows does. No password crosses the line; with NTLM the "
		"exchange can be passed on by somebody in the middle, so use it under TLS.",
		"Microsoft SASL mechanisms"},
	{"GSSAPI",
		"Kerberos 5: a ticket crosses the line, not the password. If it fails, check the clocks, the server's "
		"key table, and whether the host name that the client uses is the one of the service. It is safe for the "
		"password without TLS, but the mail behind it is not hidden.",
		"RFC 4752"},
	{"KERBEROS_V4", "Login with the old Kerberos 4, broken and withdrawn. Switch it off.", "RFC 2222"},
	{"KERBEROS_V5", "Login with Kerberos 5 in a form of its own. GSSAPI is what is used instead.",
		"IANA SASL Mechanisms"},
	{"LOGIN",
		"The server asks for name and password, each in base64 on a line of its own, and base64 hides nothing. "
		"Never use it without TLS: anybody who reads along has the password. Obsolete, but some clients know "
		"nothing else.",
		"Microsoft MS-XLOGIN"},
	{"NMAS-SAMBA-AUTH", "A mechanism of Novell's directory for Samba. It has no place on a mail server.",
		"IANA SASL Mechanisms"},
	{"NMAS_AUTHEN", "A mechanism of Novell's authentication service. It is hardly seen any longer.",
		"IANA SASL Mechanisms"},
	{"NMAS_LOGIN", "A mechanism of Novell's authentication service. It is hardly seen any longer.",
		"IANA SASL Mechanisms"},
	{"NTLM",
		"Windows' old challenge and response. The password does not cross the line, but the exchange can be "
		"passed on to another server and its answer can be cracked. Use it under TLS only; better not at all. "
		"The challenge also reveals the names of the host and its domain.",
		"Microsoft MS-NLMP"},
	{"OAUTH10A", "A request signed in the way of OAuth 1.0a. Rare; OAUTHBEARER is what is used.", "RFC 7628"},
	{"OAUTHBEARER",
		"The client shows a token that it got from a login server. Anybody who reads the token can use it until "
		"it expires, so it is for TLS only. On failure the server sends a challenge with the reason in JSON, and "
		"the client has to answer with one dummy octet before the refusal comes.",
		"RFC 7628"},
	{"OPENID20", "Login through OpenID 2.0 in a browser. Nobody uses it with mail.", "RFC 6616"},
	{"OTP",
		"One-time passwords from a list. Anybody who reads along cannot use them again, but could take over the "
		"session: use TLS.",
		"RFC 2444"},
	{"PLAIN",
		"Authorization name, user name and password, with null octets between, in base64, which hides nothing. "
		"Under TLS it is simple and good; without TLS anybody who reads along has the password. The first name "
		"is mostly empty.",
		"RFC 4616"},
	{"SAML20", "Login through SAML 2.0 in a browser. Nobody uses it with mail.", "RFC 6595"},
	{"SCRAM-*",
		"A salted challenge and response: the password does not cross the line, the server keeps no readable "
		"password, and it proves itself as well. Anybody who reads along can still guess weak passwords, so use "
		"TLS too. Those with -PLUS are bound to the TLS connection.",
		"RFC 5802"},
	{"SCRAM-SHA-1",
		"SCRAM with SHA-1: the password does not cross the line, and the server proves itself too. SHA-1 in it "
		"is not yet broken, but SHA-256 is better. It works without TLS, though anybody who reads along can "
		"guess weak passwords.",
		"RFC 5802"},
	{"SCRAM-SHA-1-PLUS",
		"SCRAM with SHA-1, bound to the TLS connection: somebody in the middle with another certificate is found "
		"out. It fails behind a proxy that ends TLS for the server.",
		"RFC 5802"},
	{"SCRAM-SHA-224", "SCRAM with SHA-224. Some libraries have it; servers hardly ever.", "not registered"},
	{"SCRAM-SHA-256",
		"SCRAM with SHA-256: the password does not cross the line, and the server proves itself too. The best of "
		"the common ones; if it fails where PLAIN works, the server probably keeps only another hash of this "
		"password.",
		"RFC 7677"},
	{"SCRAM-SHA-256-PLUS",
		"SCRAM with SHA-256, bound to the TLS connection: somebody in the middle with another certificate is "
		"found out. It fails behind a proxy that ends TLS for the server, and where both sides differ about the "
		"kind of binding under TLS 1.3.",
		"RFC 7677"},
	{"SCRAM-SHA-384", "SCRAM with SHA-384. Some libraries have it; servers hardly ever.", "not registered"},
	{"SCRAM-SHA-512",
		"SCRAM with SHA-512, not registered but in use. No password crosses the line, and the server proves "
		"itself too.",
		"not registered"},
	{"SCRAM-SHA-512-PLUS",
		"SCRAM with SHA-512, bound to the TLS connection. Not registered, but some servers have it.",
		"not registered"},
	{"SECURID",
		"The number that a token shows, perhaps with a PIN. It goes over the line as it is and is good once, so "
		"use TLS.",
		"RFC 2808"},
	{"SKEY", "One-time passwords by the old S/Key. OTP took its place.", "RFC 2444"},
	{"SPNEGO",
		"A name that must not be used: negotiation inside a negotiation can be turned against both sides. "
		"Windows' own is called GSS-SPNEGO.",
		"RFC 5801"},
	{"SPNEGO-PLUS", "A name that must not be used, for the same reason as SPNEGO.", "RFC 5801"},
	{"XOAUTH", "Google's first login with OAuth 1. Obsolete.", "Google IMAP extensions"},
	{"XOAUTH2",
		"The client shows a token that it got from a login server; large providers use it with mail. Anybody who "
		"reads the token can use it until it expires, so it is for TLS only. On failure a 334 or + with JSON in "
		"base64 tells the reason, and the client has to answer with an empty line.",
		"Google XOAUTH2"},
};

const struct word_table words_sasl = {
	.name = "a SASL mechanism",
	.protocols = "SMTP LMTP IMAP POP3 ManageSieve",
	.rows = mechanisms,
	.count = sizeof(mechanisms) / sizeof(mechanisms[0]),
};
