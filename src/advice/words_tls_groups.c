/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_tls_groups: groups of the key exchange and signature schemes.
 */
#include "advice/words.h"

static const struct explanation groups[] = {
	{"arbitrary_explicit_char2_curves",
		"The peer would take a binary curve given by its numbers. It was a door for attacks and is "
		"deprecated; it is only seen in hellos of old clients.",
		"RFC 8422 §5.1.1"},
	{"arbitrary_explicit_prime_curves",
		"The peer would take a prime curve given by its numbers. It was a door for attacks and is deprecated; "
		"it is only seen in hellos of old clients.",
		"RFC 8422 §5.1.1"},
	{"brainpoolP256r1",
		"A curve of 256 bits that German authorities published. Up to TLS 1.2 only; many libraries leave it "
		"out. Sound, but rarely in common.",
		"RFC 7027"},
	{"brainpoolP256r1tls13",
		"The Brainpool curve of 256 bits under its number for TLS 1.3. Sound, but rarely in common: have "
		"secp256r1 or x25519 beside it.",
		"RFC 8734"},
	{"brainpoolP384r1",
		"A curve of 384 bits that German authorities published. Up to TLS 1.2 only; many libraries leave it "
		"out. Sound, but rarely in common.",
		"RFC 7027"},
	{"brainpoolP384r1tls13",
		"The Brainpool curve of 384 bits under its number for TLS 1.3. Sound, but rarely in common: have "
		"secp256r1 or x25519 beside it.",
		"RFC 8734"},
	{"brainpoolP512r1",
		"A curve of 512 bits that German authorities published. Up to TLS 1.2 only; many libraries leave it "
		"out. Sound, but rarely in common.",
		"RFC 7027"},
	{"brainpoolP512r1tls13",
		"The Brainpool curve of 512 bits under its number for TLS 1.3. Sound, but rarely in common: have "
		"secp256r1 or x25519 beside it.",
		"RFC 8734"},
	{"CECPQ2",
		"An experiment with a post-quantum key exchange (x25519 with NTRU-HRSS) from before ML-KEM was "
		"published. Chrome tried it in 2019. X25519MLKEM768 has replaced it: update what still offers only "
		"this.",
		"CECPQ2, Google 2019"},
	{"curveSM2", "The curve of the Chinese standard SM2. Only libraries that follow these standards know it.",
		"RFC 8998"},
	{"curveSM2MLKEM768",
		"The Chinese curve SM2 and ML-KEM-768 together: safe as long as one of the two holds, now and against "
		"later quantum computers. The shares are more than 1000 bytes, so that the ClientHello takes two "
		"packets; middleboxes that cannot bear this show as a handshake that hangs. If it does, try without "
		"this group.",
		"IANA TLS Supported Groups"},
	{"ffdhe2048",
		"Diffie-Hellman over a fixed prime of 2048 bits, of about 103 bits of strength. The smallest that is "
		"still sound. It is slower than curves, which nearly every peer has; servers with DH files of their "
		"own do not use it up to TLS 1.2.",
		"RFC 7919"},
	{"ffdhe3072",
		"Diffie-Hellman over a fixed prime of 3072 bits, of about 125 bits of strength. It is slower than "
		"curves, which nearly every peer has; servers with DH files of their own do not use it up to TLS 1.2.",
		"RFC 7919"},
	{"ffdhe4096",
		"Diffie-Hellman over a fixed prime of 4096 bits, of about 150 bits of strength. It is slower than "
		"curves, which nearly every peer has; servers with DH files of their own do not use it up to TLS 1.2.",
		"RFC 7919"},
	{"ffdhe6144",
		"Diffie-Hellman over a fixed prime of 6144 bits, of about 175 bits of strength. It is slow. It is "
		"slower than curves, which nearly every peer has; servers with DH files of their own do not use it up "
		"to TLS 1.2.",
		"RFC 7919"},
	{"ffdhe8192",
		"Diffie-Hellman over a fixed prime of 8192 bits, of about 192 bits of strength. It is slow, so that a "
		"server under load feels it. It is slower than curves, which nearly every peer has; servers with DH "
		"files of their own do not use it up to TLS 1.2.",
		"RFC 7919"},
	{"GC256A",
		"A curve of 256 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"GC256B",
		"A curve of 256 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"GC256C",
		"A curve of 256 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"GC256D",
		"A curve of 256 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"GC512A",
		"A curve of 512 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"GC512B",
		"A curve of 512 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"GC512C",
		"A curve of 512 bits of the Russian standard GOST R 34.10-2012. Only libraries with GOST support know "
		"it.",
		"RFC 9189"},
	{"MLKEM1024",
		"ML-KEM-1024 by itself, without a curve beside it; the post-quantum key exchange that NIST published "
		"in 2024, of category 5. Most peers prefer a hybrid with a curve, so that this one is rarely in "
		"common.",
		"FIPS 203; draft-ietf-tls-mlkem"},
	{"MLKEM512",
		"ML-KEM-512 by itself, without a curve beside it; the post-quantum key exchange that NIST published "
		"in 2024, of category 1. Most peers prefer a hybrid with a curve, so that this one is rarely in "
		"common.",
		"FIPS 203; draft-ietf-tls-mlkem"},
	{"MLKEM768",
		"ML-KEM-768 by itself, without a curve beside it; the post-quantum key exchange that NIST published "
		"in 2024, of category 3. Most peers prefer a hybrid with a curve, so that this one is rarely in "
		"common.",
		"FIPS 203; draft-ietf-tls-mlkem"},
	{"P256Kyber768Draft00",
		"An experiment with a post-quantum key exchange (P-256 with Kyber-768) from before ML-KEM was "
		"published. Clouds tried it for a while. X25519MLKEM768 has replaced it: update what still offers "
		"only this.",
		"draft-kwiatkowski-tls-ecdhe-kyber"},
	{"secp160k1",
		"A prime curve of 160 bits, obsolete and too short today. TLS 1.3 does not have it, and maintained "
		"servers do not offer it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp160r1",
		"A prime curve of 160 bits, obsolete and too short today. TLS 1.3 does not have it, and maintained "
		"servers do not offer it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp160r2",
		"A prime curve of 160 bits, obsolete and too short today. TLS 1.3 does not have it, and maintained "
		"servers do not offer it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp192k1",
		"A prime curve of 192 bits, obsolete and too short today. TLS 1.3 does not have it, and maintained "
		"servers do not offer it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp192r1",
		"A prime curve of 192 bits, obsolete and too short today. TLS 1.3 does not have it, and maintained "
		"servers do not offer it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp224k1",
		"A prime curve of 224 bits, obsolete. TLS 1.3 does not have it, and maintained servers do not offer "
		"it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp224r1",
		"A prime curve of 224 bits, obsolete. TLS 1.3 does not have it, and maintained servers do not offer "
		"it. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp256k1",
		"The curve of Bitcoin, of 256 bits. TLS deprecated it together with other curves that nobody needed; "
		"old clients still list it. It is strong, but choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"secp256r1",
		"P-256, the curve of NIST that every TLS library knows; sound, fast and required by TLS 1.3. If a "
		"peer has only one group, it is mostly this one.",
		"RFC 8446 §9.1"},
	{"SecP256r1Kyber768Draft00",
		"An experiment with a post-quantum key exchange (P-256 with Kyber-768) from before ML-KEM was "
		"published. Few peers ever had it. X25519MLKEM768 has replaced it: update what still offers only this.",
		"draft-kwiatkowski-tls-ecdhe-kyber"},
	{"SecP256r1MLKEM768",
		"P-256 and ML-KEM-768 together: safe as long as one of the two holds, now and against later quantum "
		"computers. The shares are more than 1000 bytes, so that the ClientHello takes two packets; "
		"middleboxes that cannot bear this show as a handshake that hangs. If it does, try without this group.",
		"draft-ietf-tls-ecdhe-mlkem; FIPS 203"},
	{"secp384r1",
		"P-384, the stronger curve of NIST; sound, and about four times slower than P-256. Some rules of "
		"governments ask for it. Offer it behind x25519 and secp256r1.",
		"RFC 8446 §4.2.7"},
	{"SecP384r1MLKEM1024",
		"P-384 and ML-KEM-1024 together: safe as long as one of the two holds, now and against later quantum "
		"computers. The shares are more than 1500 bytes, so that the ClientHello takes two packets; "
		"middleboxes that cannot bear this show as a handshake that hangs. If it does, try without this group.",
		"draft-ietf-tls-ecdhe-mlkem; FIPS 203"},
	{"secp521r1",
		"P-521, the strongest curve of NIST; sound but slow, and not known to every peer. There is no "
		"practical gain over P-384.",
		"RFC 8446 §4.2.7"},
	{"sect163k1",
		"A binary curve of 163 bits, obsolete, and too short as well. Maintained libraries have removed it; "
		"it only stands in the hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect163r1",
		"A binary curve of 163 bits, obsolete, and too short as well. Maintained libraries have removed it; "
		"it only stands in the hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect163r2",
		"A binary curve of 163 bits, obsolete, and too short as well. Maintained libraries have removed it; "
		"it only stands in the hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect193r1",
		"A binary curve of 193 bits, obsolete, and too short as well. Maintained libraries have removed it; "
		"it only stands in the hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect193r2",
		"A binary curve of 193 bits, obsolete, and too short as well. Maintained libraries have removed it; "
		"it only stands in the hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect233k1",
		"A binary curve of 233 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect233r1",
		"A binary curve of 233 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect239k1",
		"A binary curve of 239 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect283k1",
		"A binary curve of 283 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect283r1",
		"A binary curve of 283 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect409k1",
		"A binary curve of 409 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect409r1",
		"A binary curve of 409 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect571k1",
		"A binary curve of 571 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"sect571r1",
		"A binary curve of 571 bits, obsolete. Maintained libraries have removed it; it only stands in the "
		"hellos of old clients. Choose x25519 or secp256r1.",
		"RFC 8422 §5.1.1"},
	{"x25519",
		"A modern curve of about 128 bits of strength: fast, hard to get wrong, and the first choice of most "
		"clients. Old servers (OpenSSL before 1.1.0, Java 8 at first) lack it and choose secp256r1 instead.",
		"RFC 7748; RFC 8446 §4.2.7"},
	{"X25519Kyber512Draft00",
		"An experiment with a post-quantum key exchange (x25519 with Kyber-512) from before ML-KEM was "
		"published. Clouds tried it for a while. X25519MLKEM768 has replaced it: update what still offers "
		"only this.",
		"draft-tls-westerbaan-xyber768d00"},
	{"X25519Kyber768Draft00",
		"An experiment with a post-quantum key exchange (x25519 with Kyber-768) from before ML-KEM was "
		"published. Browsers offered it in 2023 and 2024. X25519MLKEM768 has replaced it: update what still "
		"offers only this.",
		"draft-tls-westerbaan-xyber768d00"},
	{"X25519Kyber768Draft00_old",
		"An experiment with a post-quantum key exchange (x25519 with Kyber-768) from before ML-KEM was "
		"published. Clouds used this number first. X25519MLKEM768 has replaced it: update what still offers "
		"only this.",
		"draft-tls-westerbaan-xyber768d00"},
	{"X25519MLKEM768",
		"x25519 and ML-KEM-768 together: safe as long as one of the two holds, now and against later quantum "
		"computers. The shares are more than 1000 bytes, so that the ClientHello takes two packets; "
		"middleboxes that cannot bear this show as a handshake that hangs. If it does, try without this "
		"group. It is what current clients offer first.",
		"draft-ietf-tls-ecdhe-mlkem; FIPS 203"},
	{"x448", "The larger brother of x25519, of about 224 bits of strength. Sound; few peers have it switched on.",
		"RFC 7748; RFC 8446 §4.2.7"},
};

