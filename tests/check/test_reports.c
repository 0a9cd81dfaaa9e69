/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_reports: checked targets and metrics as text, JSON and metrics of Prometheus; the schema; the table in the manual.
 */
#include "../check_main.h"
#include "base/hashes.h"
#include "report/check_json.h"
#include "report/check_prometheus.h"
#include "report/check_text.h"
#include "schema.h"

#include <stdio.h>

enum { OUT_MAX = 4 << 20 };

static const struct checked fine = {.target = "smtp://mx.example.org",
	.name = "mx.example.org",
	.protocol = "smtp",
	.address = "192.0.2.7",
	.port = 25,
	.outcome = OUTCOME_FINE,
	.starttls = CHECKED_STARTTLS_AGREED,
	.encrypted = true,
	.verified = true,
	.version = "TLS 1.3",
	.suite = "TLS_AES_256_GCM_SHA384",
	.cipher = "AES-256-GCM",
	.group = "X25519",
	.subject = "CN=mx.example.org",
	.sha256 = "00ff",
	.not_before = 1700000000,
	.not_after = 1800000000,
	.judged = true,
	.verdicts = {[VERDICT_DATES] = {VERDICT_WARN, "expires in 3 days: renew it"},
		[VERDICT_STAPLE] = {VERDICT_NOT_CHECKED, "none came"}},
	.took_us = {100, 200, 300, 400, 5000},
	.total_us = 6100,
	.at = 1750000000,
	.oddities = 2,
	.findings = {{FINDING_HIGH, "F-X", "it is bad"}, {FINDING_LOW, "F-Y.z", "it is not so bad"}},
	.finding_count = 2};

static const struct checked lost = {.target = "a \"b\\\nc",
	.outcome = OUTCOME_UNREACHED,
	.reason = "no answer",
	.starttls = CHECKED_STARTTLS_UNKNOWN,
	.took_us = {-1, -1, -1, -1, -1}};

static json_t *line_of(struct buffer *out)
{
	json_error_t error;
	const char *text = buffer_text(out);

	ck_assert_uint_eq(strcspn(text, "\n") + 1, out->len);
	json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(object, "%s", error.text);
	buffer_clear(out);
	return object;
}

START_TEST(json_fits_its_schema)
{
	json_t *schema = schema_load(), *object;
	struct metrics *metrics = calloc(1, sizeof(*metrics));
	struct buffer out;

	ck_assert_ptr_nonnull(schema);
	buffer_init(&out, OUT_MAX);
	for (int i = 0; i < 3; i++) {
		ck_assert(i < 2 ? check_json_target(&out, i ? &lost : &fine) : check_json_run(&out, metrics));
		object = line_of(&out);
		ck_assert(schema_fits(schema, i < 2 ? "target" : "run", object));
		ck_assert(!schema_fits(schema, i < 2 ? "run" : "target", object));
		json_object_set_new(object, "more", json_null());
		ck_assert(!schema_fits(schema, i < 2 ? "target" : "run", object));
		json_decref(object);
	}
	metrics_add(metrics, &fine);
	ck_assert(check_json_run(&out, metrics));
	object = line_of(&out);
	ck_assert(schema_fits(schema, "run", object));
	json_decref(object);
	/* Every outcome is in the schema. */
	for (int i = 0; i < OUTCOMES; i++) {
		struct checked checked = lost;
		checked.outcome = (enum outcome)i;
		ck_assert(check_json_target(&out, &checked));
		object = line_of(&out);
		ck_assert(schema_fits(schema, "target", object));
		json_decref(object);
	}
	json_decref(schema);
	buffer_done(&out);
	free(metrics);
}
END_TEST

START_TEST(json_comes_back)
{
	const struct checked *const rows[] = {&fine, &lost};
	struct buffer first, second;
	struct checked checked;

	buffer_init(&first, OUT_MAX);
	buffer_init(&second, OUT_MAX);
	for (size_t i = 0; i < 2; i++) {
		check_json_target(&first, rows[i]);
		/* A target with a line feed comes back as it is shown. */
		bool read = check_json_read(bytes_first(buffer_bytes(&first), first.len - 1), &checked);
		ck_assert(i == 1 || read);
		if (!read)
			continue;
		ck_assert(checked.resumed);
		checked.resumed = false;
		check_json_target(&second, &checked);
		ck_assert_str_eq(buffer_text(&first), buffer_text(&second));
		buffer_clear(&first);
		buffer_clear(&second);
	}
	buffer_done(&first);
	buffer_done(&second);
}
END_TEST

