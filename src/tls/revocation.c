/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * revocation: what is revoked weighs most, then what is wrong with a response; from the server's certificate upwards.
 */
#include "tls/revocation.h"

#include "model/tls_names.h"
#include "tls/checks.h"
#include <stdio.h>

enum { REASON_MAX = 1400, SHOWN_MAX = 2 };

#define SAY(result, ...) verdict_say(path->arena, result, __VA_ARGS__)

/* The response for the certificate at that place of the list; NULL: none. */
static const struct staple_facts *staple_of(const struct path *path, size_t index)
{
	return path->request->certs[index].staple;
}

static bool is_bad(const struct path *path, size_t index)
{
	const struct staple_facts *staple = staple_of(path, index);

	return staple && staple_result(staple->status) == VERDICT_BAD;
}

/* Nothing for the server's certificate; «certificate 2 of 3 (Example CA): » for any other. */
static const char *label(const struct path *path, size_t index)
{
	const struct cert_facts *cert = &path->request->certs[index];

	if (!index)
		return "";
	return arena_printf(path->arena, "certificate %zu of %zu (%s): ", index + 1, path->request->count,
		cert->parse_error ? "unreadable" : verdict_cert_name(path->arena, cert));
}

/* What is wrong */

static bool find_worst(const struct path *path, size_t *ret_index, size_t *ret_count)
{
	size_t worst = 0, count = 0;

	for (size_t i = 0; i < path->request->count; i++) {
		if (!is_bad(path, i))
			continue;
		if (!count++ || (staple_of(path, i)->status == STAPLE_REVOKED &&
					staple_of(path, worst)->status != STAPLE_REVOKED))
			worst = i;
	}
	*ret_index = worst;
	*ret_count = count;
	return count > 0;
}

static struct verdict say_worst(const struct path *path, size_t index, size_t count)
{
	const char *reason = staple_of(path, index)->reason;

	if (count == 1)
		return SAY(VERDICT_BAD, "%s%s", label(path, index), reason);
	return SAY(VERDICT_BAD, "%s%s; and %zu more stapled response%s no good", label(path, index), reason, count - 1,
		count == 2 ? " is" : "s are");
}

/* Nothing is */

/* Behind the sentence on the server's certificate: what was stapled for the others. */
static size_t append_others(const struct path *path, char *text, size_t size)
{
	size_t count = 0;

	for (size_t i = 1; i < path->request->count; i++) {
		if (!staple_of(path, i))
			continue;
		if (count++ < SHOWN_MAX)
			snprintf(text + strlen(text), size - strlen(text), "; %s%s", label(path, i),
				staple_of(path, i)->reason);
	}
	if (count > SHOWN_MAX)
		snprintf(text + strlen(text), size - strlen(text), "; and %zu more", count - SHOWN_MAX);
	return count;
}

static enum verdict_result best_result(const struct path *path)
{
	enum verdict_result result = staple_result(staple_of(path, 0)->status);

	for (size_t i = 1; i < path->request->count; i++)
		if (result == VERDICT_GOOD && staple_of(path, i) && staple_of(path, i)->status == STAPLE_OLD)
			result = VERDICT_WARN;
	return result;
}

static struct verdict say_rest(const struct path *path)
{
	const struct staple_facts *leaf = staple_of(path, 0);
	char others[REASON_MAX] = "";

	size_t count = append_others(path, others, sizeof(others));
	if (leaf)
		return SAY(best_result(path), "%s%s", leaf->reason, others);
	return SAY(VERDICT_NOT_CHECKED, "no response was stapled%s%s", count ? " for the server's certificate" : "",
		others);
}

static struct verdict judge_staples(const struct path *path)
{
	const struct check *must = &path_facts(path, 0)->checks[CHECK_MUST_STAPLE];
	size_t worst = 0, count = 0;
	bool bad = find_worst(path, &worst, &count);

	if (must->result == CHECK_FAILED && !staple_of(path, 0) &&
		!(bad && staple_of(path, worst)->status == STAPLE_REVOKED))
		return SAY(VERDICT_BAD, "the certificate %s", must->reason);
	return bad ? say_worst(path, worst, count) : say_rest(path);
}

/* With the lists */

static bool is_covered(const struct path *path, size_t step)
{
	const struct cert_facts *cert = path_facts(path, step);

	return cert->checks[CHECK_REVOCATION].result != CHECK_NOT_DONE ||
	       (cert->staple && cert->staple->status == STAPLE_GOOD);
}

static bool all_covered(const struct path *path)
{
	for (size_t i = 0; i < path->len; i++)
		if (!is_covered(path, i))
			return false;
	return path->len > 0;
}

/* The server's certificate has no response that could be checked. */
static struct verdict judge_lists(const struct path *path, const struct verdict *staple)
{
	const struct check *leaf = &path_facts(path, 0)->checks[CHECK_REVOCATION];

	if (all_covered(path))
		return SAY(VERDICT_GOOD, "%s; %s", leaf->reason, staple->reason);
	return SAY(VERDICT_NOT_CHECKED, "%s; %s%s", staple->reason,
		leaf->result == CHECK_PASSED ? "the certificate is " : "",
		leaf->result == CHECK_PASSED ? "on no list, but there is none for all of its issuers" : leaf->reason);
}

struct verdict revocation_judge(struct path *path)
{
	struct verdict listed;

	if (!path->len)
		return SAY(VERDICT_NOT_CHECKED, "%s",
			path->too_long ? "the chain is too long to be judged" : "the certificate cannot be read");
	if (checks_failure(path, CHECK_REVOCATION, CHECK_REVOCATION, &listed))
		return listed;
	struct verdict staple = judge_staples(path);
	if (staple.result != VERDICT_NOT_CHECKED || !path->request->crls)
		return staple;
	return judge_lists(path, &staple);
}
