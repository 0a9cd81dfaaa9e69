/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_tls: alerts, messages and versions of TLS.
 */
#include "advice/words.h"

static const struct explanation alerts[] = {
	{"access_denied",
		"The certificate was valid, and the receiver decided by its own rules not to go on. On mail servers a "
		"list of permitted client certificates is the usual cause. Look into the access rules of the side "
		"that sent it.",
		"RFC 8446 §6.2"},
	{"bad_certificate",
		"The certificate was damaged, or its signature is wrong. Check that the file on the server is whole, "
		"that the private key belongs to it, and that the chain has the right intermediates in it.",
		"RFC 8446 §6.2"},
	{"bad_certificate_hash_value",
		"A certificate that was fetched from a URL is not the one whose hash was given. It belongs to an "
		"extension that nearly nobody uses.",
		"RFC 6066 §9"},
	{"bad_certificate_status_response",
		"The stapled OCSP response was invalid or too old. The server's refresh of it has failed for a while, "
		"often because it may not reach the authority. Delete the stored response, or turn stapling off until "
		"it can be fetched again.",
		"RFC 6066 §9"},
	{"bad_record_mac",
		"A record could not be authenticated: its bytes changed on the way, or the two sides have different "
		"keys. On healthy networks it points to a broken middlebox, defective memory or network cards, or a "
		"bug in one TLS library. Try without the firewall in between, then with another cipher.",
		"RFC 8446 §6.2"},
	{"certificate_expired",
		"The certificate is past its end, or not valid yet. The usual cause is a renewal that worked while "
		"the mail server was never told to read the new file: reload it. A wrong clock on the side that "
		"complains is the other cause.",
		"RFC 8446 §6.2"},
	{"certificate_required",
		"The server wanted a certificate from the client and got none. In TLS 1.3 it comes after the client "
		"believes the handshake complete, so that the first read fails. Submission and relay servers with "
		"client certificates required are the usual place: give a certificate, or make it optional on the "
		"server.",
		"RFC 8446 §6.2"},
	{"certificate_revoked",
		"The authority has withdrawn the certificate. Get a new one with a new key now, and find out why it "
		"was revoked: a leaked key is the bad case, a mass revocation at the authority the usual one.",
		"RFC 8446 §6.2"},
	{"certificate_unknown",
		"Something else made the certificate unacceptable. Clients send it for a name that does not match, or "
		"after a person pressed a button. Check name, dates and chain of the certificate by hand, and look "
		"into the log of the side that sent it.",
		"RFC 8446 §6.2"},
	{"certificate_unobtainable",
		"A server was pointed to a URL for the client's certificate and could not fetch it. Nearly nobody "
		"uses that extension. Send the certificate itself.",
		"RFC 6066 §9"},
	{"close_notify",
		"The sender has nothing more to say and ends TLS in order. It is no error; a connection that ends "
		"without it may have been cut by somebody else, so what came last can be incomplete. Many mail "
		"servers leave it out after QUIT or LOGOUT, which does no harm there.",
		"RFC 8446 §6.1"},
	{"decode_error",
		"A message could not be taken apart: a length or a field does not fit. Either one of the TLS "
		"libraries has a bug, or a device in between changed or cut the message. The decoded message shows "
		"which field is broken.",
		"RFC 8446 §6.2"},
	{"decompression_failure",
		"Compressed data could not be unpacked. Compression inside TLS was given up because it leaks secrets, "
		"so that this is only seen from very old peers. Turn compression off.",
		"RFC 5246 §7.2.2"},
	{"decrypt_error",
		"A signature, a Finished message or a PSK binder did not verify. The usual cause is a server whose "
		"private key does not belong to its certificate; a changed handshake is the other one. Compare the "
		"public keys of the two files.",
		"RFC 8446 §6.2"},
	{"decryption_failed",
		"A record could not be decrypted. Only TLS 1.0 sent it; later versions send bad_record_mac instead, "
		"because telling the two apart helped attackers. The peer is very old and should be updated.",
		"RFC 5246 §7.2.2"},
	{"ech_required",
		"The client insisted on an encrypted ClientHello and the server did not accept it. Its published keys "
		"are old, or another server answers. Fetch the configuration anew.",
		"RFC 9849"},
	{"export_restriction",
		"A peer wanted keys longer than the export laws of the 1990s allowed. It is reserved today; who sends "
		"it is far too old to be trusted.",
		"RFC 5246 §7.2.2"},
	{"general_error",
		"Something went wrong and no other alert describes it. Only the log of the side that sent it tells "
		"more.",
		"IANA TLS Alerts"},
	{"handshake_failure",
		"The sender found no set of parameters that both sides accept. In mail servers the usual causes are "
		"no common cipher suite (a list set too narrow, or a client as old as Windows XP), no common group or "
		"signature scheme, or a server whose certificate or key did not load, so that no suite can be used. "
		"Compare the offer in the ClientHello with the server's settings, then read the server's log.",
		"RFC 8446 §6.2"},
	{"illegal_parameter",
		"A field held a value that makes no sense, or that contradicts another field. Seen with middleboxes "
		"that rewrite hellos and with old libraries that answer with a group or version that nobody offered. "
		"Look for broken fields in the message that came before it.",
		"RFC 8446 §6.2"},
	{"inappropriate_fallback",
		"The client offered an old version and said that it was a second try, and the server knows a newer "
		"one. Somebody, often a middlebox, breaks the first try with the new version. Find out why that one "
		"fails.",
		"RFC 7507 §3"},
	{"insufficient_security",
		"What the other side offers is too weak for the sender's rules: ciphers, key sizes or DH parameters. "
		"Compare the strength settings of both sides; a 1024-bit DH file or a security level of the operating "
		"system is the usual cause.",
		"RFC 8446 §6.2"},
	{"internal_error",
		"The sender broke down for a reason that has nothing to do with the peer: memory, a file that it may "
		"not read, a module that failed. Only its own log knows which. On mail servers a private key with "
		"wrong permissions is a usual cause.",
		"RFC 8446 §6.2"},
	{"missing_extension",
		"An extension that must be there was left out, such as supported_groups or signature_algorithms in "
		"TLS 1.3. The peer's library has a bug, or something in between took the extension away.",
		"RFC 8446 §6.2"},
	{"no_application_protocol",
		"The client offered application protocols (ALPN) and the server speaks none of them. Either the "
		"client offers the wrong one for this port, or a web server answers here. Leave ALPN out, or offer "
		"smtp, imap, pop3 or managesieve as it fits.",
		"RFC 7301 §3.2"},
	{"no_certificate",
		"A client of SSL 3.0 says that it has no certificate. From TLS 1.0 on an empty Certificate message "
		"says the same. Only very old peers send it.",
		"RFC 6101 §5.4.2"},
	{"no_renegotiation",
		"The sender does not want a second handshake on this connection; the session goes on. Servers refuse "
		"it on purpose, because it was misused for attacks. TLS 1.3 has no renegotiation.",
		"RFC 5246 §7.2.2"},
	{"protocol_version",
		"The two sides have no version of TLS in common, or one of them was told not to accept it. The usual "
		"cause is an old server or device that stops at TLS 1.0 or 1.1 against a client that starts at 1.2, "
		"or the reverse. Update the old side; as a stopgap allow the old version for this one peer.",
		"RFC 8446 §6.2"},
	{"record_overflow",
		"A record was longer than the protocol allows, or than the receiver has asked for. The usual cause is "
		"that its first bytes were no TLS at all: clear text was read as a length. Look at the bytes of the "
		"record; a wrong port is likely.",
		"RFC 8446 §6.2"},
	{"too_many_cids_requested",
		"The peer asked for more connection ids than the other side wants to give. It belongs to DTLS, which "
		"mail does not use.",
		"RFC 9147"},
	{"unexpected_message",
		"A message came at a moment when the handshake does not allow it. In mail this is mostly a program "
		"that speaks before its turn, or a middlebox that changes records. Compare the order of the messages "
		"on the ladder with another client's.",
		"RFC 8446 §6.2"},
	{"unknown_ca",
		"The certificate may be fine, but the receiver does not trust who issued it. The usual causes are a "
		"server that sends its own certificate without the intermediates (install the full chain), a "
		"self-signed certificate, or a client whose list of authorities is old.",
		"RFC 8446 §6.2"},
	{"unknown_psk_identity",
		"The server does not know the pre-shared key that the client named. Mail does not use such keys on "
		"purpose; a client that clings to an old ticket is imaginable. Connect without resumption.",
		"RFC 4279 §2"},
	{"unrecognized_name",
		"The server does not know the name that the client asked for. As a warning it can be ignored; as a "
		"fatal alert the server has no certificate for that name. Check the name that is sent (SNI) against "
		"the names in the server's settings: connecting to an alias or to an address is the usual cause.",
		"RFC 6066 §9"},
	{"unsupported_certificate",
		"The certificate is of a kind that the receiver cannot use: a key type, a curve or a purpose that it "
		"does not know. A certificate for clients on a server, or an Ed25519 key towards old clients, are "
		"usual causes. Offer an RSA or a P-256 certificate beside it.",
		"RFC 8446 §6.2"},
	{"unsupported_extension",
		"A message held an extension that was not asked for or does not belong there. It is a bug of the side "
		"that sent the message before this alert, or the work of a middlebox.",
		"RFC 8446 §6.2"},
	{"user_canceled",
		"The sender stops the handshake for a reason of its own that is no error of the protocol. A "
		"close_notify follows. Some clients send it when a person closes the window.",
		"RFC 8446 §6.1"},
};

