/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * staple: the response is believed only when the leaf's issuer signed it, or somebody whom the issuer named for that (RFC
 * 6960 §4.2.2.2), it speaks of this certificate of this issuer, and it is fresh.
 */
#include "tls/staple.h"

#include "base/clock.h"
#include "base/safe.h"
#include "tls/checks.h"
#include "tls/der.h"
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/ocsp.h>
#include <inttypes.h>

enum { DAY = 86400, SKEW = 300, NO_DATE = -1, SINGLES_MAX = 64, SIGNERS_MAX = 8, OLD_DAYS = 7 };

#define SAY(result, ...) verdict_say(work->path->arena, result, __VA_ARGS__)

struct work {
	struct path *path;
	gnutls_ocsp_resp_t response;
	gnutls_x509_crt_t leaf;
	gnutls_x509_crt_t issuer;
	const struct cert_facts *issuer_facts;
	unsigned single;          /* the entry that is about the leaf */
	const char *signer_fault; /* why nobody who may sign it did */
	char by[200];             /* " by its responder X"; empty: by the issuer itself */
};

/* The entry */

/* The certificate's issuer must be the very one: name and key (RFC 6960 §4.1.1). */
static bool same_issuer_key(const struct work *work, unsigned index)
{
	gnutls_digest_algorithm_t hash;
	gnutls_datum_t stated = {NULL, 0};
	unsigned char digest[64];
	struct bytes key;
	bool same = false;

	if (gnutls_ocsp_resp_get_single(
		    work->response, index, &hash, NULL, &stated, NULL, NULL, NULL, NULL, NULL, NULL) < 0)
		return false;
	unsigned len = gnutls_hash_get_len(hash);
	if (der_public_key(work->issuer_facts->der, &key) && len && len <= sizeof(digest) &&
		gnutls_hash_fast(hash, key.data, key.len, digest) >= 0)
		same = bytes_equal(bytes_of(stated.data, stated.size), bytes_of(digest, len));
	gnutls_free(stated.data);
	return same;
}

static bool find_single(struct work *work)
{
	for (unsigned i = 0; i < SINGLES_MAX; i++) {
		int result = gnutls_ocsp_resp_check_crt(work->response, i, work->leaf);
		if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
			return false;
		if (result < 0 || (work->issuer && !same_issuer_key(work, i)))
			continue;
		work->single = i;
		return true;
	}
	return false;
}

/* The signature */

/* ResponseData is what is signed: the first element of the BasicOCSPResponse (RFC 6960 §4.2.1). */
static bool signed_part(const struct work *work, gnutls_datum_t *ret_whole, struct bytes *ret_data)
{
	gnutls_datum_t whole = {NULL, 0};
	unsigned char tag;
	struct bytes outer, inner, content;

	if (gnutls_ocsp_resp_get_response(work->response, NULL, &whole) < 0)
		return false;
	struct bytes rest = bytes_of(whole.data, whole.size);
	if (der_next(&rest, &tag, &outer, &inner) && der_next(&inner, &tag, ret_data, &content)) {
		*ret_whole = whole;
		return true;
	}
	gnutls_free(whole.data);
	return false;
}

/* By that key itself: GnuTLS's own function accepts delegates, too, whose dates it cannot check for another day. */
static bool made_by(const struct work *work, gnutls_x509_crt_t signer)
{
	int algorithm = gnutls_ocsp_resp_get_signature_algorithm(work->response);
	gnutls_datum_t whole = {NULL, 0}, signature = {NULL, 0};
	gnutls_pubkey_t key = NULL;
	struct bytes data;
	bool good = false;

	if (path_key_too_large(signer) || !signed_part(work, &whole, &data))
		return false;
	gnutls_datum_t in = {(unsigned char *)data.data, (unsigned)data.len};
	if (gnutls_ocsp_resp_get_signature(work->response, &signature) >= 0 && gnutls_pubkey_init(&key) >= 0 &&
		gnutls_pubkey_import_x509(key, signer, 0) >= 0)
		good = gnutls_pubkey_verify_data2(key, (gnutls_sign_algorithm_t)algorithm, 0, &in, &signature) >= 0;
	gnutls_pubkey_deinit(key);
	gnutls_free(signature.data);
	gnutls_free(whole.data);
	return good;
}

static bool may_sign_responses(gnutls_x509_crt_t crt)
{
	enum { PURPOSES_MAX = 64 };

	for (unsigned i = 0; i < PURPOSES_MAX; i++) {
		char oid[128];
		size_t size = sizeof(oid);
		if (gnutls_x509_crt_get_key_purpose_oid(crt, i, oid, &size, NULL) < 0)
			return false;
		if (!strcmp(oid, GNUTLS_KP_OCSP_SIGNING))
			return true;
	}
	return false;
}

