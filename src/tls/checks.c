/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checks: what is the matter with each certificate by itself (dates, key, algorithm); its place on the path is examined in
 * constraints.c. Reasons stand behind the certificate's name: «expired 3 days ago».
 */
#include "tls/checks.h"

#include "base/clock.h"
#include "tls/constraints.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { DAY = 86400, HOUR = 3600, EPOCH_2024 = 1704067200 };
enum { RSA_GOOD = 2048, EC_GOOD = 224 };

void checks_set(struct arena *arena, struct cert_facts *facts, enum cert_check check, enum check_result result,
	const char *format, ...)
{
	char text[700];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	facts->checks[check] = (struct check){.result = result, .reason = arena_text(arena, text)};
}

/* Dates */

/* «3 days», «1 hour»; below an hour «less than an hour». */
static const char *duration(int64_t seconds, char *text, size_t size)
{
	int64_t unit = seconds >= (int64_t)2 * DAY ? DAY : HOUR;
	int64_t count = seconds / unit;

	if (!count)
		snprintf(text, size, "less than an hour");
	else
		snprintf(text, size, "%" PRId64 " %s%s", count, unit == DAY ? "day" : "hour", count == 1 ? "" : "s");
	return text;
}

static void check_dates(struct path *path, struct cert_facts *facts)
{
	char date[32], length[48];
	int64_t now = path->request->now, from = facts->not_before, until = facts->not_after;
	const char *hint = now < EPOCH_2024 && !path->request->as_of_given
				   ? "; but your own clock says an early year: is it right?"
				   : "";

	if (from == -1 || until == -1)
		checks_set(path->arena, facts, CHECK_DATES, CHECK_FAILED, "has dates that cannot be read");
	else if (until < from)
		checks_set(path->arena, facts, CHECK_DATES, CHECK_FAILED,
			"ends before it begins (%s UTC): it is never valid", clock_date(date, sizeof(date), until));
	else if (now > until)
		checks_set(path->arena, facts, CHECK_DATES, CHECK_FAILED, "expired %s ago (%s UTC)%s",
			duration(now - until, length, sizeof(length)), clock_date(date, sizeof(date), until), hint);
	else if (now < from)
		checks_set(path->arena, facts, CHECK_DATES, CHECK_FAILED, "is not valid before %s UTC, %s from now%s",
			clock_date(date, sizeof(date), from), duration(from - now, length, sizeof(length)), hint);
	else if (until == CERT_NO_END)
		checks_set(path->arena, facts, CHECK_DATES, CHECK_PASSED, "valid without an end");
	else
		checks_set(path->arena, facts, CHECK_DATES, CHECK_PASSED, "valid for %s more",
			duration(until - now, length, sizeof(length)));
}

/* Key and algorithm */

static void check_key(struct path *path, struct cert_facts *facts)
{
	bool is_ec = !strncmp(facts->key, "EC", 2) || !strncmp(facts->key, "EdDSA", 5);
	unsigned wanted = is_ec ? EC_GOOD : RSA_GOOD;

	if (!facts->key_bits || !strcmp(facts->key, "unknown"))
		checks_set(path->arena, facts, CHECK_KEY_SIZE, CHECK_NOT_DONE,
			"has a key of a kind that is not known here");
	else if (facts->key_bits < wanted)
		checks_set(path->arena, facts, CHECK_KEY_SIZE, CHECK_FAILED,
			"has a key of %u bits (%s); less than %u is too weak", facts->key_bits, facts->key, wanted);
	else
		checks_set(
			path->arena, facts, CHECK_KEY_SIZE, CHECK_PASSED, "%s, %u bits", facts->key, facts->key_bits);
}

/* The signature at the top protects nothing: an anchor is trusted because it is in the store, and any root signs itself. */
static void check_algorithm(struct path *path, struct cert_facts *facts, bool is_top)
{
	if (is_top)
		checks_set(path->arena, facts, CHECK_ALGORITHM, CHECK_NOT_NEEDED, "its signature protects nothing");
	else if (!strcmp(facts->signature, "unknown"))
		checks_set(path->arena, facts, CHECK_ALGORITHM, CHECK_NOT_DONE,
			"is signed with an algorithm that is not known here");
	else if (facts->signature_weak)
		checks_set(path->arena, facts, CHECK_ALGORITHM, CHECK_FAILED, "is signed with %s, which can be forged",
			facts->signature);
	else
		checks_set(path->arena, facts, CHECK_ALGORITHM, CHECK_PASSED, "%s", facts->signature);
}