const struct word_table words_tls_groups = {
	.name = "a TLS group", .protocols = "", .rows = groups, .count = sizeof(groups) / sizeof(groups[0])};

static const struct explanation schemes[] = {
	{"eccsi_sha256", "A signature that is tied to an identity in place of a certificate. Mail does not use it.",
		"draft-wang-tls-raw-public-key-with-ibc"},
	{"ecdsa_brainpoolP256r1tls13_sha256",
		"An ECDSA signature over SHA-256 with a key on the Brainpool curve of 256 bits. Few peers know it.",
		"RFC 8734"},
	{"ecdsa_brainpoolP384r1tls13_sha384",
		"An ECDSA signature over SHA-384 with a key on the Brainpool curve of 384 bits. Few peers know it.",
		"RFC 8734"},
	{"ecdsa_brainpoolP512r1tls13_sha512",
		"An ECDSA signature over SHA-512 with a key on the Brainpool curve of 512 bits. Few peers know it.",
		"RFC 8734"},
	{"ecdsa_secp256r1_sha256",
		"An ECDSA signature over SHA-256; in TLS 1.3 with a P-256 key and no other. Short and fast: the usual "
		"one for EC certificates.",
		"RFC 8446 §4.2.3"},
	{"ecdsa_secp384r1_sha384", "An ECDSA signature over SHA-384; in TLS 1.3 with a P-384 key and no other. Sound.",
		"RFC 8446 §4.2.3"},
	{"ecdsa_secp521r1_sha512",
		"An ECDSA signature over SHA-512; in TLS 1.3 with a P-521 key and no other. Sound, but many clients "
		"do not take P-521 certificates.",
		"RFC 8446 §4.2.3"},
	{"ecdsa_sha1", "An ECDSA signature over SHA-1, which is broken. It is only there for old peers.",
		"RFC 8446 §4.2.3; RFC 9155"},
	{"ed25519",
		"A signature with an Ed25519 key: modern, short and fast. Public authorities do not issue such "
		"certificates, and many clients do not take them: have an RSA or P-256 certificate beside it.",
		"RFC 8446 §4.2.3; RFC 8422 §5.1.3"},
	{"ed448", "A signature with an Ed448 key. Sound, and hardly ever in common between two peers.",
		"RFC 8446 §4.2.3; RFC 8422 §5.1.3"},
	{"gostr34102012_256",
		"A signature of the Russian standard GOST R 34.10-2012 with 256 bits, for TLS 1.2. Only libraries "
		"with GOST support know it.",
		"RFC 9189"},
	{"gostr34102012_256a",
		"A signature of the Russian standard GOST R 34.10-2012 with 256 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"gostr34102012_256b",
		"A signature of the Russian standard GOST R 34.10-2012 with 256 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"gostr34102012_256c",
		"A signature of the Russian standard GOST R 34.10-2012 with 256 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"gostr34102012_256d",
		"A signature of the Russian standard GOST R 34.10-2012 with 256 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"gostr34102012_512",
		"A signature of the Russian standard GOST R 34.10-2012 with 512 bits, for TLS 1.2. Only libraries "
		"with GOST support know it.",
		"RFC 9189"},
	{"gostr34102012_512a",
		"A signature of the Russian standard GOST R 34.10-2012 with 512 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"gostr34102012_512b",
		"A signature of the Russian standard GOST R 34.10-2012 with 512 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"gostr34102012_512c",
		"A signature of the Russian standard GOST R 34.10-2012 with 512 bits, for TLS 1.3. Only libraries "
		"with GOST support know it.",
		"RFC 9367"},
	{"iso_chinese_ibs",
		"A signature that is tied to an identity in place of a certificate, of a Chinese standard. Mail does "
		"not use it.",
		"draft-wang-tls-raw-public-key-with-ibc"},
	{"iso_ibs1", "A signature that is tied to an identity in place of a certificate. Mail does not use it.",
		"draft-wang-tls-raw-public-key-with-ibc"},
	{"iso_ibs2", "A signature that is tied to an identity in place of a certificate. Mail does not use it.",
		"draft-wang-tls-raw-public-key-with-ibc"},
	{"mldsa44",
		"A post-quantum signature, ML-DSA-44, of category 2. Public authorities do not issue such "
		"certificates yet; the signatures are some kilobytes long.",
		"FIPS 204; draft-ietf-tls-mldsa"},
	{"mldsa65",
		"A post-quantum signature, ML-DSA-65, of category 3. Public authorities do not issue such "
		"certificates yet; the signatures are some kilobytes long.",
		"FIPS 204; draft-ietf-tls-mldsa"},
	{"mldsa87",
		"A post-quantum signature, ML-DSA-87, of category 5. Public authorities do not issue such "
		"certificates yet; the signatures are some kilobytes long.",
		"FIPS 204; draft-ietf-tls-mldsa"},
	{"rsa_pkcs1_sha1",
		"An RSA signature of the old form over SHA-1, which is broken. It is only there for certificates of "
		"old peers; a server that chooses it in the handshake should be updated.",
		"RFC 8446 §4.2.3; RFC 9155"},
	{"rsa_pkcs1_sha256",
		"An RSA signature of the old form (PKCS #1 v1.5) over SHA-256. Sound; up to TLS 1.2 in the handshake, "
		"and in certificates with TLS 1.3 as well, where the handshake itself uses rsa_pss_rsae.",
		"RFC 8446 §4.2.3"},
	{"rsa_pkcs1_sha256_legacy",
		"An RSA signature of the old form over SHA-256, allowed in TLS 1.3 for client certificates whose "
		"hardware can do no other.",
		"draft-ietf-tls-tls13-pkcs1"},
	{"rsa_pkcs1_sha384",
		"An RSA signature of the old form (PKCS #1 v1.5) over SHA-384. Sound; up to TLS 1.2 in the handshake, "
		"and in certificates with TLS 1.3 as well, where the handshake itself uses rsa_pss_rsae.",
		"RFC 8446 §4.2.3"},
	{"rsa_pkcs1_sha384_legacy",
		"An RSA signature of the old form over SHA-384, allowed in TLS 1.3 for client certificates whose "
		"hardware can do no other.",
		"draft-ietf-tls-tls13-pkcs1"},
	{"rsa_pkcs1_sha512",
		"An RSA signature of the old form (PKCS #1 v1.5) over SHA-512. Sound; up to TLS 1.2 in the handshake, "
		"and in certificates with TLS 1.3 as well, where the handshake itself uses rsa_pss_rsae.",
		"RFC 8446 §4.2.3"},
	{"rsa_pkcs1_sha512_legacy",
		"An RSA signature of the old form over SHA-512, allowed in TLS 1.3 for client certificates whose "
		"hardware can do no other.",
		"draft-ietf-tls-tls13-pkcs1"},
	{"rsa_pss_pss_sha256",
		"An RSA signature of the new form (PSS) over SHA-256 with a key whose certificate allows nothing but "
		"PSS. Such certificates are rare and many clients refuse them.",
		"RFC 8446 §4.2.3"},
	{"rsa_pss_pss_sha384",
		"An RSA signature of the new form (PSS) over SHA-384 with a key whose certificate allows nothing but "
		"PSS. Such certificates are rare and many clients refuse them.",
		"RFC 8446 §4.2.3"},
	{"rsa_pss_pss_sha512",
		"An RSA signature of the new form (PSS) over SHA-512 with a key whose certificate allows nothing but "
		"PSS. Such certificates are rare and many clients refuse them.",
		"RFC 8446 §4.2.3"},
	{"rsa_pss_rsae_sha256",
		"An RSA signature of the new form (PSS) over SHA-256 with an ordinary RSA key. In TLS 1.3 it is what "
		"every server with an RSA certificate uses; some smart cards and old hardware modules cannot do it.",
		"RFC 8446 §4.2.3"},
	{"rsa_pss_rsae_sha384",
		"An RSA signature of the new form (PSS) over SHA-384 with an ordinary RSA key. In TLS 1.3 it is what "
		"every server with an RSA certificate uses; some smart cards and old hardware modules cannot do it.",
		"RFC 8446 §4.2.3"},
	{"rsa_pss_rsae_sha512",
		"An RSA signature of the new form (PSS) over SHA-512 with an ordinary RSA key. In TLS 1.3 it is what "
		"every server with an RSA certificate uses; some smart cards and old hardware modules cannot do it.",
		"RFC 8446 §4.2.3"},
	{"slhdsa_sha2_128f",
		"A post-quantum signature, SLH-DSA over SHA-2 with 128 bits, made fast to sign. It rests on nothing "
		"but a hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_sha2_128s",
		"A post-quantum signature, SLH-DSA over SHA-2 with 128 bits, made small. It rests on nothing but a "
		"hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_sha2_192f",
		"A post-quantum signature, SLH-DSA over SHA-2 with 192 bits, made fast to sign. It rests on nothing "
		"but a hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_sha2_192s",
		"A post-quantum signature, SLH-DSA over SHA-2 with 192 bits, made small. It rests on nothing but a "
		"hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_sha2_256f",
		"A post-quantum signature, SLH-DSA over SHA-2 with 256 bits, made fast to sign. It rests on nothing "
		"but a hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_sha2_256s",
		"A post-quantum signature, SLH-DSA over SHA-2 with 256 bits, made small. It rests on nothing but a "
		"hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_shake_128f",
		"A post-quantum signature, SLH-DSA over SHAKE with 128 bits, made fast to sign. It rests on nothing "
		"but a hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_shake_128s",
		"A post-quantum signature, SLH-DSA over SHAKE with 128 bits, made small. It rests on nothing but a "
		"hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_shake_192f",
		"A post-quantum signature, SLH-DSA over SHAKE with 192 bits, made fast to sign. It rests on nothing "
		"but a hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_shake_192s",
		"A post-quantum signature, SLH-DSA over SHAKE with 192 bits, made small. It rests on nothing but a "
		"hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_shake_256f",
		"A post-quantum signature, SLH-DSA over SHAKE with 256 bits, made fast to sign. It rests on nothing "
		"but a hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"slhdsa_shake_256s",
		"A post-quantum signature, SLH-DSA over SHAKE with 256 bits, made small. It rests on nothing but a "
		"hash, and is very long; no public certificates have it.",
		"FIPS 205"},
	{"sm2sig_sm3",
		"A signature of the Chinese standards SM2 and SM3. Only libraries that follow these standards know it.",
		"RFC 8998"},
};

const struct word_table words_tls_schemes = {.name = "a TLS signature scheme",
	.protocols = "",
	.rows = schemes,
	.count = sizeof(schemes) / sizeof(schemes[0])};