/* Whether the embedded certificate, which made the signature, may speak for the issuer. */
static bool is_delegate(struct work *work, gnutls_x509_crt_t signer)
{
	int64_t now = work->path->request->now;

	if (path_link(signer, work->issuer) != LINK_SIGNED)
		work->signer_fault = "it is signed by somebody whom the issuer of the certificate did not certify";
	else if (!may_sign_responses(signer))
		work->signer_fault =
			"it is signed with a certificate of the issuer that is not meant for that (no OCSPSigning)";
	else if (now > gnutls_x509_crt_get_expiration_time(signer) || now < gnutls_x509_crt_get_activation_time(signer))
		work->signer_fault = "its responder's certificate is not within its dates";
	else
		return true;
	return false;
}

static void name_delegate(struct work *work, gnutls_x509_crt_t signer)
{
	gnutls_datum_t name = {NULL, 0};

	if (gnutls_x509_crt_get_dn3(signer, &name, 0) >= 0)
		safe_text(work->by, sizeof(work->by), bytes_of(name.data, name.size), SAFE_UTF8);
	gnutls_free(name.data);
}

static bool signed_by_delegate(struct work *work)
{
	gnutls_x509_crt_t *signers = NULL;
	size_t count = 0;
	bool good = false;

	if (gnutls_ocsp_resp_get_certs(work->response, &signers, &count) < 0)
		return false;
	for (size_t i = 0; !good && i < count && i < SIGNERS_MAX; i++)
		if (made_by(work, signers[i]) && is_delegate(work, signers[i])) {
			name_delegate(work, signers[i]);
			good = true;
		}
	for (size_t i = 0; i < count; i++)
		gnutls_x509_crt_deinit(signers[i]);
	gnutls_free(signers);
	return good;
}

static bool is_authentic(struct work *work)
{
	work->signer_fault = "it is not signed by the issuer of the certificate";
	return made_by(work, work->issuer) || signed_by_delegate(work);
}

static bool is_weak(const struct work *work, const char **ret_name)
{
	int algorithm = gnutls_ocsp_resp_get_signature_algorithm(work->response);
	gnutls_digest_algorithm_t hash = gnutls_sign_get_hash_algorithm((gnutls_sign_algorithm_t)algorithm);

	*ret_name = gnutls_sign_get_name((gnutls_sign_algorithm_t)algorithm);
	return hash == GNUTLS_DIG_MD2 || hash == GNUTLS_DIG_MD5 || hash == GNUTLS_DIG_SHA1;
}

/* What it says */

static const char *why_revoked(unsigned reason)
{
	static const char *const words[] = {[GNUTLS_X509_CRLREASON_KEYCOMPROMISE] = ": its key was compromised",
		[GNUTLS_X509_CRLREASON_CACOMPROMISE] = ": its authority was compromised",
		[GNUTLS_X509_CRLREASON_AFFILIATIONCHANGED] = ": its owner has changed",
		[GNUTLS_X509_CRLREASON_SUPERSEDED] = ": it was replaced",
		[GNUTLS_X509_CRLREASON_CESSATIONOFOPERATION] = ": it is no longer needed",
		[GNUTLS_X509_CRLREASON_CERTIFICATEHOLD] = ": it is on hold",
		[GNUTLS_X509_CRLREASON_PRIVILEGEWITHDRAWN] = ": a privilege was withdrawn"};

	return reason < sizeof(words) / sizeof(words[0]) && words[reason] ? words[reason] : "";
}

static struct verdict judge_freshness(struct work *work, int64_t this_update, int64_t next_update)
{
	int64_t now = work->path->request->now;
	const char *by = *work->by ? work->by : verdict_cert_name(work->path->arena, work->issuer_facts);
	char date[32], until[32];

	clock_date(date, sizeof(date), this_update);
	if (next_update != NO_DATE && now > next_update)
		return SAY(VERDICT_BAD, "the stapled response is stale: it was to be renewed by %s UTC",
			clock_date(until, sizeof(until), next_update));
	if (now + SKEW < this_update)
		return SAY(VERDICT_BAD, "the stapled response is from a later date: %s UTC", date);
	if (next_update == NO_DATE && now - this_update > (int64_t)OLD_DAYS * DAY)
		return SAY(VERDICT_WARN,
			"not revoked as of %s UTC, says %s, but that is long ago, and no end is stated", date, by);
	if (next_update == NO_DATE)
		return SAY(VERDICT_GOOD, "not revoked as of %s UTC, says %s", date, by);
	return SAY(VERDICT_GOOD, "not revoked as of %s UTC, says %s; good until %s UTC", date, by,
		clock_date(until, sizeof(until), next_update));
}

static struct verdict judge_status(struct work *work)
{
	unsigned status = GNUTLS_OCSP_CERT_UNKNOWN, reason = 0;
	time_t this_update = 0, next_update = 0, revoked = 0;
	char date[32];

