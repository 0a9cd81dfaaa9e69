/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_text: a few lines a target.
 */
#include "report/check_text.h"

#include <inttypes.h>

/* «12.3 ms» */
static bool append_time(struct buffer *out, const char *before, int64_t us)
{
	if (us < 0)
		return true;
	return buffer_printf(out, "%s%" PRId64 ".%" PRId64 " ms", before, us / 1000, us % 1000 / 100);
}

static bool append_tls(struct buffer *out, const struct checked *checked)
{
	if (!checked->encrypted)
		return true;
	return buffer_printf(out, "  %s, %s%s%s", checked->version, checked->cipher, *checked->group ? ", " : "",
		       checked->group) &&
	       append_time(out, "; handshake ", checked->took_us[STEP_HANDSHAKE]) &&
	       append_time(out, ", in all ", checked->total_us) && buffer_append_byte(out, '\n');
}

/* That no response was stapled is usual. */
static bool is_worth_telling(const struct checked *checked, int aspect)
{
	enum verdict_result result = checked->verdicts[aspect].result;

	return result != VERDICT_GOOD && (aspect != VERDICT_STAPLE || result != VERDICT_NOT_CHECKED);
}

static const char *word_of(enum verdict_result result)
{
	switch (result) {
	case VERDICT_GOOD: return "good";
	case VERDICT_WARN: return "beware";
	case VERDICT_BAD: return "bad";
	case VERDICT_NOT_CHECKED: return "not checked";
	}
	return "";
}

static bool append_verdicts(struct buffer *out, const struct checked *checked)
{
	for (int i = 0; checked->judged && i < VERDICT_ASPECTS; i++)
		if (is_worth_telling(checked, i) &&
			!buffer_printf(out, "  %s: %s: %s\n", verdict_aspect_name((enum verdict_aspect)i),
				word_of(checked->verdicts[i].result), checked->verdicts[i].reason))
			return false;
	return true;
}

/* What each means: starlit help ID. */
static bool append_findings(struct buffer *out, const struct checked *checked)
{
	for (size_t i = 0; i < checked->finding_count; i++) {
		const struct checked_finding *finding = &checked->findings[i];
		if (!buffer_printf(
			    out, "  %s: %s: %s\n", finding->id, finding_rank_name(finding->rank), finding->title))
			return false;
	}
	return true;
}

/* The verdict below says the same, with its aspect. */
static bool verdict_tells(const struct checked *checked)
{
	return checked->judged && checked->outcome >= OUTCOME_UNTRUSTED && checked->outcome <= OUTCOME_WEAK;
}

bool check_text_target(struct buffer *out, const struct checked *checked)
{
	bool tells = *checked->reason && !verdict_tells(checked);

	return buffer_printf(out, "%s: %s%s%s%s\n", checked->target, outcome_sentence(checked->outcome),
		       tells ? ": " : "", tells ? checked->reason : "",
		       checked->resumed ? " (from an earlier run)" : "") &&
	       append_tls(out, checked) && append_verdicts(out, checked) && append_findings(out, checked);
}

/* «998 of 1000 (99.8 %)», rounded down, so that only all are 100 % */
static bool append_share(struct buffer *out, const char *before, uint64_t count, uint64_t of)
{
	uint64_t permille = of ? count * 1000 / of : 0;

	return buffer_printf(out, "%s%" PRIu64 " of %" PRIu64, before, count, of) &&
	       (!of || buffer_printf(out, " (%" PRIu64 ".%" PRIu64 " %%)", permille / 10, permille % 10));
}

static bool append_outcomes(struct buffer *out, const struct metrics *metrics)
{
	const char *between = ": ";

	if (!buffer_printf(out, "%" PRIu64 " target%s", metrics->targets, metrics->targets == 1 ? "" : "s"))
		return false;
	for (int i = 0; i < OUTCOMES; i++) {
		if (!metrics->outcomes[i])
			continue;
		if (!buffer_printf(
			    out, "%s%" PRIu64 " %s", between, metrics->outcomes[i], outcome_name((enum outcome)i)))
			return false;
		between = ", ";
	}
	return buffer_printf(out, "%s\n", metrics->interrupted ? "; broken off before the end" : "");
}

static bool append_starttls(struct buffer *out, const struct metrics *metrics)
{
	if (!metrics->clear)
		return true;
	return append_share(out, "STARTTLS    offered ", metrics->offered, metrics->clear) &&
	       append_share(out, ", negotiated ", metrics->negotiated, metrics->clear) &&
	       append_share(out, ", refused ", metrics->refused, metrics->clear) && buffer_append_byte(out, '\n');
}

static bool append_names(struct buffer *out, const char *heading, const struct metrics_names *names)
{
	if (!names->used)
		return true;
	if (!buffer_printf(out, "%-12s", heading))
		return false;
	for (size_t i = 0; i < names->used; i++)
		if (!buffer_printf(out, "%s%s %" PRIu64, i ? ", " : "", names->rows[i].name, names->rows[i].count))
			return false;
	return (!names->others || buffer_printf(out, ", others %" PRIu64, names->others)) &&
	       buffer_append_byte(out, '\n');
}

static bool append_handshakes(struct buffer *out, const struct metrics_times *times)
{
	if (!times->count)
		return true;
	return append_time(out, "handshake   p50 ", metrics_percentile(times, 50)) &&
	       append_time(out, ", p90 ", metrics_percentile(times, 90)) &&
	       append_time(out, ", p99 ", metrics_percentile(times, 99)) &&
	       append_time(out, ", slowest ", times->max_us) && buffer_append_byte(out, '\n');
}

bool check_text_run(struct buffer *out, const struct metrics *metrics)
{
	return buffer_append_byte(out, '\n') && append_outcomes(out, metrics) && append_starttls(out, metrics) &&
	       append_share(out, "encrypted   ", metrics->encrypted, metrics->reached) &&
	       append_share(out, " reached, verified ", metrics->verified, metrics->encrypted) &&
	       buffer_append_byte(out, '\n') && append_names(out, "versions", &metrics->versions) &&
	       append_names(out, "ciphers", &metrics->ciphers) && append_handshakes(out, &metrics->handshake);
}
