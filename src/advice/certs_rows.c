/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * certs_rows: the rows of rules_certs.c.
 */
#include "advice/certs_rows.h"

#define POSTFIX_CHAIN                                                                                                  \
	"smtpd_tls_chain_files = /etc/postfix/mail.key, /etc/postfix/fullchain.pem (before Postfix 3.4: "              \
	"smtpd_tls_key_file, smtpd_tls_cert_file)"
#define DOVECOT_CHAIN  "ssl_cert = </etc/dovecot/fullchain.pem (the < is part of it)"
#define EXIM_CHAIN     "tls_certificate = /etc/exim4/fullchain.pem"
#define ALL_CHAINS     .postfix = POSTFIX_CHAIN, .dovecot = DOVECOT_CHAIN, .exim = EXIM_CHAIN
#define POSTFIX_RELOAD "postfix reload"
#define DOVECOT_RELOAD "doveadm reload"
#define EXIM_RELOAD    "none is needed: each connection reads the file, which the user of Exim must be able to do"
#define RELOADS        .postfix = POSTFIX_RELOAD, .dovecot = DOVECOT_RELOAD, .exim = EXIM_RELOAD
#define UNTRUSTED_HERE                                                                                                     \
	" Clients that check refuse it or ask their user; mail servers that deliver to port 25 mostly check nothing, and " \
	"hand over their mail to whoever answers."
#define CA_FAULT                                                                                                       \
	"This is the authority's fault, or the certificate was made by hand with the wrong options. Clients refuse it."
#define OWN_CA                                                                                                         \
	"Have it issued again by an authority that does it right; with an authority of your own, correct its extensions"
#define SOON                                                                                                           \
	"From that moment clients refuse the connection, and mail stays in the queues of those who check. What is "    \
	"meant to renew it has perhaps not run, or has renewed a file that the server has not read again."
#define RENEW                                                                                                            \
	"Renew it (certbot renew, acme.sh --cron ...), and have the server read it again. If the file on disk is newer " \
	"than what is shown here, only the latter is missing"

