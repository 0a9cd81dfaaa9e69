/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_prometheus: one buffer of lines for each metric.
 */
#include "report/check_prometheus.h"

#include "base/alloc.h"
#include "base/hashes.h"
#include <inttypes.h>
#include <stdlib.h>

enum family {
	FAMILY_SUCCESS,
	FAMILY_STATUS,
	FAMILY_OUTCOME,
	FAMILY_OFFERED,
	FAMILY_ENCRYPTED,
	FAMILY_VERIFIED,
	FAMILY_VERDICT,
	FAMILY_TLS,
	FAMILY_NOT_BEFORE,
	FAMILY_NOT_AFTER,
	FAMILY_STEP,
	FAMILY_TOTAL
};
enum { FAMILIES = FAMILY_TOTAL + 1, FAMILY_MAX = 32 << 20 };

static const struct {
	const char *name, *help;
} families[FAMILIES] = {
	[FAMILY_SUCCESS] = {"starlit_check_success", "Whether everything about the target is fine."},
	[FAMILY_STATUS] = {"starlit_check_status",
		"The exit status that a session with the target stands for; 0 is fine."},
	[FAMILY_OUTCOME] = {"starlit_check_outcome_info", "The same as a word."},
	[FAMILY_OFFERED] = {"starlit_check_starttls_offered",
		"Whether the server offers STARTTLS; absent where TLS comes first or it is not known."},
	[FAMILY_ENCRYPTED] = {"starlit_check_encrypted", "Whether a TLS handshake was completed."},
	[FAMILY_VERIFIED] = {"starlit_check_verified",
		"Whether chain and name of the certificate are right, and no verdict is bad."},
	[FAMILY_VERDICT] = {"starlit_check_verdict_info", "Each verdict on the certificate."},
	[FAMILY_TLS] = {"starlit_check_tls_info", "What was negotiated."},
	[FAMILY_NOT_BEFORE] = {"starlit_check_certificate_not_before_seconds",
		"From when on the server's certificate is valid, in seconds since 1970."},
	[FAMILY_NOT_AFTER] = {"starlit_check_certificate_not_after_seconds",
		"When the server's certificate expires, in seconds since 1970."},
	[FAMILY_STEP] = {"starlit_check_step_seconds", "How long each step took."},
	[FAMILY_TOTAL] = {"starlit_check_duration_seconds", "How long the whole session took."},
};

struct check_prometheus {
	struct buffer lines[FAMILIES];
	struct hashes seen;
	uint64_t dropped;
};

struct check_prometheus *check_prometheus_new(void)
{
	struct check_prometheus *prometheus = alloc_zero(1, sizeof(*prometheus));

	for (int i = 0; i < FAMILIES; i++)
		buffer_init(&prometheus->lines[i], FAMILY_MAX);
	hashes_init(&prometheus->seen, CHECK_PROMETHEUS_TARGETS);
	return prometheus;
}

void check_prometheus_free(struct check_prometheus *prometheus)
{
	if (!prometheus)
		return;
	for (int i = 0; i < FAMILIES; i++)
		buffer_done(&prometheus->lines[i]);
	hashes_done(&prometheus->seen);
	free(prometheus);
}

/* A label's value: backslash, quotation mark and line feed are escaped, and nothing else may be. */
static bool append_label(struct buffer *out, const char *before, const char *value)
{
	bool fits = buffer_append_text(out, before) && buffer_append_byte(out, '"');

	for (; fits && *value; value++) {
		if (*value == '\n')
			fits = buffer_append_text(out, "\\n");
		else if (*value == '\\' || *value == '"')
			fits = buffer_append_byte(out, '\\') && buffer_append_byte(out, (unsigned char)*value);
		else
			fits = buffer_append_byte(out, (unsigned char)*value);
	}
	return fits && buffer_append_byte(out, '"');
}

/* «name{target="..."»: more labels and the value follow. */
static bool begin(struct buffer *out, enum family family, const struct checked *checked)
{
	return buffer_printf(out, "%s{", families[family].name) && append_label(out, "target=", checked->target);
}

/* A line is whole or not there: its buffer is cut back where it does not fit. */
static bool number(
	struct check_prometheus *prometheus, enum family family, const struct checked *checked, int64_t value)
{
	struct buffer *out = &prometheus->lines[family];
	size_t before = out->len;

	if (begin(out, family, checked) && buffer_printf(out, "} %" PRId64 "\n", value))
		return true;
	buffer_truncate(out, before);
	return false;
}

