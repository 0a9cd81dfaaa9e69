/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * staple: the response is believed only when the leaf's issuer signed it, or somebody whom the issuer named for that.
 */
#include "tls/staple.h"

#include "base/clock.h"
#include <gnutls/ocsp.h>

static struct verdict none_came(struct arena *arena, const struct verify_request *request)
{
	if (request->certs[0].must_staple)
		return verdict_say(arena, VERDICT_BAD,
			"the certificate demands a stapled response (must-staple), and none was sent");
	return verdict_say(arena, VERDICT_NOT_CHECKED, "no response was stapled");
}

/* Signed by the issuer itself, or by a responder that the issuer certified (RFC 6960 §4.2.2.2). */
static bool is_authentic(gnutls_ocsp_resp_t response, gnutls_x509_crt_t issuer)
{
	gnutls_x509_trust_list_t list;
	unsigned status = GNUTLS_OCSP_VERIFY_SIGNER_NOT_FOUND;

	if (gnutls_ocsp_resp_verify_direct(response, issuer, &status, 0) >= 0 && !status)
		return true;
	status = GNUTLS_OCSP_VERIFY_SIGNER_NOT_FOUND;
	if (gnutls_x509_trust_list_init(&list, 0) < 0)
		return false;
	gnutls_x509_trust_list_add_cas(list, &issuer, 1, 0);
	bool good = gnutls_ocsp_resp_verify(response, list, &status, 0) >= 0 && !status;
	gnutls_x509_trust_list_deinit(list, 0);
	return good;
}

static struct verdict judge_status(struct arena *arena, gnutls_ocsp_resp_t response, int64_t now)
{
	unsigned status = GNUTLS_OCSP_CERT_UNKNOWN, reason = 0;
	time_t this_update = 0, next_update = 0, revoked = 0;
	char date[32];

	if (gnutls_ocsp_resp_get_single(
		    response, 0, NULL, NULL, NULL, NULL, &status, &this_update, &next_update, &revoked, &reason) < 0)
		return verdict_say(arena, VERDICT_BAD, "the stapled response cannot be read");
	if (status == GNUTLS_OCSP_CERT_REVOKED)
		return verdict_say(arena, VERDICT_BAD, "REVOKED on %s UTC", clock_date(date, sizeof(date), revoked));
	if (next_update != (time_t)-1 && now > next_update)
		return verdict_say(arena, VERDICT_BAD, "the stapled response is stale: it was to be renewed by %s UTC",
			clock_date(date, sizeof(date), next_update));
	if (now < this_update)
		return verdict_say(arena, VERDICT_BAD, "the stapled response is from the future: %s UTC",
			clock_date(date, sizeof(date), this_update));
	if (status != GNUTLS_OCSP_CERT_GOOD)
		return verdict_say(arena, VERDICT_BAD, "the responder does not know this certificate");
	return verdict_say(
		arena, VERDICT_GOOD, "not revoked, as of %s UTC", clock_date(date, sizeof(date), this_update));
}

static struct verdict judge_response(struct arena *arena, const struct verify_request *request,
	gnutls_ocsp_resp_t response, gnutls_x509_crt_t leaf, gnutls_x509_crt_t issuer)
{
	if (gnutls_ocsp_resp_get_status(response) != GNUTLS_OCSP_RESP_SUCCESSFUL)
		return verdict_say(arena, VERDICT_BAD, "the stapled response is an error of the responder");
	if (gnutls_ocsp_resp_check_crt(response, 0, leaf) < 0)
		return verdict_say(arena, VERDICT_BAD, "the stapled response is for another certificate");
	if (!issuer)
		return verdict_say(arena, VERDICT_NOT_CHECKED,
			"a response is stapled, but the issuer that signs it is not known here");
	if (!is_authentic(response, issuer))
		return verdict_say(
			arena, VERDICT_BAD, "the stapled response is not signed by the issuer of the certificate");
	return judge_status(arena, response, request->now);
}

struct verdict staple_judge(
	struct arena *arena, const struct verify_request *request, gnutls_x509_crt_t leaf, gnutls_x509_crt_t issuer)
{
	gnutls_datum_t der = {(unsigned char *)request->staple.data, (unsigned)request->staple.len};
	gnutls_ocsp_resp_t response;
	struct verdict verdict;

	if (!leaf)
		return verdict_say(arena, VERDICT_NOT_CHECKED, "the certificate cannot be read");
	if (!request->staple.len)
		return none_came(arena, request);
	if (gnutls_ocsp_resp_init(&response) < 0)
		return verdict_say(arena, VERDICT_NOT_CHECKED, "the stapled response could not be looked at");
	if (gnutls_ocsp_resp_import(response, &der) < 0)
		verdict = verdict_say(arena, VERDICT_BAD, "the stapled response cannot be read");
	else
		verdict = judge_response(arena, request, response, leaf, issuer);
	gnutls_ocsp_resp_deinit(response);
	return verdict;
}