/* Each field in turn is gone, or something else. */
START_TEST(json_that_is_not_ours)
{
	struct buffer out;
	struct checked checked;
	const char *name;
	json_t *field, *object;
	size_t fields = 0;

	buffer_init(&out, OUT_MAX);
	check_json_target(&out, &fine);
	object = line_of(&out);
	json_object_foreach(object, name, field)
	{
		json_t *other = json_copy(object);
		json_object_set_new(other, name, json_pack("[i]", 1));
		char *line = json_dumps(other, 0);
		bool optional = !strcmp(name, "outcome") || !strcmp(name, "resumed");
		ck_assert_msg(check_json_read(bytes_str(line), &checked) == optional, "%s", name);
		free(line);
		json_decref(other);
		fields++;
	}
	ck_assert_uint_eq(fields, 21);
	ck_assert(!check_json_read(bytes_str(""), &checked));
	ck_assert(!check_json_read(bytes_str("[1]"), &checked));
	ck_assert(!check_json_read(bytes_str("{\"type\":\"run\"}"), &checked));
	json_decref(object);
	buffer_done(&out);
}
END_TEST

START_TEST(percentiles)
{
	struct metrics *metrics = calloc(1, sizeof(*metrics));
	struct checked checked = fine;

	ck_assert_int_eq(metrics_percentile(&metrics->handshake, 50), -1);
	for (int64_t us = 1; us <= 100000; us++) {
		checked.took_us[STEP_HANDSHAKE] = us;
		metrics_add(metrics, &checked);
	}
	for (unsigned percent = 1; percent <= 100; percent++) {
		int64_t exact = 1000 * (int64_t)percent, told = metrics_percentile(&metrics->handshake, percent);
		ck_assert_msg(told >= exact && told <= exact + exact / 100, "%u: %ld", percent, (long)told);
	}
	checked.took_us[STEP_HANDSHAKE] = INT64_MAX;
	metrics_add(metrics, &checked);
	ck_assert_int_eq(metrics->handshake.max_us, INT64_MAX);
	free(metrics);
}
END_TEST

START_TEST(many_names)
{
	struct metrics *metrics = calloc(1, sizeof(*metrics));
	struct checked checked = fine;

	for (int i = 0; i < 3 * METRICS_NAMES; i++) {
		snprintf(checked.cipher, sizeof(checked.cipher), "CIPHER-%d", i % (METRICS_NAMES + 1));
		metrics_add(metrics, &checked);
	}
	ck_assert_uint_eq(metrics->ciphers.used, METRICS_NAMES);
	ck_assert_uint_eq(metrics->ciphers.others, 2);
	ck_assert_uint_eq(metrics->versions.used, 1);
	free(metrics);
}
END_TEST

START_TEST(statuses)
{
	struct metrics *metrics = calloc(1, sizeof(*metrics));
	struct checked checked = lost;

	ck_assert_int_eq(metrics_outcome(metrics), 0);
	for (int i = OUTCOME_INTERRUPTED; i > 0; i--) {
		checked.outcome = (enum outcome)i;
		metrics_add(metrics, &checked);
		ck_assert_int_eq(metrics_outcome(metrics), i);
	}
	metrics->interrupted = true;
	ck_assert_int_eq(metrics_outcome(metrics), OUTCOME_INTERRUPTED);
	free(metrics);
}
END_TEST

START_TEST(for_people)
{
	struct buffer out;

	buffer_init(&out, OUT_MAX);
	check_text_target(&out, &fine);
	ck_assert_str_eq(buffer_text(&out), "smtp://mx.example.org: everything is fine\n"
					    "  TLS 1.3, AES-256-GCM, X25519; handshake 5.0 ms, in all 6.1 ms\n"
					    "  dates: beware: expires in 3 days: renew it\n"
					    "  F-X: high: it is bad\n"
					    "  F-Y.z: low: it is not so bad\n");
	buffer_done(&out);
}
END_TEST

/* The name in a line: behind «# HELP » or «# TYPE », or at the beginning. */
static struct bytes name_in(const char *line, bool *ret_begins)
{
	*ret_begins = !strncmp(line, "# HELP ", 7);
	line += *line == '#' ? 7 : 0;
	return bytes_of(line, strcspn(line, "{ \n"));
}

