/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crl: a list counts when the certificate's own issuer signed it, it is fresh, and it is a whole one.
 */
#include "tls/crl.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/safe.h"
#include "tls/checks.h"
#include "tls/pem.h"
#include <inttypes.h>
#include <stdlib.h>

enum { FILE_MAX = 64 << 20, NO_DATE = -1 };

struct crls {
	gnutls_x509_crl_t *lists; /* GnuTLS's memory */
	unsigned count;
};

/* The file */

static bool import(struct crls *crls, struct bytes text)
{
	gnutls_datum_t datum = {(unsigned char *)text.data, (unsigned)text.len};

	if (gnutls_x509_crl_list_import2(&crls->lists, &crls->count, &datum, GNUTLS_X509_FMT_PEM, 0) >= 0)
		return crls->count > 0;
	crls->lists = NULL;
	crls->count = 0;
	return gnutls_x509_crl_list_import2(&crls->lists, &crls->count, &datum, GNUTLS_X509_FMT_DER, 0) >= 0 &&
	       crls->count > 0;
}

struct crls *crls_new(const char *file, struct error *error)
{
	struct crls *crls = alloc_zero(1, sizeof(*crls));
	struct buffer text;
	char shown[256];

	buffer_init(&text, FILE_MAX);
	bool good = pem_read_file(file, &text, error);
	if (good && !import(crls, buffer_bytes(&text)))
		good = error_set(error, ERROR_USAGE, 0, "%s: there is no revocation list (CRL) in it",
			safe_text(shown, sizeof(shown), bytes_str(file), SAFE_UTF8));
	buffer_done(&text);
	if (good)
		return crls;
	crls_free(crls);
	return NULL;
}

void crls_free(struct crls *crls)
{
	if (!crls)
		return;
	for (unsigned i = 0; crls->lists && i < crls->count; i++)
		gnutls_x509_crl_deinit(crls->lists[i]);
	gnutls_free(crls->lists);
	free(crls);
}

/* One list */

/* A list about part of the certificates, or about changes only, says so in an extension that must be understood. */
static bool is_whole(gnutls_x509_crl_t list)
{
	enum { EXTENSIONS_MAX = 64 };

	for (unsigned i = 0; i < EXTENSIONS_MAX; i++) {
		char oid[128];
		size_t size = sizeof(oid);
		unsigned critical = 0;
		if (gnutls_x509_crl_get_extension_info(list, i, oid, &size, &critical) < 0)
			return true;
		if (critical)
			return false;
	}
	return false;
}

/*
 * Why the signature does not count; NULL: it does. GnuTLS compares the list's dates with the machine's clock, whatever it is
 * asked; we judge them for our own date.
 */
static const char *unsigned_why(gnutls_x509_crl_t list, gnutls_x509_crt_t issuer)
{
	const unsigned dates = GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE | GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED;
	unsigned status = GNUTLS_CERT_INVALID, usage = 0;

	if (path_key_too_large(issuer))
		return "is signed with a key that is too large to be computed with";
	if (gnutls_x509_crt_get_key_usage(issuer, &usage, NULL) >= 0 && !(usage & GNUTLS_KEY_CRL_SIGN))
		return "is signed with a key that is not meant for lists (no cRLSign)";
	if (gnutls_x509_crl_verify(list, &issuer, 1, PATH_FLAGS, &status) < 0)
		return "is not signed by it";
	return !status || (status & dates && !(status & ~(dates | GNUTLS_CERT_INVALID))) ? NULL : "is not signed by it";
}

/* Why the list cannot be relied on; NULL: it can. */
static const char *unfit(gnutls_x509_crl_t list, int64_t now)
{
	int64_t next = gnutls_x509_crl_get_next_update(list);

	if (!is_whole(list))
		return "covers only a part of what it issued, or is of a kind that is not known here";
	if (now < gnutls_x509_crl_get_this_update(list))
		return "is from a later date";
	if (next != NO_DATE && now > next)
		return "is stale";
	return NULL;
}

/* The date of revocation, or NO_DATE when the certificate is not listed. */
static int64_t revoked_on(gnutls_x509_crl_t list, gnutls_x509_crt_t crt)
{
	unsigned char wanted[256], serial[256];
	size_t wanted_len = sizeof(wanted), len = sizeof(serial);
	gnutls_x509_crl_iter_t iter = NULL;
	time_t date = 0, found = NO_DATE;

	if (gnutls_x509_crt_get_serial(crt, wanted, &wanted_len) < 0)
		return NO_DATE;
	while (found == NO_DATE && gnutls_x509_crl_iter_crt_serial(list, &iter, serial, &len, &date) >= 0) {
		if (bytes_equal(bytes_of(wanted, wanted_len), bytes_of(serial, len)))
			found = date == NO_DATE ? 0 : date;
		len = sizeof(serial);
	}
	gnutls_x509_crl_iter_deinit(iter);
	return found;
}

/* One certificate */

static void check_against(struct path *path, size_t step, gnutls_x509_crl_t list)
{
	struct cert_facts *facts = path_facts(path, step);
	const char *issuer = verdict_cert_name(path->arena, path_issuer_facts(path, step));
	const char *forged = unsigned_why(list, path_issuer(path, step));
	const char *why = forged ? forged : unfit(list, path->request->now);
	int64_t date = forged ? NO_DATE : revoked_on(list, path_crt(path, step));
	char text[32];

	if (date != NO_DATE)
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_FAILED,
			"is REVOKED since %s UTC, says the list of %s", clock_date(text, sizeof(text), date), issuer);
	else if (why)
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_NOT_DONE, "the list of %s %s (%s UTC)", issuer,
			why, clock_date(text, sizeof(text), gnutls_x509_crl_get_this_update(list)));
	else
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_PASSED, "not on the list of %s of %s UTC",
			issuer, clock_date(text, sizeof(text), gnutls_x509_crl_get_this_update(list)));
}

/* A failure stays, and a passed check gives way to nothing but a failure. */
static bool is_settled(const struct cert_facts *facts)
{
	return facts->checks[CHECK_REVOCATION].result == CHECK_FAILED;
}

static void check_step(struct path *path, size_t step)
{
	const struct crls *crls = path->request->crls;
	struct cert_facts *facts = path_facts(path, step);
	gnutls_x509_crt_t issuer = path_issuer(path, step);

	if (path->anchor_is_top && step + 1 == path->len)
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_NOT_NEEDED, "it is itself in the trust store");
	else if (!crls)
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_NOT_DONE, "no revocation list was given");
	else if (!issuer)
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_NOT_DONE, "its issuer is not at hand");
	else
		checks_set(path->arena, facts, CHECK_REVOCATION, CHECK_NOT_DONE,
			"no revocation list of its issuer was given");
	for (unsigned i = 0; crls && issuer && i < crls->count && !is_settled(facts); i++) {
		struct check before = facts->checks[CHECK_REVOCATION];
		if (!gnutls_x509_crl_check_issuer(crls->lists[i], issuer))
			continue;
		check_against(path, step, crls->lists[i]);
		if (before.result == CHECK_PASSED && !is_settled(facts))
			facts->checks[CHECK_REVOCATION] = before;
	}
}

void crls_check(struct path *path)
{
	for (size_t i = 0; i < path->len; i++)
		check_step(path, i);
	if (path->anchor && !path->anchor_is_top)
		checks_set(path->arena, path->anchor_facts, CHECK_REVOCATION, CHECK_NOT_NEEDED,
			"it is itself in the trust store");
}
