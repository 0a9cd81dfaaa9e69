/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows_limits: what a certificate says that it may and may not be used for.
 */
#include "row.h"

/* Name constraints: the subject must lie below O=Example; mail addresses, URIs, services must be those of example.net. */
#define BELOW_EXAMPLE                                                                                                  \
	BYTES_LITERAL("\x30\x1a\xa0\x18\x30\x16\xa4\x14\x30\x12\x31\x10\x30\x0e\x06\x03\x55\x04\x0a\x0c\x07"           \
		      "Example")
#define LEAF_NAME                                                                                                      \
	"\x30\x13\xa4\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04"                                         \
	"LEAF"
#define NOT_BELOW_EXAMPLE                                                                                              \
	BYTES_LITERAL("\x30\x1a\xa1\x18\x30\x16\xa4\x14\x30\x12\x31\x10\x30\x0e\x06\x03\x55\x04\x0a\x0c\x07"           \
		      "Example")
#define BELOW_LEAF     BYTES_LITERAL("\x30\x17\xa0\x15" LEAF_NAME)
#define NOT_BELOW_LEAF BYTES_LITERAL("\x30\x17\xa1\x15" LEAF_NAME)
#define MAIL_OF_NET                                                                                                    \
	BYTES_LITERAL("\x30\x11\xa0\x0f\x30\x0d\x81\x0b"                                                               \
		      "example.net")
#define URIS_OF_NET                                                                                                    \
	BYTES_LITERAL("\x30\x11\xa0\x0f\x30\x0d\x86\x0b"                                                               \
		      "example.net")
#define SERVICES_OF_NET                                                                                                \
	BYTES_LITERAL("\x30\x1f\xa0\x1d\x30\x1b\xa0\x19\x06\x08\x2b\x06\x01\x05\x05\x07\x08\x07\xa0\x0d\x16\x0b"       \
		      "example.net")

