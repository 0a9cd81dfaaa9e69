/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls_names: the registries of RFC 8446 §11 as arrays.
 */
#include "model/tls_names.h"

#include <stddef.h>

const char *tls_record_name(uint8_t type)
{
	static const char *const names[] = {[20] = "change_cipher_spec",
		[21] = "alert",
		[22] = "handshake",
		[23] = "application_data",
		[24] = "heartbeat"};

	return type < sizeof(names) / sizeof(names[0]) ? names[type] : NULL;
}

const char *tls_message_name(uint8_t type)
{
	static const char *const names[] = {[0] = "HelloRequest",
		[1] = "ClientHello",
		[2] = "ServerHello",
		[3] = "HelloVerifyRequest",
		[4] = "NewSessionTicket",
		[5] = "EndOfEarlyData",
		[6] = "HelloRetryRequest",
		[8] = "EncryptedExtensions",
		[11] = "Certificate",
		[12] = "ServerKeyExchange",
		[13] = "CertificateRequest",
		[14] = "ServerHelloDone",
		[15] = "CertificateVerify",
		[16] = "ClientKeyExchange",
		[20] = "Finished",
		[21] = "CertificateURL",
		[22] = "CertificateStatus",
		[23] = "SupplementalData",
		[24] = "KeyUpdate",
		[25] = "CompressedCertificate"};

	return type < sizeof(names) / sizeof(names[0]) ? names[type] : NULL;
}

const char *tls_alert_name(uint8_t alert)
{
	static const char *const names[] = {[0] = "close_notify",
		[10] = "unexpected_message",
		[20] = "bad_record_mac",
		[21] = "decryption_failed",
		[22] = "record_overflow",
		[30] = "decompression_failure",
		[40] = "handshake_failure",
		[41] = "no_certificate",
		[42] = "bad_certificate",
		[43] = "unsupported_certificate",
		[44] = "certificate_revoked",
		[45] = "certificate_expired",
		[46] = "certificate_unknown",
		[47] = "illegal_parameter",
		[48] = "unknown_ca",
		[49] = "access_denied",
		[50] = "decode_error",
		[51] = "decrypt_error",
		[60] = "export_restriction",
		[70] = "protocol_version",
		[71] = "insufficient_security",
		[80] = "internal_error",
		[86] = "inappropriate_fallback",
		[90] = "user_canceled",
		[100] = "no_renegotiation",
		[109] = "missing_extension",
		[110] = "unsupported_extension",
		[111] = "certificate_unobtainable",
		[112] = "unrecognized_name",
		[113] = "bad_certificate_status_response",
		[114] = "bad_certificate_hash_value",
		[115] = "unknown_psk_identity",
		[116] = "certificate_required",
		[120] = "no_application_protocol",
		[121] = "ech_required"};

	return alert < sizeof(names) / sizeof(names[0]) ? names[alert] : NULL;
}

const char *tls_version_name(uint16_t code)
{
	switch (code) {
	case 0x0002: return "SSL 2.0";
	case 0x0300: return "SSL 3.0";
	case 0x0301: return "TLS 1.0";
	case 0x0302: return "TLS 1.1";
	case 0x0303: return "TLS 1.2";
	case 0x0304: return "TLS 1.3";
	default: return NULL;
	}
}

const char *cert_check_name(enum cert_check check)
{
	static const char *const names[CERT_CHECKS] = {[CHECK_DATES] = "dates",
		[CHECK_ALGORITHM] = "signature algorithm",
		[CHECK_KEY_SIZE] = "key size",
		[CHECK_SIGNATURE] = "signature",
		[CHECK_CA_FLAG] = "authority flag",
		[CHECK_PATH_LENGTH] = "path length",
		[CHECK_KEY_USAGE] = "key usage",
		[CHECK_PURPOSE] = "purpose",
		[CHECK_NAME_CONSTRAINTS] = "name constraints",
		[CHECK_CRITICAL] = "critical extensions",
		[CHECK_MUST_STAPLE] = "must-staple",
		[CHECK_REVOCATION] = "revocation list"};

	return (size_t)check < CERT_CHECKS ? names[check] : NULL;
}

const char *check_result_name(enum check_result result)
{
	static const char *const names[] = {[CHECK_NOT_DONE] = "not checked",
		[CHECK_PASSED] = "passed",
		[CHECK_FAILED] = "FAILED",
		[CHECK_NOT_NEEDED] = "does not apply"};

	return (size_t)result < sizeof(names) / sizeof(names[0]) ? names[result] : NULL;
}

const char *cert_place_name(enum cert_place place)
{
	static const char *const names[] = {[PLACE_UNKNOWN] = "not looked at",
		[PLACE_LEAF] = "server",
		[PLACE_ISSUER] = "issuer",
		[PLACE_ANCHOR] = "anchor",
		[PLACE_DUPLICATE] = "duplicate",
		[PLACE_UNRELATED] = "unrelated",
		[PLACE_UNREADABLE] = "unreadable"};

	return (size_t)place < sizeof(names) / sizeof(names[0]) ? names[place] : NULL;
}
