/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify: builds the path, has everything checked, and turns the checks into verdicts.
 */
#include "tls/verify.h"

#include "base/safe.h"
#include "tls/chain.h"
#include "tls/checks.h"
#include "tls/crl.h"
#include "tls/naming.h"
#include "tls/path.h"
#include "tls/revocation.h"
#include "tls/staple.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { DAY = 86400, SOON_DAYS = 14 };

#define SAY(result, ...) verdict_say(path->arena, result, __VA_ARGS__)

struct verdict verdict_say(struct arena *arena, enum verdict_result result, const char *format, ...)
{
	char text[2000];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return (struct verdict){.result = result, .reason = arena_text(arena, text)};
}

const char *verdict_safe(struct arena *arena, const char *text)
{
	char shown[160];

	return arena_text(arena, safe_text(shown, sizeof(shown), bytes_str(text ? text : ""), SAFE_UTF8));
}

const char *verdict_cert_name(struct arena *arena, const struct cert_facts *facts)
{
	if (facts->common_name && *facts->common_name)
		return verdict_safe(arena, facts->common_name);
	return verdict_safe(arena, *facts->subject ? facts->subject : "a certificate without a name");
}

/* Why there is no path to look at; NULL: there is one. */
static const char *no_path(const struct path *path)
{
	if (path->too_long)
		return "the chain is too long to be judged";
	return path->len ? NULL : "the certificate cannot be read";
}

/* Dates */

static struct verdict judge_dates(struct path *path)
{
	int64_t left = INT64_MAX;
	struct verdict failure;

	if (no_path(path))
		return SAY(VERDICT_NOT_CHECKED, "%s", no_path(path));
	if (checks_failure(path, CHECK_DATES, CHECK_DATES, &failure))
		return failure;
	for (size_t i = 0; i < path->len; i++)
		if (path_facts(path, i)->not_after - path->request->now < left)
			left = path_facts(path, i)->not_after - path->request->now;
	/* Not every client looks at the dates of its anchors (RFC 5280 §6.1.1 leaves them out), but many do. */
	if (checks_anchor_failure(path, CHECK_DATES, CHECK_DATES, VERDICT_WARN, &failure))
		return SAY(VERDICT_WARN, "%s; some clients refuse it", failure.reason);
	if (left / DAY < SOON_DAYS)
		return SAY(VERDICT_WARN, "expires in %" PRId64 " %s%s: renew it",
			left < (int64_t)2 * DAY ? left / 3600 : left / DAY, left < (int64_t)2 * DAY ? "hour" : "day",
			left / (left < (int64_t)2 * DAY ? 3600 : DAY) == 1 ? "" : "s");
	if (left == CERT_NO_END - path->request->now)
		return SAY(VERDICT_GOOD, "valid without an end");
	return SAY(VERDICT_GOOD, "valid for %" PRId64 " more days", left / DAY);
}

/* Strength */

static struct verdict judge_strength(struct path *path)
{
	struct verdict failure;

	if (no_path(path))
		return SAY(VERDICT_NOT_CHECKED, "%s", no_path(path));
	if (checks_failure(path, CHECK_ALGORITHM, CHECK_KEY_SIZE, &failure) ||
		checks_unknown(path, CHECK_ALGORITHM, CHECK_KEY_SIZE, &failure) ||
		checks_anchor_failure(path, CHECK_KEY_SIZE, CHECK_KEY_SIZE, VERDICT_WARN, &failure))
		return failure;
	const struct cert_facts *leaf = path_facts(path, 0);
	return SAY(VERDICT_GOOD, "%s %u bits, signed with %s", leaf->key, leaf->key_bits, leaf->signature);
}

/* All */

static void judge_all(struct path *path, struct verify_result *result)
{
	checks_run(path);
	staple_check(path);
	crls_check(path);
	result->verdicts[VERDICT_CHAIN] = chain_judge(path);
	result->verdicts[VERDICT_NAME] = naming_judge(path->arena, path->request);
	result->verdicts[VERDICT_DATES] = judge_dates(path);
	result->verdicts[VERDICT_STRENGTH] = judge_strength(path);
	result->verdicts[VERDICT_STAPLE] = revocation_judge(path);
	checks_copy_anchor(path);
	if (path->anchor)
		result->anchor_subject = path->anchor_facts->subject;
	chain_describe(path, &result->chain);
}

void verify_chain(struct arena *arena, struct trust *trust, const struct verify_request *request,
	struct verify_result *ret_result)
{
	struct verify_result result = {.anchor_subject = NULL};
	struct path path;

	path_init(&path, arena, trust, request);
	if (request->count)
		judge_all(&path, &result);
	else
		chain_describe(&path, &result.chain);
	for (int i = 0; !request->count && i < VERDICT_ASPECTS; i++)
		result.verdicts[i] = verdict_say(arena, VERDICT_NOT_CHECKED, "the server sent no certificate");
	path_done(&path);
	*ret_result = result;
}
