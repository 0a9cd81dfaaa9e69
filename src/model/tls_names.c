/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tls_names: one array for each enum.
 */
#include "model/tls_names.h"

#include <stddef.h>

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

const char *cert_name(const struct cert_facts *cert)
{
	if (cert->parse_error)
		return "cannot be read";
	if (cert->common_name && *cert->common_name)
		return cert->common_name;
	return *cert->subject ? cert->subject : "no name";
}

enum verdict_result staple_result(enum staple_status status)
{
	switch (status) {
	case STAPLE_NOT_CHECKED: return VERDICT_NOT_CHECKED;
	case STAPLE_GOOD: return VERDICT_GOOD;
	case STAPLE_OLD: return VERDICT_WARN;
	case STAPLE_REVOKED:
	case STAPLE_UNKNOWN:
	case STAPLE_EXPIRED:
	case STAPLE_EARLY:
	case STAPLE_OTHER:
	case STAPLE_MALFORMED:
	case STAPLE_ERROR:
	case STAPLE_SIGNATURE: return VERDICT_BAD;
	}
	return VERDICT_BAD;
}

const char *sct_source_name(enum sct_source source)
{
	static const char *const names[] = {[SCT_FROM_CERTIFICATE] = "certificate",
		[SCT_FROM_TLS] = "TLS extension",
		[SCT_FROM_OCSP] = "OCSP response"};

	return (size_t)source < sizeof(names) / sizeof(names[0]) ? names[source] : NULL;
}

const char *sct_result_name(enum sct_result result)
{
	static const char *const names[] = {[SCT_NOT_CHECKED] = "not checked", [SCT_GOOD] = "good", [SCT_BAD] = "BAD"};

	return (size_t)result < sizeof(names) / sizeof(names[0]) ? names[result] : NULL;
}