static void check_alone(struct path *path, struct cert_facts *facts, bool is_top)
{
	check_dates(path, facts);
	check_key(path, facts);
	check_algorithm(path, facts, is_top);
}

/* The last step, when it is the anchor or a root that is not trusted. */
static bool is_top(const struct path *path, size_t step)
{
	return step + 1 == path->len &&
	       (path->anchor_is_top || (path->links[step] == LINK_MISSING && path_facts(path, step)->self_issued));
}

/* All */

static void say_why_not(struct path *path, struct cert_facts *facts, const char *why)
{
	for (int check = 0; check < CERT_CHECKS; check++)
		if (!facts->checks[check].reason)
			checks_set(path->arena, facts, (enum cert_check)check, CHECK_NOT_DONE, "%s", why);
}

static const char *why_not(const struct path *path, const struct cert_facts *facts)
{
	if (path->too_long)
		return "the chain is too long to be judged";
	if (facts->parse_error)
		return "it cannot be read";
	if (facts->place == PLACE_DUPLICATE)
		return "it is the same as an earlier one";
	return facts->place == PLACE_ALTERNATIVE ? "it is on another path" : "it is not on the path";
}

void checks_run(struct path *path)
{
	for (size_t i = 0; i < path->len; i++)
		check_alone(path, path_facts(path, i), is_top(path, i));
	if (path->anchor && !path->anchor_is_top)
		check_alone(path, path->anchor_facts, true);
	constraints_check(path);
	for (size_t i = 0; i < path->request->count; i++) {
		struct cert_facts *facts = &path->request->certs[i];
		if (facts->place == PLACE_UNKNOWN || facts->place == PLACE_DUPLICATE ||
			facts->place == PLACE_ALTERNATIVE || facts->place == PLACE_UNRELATED ||
			facts->place == PLACE_UNREADABLE)
			say_why_not(path, facts, why_not(path, facts));
	}
}

void checks_copy_anchor(struct path *path)
{
	for (size_t i = 0; path->anchor && !path->anchor_is_top && i < path->request->count; i++)
		if (path->request->certs[i].place == PLACE_ANCHOR)
			memcpy(path->request->certs[i].checks, path->anchor_facts->checks,
				sizeof(path->anchor_facts->checks));
}

bool checks_failure(struct path *path, enum cert_check first, enum cert_check last, struct verdict *ret_verdict)
{
	const char *name = NULL, *reason = NULL;
	size_t count = 0;

	for (size_t i = 0; i < path->len; i++)
		for (unsigned check = first; check <= last; check++) {
			if (path_facts(path, i)->checks[check].result != CHECK_FAILED)
				continue;
			if (!count++) {
				name = path_name(path, i);
				reason = path_facts(path, i)->checks[check].reason;
			}
		}
	if (!count)
		return false;
	if (count == 1)
		*ret_verdict = verdict_say(path->arena, VERDICT_BAD, "%s %s", name, reason);
	else
		*ret_verdict =
			verdict_say(path->arena, VERDICT_BAD, "%s %s; and there %s %zu more such problem%s on the path",
				name, reason, count == 2 ? "is" : "are", count - 1, count == 2 ? "" : "s");
	return true;
}

bool checks_anchor_failure(struct path *path, enum cert_check first, enum cert_check last, enum verdict_result result,
	struct verdict *ret_verdict)
{
	const struct cert_facts *facts = path->anchor_facts;

	for (unsigned check = first; facts && !path->anchor_is_top && check <= last; check++) {
		if (facts->checks[check].result != CHECK_FAILED)
			continue;
		*ret_verdict = verdict_say(path->arena, result, "the anchor %s %s",
			verdict_cert_name(path->arena, facts), facts->checks[check].reason);
		return true;
	}
	return false;
}

bool checks_unknown(struct path *path, enum cert_check first, enum cert_check last, struct verdict *ret_verdict)
{
	for (size_t i = 0; i <= path->len; i++) {
		const struct cert_facts *facts = i < path->len         ? path_facts(path, i)
						 : path->anchor_is_top ? NULL
								       : path->anchor_facts;
		for (unsigned check = first; facts && check <= last; check++) {
			if (facts->checks[check].result != CHECK_NOT_DONE)
				continue;
			*ret_verdict = verdict_say(path->arena, VERDICT_NOT_CHECKED, "%s %s",
				i ? verdict_cert_name(path->arena, facts) : "the certificate",
				facts->checks[check].reason);
			return true;
		}
	}
	return false;
}
