/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * staple: a response is believed only when the issuer of the certificate that it came with signed it, or somebody whom that
 * issuer named for this (RFC 6960 §4.2.2.2), it speaks of this certificate of this issuer, and it is fresh.
 */
#include "tls/staple.h"

#include "base/clock.h"
#include "base/safe.h"
#include "model/tls_names.h"
#include "tls/checks.h"
#include "wire/der.h"
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/ocsp.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { DAY = 86400, SKEW = 300, NO_DATE = -1, SINGLES_MAX = 64, SIGNERS_MAX = 8, OLD_DAYS = 7 };

#define SAY(status, ...) say(work->path, status, __VA_ARGS__)

struct work {
	struct path *path;
	gnutls_ocsp_resp_t response;
	gnutls_x509_crt_t crt;    /* the certificate that it came with */
	gnutls_x509_crt_t issuer; /* NULL: not at hand */
	const struct cert_facts *issuer_facts;
	bool is_anchor;           /* the certificate is itself in the trust store */
	unsigned single;          /* the entry that is about the certificate */
	const char *signer_fault; /* why nobody who may sign it did */
	char by[200];             /* " by its responder X"; empty: by the issuer itself */
};

static struct staple_facts say(struct path *path, enum staple_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static struct staple_facts say(struct path *path, enum staple_status status, const char *format, ...)
{
	char text[600];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return (struct staple_facts){.status = status, .reason = arena_text(path->arena, text)};
}

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
		int result = gnutls_ocsp_resp_check_crt(work->response, i, work->crt);
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

static struct staple_facts judge_freshness(struct work *work, int64_t this_update, int64_t next_update)
{
	int64_t now = work->path->request->now;
	const char *by = *work->by ? work->by : verdict_cert_name(work->path->arena, work->issuer_facts);
	char date[32], until[32];

	clock_date(date, sizeof(date), this_update);
	if (next_update != NO_DATE && now > next_update)
		return SAY(STAPLE_EXPIRED, "the stapled response is stale: it was to be renewed by %s UTC",
			clock_date(until, sizeof(until), next_update));
	if (now + SKEW < this_update)
		return SAY(STAPLE_EARLY, "the stapled response is from a later date: %s UTC", date);
	if (next_update == NO_DATE && now - this_update > (int64_t)OLD_DAYS * DAY)
		return SAY(STAPLE_OLD, "not revoked as of %s UTC, says %s, but that is long ago, and no end is stated",
			date, by);
	if (next_update == NO_DATE)
		return SAY(STAPLE_GOOD, "not revoked as of %s UTC, says %s", date, by);
	return SAY(STAPLE_GOOD, "not revoked as of %s UTC, says %s; good until %s UTC", date, by,
		clock_date(until, sizeof(until), next_update));
}

static struct staple_facts judge_status(struct work *work)
{
	unsigned status = GNUTLS_OCSP_CERT_UNKNOWN, reason = 0;
	time_t this_update = 0, next_update = 0, revoked = 0;
	char date[32];

	if (gnutls_ocsp_resp_get_single(work->response, work->single, NULL, NULL, NULL, NULL, &status, &this_update,
		    &next_update, &revoked, &reason) < 0 ||
		this_update == NO_DATE)
		return SAY(STAPLE_MALFORMED, "the stapled response cannot be read");
	if (status == GNUTLS_OCSP_CERT_REVOKED)
		return SAY(STAPLE_REVOKED, "REVOKED on %s UTC%s", clock_date(date, sizeof(date), revoked),
			why_revoked(reason));
	if (status != GNUTLS_OCSP_CERT_GOOD)
		return SAY(STAPLE_UNKNOWN,
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

static struct staple_facts judge_response(struct work *work)
{
	int status = gnutls_ocsp_resp_get_status(work->response);
	const char *algorithm;

	if (status != GNUTLS_OCSP_RESP_SUCCESSFUL)
		return SAY(STAPLE_ERROR, "what is stapled is an error of the responder (%s)", error_words(status));
	if (!find_single(work))
		return SAY(STAPLE_OTHER, "the stapled response is for another certificate");
	if (work->is_anchor)
		return SAY(STAPLE_NOT_CHECKED,
			"a response is stapled, but the certificate is itself in the trust store, and its issuer is not looked for");
	if (!work->issuer)
		return SAY(STAPLE_NOT_CHECKED, "a response is stapled, but the issuer that signs it is not at hand");
	if (is_weak(work, &algorithm))
		return SAY(STAPLE_SIGNATURE, "the stapled response is signed with %s, which can be forged", algorithm);
	if (!algorithm)
		return SAY(STAPLE_SIGNATURE,
			"the stapled response proves nothing: its signature is of a kind not known here");
	if (!is_authentic(work))
		return SAY(STAPLE_SIGNATURE, "the stapled response proves nothing: %s", work->signer_fault);
	return judge_status(work);
}

/* One response */

/* The certificate at that step of the path, by that response. */
static struct staple_facts judge_step(struct path *path, size_t step, struct bytes response)
{
	gnutls_datum_t der = {(unsigned char *)response.data, (unsigned)response.len};
	struct work state = {.path = path,
		.crt = path_crt(path, step),
		.issuer = path->links[step] == LINK_SIGNED ? path_issuer(path, step) : NULL,
		.issuer_facts = path_issuer_facts(path, step),
		.is_anchor = path->anchor_is_top && step + 1 == path->len};
	struct work *work = &state;
	struct staple_facts facts;

	if (!response.len)
		return SAY(STAPLE_MALFORMED, "the stapled response cannot be read: it does not have its form in TLS");
	if (gnutls_ocsp_resp_init(&work->response) < 0)
		return SAY(STAPLE_NOT_CHECKED, "the stapled response could not be looked at");
	if (gnutls_ocsp_resp_import(work->response, &der) < 0)
		facts = SAY(STAPLE_MALFORMED, "the stapled response cannot be read: it is no OCSP response");
	else
		facts = judge_response(work);
	gnutls_ocsp_resp_deinit(work->response);
	return facts;
}

/* Of the certificate that was sent at that place; one that was sent twice stands at the same step. */
static bool find_step(const struct path *path, size_t index, size_t *ret_step)
{
	const struct cert_facts *certs = path->request->certs;

	for (size_t step = 0; step < path->len; step++)
		if (!memcmp(path_facts(path, step)->sha256, certs[index].sha256, sizeof(certs[index].sha256))) {
			*ret_step = step;
			return true;
		}
	return false;
}

static const char *why_not(const struct path *path, const struct cert_facts *facts)
{
	if (path->too_long)
		return "the chain is too long to be judged";
	if (facts->parse_error || facts->place == PLACE_UNREADABLE)
		return "the certificate cannot be read";
	return facts->place == PLACE_ANCHOR ? "the certificate is itself in the trust store"
					    : "the certificate is not on the path";
}

static void check_one(struct path *path, size_t index)
{
	struct cert_facts *cert = &path->request->certs[index];
	struct staple_facts *facts = arena_alloc(path->arena, sizeof(*facts));
	size_t step;

	if (!facts)
		return;
	if (find_step(path, index, &step))
		*facts = judge_step(path, step, path->request->staples[index].response);
	else
		*facts = say(path, STAPLE_NOT_CHECKED, "a response is stapled, but %s", why_not(path, cert));
	cert->staple = facts;
}

/* All */

static void check_demand(struct path *path, struct cert_facts *leaf)
{
	const struct staple_facts *staple = leaf->staple;

	if (!leaf->must_staple)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_NOT_NEEDED, "it does not demand it");
	else if (!staple)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_FAILED,
			"demands a stapled response (must-staple, RFC 7633), and none was sent");
	else if (staple->status == STAPLE_NOT_CHECKED)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_NOT_DONE,
			"a response is stapled, but could not be checked");
	else if (staple_result(staple->status) == VERDICT_BAD)
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_FAILED,
			"demands a stapled response (must-staple, RFC 7633), and the one that was sent is no good");
	else
		checks_set(path->arena, leaf, CHECK_MUST_STAPLE, CHECK_PASSED, "a good response is stapled");
}

/* Of an authority it is a demand on those below (RFC 7633 §4.2.2), and none on what is sent for itself. */
static void check_must_staple(struct path *path)
{
	for (size_t i = 1; i < path->len; i++)
		checks_set(path->arena, path_facts(path, i), CHECK_MUST_STAPLE, CHECK_NOT_NEEDED,
			"it is not the server's");
	if (path->anchor && !path->anchor_is_top)
		checks_set(
			path->arena, path->anchor_facts, CHECK_MUST_STAPLE, CHECK_NOT_NEEDED, "it is not the server's");
	if (path->len)
		check_demand(path, path_facts(path, 0));
}

void staple_check(struct path *path)
{
	const struct staple *staples = path->request->staples;

	for (size_t i = 0; staples && i < path->request->count; i++)
		if (staples[i].came)
			check_one(path, i);
	check_must_staple(path);
}