/* Microseconds, told in seconds; nothing where the step has not happened. */
static bool seconds(struct check_prometheus *prometheus, enum family family, const struct checked *checked,
	const char *step, int64_t us)
{
	struct buffer *out = &prometheus->lines[family];
	size_t before = out->len;

	if (us < 0)
		return true;
	if (begin(out, family, checked) && (!step || append_label(out, ",step=", step)) &&
		buffer_printf(out, "} %" PRId64 ".%06" PRId64 "\n", us / 1000000, us % 1000000))
		return true;
	buffer_truncate(out, before);
	return false;
}

static bool info(struct check_prometheus *prometheus, enum family family, const struct checked *checked,
	const char *const *labels)
{
	struct buffer *out = &prometheus->lines[family];
	size_t before = out->len;
	bool fits = begin(out, family, checked);

	for (; fits && *labels; labels += 2)
		fits = append_label(out, labels[0], labels[1]);
	if (fits && buffer_append_text(out, "} 1\n"))
		return true;
	buffer_truncate(out, before);
	return false;
}

static bool add_verdicts(struct check_prometheus *prometheus, const struct checked *checked)
{
	bool fits = true;

	for (int i = 0; checked->judged && fits && i < VERDICT_ASPECTS; i++)
		fits = info(prometheus, FAMILY_VERDICT, checked,
			(const char *const[]){",aspect=", verdict_aspect_name((enum verdict_aspect)i),
				",result=", verdict_result_name(checked->verdicts[i].result), NULL});
	return fits;
}

static bool add_tls(struct check_prometheus *prometheus, const struct checked *checked)
{
	return !checked->encrypted || info(prometheus, FAMILY_TLS, checked,
					      (const char *const[]){",version=", checked->version,
						      ",cipher=", checked->cipher, ",group=", checked->group, NULL});
}

static bool add_certificate(struct check_prometheus *prometheus, const struct checked *checked)
{
	return !*checked->sha256 || (number(prometheus, FAMILY_NOT_BEFORE, checked, checked->not_before) &&
					    number(prometheus, FAMILY_NOT_AFTER, checked, checked->not_after));
}

static bool add_times(struct check_prometheus *prometheus, const struct checked *checked)
{
	static const char *const steps[STEPS] = {[STEP_LOOKUP] = "lookup",
		[STEP_CONNECT] = "connect",
		[STEP_GREETING] = "greeting",
		[STEP_STARTTLS] = "starttls",
		[STEP_HANDSHAKE] = "handshake"};
	bool fits = seconds(prometheus, FAMILY_TOTAL, checked, NULL, checked->total_us);

	for (int i = 0; fits && i < STEPS; i++)
		fits = seconds(prometheus, FAMILY_STEP, checked, steps[i], checked->took_us[i]);
	return fits;
}

static bool add_session(struct check_prometheus *prometheus, const struct checked *checked)
{
	bool known = checked->starttls >= CHECKED_STARTTLS_NOT_OFFERED;

	return number(prometheus, FAMILY_SUCCESS, checked, checked->outcome == OUTCOME_FINE) &&
	       number(prometheus, FAMILY_STATUS, checked, checked->outcome) &&
	       info(prometheus, FAMILY_OUTCOME, checked,
		       (const char *const[]){",outcome=", outcome_name(checked->outcome), NULL}) &&
	       (!known || number(prometheus, FAMILY_OFFERED, checked, checked->starttls >= CHECKED_STARTTLS_OFFERED)) &&
	       number(prometheus, FAMILY_ENCRYPTED, checked, checked->encrypted) &&
	       number(prometheus, FAMILY_VERIFIED, checked, checked->verified);
}

void check_prometheus_target(struct check_prometheus *prometheus, const struct checked *checked)
{
	uint64_t hash = hash_of(bytes_str(checked->target));

	if (hashes_find(&prometheus->seen, hash))
		return;
	if (hashes_add(&prometheus->seen, hash, 0) && add_session(prometheus, checked) &&
		add_verdicts(prometheus, checked) && add_tls(prometheus, checked) &&
		add_certificate(prometheus, checked) && add_times(prometheus, checked))
		return;
	prometheus->dropped++;
}

/* The run */