const struct finding_row certs_rows[CERTS_ROWS] = {
	{.id = "F-CERT.untrusted",
		.rank = FINDING_HIGH,
		.title = "The certificate does not lead to an authority that is trusted here",
		.explanation =
			"Anybody can make such a chain, so that a man in the middle cannot be told from the server." UNTRUSTED_HERE,
		.remedy =
			"Use a certificate of an authority that your clients trust. If it is an authority of your own, give its root to the "
			"clients (here: --ca)",
		ALL_CHAINS,
		.reference = "RFC 5280 §6; RFC 9325 §7.1"},
	{.id = "F-CERT.self-signed",
		.rank = FINDING_HIGH,
		.title = "The certificate is signed by itself",
		.explanation =
			"Nobody vouches for it: whoever sits in between can make one that looks the same." UNTRUSTED_HERE,
		.remedy =
			"Get one from an authority (Let's Encrypt costs nothing), or give this very certificate to all clients (here: --ca). "
			"Distributions install such a one until another is configured",
		ALL_CHAINS,
		.reference = "RFC 5280 §6"},
	{.id = "F-CERT.incomplete",
		.rank = FINDING_HIGH,
		.title = "The issuer of the certificate was not sent, and is not trusted here",
		.explanation =
			"Nearly always the server sends its certificate without the intermediate ones. Clients have only the roots, and cannot "
			"connect the two; browsers fetch what is missing, mail programs do not. If the issuer is a root of your own, nothing "
			"is missing but the clients' trust in it (here: --ca).",
		.remedy =
			"Give the server the full chain: its certificate first, then each issuer up to, but without, the root",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2; RFC 5280 §6"},
	{.id = "F-CERT.signature",
		.rank = FINDING_HIGH,
		.title = "A certificate names an issuer that did not sign it",
		.explanation =
			"The key of the named issuer does not fit the signature. The certificate was changed after it was signed, or another "
			"certificate of the same name was put into the chain, often one from before the authority's key was renewed.",
		.remedy = "Take the intermediates from the same download as the certificate",
		ALL_CHAINS,
		.reference = "RFC 5280 §6.1.3"},
	{.id = "F-CERT.leaf-behind",
		.rank = FINDING_MEDIUM,
		.title = "The first certificate in the list is an authority's, not the server's",
		.explanation =
			"The server's own must come first. OpenSSL and GnuTLS take the first one for the server's, and refuse it.",
		.remedy = "Put the server's certificate at the beginning of the file",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2"},
	{.id = "F-CERT.order",
		.rank = FINDING_LOW,
		.title = "The certificates are not sent in order",
		.explanation =
			"Each should certify the one before it. Most clients sort them, some, small devices above all, do not and give up.",
		.remedy = "Sort the file: the server's certificate, its issuer, the issuer of that one",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2; RFC 5246 §7.4.2"},
	{.id = "F-CERT.unrelated",
		.rank = FINDING_NOTE,
		.title = "The server sends a certificate that has nothing to do with its own",
		.explanation =
			"It is not on the way to the root, so that no client can use it. Often it is the intermediate of an earlier "
			"certificate that was left in the file; it costs bytes in every handshake.",
		.remedy = "Take it out of the file",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2"},
	{.id = "F-CERT.duplicate",
		.rank = FINDING_NOTE,
		.title = "A certificate is sent twice",
		.explanation =
			"It costs bytes in every handshake, and a few old clients stumble over it. Usually a certificate was joined with a "
			"file that contains it already.",
		.remedy = "Take the second one out of the file",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2"},
	{.id = "F-CERT.extra-root",
		.rank = FINDING_NOTE,
		.title = "The root is sent as well",
		.explanation =
			"A client either has the root or does not trust it; to send it changes nothing and costs bytes. It is needed only if "
			"a TLSA record of usage 2 (DANE-TA) names it.",
		.remedy = "Take the root out of the file, unless DANE needs it",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2; RFC 7671 §5.2.2"},
	{.id = "F-CERT.fragile",
		.rank = FINDING_LOW,
		.title = "Some clients will not accept this chain",
		.explanation =
			"It leads to an authority that is trusted here, but not every client looks for the way as patiently.",
		.remedy = "Take out of the file whatever is not on the way from the server's certificate to the root",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2; RFC 4158"},
	{.id = "F-CERT.too-long",
		.rank = FINDING_MEDIUM,
		.title = "The server sends more certificates than clients look at",
		.explanation =
			"A chain has two to four. Clients stop at a limit, GnuTLS at 16, and then trust nothing. Usually a whole trust store was "
			"configured in place of the chain.",
		.remedy = "Configure the server's certificate and its intermediates only",
		ALL_CHAINS,
		.reference = "RFC 8446 §4.4.2"},
	{.id = "F-CERT.unreadable",
		.rank = FINDING_MEDIUM,
		.title = "A certificate cannot be read",
		.explanation =
			"Its encoding is broken. If it is the server's own, no client can connect; if it is another one, some clients break "
			"off, too.",
		.remedy = "Make the file anew: openssl x509 -in FILE -noout -text must be able to read each of them",
		ALL_CHAINS,
		.reference = "RFC 5280 §4.1"},
	{.id = "F-CERT.anchor",
		.rank = FINDING_LOW,
		.title = "The root that is trusted here is expired or has a small key",
		.explanation =
			"The standard leaves a root's own dates out of the check, and some clients check them all the same. It will vanish from "
			"trust stores.",
		.remedy =
			"Update this machine's trust store; if the root is still in use, move to a newer one of the same authority",
		.reference = "RFC 5280 §6.1"},
	{.id = "F-CERT.not-checked",
		.rank = FINDING_NOTE,
		.title = "Something about the certificate could not be checked",
		.explanation =
			"This does not say that anything is bad; it only says that nobody looked, or could look, and that it must not be "
			"taken for good.",
		.reference = "RFC 5280 §6"},
	/* whom it names */
	{.id = "F-CERT.name",
		.rank = FINDING_HIGH,
		.title = "The certificate is for another name",
		.explanation =
			"The connection may have reached another server, or one in the middle that has a good certificate for a name of its own. "
			"More often the certificate just lacks a name." UNTRUSTED_HERE,
		.remedy =
			"Connect by a name that it bears, or have it issued for this name as well, as a subjectAltName. Several names on one "
			"server can have a certificate each, chosen by SNI",
		.postfix =
			"tls_server_sni_maps = hash:/etc/postfix/sni (made with postmap -F); smtpd_tls_chain_files is the default",
		.dovecot =
			"local_name mail.example.org { ... } with ssl_cert and ssl_key in it, each on a line of its own",
		.exim = "tls_certificate, which may be expanded with $tls_in_sni",
		.reference = "RFC 9525 §6; RFC 7817 §3"},
	{.id = "F-CERT.cn-only",
		.rank = FINDING_HIGH,
		.title = "The name stands only in the common name, which no longer counts",
		.explanation =
			"A certificate has to bear the server's name as a subjectAltName. Clients of today do not look at the common name, and "
			"refuse it as one for another server.",
		.remedy =
			"Have it issued with a subjectAltName. With openssl req: -addext subjectAltName=DNS:mail.example.org",
		ALL_CHAINS,
		.reference = "RFC 9525 §2"},
	{.id = "F-CERT.wildcard",
		.rank = FINDING_HIGH,
		.title = "The certificate's wildcard does not cover this name",
		.explanation =
			"A star stands for exactly one label, the first: *.example.org covers mail.example.org, but neither example.org nor "
			"in.mail.example.org. A star elsewhere, or as part of a label, counts for nothing.",
		.remedy = "Have the certificate issued for this name as well",
		ALL_CHAINS,
		.reference = "RFC 9525 §6.3; RFC 7817 §3"},
	/* until when */
	{.id = "F-CERT.expired",
		.rank = FINDING_HIGH,
		.title = "The certificate has expired",
		.explanation =
			"Clients that check refuse it, and users who are made to click on get used to it. Authorities stop saying whether a "
			"certificate is revoked once it has expired, so that a stolen key stays useful.",
		.remedy = RENEW,
		RELOADS,
		.reference = "RFC 5280 §4.1.2.5"},
	{.id = "F-CERT.not-yet",
		.rank = FINDING_MEDIUM,
		.title = "The certificate is not valid yet, or never",
		.explanation =
			"Its first day is still to come, or its dates make no sense. If it has just been issued, one of the clocks is wrong: the "
			"authority's, or the one of this machine.",
		.remedy = "Look at the clock of this machine first (date -u), then have the certificate issued again",
		ALL_CHAINS,
		.reference = "RFC 5280 §4.1.2.5"},
	{.id = "F-CERT.soon-7",
		.rank = FINDING_MEDIUM,
		.title = "A certificate expires within a week",
		.explanation = SOON,
		.remedy = RENEW,
		RELOADS,
		.reference = "RFC 5280 §4.1.2.5"},
	{.id = "F-CERT.soon-14",
		.rank = FINDING_LOW,
		.title = "A certificate expires within two weeks",
		.explanation = SOON,
		.remedy = RENEW,
		RELOADS,
		.reference = "RFC 5280 §4.1.2.5"},
	{.id = "F-CERT.soon-30",
		.rank = FINDING_NOTE,
		.title = "A certificate expires within a month",
		.explanation =
			"Automatic renewal usually begins thirty days before the end, so that this may go away by itself.",
		.remedy = "See that it is renewed in time, and that the server reads the new one",
		RELOADS,
		.reference = "RFC 5280 §4.1.2.5"},
	{.id = "F-CERT.issuer-expired",
		.rank = FINDING_HIGH,
		.title = "A certificate between the server's and the root is not within its dates",
		.explanation =
			"The server's own may be fine, but the chain holds only as long as each of its links. Usually the file still contains an "
			"old intermediate of an authority that has published a new one.",
		.remedy = "Fetch the present intermediates from the authority, and put them in place of the old ones",
		ALL_CHAINS,
		.reference = "RFC 5280 §6.1.3"},
	{.id = "F-CERT.lifetime",
		.rank = FINDING_NOTE,
		.title = "The certificate lives longer than public authorities may issue",
		.explanation =
			"Its root is in this system's trust store. Was it put there by you, all is well: the limit does not bind authorities of "
			"your own. Of a public one Apple's devices and others refuse it.",
		.remedy = "With a public authority, have it issued again with a shorter life",
		.reference = "CA/Browser Forum Baseline Requirements §6.3.2"},
	/* how it is made */
	{.id = "F-CERT.sha1",
		.rank = FINDING_MEDIUM,
		.title = "A certificate is signed with SHA-1",
		.explanation =
			"Since 2017 it has been possible to make two certificates with the same SHA-1, one harmless and one not. Clients of "
			"today refuse such signatures.",
		.remedy = "Have it issued again with SHA-256",
		ALL_CHAINS,
		.reference = "RFC 9155; RFC 9325 §4.5"},
	{.id = "F-CERT.md5",
		.rank = FINDING_HIGH,
		.title = "A certificate is signed with MD5",
		.explanation =
			"Such signatures were forged in practice in 2008 to get an authority's certificate, and in 2012 to spread Flame. "
			"Nobody may rely on them.",
		.remedy = "Have it issued again with SHA-256",
		ALL_CHAINS,
		.reference = "RFC 6151; RFC 9325 §4.5"},
	{.id = "F-CERT.small-key",
		.rank = FINDING_MEDIUM,
		.title = "A certificate's key is too small",
		.explanation =
			"RSA below 2048 bits and curves below 224 bits can be broken by those with enough machines, and clients of today refuse "
			"them. Who breaks the key is the server.",
		.remedy = "Make a new key, P-256 or RSA with 2048 bits at least, and have it certified",
		ALL_CHAINS,
		.reference = "RFC 9325 §4.5"},
	{.id = "F-CERT.serial",
		.rank = FINDING_NOTE,
		.title = "The certificate's serial number is not as it should be",
		.explanation =
			"It should be positive and of at most 20 bytes. Revocation works by that number; some programs cannot find such a "
			"certificate in their lists.",
		.remedy = OWN_CA,
		.reference = "RFC 5280 §4.1.2.2"},
	/* the rules of authorities */
	{.id = "F-CERT.ca-flag",
		.rank = FINDING_HIGH,
		.title = "A certificate was issued by one that is no authority",
		.explanation =
			"If this were accepted, everybody with a certificate could issue further ones for any name. " CA_FAULT,
		.remedy = OWN_CA " (basicConstraints = critical, CA:TRUE)",
		.reference = "RFC 5280 §4.2.1.9"},
	{.id = "F-CERT.path-length",
		.rank = FINDING_MEDIUM,
		.title = "The chain is longer than one of its authorities permits",
		.explanation =
			"An authority says how many others may stand below it, and here there are more. " CA_FAULT,
		.remedy = OWN_CA " (pathlen in basicConstraints)",
		.reference = "RFC 5280 §4.2.1.9"},
	{.id = "F-CERT.key-usage",
		.rank = FINDING_MEDIUM,
		.title = "A certificate's key is used for what it is not meant for",
		.explanation =
			"A server's key must be allowed to sign (digitalSignature), an authority's to sign certificates (keyCertSign). " CA_FAULT,
		.remedy = OWN_CA " (keyUsage)",
		.reference = "RFC 5280 §4.2.1.3; RFC 8446 §4.4.2.2"},
	{.id = "F-CERT.purpose",
		.rank = FINDING_MEDIUM,
		.title = "A certificate is not meant for TLS servers",
		.explanation =
			"Its extended key usage names other purposes, such as clients or signed mail, but not serverAuth. Clients refuse it.",
		.remedy = OWN_CA " (extendedKeyUsage = serverAuth)",
		.reference = "RFC 5280 §4.2.1.12"},
	{.id = "F-CERT.constraints",
		.rank = FINDING_HIGH,
		.title = "An authority issued a certificate for a name that it may not certify",
		.explanation =
			"It is limited to certain domains, and this name is not in one of them. Either the wrong authority was used, or it was "
			"misused.",
		.remedy =
			"Have it issued by an authority that may, or with permitted names only: each of its names counts",
		ALL_CHAINS,
		.reference = "RFC 5280 §4.2.1.10"},
	{.id = "F-CERT.critical",
		.rank = FINDING_MEDIUM,
		.title = "A certificate has a critical extension that is not known",
		.explanation =
			"Critical means: whoever does not understand it must refuse the certificate. Most clients will.",
		.remedy = OWN_CA,
		.reference = "RFC 5280 §4.2"},
	{.id = "F-CERT.must-staple",
		.rank = FINDING_MEDIUM,
		.title = "The certificate demands a stapled OCSP response, and no good one was sent",
		.explanation =
			"Clients that know this demand refuse the connection. Neither Postfix nor Dovecot can staple, so that such a certificate "
			"cannot be used with them.",
		.remedy = "Have it issued again without must-staple (certbot: without --must-staple)",
		.exim = "tls_ocsp_file names a response that is fetched regularly",
		.reference = "RFC 7633; RFC 6066 §8"},
	{.id = "F-CERT.revoked-crl",
		.rank = FINDING_HIGH,
		.title = "A certificate has been revoked by its authority",
		.explanation =
			"It stands on the authority's list. Usually its key was stolen or lost, so that somebody else may be using it now.",
		.remedy = "Make a new key and have it certified; find out who asked for the revocation, and why",
		ALL_CHAINS,
		.reference = "RFC 5280 §5"},
};
