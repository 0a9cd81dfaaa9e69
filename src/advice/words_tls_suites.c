/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_tls_suites: what the names of cipher suites are put together from.
 */
#include "advice/words.h"

static const struct explanation suite_parts[] = {
	{"28147",
		"The Russian cipher of 1989 (GOST 28147-89), which Magma continues. Only libraries with GOST support "
		"have it.",
		"RFC 9189"},
	{"3DES",
		"DES three times: about 112 bits of strength, blocks of 64 bits that let long sessions leak (Sweet32, "
		"CVE-2016-2183), and very slow. Only Windows XP and its like need it.",
		"RFC 9325 §4.1"},
	{"40", "The key has 40 bits only: found by trying in minutes.", "RFC 9325 §4.1"},
	{"56", "The key has 56 bits only: found by trying in hours.", "RFC 9325 §4.1"},
	{"AEGIS_128L",
		"A very fast cipher and checksum in one, built on AES; with keys of 128 bits. It is a draft, and few "
		"peers know it.",
		"draft-irtf-cfrg-aegis-aead"},
	{"AEGIS_256",
		"A very fast cipher and checksum in one, built on AES; with keys of 256 bits. It is a draft, and few "
		"peers know it.",
		"draft-irtf-cfrg-aegis-aead"},
	{"AES_128",
		"The Advanced Encryption Standard with keys of 128 bits: sound, and fast wherever the processor helps.",
		"FIPS 197"},
	{"AES_256",
		"The Advanced Encryption Standard with keys of 256 bits: sound; a little slower than 128 bits, and "
		"what rules with quantum computers in mind ask for.",
		"FIPS 197"},
	{"anon",
		"Nobody proves who he is: whoever sits in between can be the server. Mail servers use it among "
		"themselves when they would not check the certificate anyway; it must not be used where passwords "
		"travel.",
		"RFC 5246 §F.1.1.1"},
	{"ARIA_128", "A cipher of Korea with keys of 128 bits. Sound; few peers know it.", "RFC 6209"},
	{"ARIA_256", "A cipher of Korea with keys of 256 bits. Sound; few peers know it.", "RFC 6209"},
	{"CAMELLIA_128",
		"A cipher of Japan with keys of 128 bits, as strong as AES. Few libraries have it switched on.",
		"RFC 5932; RFC 6367"},
	{"CAMELLIA_256",
		"A cipher of Japan with keys of 256 bits, as strong as AES. Few libraries have it switched on.",
		"RFC 5932; RFC 6367"},
	{"CBC",
		"Cipher Block Chaining, with a checksum beside it. The way TLS combines the two was attacked again "
		"and again (BEAST, Lucky 13, POODLE); with encrypt_then_mac it holds. Old peers need it.",
		"RFC 5246 §6.2.3.2"},
	{"CCM",
		"Counter mode with CBC-MAC: encrypts and authenticates in one step (AEAD). Sound, and slower than "
		"GCM; made for small devices.",
		"RFC 6655"},
	{"CCM_8",
		"CCM with a checksum of 8 bytes in place of 16, for radios where every byte counts. There is no "
		"reason for it on a mail server.",
		"RFC 6655"},
	{"CHACHA20",
		"A stream cipher with keys of 256 bits: sound, and faster than AES on processors without help for "
		"AES, such as small ARM ones.",
		"RFC 7905"},
	{"CK", "Says that it is a suite of SSL 2.0, where three bytes name it.", "RFC 6176"},
	{"CNT", "Counter mode of the Russian cipher GOST 28147-89.", "RFC 9189"},
	{"CTR", "Counter mode: a block cipher used as a stream cipher, with a checksum beside it.", "RFC 9189"},
	{"DES", "The Data Encryption Standard of 1977 with keys of 56 bits, which can be found by trying. Turn it off.",
		"RFC 5469"},
	{"DES40", "DES with keys cut to 40 bits. Broken; turn it off.", "RFC 9325 §4.1"},
	{"DES_192", "Triple DES in SSL 2.0. The cipher is the lesser of the problems then; turn SSL 2.0 off.",
		"RFC 6176"},
	{"DES_64", "DES in SSL 2.0: 64 bits of which 56 count. Broken; turn it off.", "RFC 6176"},
	{"DH",
		"Diffie-Hellman. Without the E it uses a fixed key of the certificate and gives no forward secrecy; "
		"with «anon» it is ephemeral and proves nobody's identity.",
		"RFC 5246; RFC 9325 §4.1"},
	{"DHE",
		"Ephemeral Diffie-Hellman over a large prime: forward secrecy, but slow, and up to TLS 1.2 the server "
		"alone chooses the prime. Primes of 1024 bits are too short; clients that refuse them stop with a "
		"handshake error.",
		"RFC 5246; RFC 9325 §4.1"},
	{"DRAFT",
		"The form of a draft, from before it was published; it works only with a peer that implemented the "
		"same one.",
		"draft-agl-tls-chacha20poly1305"},
	{"DSS",
		"The server proves itself with a DSA key. Such certificates are extinct; TLS 1.3 and maintained "
		"libraries have dropped them.",
		"RFC 5246"},
	{"ECC",
		"The key exchange of Chinese TLCP with a fixed SM2 key: no forward secrecy. Ordinary libraries do not "
		"have it.",
		"GB/T 38636-2020"},
	{"ECCPWD", "A key exchange by password that no listener can try out offline. Mail does not use it.",
		"RFC 8492"},
	{"ECDH",
		"Elliptic-curve Diffie-Hellman with the fixed key of the certificate: no forward secrecy. Hardly ever "
		"used, and RFC 9325 advises against it.",
		"RFC 8422; RFC 9325 §4.1"},
	{"ECDHE",
		"Ephemeral elliptic-curve Diffie-Hellman: both sides make a new key for every session, so that a "
		"server key that is stolen later opens nothing (forward secrecy). It is what you want.",
		"RFC 8422"},
	{"ECDSA",
		"The server proves itself with a key on an elliptic curve: its certificate must be an EC one. With an "
		"RSA certificate alone, these suites cannot be used.",
		"RFC 8422"},
	{"ECJPAKE", "A key exchange by password for small devices (Thread). Mail does not use it.",
		"draft-cragie-tls-ecjpake"},
	{"EDE", "Encrypt, decrypt, encrypt: how three rounds of DES are put together.", "RFC 5246"},
	{"EDE3", "Encrypt, decrypt, encrypt with three keys: how three rounds of DES are put together.", "RFC 6176"},
	{"ESTREAM", "Says which form of Salsa20: the one with 12 rounds, as the eSTREAM project chose it.",
		"draft-josefsson-salsa20-tls"},
	{"EXPORT",
		"Keys cut to 40 bits (and RSA or DH to 512) for the export laws of the 1990s: broken in minutes. A "
		"server that still takes it is open to FREAK and Logjam. Turn it off today.",
		"RFC 9325 §4.1"},
	{"EXPORT1024", "Keys cut to 56 bits for the export laws of the late 1990s. Broken; turn it off.",
		"RFC 9325 §4.1"},
	{"EXPORT40", "Keys of SSL 2.0 cut to 40 bits for the export laws of the 1990s. Broken; turn it off.",
		"RFC 9325 §4.1"},
	{"FIPS", "Netscape's variant of SSL for rules of the 1990s. It is private use, and extinct.",
		"NSS, private use"},
	{"FORTEZZA", "Cards of the government of the USA in the 1990s, with the cipher Skipjack. Extinct.", "RFC 6101"},
	{"GCM", "Galois/Counter Mode: encrypts and authenticates in one step (AEAD). It is what you want from AES.",
		"RFC 5288"},
	{"GOST94", "The Russian hash of 1994, withdrawn.", "draft-chudov-cryptopro-cptls"},
	{"GOSTR341001", "The Russian key of GOST R 34.10-2001, withdrawn. Only libraries with GOST support know it.",
		"draft-chudov-cryptopro-cptls"},
	{"GOSTR341094", "The Russian key of GOST R 34.10-94, withdrawn.", "draft-chudov-cryptopro-cptls"},
	{"GOSTR3411", "The Russian hash of GOST R 34.11-94, withdrawn.", "draft-chudov-cryptopro-cptls"},
	{"GOSTR341112_256",
		"The Russian key exchange and signature of GOST R 34.10-2012 with 256 bits. Only libraries with GOST "
		"support know it.",
		"RFC 9189"},
	{"IBC",
		"A key exchange of Chinese TLCP with keys that are tied to an identity. Ordinary libraries do not "
		"have it.",
		"GB/T 38636-2020"},
	{"IBSDH",
		"A Diffie-Hellman of Chinese TLCP, signed with a key that is tied to an identity. Ordinary libraries "
		"do not have it.",
		"GB/T 38636-2020"},
	{"IDEA", "A cipher of 1991 with blocks of 64 bits, dropped from TLS 1.2. Turn it off.", "RFC 5469"},
	{"IDEA_128", "A cipher of 1991 with blocks of 64 bits, here with SSL 2.0. Turn it off.", "RFC 5469"},
	{"IMIT", "The checksum of GOST 28147-89, of 4 bytes.", "RFC 9189"},
	{"KEA", "The Key Exchange Algorithm of the Fortezza card, with SSL 3.0. It has been extinct for decades.",
		"RFC 6101"},
	{"KRB5",
		"Kerberos tickets in place of certificates. Mail never used it in TLS (it uses Kerberos inside, by "
		"SASL GSSAPI), and libraries have dropped it.",
		"RFC 2712"},
	{"KUZNYECHIK",
		"The Russian cipher with blocks of 128 bits (GOST R 34.12-2015). Only libraries with GOST support "
		"have it.",
		"RFC 9189; RFC 9367"},
	{"MAGMA",
		"The Russian cipher with blocks of 64 bits (GOST R 34.12-2015). Only libraries with GOST support have "
		"it.",
		"RFC 9189; RFC 9367"},
	{"MD5",
		"A hash of 1991 that is broken. As a checksum of records it has not been forged, yet it stands with "
		"ciphers that are broken anyway. Turn the suite off.",
		"RFC 6151"},
	{"MGM", "Multilinear Galois Mode: the Russian way to encrypt and authenticate in one step (AEAD).", "RFC 9367"},
	{"MGM_L", "Multilinear Galois Mode, the Russian AEAD, with light re-keying: more data under one key.",
		"RFC 9367"},
	{"MGM_S", "Multilinear Galois Mode, the Russian AEAD, with strong re-keying: less data under one key.",
		"RFC 9367"},
	{"NULL",
		"Nothing at all: in place of a cipher the session is readable for everybody on the way. It must never "
		"be negotiated.",
		"RFC 9325 §4.1"},
	{"OFB", "Output Feedback: a block cipher used as a stream cipher. No suite that is registered today uses it.",
		"FIPS 81"},
	{"OMAC", "A checksum made with the cipher itself, here of the Russian suites.", "RFC 9189"},
	{"POLY1305", "The authenticator that goes with ChaCha20: encryption and authentication in one step (AEAD).",
		"RFC 7905"},
	{"PSK",
		"Both sides have a key that was shared beforehand. Mail has no such keys; what offers it is a device "
		"or a general list.",
		"RFC 4279"},
	{"RC2", "A cipher of the 1990s, here with keys cut short for export. Broken; turn it off.", "RFC 9325 §4.1"},
	{"RC2_128", "A cipher of the 1990s, here with SSL 2.0. Turn it off.", "RFC 6176"},
	{"RC4_128",
		"A stream cipher whose output is biased so far that passwords that are sent often can be found. "
		"Forbidden since 2015; turn it off.",
		"RFC 7465"},
	{"RC4_40", "RC4 with keys cut to 40 bits. Forbidden and broken; turn it off.", "RFC 7465"},
	{"RC4_56", "RC4 with keys cut to 56 bits. Forbidden and broken; turn it off.", "RFC 7465"},
	{"RC4_64", "RC4 with keys of 64 bits, of SSL 2.0. Forbidden and broken; turn it off.", "RFC 7465"},
	{"RSA",
		"Before WITH and alone, the client encrypts the secret to the server's RSA key: no forward secrecy, "
		"whoever gets the key later reads recorded sessions. Behind another word it only says that an RSA key "
		"proves who the server is, and that is fine.",
		"RFC 5246 §7.4.7.1; RFC 9325 §4.1"},
	{"SALSA20", "The predecessor of ChaCha20. These suites never got beyond a draft.",
		"draft-josefsson-salsa20-tls"},
	{"SEED", "A cipher of Korea with keys of 128 bits, with CBC only. Superseded; few peers know it.", "RFC 4162"},
	{"SHA",
		"SHA-1, with 160 bits. As a signature it is broken; as the checksum of records (HMAC) it still holds. "
		"It marks a suite as an old one.",
		"RFC 5246; RFC 9155"},
	{"SHA1",
		"SHA-1, with 160 bits. As a signature it is broken; as the checksum of records (HMAC) it still holds. "
		"It marks a suite as an old one.",
		"RFC 5246; RFC 9155"},
	{"SHA256",
		"SHA-256: sound. With an AEAD cipher it only derives the keys (and secures the Finished messages); "
		"with CBC it is also the checksum of records.",
		"RFC 5246"},
	{"SHA384",
		"SHA-384: sound. With an AEAD cipher it only derives the keys (and secures the Finished messages); "
		"with CBC it is also the checksum of records.",
		"RFC 5246"},
	{"SHA512", "SHA-512: sound. With an AEAD cipher it derives the keys and secures the Finished messages.",
		"RFC 8446"},
	{"SM1", "A cipher of China that is not published. Ordinary libraries do not have it.", "GB/T 38636-2020"},
	{"SM3", "The hash of China, with 256 bits. Only libraries that follow these standards have it.", "RFC 8998"},
	{"SM4", "The cipher of China, with keys of 128 bits. Only libraries that follow these standards have it.",
		"RFC 8998"},
	{"SRP",
		"Secure Remote Password: both sides prove that they know a password, without a certificate. Mail does "
		"not use it in TLS.",
		"RFC 5054"},
	{"SRP_SHA",
		"Secure Remote Password, with SHA-1 inside: both sides prove that they know a password. Mail does not "
		"use it in TLS.",
		"RFC 5054"},
	{"TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
		"No suite but a signal: the client is safe against the renegotiation attack of 2009, and says it "
		"where even the oldest server does not stumble over an extension. The server answers with "
		"renegotiation_info.",
		"RFC 5746 §3.3"},
	{"TLS_FALLBACK_SCSV",
		"No suite but a signal: the client has tried a newer version before, and offers less now. A server "
		"that knows a newer one must answer inappropriate_fallback. When you see it, find out why the first "
		"try fails.",
		"RFC 7507"},
};

const struct word_table words_tls_suite_parts = {.name = "a part of a cipher suite",
	.protocols = "",
	.rows = suite_parts,
	.count = sizeof(suite_parts) / sizeof(suite_parts[0])};
