/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_setup: what is chosen becomes a priority string, and a handshake with a server in memory that has just that.
 */
#include "../check_main.h"
#include "peer.h"
#include "tls/credentials.h"
#include "tls/priority.h"

#include <gnutls/abstract.h>
#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NO_FFDHE      ":-GROUP-FFDHE2048:-GROUP-FFDHE3072:-GROUP-FFDHE4096:-GROUP-FFDHE6144:-GROUP-FFDHE8192"
#define OLD           ":+SIGN-RSA-SHA1:+3DES-CBC"
#define NEW           "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define ONLY_12       "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define ECDHE_RSA_GCM ":-CIPHER-ALL:+AES-256-GCM:-MAC-ALL:+AEAD:-KX-ALL:+ECDHE-RSA"

START_TEST(priorities)
{
	static const struct {
		struct tls_settings settings;
		const char *text;
	} rows[] = {
		{{.versions = NULL}, TLS_PRIORITY},
		{{.versions = "1.3"}, "NORMAL:-VERS-ALL:+VERS-TLS1.3"},
		{{.versions = "1.2,1.3"}, NEW},
		{{.versions = "TLSv1.2:tls1_3"}, NEW},
		{{.versions = "1.2-"}, NEW},
		{{.versions = "-1.0"}, "NORMAL:-VERS-ALL:+VERS-TLS1.0" OLD},
		{{.versions = "1.0-1.2"}, "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0" OLD},
		{{.versions = " 1.0 , 1.2 "}, "NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.0" OLD},
		{{.versions = "1.1", .schemes = "RSA+SHA1", .ciphers = "RC4"},
			"NORMAL:-VERS-ALL:+VERS-TLS1.1:-CIPHER-ALL:+ARCFOUR-128:-MAC-ALL:+SHA1:+MD5:-SIGN-ALL:+SIGN-RSA-SHA1"},
		{{.priority = "SECURE256"}, "SECURE256"},
		{{.priority = "SECURE256", .versions = "1.2"}, "SECURE256:-VERS-ALL:+VERS-TLS1.2"},
		{{.priority = "NORMAL", .groups = "x25519"}, "NORMAL:-GROUP-ALL:+GROUP-X25519"},
		/* one suite in three spellings */
		{{.ciphers = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"}, ONLY_12 ECDHE_RSA_GCM},
		{{.ciphers = "ecdhe-rsa-aes256-gcm-sha384"}, ONLY_12 ECDHE_RSA_GCM},
		{{.ciphers = "TLS_ECDHE_RSA_AES_256_GCM_SHA384"}, ONLY_12 ECDHE_RSA_GCM},
		{{.ciphers = "AES128-SHA"}, ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+RSA"},
		{{.ciphers = "TLS_RSA_WITH_AES_128_CBC_SHA"},
			ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+RSA"},
		{{.ciphers = "DES-CBC3-SHA", .versions = "1.0"},
			"NORMAL:-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+3DES-CBC:-MAC-ALL:+SHA1:-KX-ALL:+RSA:+SIGN-RSA-SHA1"},
		{{.ciphers = "TLS_RSA_WITH_RC4_128_MD5"},
			ONLY_12 ":-CIPHER-ALL:+ARCFOUR-128:-MAC-ALL:+MD5:-KX-ALL:+RSA"},
		{{.ciphers = "ADH-AES128-SHA"}, ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+ANON-DH"},
		{{.ciphers = "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"},
			ONLY_12 ":-CIPHER-ALL:+AES-128-CBC:-MAC-ALL:+SHA1:-KX-ALL:+ANON-ECDH"},
		{{.ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305"},
			ONLY_12 ":-CIPHER-ALL:+CHACHA20-POLY1305:-MAC-ALL:+AEAD:-KX-ALL:+ECDHE-ECDSA"},
		/* TLS 1.3's have no key exchange, and RSA's of 1.2 none in OpenSSL's names */
		{{.ciphers = "TLS_AES_128_GCM_SHA256"},
			"NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:-MAC-ALL:+AEAD"},
		{{.ciphers = "AES128-GCM-SHA256"}, ONLY_12 ":-CIPHER-ALL:+AES-128-GCM:-MAC-ALL:+AEAD:-KX-ALL:+RSA"},
		/* ciphers and key exchanges alone */
		{{.ciphers = "AES-256-CBC"}, ONLY_12 ":-CIPHER-ALL:+AES-256-CBC:-MAC-ALL:+SHA1:+SHA256:+SHA384"},
		{{.ciphers = "CHACHA20"}, NEW ":-CIPHER-ALL:+CHACHA20-POLY1305:-MAC-ALL:+AEAD"},
		{{.ciphers = "anon"}, ONLY_12 ":-KX-ALL:+ANON-ECDH:+ANON-DH"},
		{{.ciphers = "dhe,AES-128-GCM"}, ONLY_12 ":-CIPHER-ALL:+AES-128-GCM:-MAC-ALL:+AEAD:-KX-ALL:+DHE-RSA"},
		{{.ciphers = "RC4:ECDHE-RSA-AES256-GCM-SHA384"},
			ONLY_12 ":-CIPHER-ALL:+ARCFOUR-128:+AES-256-GCM:-MAC-ALL:+SHA1:+MD5:+AEAD:+ECDHE-RSA"},
		/* groups and schemes */
		{{.groups = "P-256:secp384r1,X25519"},
			NEW ":-GROUP-ALL:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-X25519"},
		{{.groups = "prime256v1,ffdhe2048"}, NEW ":-GROUP-ALL:+GROUP-SECP256R1:+GROUP-FFDHE2048"},
		{{.groups = "dh512"}, NEW NO_FFDHE},
		{{.schemes = "rsa_pss_rsae_sha256:ed25519"},
			NEW ":-SIGN-ALL:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-EdDSA-Ed25519"},
		{{.schemes = "ECDSA+SHA256"}, NEW ":-SIGN-ALL:+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SHA256"},
		{{.schemes = "ecdsa-sha256,pss+sha384"}, NEW ":-SIGN-ALL:+SIGN-ECDSA-SHA256:+SIGN-RSA-PSS-RSAE-SHA384"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct priority priority;
		struct error error = {.sentence = ""};
		ck_assert_msg(priority_build(&rows[i].settings, 0, &priority, &error), "%s: %s", rows[i].text,
			error.sentence);
		ck_assert_str_eq(priority.text, rows[i].text);
	}
}
END_TEST

START_TEST(refusals)
{
	static const struct {
		struct tls_settings settings;
		const char *says;
	} rows[] = {
		{{.versions = "1.4"}, "--tls: \"1.4\" is not known; there are 1.0, 1.1, 1.2 and 1.3"},
		{{.versions = "ssl3"}, "--tls: \"ssl3\" cannot be spoken"},
		{{.versions = "1.3-1.0"}, "--tls: the range 1.3-1.0 has its ends the wrong way round"},
		{{.versions = "-"}, "--tls: \"-\" is not known"},
		{{.versions = ","}, "--tls: the list is empty"},
		{{.versions = "1.2-1.3-1.4"}, "is not known"},
		{{.ciphers = "foo"}, "--ciphers: \"foo\" is not known; nearest to it are"},
		{{.ciphers = "ECDHE-RSA-AES265-GCM-SHA384"}, "did you mean TLS_ECDHE_RSA_AES_256_GCM_SHA384"},
		{{.ciphers = "AES256-GMC"}, "did you mean"},
		{{.ciphers = "PSK-AES128-CBC-SHA"}, "is not known"},
		{{.ciphers = "TLS_AES_128_GCM_SHA256", .versions = "1.2"}, "they are of TLS 1.3"},
		{{.ciphers = "RC4", .versions = "1.3"}, "they are of TLS 1.2 and below"},
		{{.ciphers = "a\x1b[31m"}, "--ciphers: \"a^[[31m\" is not known"},
		{{.groups = "x25518"}, "--groups: \"x25518\" is not known; did you mean X25519"},
		{{.groups = "dh12"}, "is not known"},
		{{.groups = ""}, "--groups: the list is empty"},
		{{.schemes = "rsa_pss_sha256x"}, "--sigalgs: \"rsa_pss_sha256x\" is not known; did you mean"},
		{{.schemes = "rsa_pss_rsae_sha265"}, "did you mean rsa_pss_rsae_sha256"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct priority priority = {.text = "untouched"};
		struct error error = {.sentence = ""};
		ck_assert_msg(!priority_build(&rows[i].settings, 0, &priority, &error), "%s", rows[i].says);
		ck_assert_msg(strstr(error.sentence, rows[i].says) != NULL, "%s: %s", rows[i].says, error.sentence);
		ck_assert_int_eq(error.domain, ERROR_USAGE);
		ck_assert_str_eq(priority.text, "untouched");
	}
}
END_TEST

CHECK_MAIN("tls setup", priorities, refusals)