	if (gnutls_ocsp_resp_get_single(work->response, work->single, NULL, NULL, NULL, NULL, &status, &this_update,
		    &next_update, &revoked, &reason) < 0 ||
		this_update == NO_DATE)
		return SAY(VERDICT_BAD, "the stapled response cannot be read");
	if (status == GNUTLS_OCSP_CERT_REVOKED)
		return SAY(VERDICT_BAD, "REVOKED on %s UTC%s", clock_date(date, sizeof(date), revoked),
			why_revoked(reason));
	if (status != GNUTLS_OCSP_CERT_GOOD)
		return SAY(VERDICT_BAD,
			"the responder does not know this certificate: its issuer may never have issued it");
	return judge_freshness(work, this_update, next_update);
}

/* RFC 6960 §4.2.1 */
static const char *error_words(int status)
{
	switch (status) {
	case GNUTLS_OCSP_RESP_MALFORMEDREQUEST: return "the request was malformed";
	case GNUTLS_OCSP_RESP_INTERNALERROR: return "an internal error";
	case GNUTLS_OCSP_RESP_TRYLATER: return "try later";
	case GNUTLS_OCSP_RESP_SIGREQUIRED: return "the request must be signed";
	case GNUTLS_OCSP_RESP_UNAUTHORIZED: return "it is not authorised to answer";
	default: return "an unknown one";
	}
}

static struct verdict judge_response(struct work *work)
{
	int status = gnutls_ocsp_resp_get_status(work->response);
	const char *algorithm;

	if (status != GNUTLS_OCSP_RESP_SUCCESSFUL)
		return SAY(VERDICT_BAD, "what is stapled is an error of the responder (%s)", error_words(status));
	if (!find_single(work))
		return SAY(VERDICT_BAD, "the stapled response is for another certificate");
	if (!work->issuer)
		return SAY(VERDICT_NOT_CHECKED, "a response is stapled, but the issuer that signs it is not at hand");
	if (is_weak(work, &algorithm))
		return SAY(VERDICT_BAD, "the stapled response is signed with %s, which can be forged", algorithm);
	if (!algorithm)
		return SAY(
			VERDICT_BAD, "the stapled response proves nothing: its signature is of a kind not known here");
	if (!is_authentic(work))
		return SAY(VERDICT_BAD, "the stapled response proves nothing: %s", work->signer_fault);
	return judge_status(work);
}

/* All */

static struct verdict judge_stapled(struct path *path)
{
	const struct bytes staple = path->request->staple;
	gnutls_datum_t der = {(unsigned char *)staple.data, (unsigned)staple.len};
	struct work state = {.path = path,
		.leaf = path_crt(path, 0),
		.issuer = path_issuer(path, 0),
		.issuer_facts = path_issuer_facts(path, 0)};
	struct work *work = &state;
	struct verdict verdict;

	if (path->links[0] != LINK_SIGNED)
		work->issuer = NULL;
	if (gnutls_ocsp_resp_init(&work->response) < 0)
		return SAY(VERDICT_NOT_CHECKED, "the stapled response could not be looked at");
	if (gnutls_ocsp_resp_import(work->response, &der) < 0)
		verdict = SAY(VERDICT_BAD, "the stapled response cannot be read: it is no OCSP response");
	else
		verdict = judge_response(work);
	gnutls_ocsp_resp_deinit(work->response);
	return verdict;
}

static void check_must_staple(struct path *path, enum verdict_result result)
{
	struct cert_facts *leaf = path_facts(path, 0);
	bool good = result == VERDICT_GOOD || result == VERDICT_WARN;

	for (size_t i = 1; i < path->len; i++)
		checks_set(path->arena, path_facts(path, i), CHECK_MUST_STAPLE, CHECK_NOT_NEEDED,
			"it is not the server's");
	if (path->anchor && !path->anchor_is_top)
		checks_set(
			path->arena, path->anchor_facts, CHECK_MUST_STAPLE, CHECK_NOT_NEEDED, "it is not the server's");
	if (!leaf->must_staple)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_NOT_NEEDED, "it does not demand it");
	else if (!path->request->staple.len)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_FAILED,
			"demands a stapled response (must-staple, RFC 7633), and none was sent");
	else if (result == VERDICT_NOT_CHECKED)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_NOT_DONE,
			"a response is stapled, but could not be checked");
	else
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, good ? CHECK_PASSED : CHECK_FAILED,
			good ? "a good response is stapled"
			     : "demands a stapled response (must-staple, RFC 7633), and the one that was sent is no good");
}

struct verdict staple_judge(struct path *path)
{
	struct verdict verdict;

	if (!path->len)
		return verdict_say(path->arena, VERDICT_NOT_CHECKED,
			path->too_long ? "the chain is too long to be judged" : "the certificate cannot be read");
	if (path->request->staple.len)
		verdict = judge_stapled(path);
	else
		verdict = verdict_say(path->arena, VERDICT_NOT_CHECKED, "no response was stapled");
	check_must_staple(path, verdict.result);
	const struct check *must = &path_facts(path, 0)->checks[CHECK_MUST_STAPLE];
	if (must->result == CHECK_FAILED && !path->request->staple.len)
		return verdict_say(path->arena, VERDICT_BAD, "the certificate %s", must->reason);
	return verdict;
}