const struct word_table words_tls_alerts = {
	.name = "a TLS alert", .protocols = "", .rows = alerts, .count = sizeof(alerts) / sizeof(alerts[0])};

static const struct explanation messages[] = {
	{"ack", "A DTLS 1.3 record that acknowledges others. Mail does not use DTLS.", "RFC 9147 §7"},
	{"alert",
		"A record with a short notice: that the connection ends, or what went wrong. After a fatal one "
		"nothing else comes. The side that sent it is the one with the reason, so look into its log.",
		"RFC 8446 §6"},
	{"application_data",
		"Records with the mail protocol itself, encrypted. In TLS 1.3 everything that is encrypted looks like "
		"this from outside: the rest of the handshake and alerts as well.",
		"RFC 8446 §5.2"},
	{"Certificate",
		"The sender's certificate and the intermediates that lead towards an authority, its own first. An "
		"incomplete chain here is the most frequent fault of mail servers: it works for clients that know the "
		"missing certificate and fails for others. From a client an empty list means that it has none.",
		"RFC 8446 §4.4.2"},
	{"CertificateRequest",
		"The server asks for a client certificate and says which authorities and signatures it takes. Most "
		"mail clients answer with none, and that is fine unless the server requires one. It does not mean "
		"that the login has failed.",
		"RFC 8446 §4.3.2"},
	{"CertificateStatus",
		"The stapled OCSP response: the authority's word, with a date, that the certificate was not revoked; "
		"a message of its own up to TLS 1.2. It spares the client a question to the authority.",
		"RFC 6066 §8"},
	{"CertificateURL",
		"The client sends a URL instead of its certificate. Nearly nobody uses it, and a server that fetches "
		"URLs for strangers is in danger.",
		"RFC 6066 §5"},
	{"CertificateVerify",
		"A signature over the handshake so far: proof that the sender has the private key of the certificate "
		"it has just shown. When it fails, key and certificate do not belong together.",
		"RFC 8446 §4.4.3"},
	{"change_cipher_spec",
		"Up to TLS 1.2: from the next record on the sender uses the new keys. In TLS 1.3 it means nothing and "
		"is only sent so that old middleboxes believe to see TLS 1.2.",
		"RFC 5246 §7.1; RFC 8446 §D.4"},
	{"ClientCertificateRequest",
		"The client asks the server to prove itself with a further certificate, by an exported authenticator "
		"that the application carries. Mail does not use it.",
		"RFC 9261"},
	{"ClientHello",
		"The client opens the handshake and says everything it can do: versions, cipher suites, groups, the "
		"name it wants, and in TLS 1.3 its key shares. It is sent in the clear. When a handshake fails at "
		"once, the reason is what this message offers, or lacks, against the server's settings.",
		"RFC 8446 §4.1.2"},
	{"ClientKeyExchange",
		"The client's half of the key exchange; up to TLS 1.2. With RSA suites it is the secret encrypted to "
		"the server's key, so that whoever gets that key later can read the session.",
		"RFC 5246 §7.4.7"},
	{"CompressedCertificate",
		"The Certificate message, compressed, because the client said that it can unpack it. It saves bytes "
		"and packets; the content is the same.",
		"RFC 8879 §4"},
	{"EKTKey", "A key for encrypted media streams over DTLS. Mail does not use it.", "RFC 8870"},
	{"EncryptedExtensions",
		"The server's answers to those of the client's extensions that are not needed for the keys, the first "
		"message that is encrypted: ALPN, the name, size limits. An empty one is quite usual for mail.",
		"RFC 8446 §4.3.1"},
	{"EndOfEarlyData",
		"The client has sent all of its early data and now uses the handshake's keys. Mail protocols do not "
		"use early data, because the server speaks first or because it could be replayed.",
		"RFC 8446 §4.5"},
	{"Finished",
		"A checksum over the whole handshake under the new keys: both sides have seen the same messages, and "
		"nobody has changed one. With both of them sent and verified the handshake is complete.",
		"RFC 8446 §4.4.4"},
	{"handshake",
		"Records of this type carry the messages that negotiate versions, keys and certificates. A message "
		"may be cut over several records, and a record may hold several messages.",
		"RFC 8446 §5.1"},
	{"heartbeat",
		"A record that asks whether the peer is still there. Its implementation in OpenSSL 1.0.1 leaked "
		"memory (Heartbleed, CVE-2014-0160); nobody needs it over TCP.",
		"RFC 6520"},
	{"HelloRequest",
		"The server asks the client to begin a new handshake on a running connection. It exists up to TLS 1.2 "
		"only; clients may ignore it, and servers that still send it mostly want a client certificate later.",
		"RFC 5246 §7.4.1.1"},
	{"HelloRetryRequest",
		"The server can go on, but not with the key share it was sent: it names the group it wants, and the "
		"client says hello a second time. It costs one round trip and is no error. Offering that group first "
		"avoids it. On the wire it is a ServerHello with a fixed random value.",
		"RFC 8446 §4.1.4"},
	{"HelloVerifyRequest",
		"A DTLS server makes the client repeat its hello with a cookie, so that a forged address gains "
		"nothing. Mail does not use DTLS.",
		"RFC 6347 §4.2.1"},
	{"KeyUpdate",
		"The sender changes to new keys from its next record on, and may ask the peer to do the same. It "
		"happens on long sessions, such as IDLE for days, and needs nothing done. TLS 1.2 has no such thing.",
		"RFC 8446 §4.6.3"},
	{"message_hash",
		"Not sent by anybody: after a HelloRetryRequest the first ClientHello counts in the transcript as a "
		"message of this type that holds its hash.",
		"RFC 8446 §4.4.1"},
	{"NewConnectionId", "A DTLS peer hands out connection ids. Mail does not use DTLS.", "RFC 9147 §9"},
	{"NewSessionTicket",
		"The server hands over a ticket with which the client can resume later without certificates. In TLS "
		"1.3 it comes after the handshake, often two at once, and can arrive together with the first mail "
		"reply. It is harmless.",
		"RFC 8446 §4.6.1"},
	{"NextProtocol",
		"The client tells, encrypted, which protocol it will speak; an extension of browsers that ALPN has "
		"replaced. A mail server has no use for it.",
		"draft-agl-tls-nextprotoneg"},
	{"RequestConnectionId", "A DTLS peer asks for more connection ids. Mail does not use DTLS.", "RFC 9147 §9"},
	{"return_routability_check",
		"A DTLS record that tests whether a peer is really at its new address. Mail does not use DTLS.",
		"IANA TLS ContentType"},
	{"ServerHello",
		"The server has chosen: one version, one cipher suite, and in TLS 1.3 one key share. From here on TLS "
		"1.3 is encrypted. If you see it, the two sides have something in common; what fails later is "
		"certificates or keys.",
		"RFC 8446 §4.1.3"},
	{"ServerHelloDone",
		"The server has said all of its first flight and waits for the client; up to TLS 1.2. It is empty. If "
		"nothing comes after it, the client does not like what it saw: mostly the certificate.",
		"RFC 5246 §7.4.5"},
	{"ServerKeyExchange",
		"The server's half of the Diffie-Hellman exchange, signed with its certificate's key; up to TLS 1.2. "
		"Small DH primes are seen here, and clients that refuse them stop after this message.",
		"RFC 5246 §7.4.3"},
	{"SupplementalData",
		"Additional data between hello and certificates, for extensions that were never widely used.",
		"RFC 4680"},
	{"tls12_cid", "A DTLS 1.2 record with a connection id. Mail does not use DTLS.", "RFC 9146 §4"},
};