/* Each sample stands behind HELP and TYPE of its own name, and each name has them once. */
static void well_formed(const char *text)
{
	struct bytes name = {0};
	struct hashes seen;
	bool begins;

	hashes_init(&seen, 1000);
	for (; *text; text += strcspn(text, "\n") + 1) {
		struct bytes here = name_in(text, &begins);
		ck_assert_int_eq(text[strcspn(text, "\n")], '\n');
		if (begins) {
			ck_assert_ptr_null(hashes_find(&seen, hash_of(here)));
			hashes_add(&seen, hash_of(here), 0);
			name = here;
		}
		ck_assert(bytes_equal(here, name));
	}
	ck_assert_uint_gt(seen.count, 20);
	hashes_done(&seen);
}

START_TEST(as_metrics)
{
	struct check_prometheus *prometheus = check_prometheus_new();
	struct metrics *metrics = calloc(1, sizeof(*metrics));
	struct buffer out;

	buffer_init(&out, OUT_MAX);
	const struct checked *const rows[] = {&fine, &lost, &fine};
	for (size_t i = 0; i < 3; i++) {
		metrics_add(metrics, rows[i]);
		check_prometheus_target(prometheus, rows[i]);
	}
	ck_assert(check_prometheus_write(prometheus, metrics, 1750000000, &out));
	const char *text = buffer_text(&out);
	well_formed(text);
	static const char *const lines[] = {
		"\nstarlit_check_success{target=\"smtp://mx.example.org\"} 1\n",
		"\nstarlit_check_success{target=\"a \\\"b\\\\\\nc\"} 0\n",
		"\nstarlit_check_status{target=\"a \\\"b\\\\\\nc\"} 3\n",
		"\nstarlit_check_tls_info{target=\"smtp://mx.example.org\",version=\"TLS 1.3\",cipher=\"AES-256-GCM\",",
		",group=\"X25519\"} 1\n",
		"\nstarlit_check_certificate_not_after_seconds{target=\"smtp://mx.example.org\"} 1800000000\n",
		"\nstarlit_check_step_seconds{target=\"smtp://mx.example.org\",step=\"handshake\"} 0.005000\n",
		"\nstarlit_check_run_targets 3\n",
		"\nstarlit_check_run_outcomes{outcome=\"fine\"} 2\n",
		"\nstarlit_check_run_handshake_seconds{quantile=\"0.5\"} 0.005000\n",
		"\nstarlit_check_dropped_targets 0\n",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		ck_assert_msg(strstr(text, lines[i]), "%s", lines[i]);
	/* A target twice has one line. */
	const char *once = strstr(text, lines[0]);
	ck_assert_ptr_null(strstr(once + 1, lines[0]));
	buffer_done(&out);
	check_prometheus_free(prometheus);
	free(metrics);
}
END_TEST

/* Past the maximum, targets are counted and not told. */
START_TEST(prometheus_is_bounded)
{
	struct check_prometheus *prometheus = check_prometheus_new();
	struct metrics *metrics = calloc(1, sizeof(*metrics));
	struct checked checked = lost;
	struct buffer out;

	buffer_init(&out, 64 << 20);
	for (int i = 0; i < CHECK_PROMETHEUS_TARGETS + 7; i++) {
		snprintf(checked.target, sizeof(checked.target), "smtp://mx%d.example.org", i);
		check_prometheus_target(prometheus, &checked);
	}
	ck_assert(check_prometheus_write(prometheus, metrics, 0, &out));
	ck_assert_ptr_nonnull(strstr(buffer_text(&out), "\nstarlit_check_dropped_targets 7\n"));
	buffer_done(&out);
	check_prometheus_free(prometheus);
	free(metrics);
}
END_TEST

/* Each status has its row, which begins with the outcome's sentence. */
START_TEST(manual)
{
	struct buffer page;
	char row[300];
	FILE *file = fopen(STARLIT_TESTS "/../doc/starlit.1", "r");
	unsigned char chunk[4096];
	size_t got;

	ck_assert_ptr_nonnull(file);
	buffer_init(&page, OUT_MAX);
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buffer_append(&page, bytes_of(chunk, got));
	fclose(file);
	for (int i = 0; i < OUTCOMES; i++) {
		snprintf(row, sizeof(row), "\n    %-3d %s", i, outcome_sentence((enum outcome)i));
		ck_assert_msg(strstr(buffer_text(&page), row), "the manual lacks:%s", row);
	}
	buffer_done(&page);
}
END_TEST

CHECK_MAIN("reports", json_fits_its_schema, json_comes_back, json_that_is_not_ours, percentiles, many_names, statuses,
	for_people, as_metrics, prometheus_is_bounded, manual)