static const struct row table[] = {
	{"intermediate without the CA flag", "lm", .middle = {.flag = CA_FLAG_NO}, .ours = {B, G, G, G, N},
		.openssl = "invalid CA certificate", .certtool = "issuer is not a CA"},
	{"intermediate without basic constraints", "lm", .middle = {.flag = CA_FLAG_NO_EXTENSION},
		.ours = {B, G, G, G, N}, .openssl = "invalid CA certificate", .certtool = "issuer is not a CA"},
	{"root without the CA flag", "lm", .root = {.flag = CA_FLAG_NO}, .ours = {B, G, G, G, N},
		.openssl = "invalid CA certificate", .certtool = "issuer is not a CA"},
	{"root without basic constraints", "lm", .root = {.flag = CA_FLAG_NO_EXTENSION}, .ours = {B, G, G, G, N},
		.openssl = "invalid CA certificate",
		.because = "certtool takes a root in the store for an authority although it does not say so itself"},
	{"leaf with the CA flag", "lm", .leaf = {.flag = CA_FLAG_YES}, .ours = {G, G, G, G, N}},
	{"leaf without basic constraints", "lm", .leaf = {.flag = CA_FLAG_NO_EXTENSION}, .ours = {G, G, G, G, N}},
	{"path length kept", "lm", .root = {.path_length = 2}, .ours = {G, G, G, G, N}},
	{"path length 0 of the root exceeded", "lm", .root = {.path_length = 1}, .ours = {B, G, G, G, N},
		.openssl = "path length constraint exceeded", .certtool = "violates the signer's constraints"},
	{"path length 0 of the intermediate kept", "lm", .middle = {.path_length = 1}, .ours = {G, G, G, G, N}},
	{"path length 0 of the intermediate exceeded", "ldm", .by = 'd', .middle = {.path_length = 1},
		.ours = {B, G, G, G, N}, .openssl = "path length constraint exceeded",
		.certtool = "violates the signer's constraints"},
	{"path length 0, and an authority that renews its own key", "ldm", .by = 'd', .middle = {.path_length = 1},
		.deeper = {.name = BYTES_LITERAL("middle")}, .ours = {B, G, G, G, N},
		.certtool = "violates the signer's constraints",
		.because =
			"GnuTLS counts an authority that renews its own key as one more, and we go by its last word; RFC 5280 §6.1.4 does not count it"},
	{"root without keyCertSign", "lm", .root = {.usage = GNUTLS_KEY_CRL_SIGN}, .ours = {B, G, G, G, N},
		.openssl = "invalid CA certificate", .certtool = "violates the signer's constraints"},
	{"intermediate without keyCertSign", "lm", .middle = {.usage = GNUTLS_KEY_DIGITAL_SIGNATURE},
		.ours = {B, G, G, G, N}, .openssl = "invalid CA certificate",
		.certtool = "violates the signer's constraints"},
	{"intermediate without key usage", "lm", .middle = {.usage = -1}, .ours = {G, G, G, G, N},
		.openssl = "CA cert does not include key usage extension",
		.because =
			"RFC 5280 §4.2.1.3 demands key usage of authorities, and OpenSSL refuses without it only when it is to be strict (-x509_strict)"},
	{"leaf without key usage", "lm", .leaf = {.usage = -1}, .ours = {G, G, G, G, N}},
	{"leaf may sign certificates only", "lm", .leaf = {.usage = GNUTLS_KEY_KEY_CERT_SIGN}, .ours = {B, G, G, G, N},
		.openssl = "Key usage keyCertSign invalid for non-CA cert",
		.because = "certtool does not look at the leaf's key usage: GnuTLS does so in the handshake"},
	{"leaf may encrypt data only", "lm", .leaf = {.usage = GNUTLS_KEY_DATA_ENCIPHERMENT}, .ours = {B, G, G, G, N},
		.openssl = "unsuitable certificate purpose",
		.because = "certtool does not look at the leaf's key usage: GnuTLS does so in the handshake"},
	{"leaf may not repudiate only", "lm", .leaf = {.usage = GNUTLS_KEY_NON_REPUDIATION}, .ours = {B, G, G, G, N},
		.openssl = "unsuitable certificate purpose",
		.because = "certtool does not look at the leaf's key usage: GnuTLS does so in the handshake"},
	{"RSA leaf may encrypt keys only", "lm", .leaf = {.rsa_bits = 2048, .usage = GNUTLS_KEY_KEY_ENCIPHERMENT},
		.ours = {G, G, G, G, N}},
	{"EC leaf may encrypt keys only", "lm", .leaf = {.usage = GNUTLS_KEY_KEY_ENCIPHERMENT}, .ours = {B, G, G, G, N},
		.because =
			"neither compares the usage with what the key can do; an EC key cannot encrypt, and no handshake can use it"},
	{"EC leaf may agree on keys only", "lm", .leaf = {.usage = GNUTLS_KEY_KEY_AGREEMENT}, .ours = {B, G, G, G, N},
		.because =
			"neither compares the usage with what TLS does; what an EC key is for there is signing (RFC 8422 §5.3)"},
	{"RSA leaf may agree on keys only", "lm", .leaf = {.rsa_bits = 2048, .usage = GNUTLS_KEY_KEY_AGREEMENT},
		.ours = {B, G, G, G, N},
		.because =
			"neither compares the usage with what the key can do; an RSA key cannot be used to agree on another"},
	{"leaf for clients only", "lm", .leaf = {.purpose = GNUTLS_KP_TLS_WWW_CLIENT}, .ours = {B, G, G, G, N},
		.openssl = "unsuitable certificate purpose", .certtool = "does not match the intended purpose"},
	{"leaf for no purpose in particular", "lm", .leaf = {.purpose = ""}, .ours = {G, G, G, G, N}},
	{"leaf for any purpose", "lm", .leaf = {.purpose = GNUTLS_KP_ANY}, .ours = {W, G, G, G, N},
		.says = "and OpenSSL refuses that", .openssl = "unsuitable certificate purpose",
		.because =
			"OpenSSL wants to see serverAuth itself; RFC 5280 §4.2.1.12 says that any purpose includes it"},
	{"intermediate for servers", "lm", .middle = {.purpose = GNUTLS_KP_TLS_WWW_SERVER}, .ours = {G, G, G, G, N}},
	{"intermediate for clients only", "lm", .middle = {.purpose = GNUTLS_KP_TLS_WWW_CLIENT},
		.ours = {B, G, G, G, N}, .openssl = "unsuitable certificate purpose",
		.certtool = "does not match the intended purpose"},
	{"intermediate for any purpose", "lm", .middle = {.purpose = GNUTLS_KP_ANY}, .ours = {B, G, G, G, N},
		.says = "middle is an authority for any purpose", .openssl = "unsuitable certificate purpose",
		.certtool = "does not match the intended purpose"},
	{"root for any purpose", "lm", .root = {.purpose = GNUTLS_KP_ANY}, .ours = {G, G, G, G, N},
		.openssl = "unsuitable certificate purpose",
		.because =
			"OpenSSL wants to see serverAuth itself even in a root; RFC 5280 §4.2.1.12 says that any purpose includes it"},
	{"root for mail only", "lm", .root = {.purpose = GNUTLS_KP_EMAIL_PROTECTION}, .ours = {B, G, G, G, N},
		.openssl = "unsuitable certificate purpose",
		.because =
			"certtool does not look at the purposes of a root, which RFC 5280 leaves open; OpenSSL does, and so do we"},
	{"DNS names permitted and kept", "lm", .middle = {.permitted = "example.org"}, .ours = {G, G, G, G, N}},
	{"DNS names permitted and not kept", "lm", .middle = {.permitted = "example.net"}, .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation", .certtool = "violates the signer's constraints"},
	{"DNS names excluded and kept", "lm", .middle = {.excluded = "example.net"}, .ours = {G, G, G, G, N}},
	{"DNS names excluded and not kept", "lm", .middle = {.excluded = "example.org"}, .ours = {B, G, G, G, N},
		.openssl = "excluded subtree violation", .certtool = "violates the signer's constraints"},
	{"DNS names excluded by the root", "lm", .root = {.excluded = "example.org"}, .ours = {B, G, G, G, N},
		.openssl = "excluded subtree violation", .certtool = "violates the signer's constraints"},
	{"DNS names permitted and excluded both", "lm",
		.middle = {.permitted = "example.org", .excluded = "mail.example.org"}, .ours = {B, G, G, G, N},
		.openssl = "excluded subtree violation", .certtool = "violates the signer's constraints"},
	{"a wildcard beside what is permitted", "lm", .middle = {.permitted = "mail.example.org"},
		.names = "DNS:*.example.org", .ours = {B, G, G, G, N}, .openssl = "permitted subtree violation",
		.certtool = "violates the signer's constraints"},
	{"a wildcard around what is excluded", "lm", .middle = {.excluded = "secret.example.org"},
		.names = "DNS:*.example.org", .ours = {G, G, G, G, N}},
	{"a wildcard for an excluded name", "lm", .middle = {.excluded = "secret.example.org"},
		.names = "DNS:*.example.org", .reference = "secret.example.org", .ours = {B, G, G, G, N},
		.says = "may not be the authority for secret.example.org",
		.because =
			"neither asks what a wildcard stands for; the name that was asked for is excluded all the same"},
	{"a wildcard for an excluded name, dot and U-label", "lm", .middle = {.excluded = "xn--bcher-kva.example.org"},
		.names = "DNS:*.example.org", .reference = "b\303\274cher.example.org.", .ours = {B, G, G, G, N},
		.says = "may not be the authority for", .openssl = "hostname mismatch",
		.certtool = "name in the certificate does not match"},
	{"one name of two not permitted", "lm", .middle = {.permitted = "example.org"},
		.names = "DNS:mail.example.org DNS:mail.example.net", .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation", .certtool = "violates the signer's constraints"},
	{"a common name not permitted, beside a good name", "lm", .middle = {.permitted = "example.org"},
		.leaf = {.name = BYTES_LITERAL("mail.example.net")}, .ours = {G, G, G, G, N}},
	{"a permitted name that starts with a dot", "lm", .middle = {.permitted = ".example.org"},
		.ours = {G, G, G, G, N}},
	{"addresses permitted and kept", "lm", .middle = {.permitted = "IP:192.0.2.0/24"}, .names = "IP:192.0.2.7",
		.reference = "192.0.2.7", .ours = {G, G, G, G, N}},
	{"addresses permitted and not kept", "lm", .middle = {.permitted = "IP:192.0.2.0/24"},
		.names = "IP:198.51.100.7", .reference = "198.51.100.7", .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation", .certtool = "violates the signer's constraints"},
	{"addresses excluded and kept", "lm", .middle = {.excluded = "IP:192.0.2.0/24"}, .names = "IP:198.51.100.7",
		.reference = "198.51.100.7", .ours = {G, G, G, G, N}},
	{"addresses excluded and not kept", "lm", .middle = {.excluded = "IP:192.0.2.0/24"}, .names = "IP:192.0.2.7",
		.reference = "192.0.2.7", .ours = {B, G, G, G, N}, .openssl = "excluded subtree violation",
		.certtool = "violates the signer's constraints"},
	{"an IPv6 address not permitted", "lm", .middle = {.permitted = "IP:2001:db8:1::/48"},
		.names = "IP:2001:db8:2::7", .reference = "2001:db8:2::7", .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation", .certtool = "violates the signer's constraints"},
	{"an IPv6 address where IPv4 is permitted", "lm", .middle = {.permitted = "IP:192.0.2.0/24"},
		.names = "IP:2001:db8::7", .reference = "2001:db8::7", .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation",
		.because =
			"certtool compares an address with ranges of its own family only, and none counts as no limit; RFC 5280 §4.2.1.10 limits addresses of whatever family"},
	{"an IPv4 address where IPv6 is permitted", "lm", .middle = {.permitted = "IP:2001:db8::/32"},
		.names = "IP:192.0.2.7", .reference = "192.0.2.7", .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation",
		.because =
			"certtool compares an address with ranges of its own family only, and none counts as no limit; RFC 5280 §4.2.1.10 limits addresses of whatever family"},
	{"an IPv6 address where IPv4 is excluded", "lm", .middle = {.excluded = "IP:192.0.2.0/24"},
		.names = "IP:2001:db8::7", .reference = "2001:db8::7", .ours = {G, G, G, G, N}},
	{"an address where DNS names are permitted", "lm", .middle = {.permitted = "example.org"},
		.names = "IP:192.0.2.7", .reference = "192.0.2.7", .ours = {B, G, G, G, N},
		.certtool = "violates the signer's constraints",
		.because =
			"GnuTLS limits the common name, too, when there is no DNS name, and so do we; OpenSSL does so only when it looks like the name of a host"},
	{"addresses permitted, a name borne", "lm", .middle = {.permitted = "IP:192.0.2.0/24"},
		.ours = {G, G, G, G, N}},
	{"the subject not permitted", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = BELOW_EXAMPLE},
		.ours = {B, G, G, G, N}, .says = "may not be the authority for the subject of leaf",
		.openssl = "permitted subtree violation",
		.because = "certtool does not compare subjects with name constraints"},
	{"the subject permitted, in other letters", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = BELOW_LEAF},
		.ours = {G, G, G, G, N}},
	{"the subject of an authority below not permitted", "ldm", .by = 'd',
		.middle = {.extra_oid = "2.5.29.30", .extra = BELOW_LEAF}, .ours = {B, G, G, G, N},
		.says = "for the subject of deeper", .openssl = "permitted subtree violation",
		.because = "certtool does not compare subjects with name constraints"},
	{"no subject, where some are permitted", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = BELOW_EXAMPLE},
		.leaf = {.no_name = true, .sans_critical = true}, .ours = {G, G, G, G, N}},
	{"the subject excluded", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = NOT_BELOW_LEAF},
		.ours = {B, G, G, G, N}, .openssl = "excluded subtree violation",
		.certtool = "violates the signer's constraints"},
	{"another subject excluded", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = NOT_BELOW_EXAMPLE},
		.ours = {B, G, G, G, N}, .certtool = "violates the signer's constraints",
		.because =
			"GnuTLS refuses whatever an authority that excludes a subject has issued, and we go by its last word; this subject is another one"},
	{"a mail address not permitted", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = MAIL_OF_NET},
		.names = "DNS:mail.example.org EMAIL:postmaster@example.org", .ours = {B, G, G, G, N},
		.openssl = "permitted subtree violation", .certtool = "violates the signer's constraints"},
	{"a URI not permitted", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = URIS_OF_NET},
		.names = "DNS:mail.example.org URI:imap://mail.example.org/", .ours = {N, G, G, G, N},
		.openssl = "permitted subtree violation",
		.because =
			"certtool does not compare URIs with name constraints; nor do we, but we say so and trust nothing then"},
	{"a service not permitted", "lm", .middle = {.extra_oid = "2.5.29.30", .extra = SERVICES_OF_NET},
		.names = "SRV:_imap.mail.example.org", .ours = {N, G, G, G, N},
		.says = "limits services or other names", .openssl = "hostname mismatch",
		.certtool = "name in the certificate does not match"},
	{"the authority's own name is not permitted", "ldm", .by = 'd', .root = {.permitted = "example.org"},
		.ours = {G, G, G, G, N}},
	{"unknown critical extension of the leaf", "lm", .leaf = {.strange_extension = true}, .ours = {B, G, G, G, N},
		.openssl = "unhandled critical extension", .certtool = "unknown critical extension"},
	{"unknown critical extension of the intermediate", "lm", .middle = {.strange_extension = true},
		.ours = {B, G, G, G, N}, .openssl = "unhandled critical extension",
		.certtool = "unknown critical extension"},
	{"unknown critical extension of the root", "lm", .root = {.strange_extension = true}, .ours = {B, G, G, G, N},
		.openssl = "unhandled critical extension", .certtool = "unknown critical extension"},
	{"unknown extension that is not critical", "lm",
		.leaf = {.extra_oid = "1.3.6.1.4.1.99999.2", .extra = BYTES_LITERAL("\x05\x00")},
		.ours = {G, G, G, G, N}},
};

const struct rows rows_limits = ROWS(table);