static bool heading(struct buffer *out, const char *name, const char *type, const char *help)
{
	return buffer_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static bool gauge(struct buffer *out, const char *name, const char *help, uint64_t value)
{
	return heading(out, name, "gauge", help) && buffer_printf(out, "%s %" PRIu64 "\n", name, value);
}

static bool write_counts(const struct check_prometheus *prometheus, const struct metrics *metrics, struct buffer *out)
{
	return gauge(out, "starlit_check_run_targets", "Targets of the run.", metrics->targets) &&
	       gauge(out, "starlit_check_run_reached", "Targets to which a connection came about.", metrics->reached) &&
	       gauge(out, "starlit_check_run_starttls", "Reached targets that begin in the clear.", metrics->clear) &&
	       gauge(out, "starlit_check_run_starttls_offered", "... that offer STARTTLS.", metrics->offered) &&
	       gauge(out, "starlit_check_run_starttls_negotiated", "... and with which TLS came up.",
		       metrics->negotiated) &&
	       gauge(out, "starlit_check_run_starttls_refused", "... that refused it.", metrics->refused) &&
	       gauge(out, "starlit_check_run_encrypted", "Reached targets with which TLS came up.",
		       metrics->encrypted) &&
	       gauge(out, "starlit_check_run_verified", "... whose certificate is right.", metrics->verified) &&
	       gauge(out, "starlit_check_run_interrupted", "Whether the run was broken off.", metrics->interrupted) &&
	       gauge(out, "starlit_check_dropped_targets", "Targets that are not told here, for want of room.",
		       prometheus->dropped);
}

static bool write_outcomes(const struct metrics *metrics, struct buffer *out)
{
	bool fits = heading(out, "starlit_check_run_outcomes", "gauge", "How many targets ended how.");

	for (int i = 0; fits && i < OUTCOMES; i++)
		fits = append_label(out, "starlit_check_run_outcomes{outcome=", outcome_name((enum outcome)i)) &&
		       buffer_printf(out, "} %" PRIu64 "\n", metrics->outcomes[i]);
	return fits;
}

static bool write_names(
	struct buffer *out, const char *name, const char *label, const char *help, const struct metrics_names *names)
{
	bool fits = heading(out, name, "gauge", help);

	for (size_t i = 0; fits && i < names->used; i++)
		fits = buffer_printf(out, "%s{%s", name, label) && append_label(out, "=", names->rows[i].name) &&
		       buffer_printf(out, "} %" PRIu64 "\n", names->rows[i].count);
	return fits &&
	       (!names->others || buffer_printf(out, "%s{%s=\"others\"} %" PRIu64 "\n", name, label, names->others));
}

static bool write_times(const struct metrics *metrics, int64_t at, struct buffer *out)
{
	static const struct {
		unsigned percent;
		const char *quantile;
	} rows[] = {{50, "0.5"}, {90, "0.9"}, {99, "0.99"}};
	bool fits = heading(
		out, "starlit_check_run_handshake_seconds", "gauge", "Handshake times of the run, as quantiles.");

	for (size_t i = 0; fits && metrics->handshake.count && i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t us = metrics_percentile(&metrics->handshake, rows[i].percent);
		fits = buffer_printf(out,
			"starlit_check_run_handshake_seconds{quantile=\"%s\"} %" PRId64 ".%06" PRId64 "\n",
			rows[i].quantile, us / 1000000, us % 1000000);
	}
	return fits && heading(out, "starlit_check_run_duration_seconds", "gauge", "How long the run took.") &&
	       buffer_printf(out, "starlit_check_run_duration_seconds %" PRId64 ".%06" PRId64 "\n",
		       metrics->took_us / 1000000, metrics->took_us % 1000000) &&
	       heading(out, "starlit_check_run_end_time_seconds", "gauge",
		       "When the run ended, in seconds since 1970.") &&
	       buffer_printf(out, "starlit_check_run_end_time_seconds %" PRId64 "\n", at);
}

bool check_prometheus_write(
	struct check_prometheus *prometheus, const struct metrics *metrics, int64_t at, struct buffer *out)
{
	bool fits = true;

	for (int i = 0; fits && i < FAMILIES; i++)
		fits = heading(out, families[i].name, "gauge", families[i].help) &&
		       buffer_append(out, buffer_bytes(&prometheus->lines[i]));
	return fits && write_counts(prometheus, metrics, out) && write_outcomes(metrics, out) &&
	       write_names(out, "starlit_check_run_versions", "version", "Versions of TLS that were negotiated.",
		       &metrics->versions) &&
	       write_names(out, "starlit_check_run_ciphers", "cipher", "Ciphers that were negotiated.",
		       &metrics->ciphers) &&
	       write_times(metrics, at, out);
}