const struct word_table words_tls_messages = {.name = "a TLS message or record",
	.protocols = "",
	.rows = messages,
	.count = sizeof(messages) / sizeof(messages[0])};

static const struct explanation versions[] = {
	{"DTLS 1.0",
		"TLS 1.1 over datagrams. Mail does not use it: what says this on a mail port is confused or broken.",
		"RFC 4347"},
	{"DTLS 1.0 (before OpenSSL 0.9.8f)",
		"A code that early OpenSSL used for DTLS 1.0. Mail does not use DTLS, which is TLS over datagrams.",
		"RFC 4347"},
	{"DTLS 1.2",
		"TLS 1.2 over datagrams. Mail does not use it: what says this on a mail port is confused or broken.",
		"RFC 6347"},
	{"DTLS 1.3",
		"TLS 1.3 over datagrams. Mail does not use it: what says this on a mail port is confused or broken.",
		"RFC 9147"},
	{"SSL 2.0",
		"The first SSL, from 1995, broken in every part and forbidden since 2011. A server that still answers "
		"it endangers all others with the same key (DROWN, CVE-2016-0800). Turn it off today.",
		"RFC 6176"},
	{"SSL 3.0",
		"The SSL of 1996, forbidden since 2015 because of POODLE. No mail client of this century needs it. "
		"Turn it off.",
		"RFC 7568"},
	{"TLCP 1.1",
		"The Transport Layer Cryptography Protocol of China, like TLS 1.1 with two certificates and the "
		"ciphers SM2, SM3 and SM4. Ordinary TLS libraries do not speak it.",
		"GB/T 38636-2020"},
	{"TLS 1.0",
		"The TLS of 1999, deprecated since 2021: it hangs on MD5 and SHA-1 and has no modern ciphers. Old "
		"printers, scanners and appliances that send mail are what still needs it. For mail between servers "
		"an old TLS is better than clear text; for passwords turn it off.",
		"RFC 8996"},
	{"TLS 1.1",
		"The TLS of 2006, deprecated since 2021 together with 1.0. Practically nobody stops at it: who knows "
		"1.1 mostly knows 1.2. Turn it off.",
		"RFC 8996"},
	{"TLS 1.2",
		"The TLS of 2008, sound when used with ECDHE and AES-GCM or ChaCha20, and what most old but "
		"maintained clients speak. Certificates are visible on the wire. Keep it, beside 1.3.",
		"RFC 5246; RFC 9325 §3.1.1"},
	{"TLS 1.3",
		"The TLS of 2018 and the best one: one round trip, forward secrecy always, certificates encrypted, "
		"all weak choices gone. In the hello it is found in supported_versions, while the old version fields "
		"go on saying 1.2.",
		"RFC 8446"},
	{"TLS 1.3 draft*",
		"A draft of TLS 1.3, from before it was published in 2018. It works only with a peer of exactly the "
		"same draft, so that a server that knows nothing else has missed years of updates.",
		"RFC 8446 §4.2.1"},
};

const struct word_table words_tls_versions = {
	.name = "a version of TLS", .protocols = "", .rows = versions, .count = sizeof(versions) / sizeof(versions[0])};
