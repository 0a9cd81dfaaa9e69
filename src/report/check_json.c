/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_json: with jansson, in the order in which the fields are set.
 */
#include "report/check_json.h"

#include "base/safe.h"
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

static const char *const step_names[STEPS] = {[STEP_LOOKUP] = "lookup",
	[STEP_CONNECT] = "connect",
	[STEP_GREETING] = "greeting",
	[STEP_STARTTLS] = "starttls",
	[STEP_HANDSHAKE] = "handshake"};

/* Writing */

static json_t *text(const char *value)
{
	return *value ? json_string(value) : json_null();
}

static json_t *microseconds(int64_t us)
{
	return us >= 0 ? json_integer(us) : json_null();
}

static json_t *date(int64_t seconds)
{
	char shown[32];
	struct tm parts;
	time_t when = (time_t)seconds;

	if (!gmtime_r(&when, &parts) || !strftime(shown, sizeof(shown), "%Y-%m-%dT%H:%M:%SZ", &parts))
		return json_null();
	return json_string(shown);
}

static json_t *tls_of(const struct checked *checked)
{
	if (!checked->encrypted)
		return json_null();
	return json_pack("{so so so so}", "version", text(checked->version), "suite", text(checked->suite), "cipher",
		text(checked->cipher), "group", text(checked->group));
}

static json_t *certificate_of(const struct checked *checked)
{
	if (!*checked->sha256)
		return json_null();
	return json_pack("{ss so so ss}", "subject", checked->subject, "not_before", date(checked->not_before),
		"not_after", date(checked->not_after), "sha256", checked->sha256);
}

static json_t *verdicts_of(const struct checked *checked)
{
	json_t *verdicts = json_object();

	if (!checked->judged) {
		json_decref(verdicts);
		return json_null();
	}
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		json_object_set_new(verdicts, verdict_aspect_name((enum verdict_aspect)i),
			json_pack("{ss ss}", "result", verdict_result_name(checked->verdicts[i].result), "reason",
				checked->verdicts[i].reason));
	return verdicts;
}

static json_t *findings_of(const struct checked *checked)
{
	json_t *list = json_array();

	for (size_t i = 0; i < checked->finding_count; i++)
		json_array_append_new(list,
			json_pack("{ss ss ss}", "id", checked->findings[i].id, "rank",
				finding_rank_name(checked->findings[i].rank), "title", checked->findings[i].title));
	return list;
}

static json_t *times_of(const struct checked *checked)
{
	json_t *times = json_object();

	for (int i = 0; i < STEPS; i++)
		json_object_set_new(times, step_names[i], microseconds(checked->took_us[i]));
	json_object_set_new(times, "total", microseconds(checked->total_us));
	return times;
}

/* The object goes with it. */
static bool append(struct buffer *out, json_t *object)
{
	char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(6));

	json_decref(object);
	bool fits = line && buffer_room(out) > strlen(line) && buffer_append_text(out, line) &&
		    buffer_append_byte(out, '\n');
	free(line);
	return fits;
}

bool check_json_target(struct buffer *out, const struct checked *checked)
{
	json_t *object = json_pack("{ss ss so so sb ss si so so si ss sb sb}", "type", "target", "target",
		checked->target, "name", text(checked->name), "protocol", text(checked->protocol), "implicit_tls",
		checked->implicit_tls, "outcome", outcome_name(checked->outcome), "status", (int)checked->outcome,
		"reason", text(checked->reason), "address", text(checked->address), "port", (int)checked->port,
		"starttls", checked_starttls_name(checked->starttls), "encrypted", checked->encrypted, "verified",
		checked->verified);

	json_object_set_new(object, "tls", tls_of(checked));
	json_object_set_new(object, "certificate", certificate_of(checked));
	json_object_set_new(object, "verdicts", verdicts_of(checked));
	json_object_set_new(object, "took_us", times_of(checked));
	json_object_set_new(object, "oddities", json_integer((json_int_t)checked->oddities));
	json_object_set_new(object, "findings", findings_of(checked));
	json_object_set_new(object, "at", checked->at ? date(checked->at) : json_null());
	json_object_set_new(object, "resumed", json_boolean(checked->resumed));
	return append(out, object);
}

static json_t *share(uint64_t count, uint64_t of)
{
	return json_pack("{sI sI so}", "count", (json_int_t)count, "of", (json_int_t)of, "share",
		of ? json_real((double)count / (double)of) : json_null());
}

static json_t *names(const struct metrics_names *names)
{
	json_t *object = json_object();

	for (size_t i = 0; i < names->used; i++)
		json_object_set_new(object, names->rows[i].name, json_integer((json_int_t)names->rows[i].count));
	if (names->others)
		json_object_set_new(object, "others", json_integer((json_int_t)names->others));
	return object;
}

static json_t *outcomes(const struct metrics *metrics)
{
	json_t *object = json_object();

	for (int i = 0; i < OUTCOMES; i++)
		json_object_set_new(
			object, outcome_name((enum outcome)i), json_integer((json_int_t)metrics->outcomes[i]));
	return object;
}

static json_t *handshake(const struct metrics_times *times)
{
	return json_pack("{sI so so so so}", "count", (json_int_t)times->count, "p50",
		microseconds(metrics_percentile(times, 50)), "p90", microseconds(metrics_percentile(times, 90)), "p99",
		microseconds(metrics_percentile(times, 99)), "max", microseconds(times->count ? times->max_us : -1));
}

bool check_json_run(struct buffer *out, const struct metrics *metrics)
{
	json_t *object = json_pack("{ss sb si sI sI sI so so so so so so}", "type", "run", "interrupted",
		metrics->interrupted, "status", (int)metrics_outcome(metrics), "targets", (json_int_t)metrics->targets,
		"resumed", (json_int_t)metrics->resumed, "reached", (json_int_t)metrics->reached, "outcomes",
		outcomes(metrics), "offered", share(metrics->offered, metrics->clear), "negotiated",
		share(metrics->negotiated, metrics->clear), "refused", share(metrics->refused, metrics->clear),
		"encrypted", share(metrics->encrypted, metrics->reached), "verified",
		share(metrics->verified, metrics->encrypted));

	json_object_set_new(object, "versions", names(&metrics->versions));
	json_object_set_new(object, "ciphers", names(&metrics->ciphers));
	json_object_set_new(object, "handshake_us", handshake(&metrics->handshake));
	json_object_set_new(object, "took_us", json_integer(metrics->took_us));
	return append(out, object);
}

/* Reading. The line comes from a file that anybody may have edited: every field is looked at, and cut to its room. */

static bool read_text(const json_t *object, const char *key, char *value, size_t size)
{
	const json_t *field = json_object_get(object, key);
	const char *string = json_string_value(field);

	if (!string && !json_is_null(field))
		return false;
	safe_text(value, size, bytes_str(string), SAFE_UTF8);
	return true;
}

static bool read_flag(const json_t *object, const char *key, bool *value)
{
	const json_t *field = json_object_get(object, key);

	*value = json_is_true(field);
	return json_is_boolean(field);
}

/* null is -1. */
static bool read_number(const json_t *object, const char *key, int64_t max, int64_t *value)
{
	const json_t *field = json_object_get(object, key);

	*value = json_is_integer(field) ? json_integer_value(field) : -1;
	return json_is_null(field) || (json_is_integer(field) && *value >= 0 && *value <= max);
}

static bool read_date(const json_t *object, const char *key, int64_t *value)
{
	const char *string = json_string_value(json_object_get(object, key));
	struct tm parts = {.tm_sec = 0};
	const char *end = string ? strptime(string, "%Y-%m-%dT%H:%M:%SZ", &parts) : NULL;

	*value = end ? timegm(&parts) : 0;
	return end && !*end;
}

static bool read_outcome(const json_t *object, struct checked *checked)
{
	int64_t status;

	if (!read_number(object, "status", OUTCOMES - 1, &status) || status < 0)
		return false;
	checked->outcome = (enum outcome)status;
	return true;
}

static bool read_starttls(const json_t *object, struct checked *checked)
{
	const char *name = json_string_value(json_object_get(object, "starttls"));

	for (int i = 0; name && i < CHECKED_STARTTLS_STEPS; i++)
		if (!strcmp(name, checked_starttls_name((enum checked_starttls)i))) {
			checked->starttls = (enum checked_starttls)i;
			return true;
		}
	return false;
}

#define READ_TEXT(object, key, field) read_text((object), (key), (field), sizeof(field))

static bool read_tls(const json_t *tls, struct checked *checked)
{
	if (!checked->encrypted)
		return json_is_null(tls);
	return READ_TEXT(tls, "version", checked->version) && READ_TEXT(tls, "suite", checked->suite) &&
	       READ_TEXT(tls, "cipher", checked->cipher) && READ_TEXT(tls, "group", checked->group);
}

static bool read_certificate(const json_t *certificate, struct checked *checked)
{
	if (json_is_null(certificate))
		return true;
	return READ_TEXT(certificate, "subject", checked->subject) &&
	       READ_TEXT(certificate, "sha256", checked->sha256) &&
	       read_date(certificate, "not_before", &checked->not_before) &&
	       read_date(certificate, "not_after", &checked->not_after);
}

static bool read_verdict(const json_t *object, struct checked_verdict *verdict)
{
	static const enum verdict_result results[] = {VERDICT_GOOD, VERDICT_WARN, VERDICT_BAD, VERDICT_NOT_CHECKED};
	const char *name = json_string_value(json_object_get(object, "result"));

	for (size_t i = 0; name && i < sizeof(results) / sizeof(results[0]); i++)
		if (!strcmp(name, verdict_result_name(results[i]))) {
			verdict->result = results[i];
			return READ_TEXT(object, "reason", verdict->reason);
		}
	return false;
}

static bool read_verdicts(const json_t *verdicts, struct checked *checked)
{
	checked->judged = json_is_object(verdicts);
	for (int i = 0; checked->judged && i < VERDICT_ASPECTS; i++)
		if (!read_verdict(json_object_get(verdicts, verdict_aspect_name((enum verdict_aspect)i)),
			    &checked->verdicts[i]))
			return false;
	return checked->judged || json_is_null(verdicts);
}

static bool read_finding(const json_t *object, struct checked_finding *finding)
{
	const char *name = json_string_value(json_object_get(object, "rank"));

	for (int i = 0; name && i < FINDING_RANKS; i++)
		if (!strcmp(name, finding_rank_name((enum finding_rank)i))) {
			finding->rank = (enum finding_rank)i;
			return READ_TEXT(object, "id", finding->id) && READ_TEXT(object, "title", finding->title);
		}
	return false;
}

/* Files of earlier versions have none. */
static bool read_findings(const json_t *list, struct checked *checked)
{
	if (!list)
		return true;
	if (!json_is_array(list) || json_array_size(list) > CHECKED_FINDINGS_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!read_finding(json_array_get(list, i), &checked->findings[checked->finding_count++]))
			return false;
	return true;
}

static bool read_times(const json_t *times, struct checked *checked)
{
	for (int i = 0; i < STEPS; i++)
		if (!read_number(times, step_names[i], INT64_MAX, &checked->took_us[i]))
			return false;
	return read_number(times, "total", INT64_MAX, &checked->total_us);
}

static bool read_object(const json_t *object, struct checked *checked)
{
	int64_t port, oddities;
	const char *type = json_string_value(json_object_get(object, "type"));

	if (!type || strcmp(type, "target") || !READ_TEXT(object, "target", checked->target) ||
		!READ_TEXT(object, "name", checked->name) || !READ_TEXT(object, "protocol", checked->protocol) ||
		!READ_TEXT(object, "reason", checked->reason) || !READ_TEXT(object, "address", checked->address) ||
		!read_number(object, "port", UINT16_MAX, &port) || port < 0 ||
		!read_number(object, "oddities", INT64_MAX, &oddities) || oddities < 0)
		return false;
	checked->port = (uint16_t)port;
	checked->oddities = (uint64_t)oddities;
	return read_flag(object, "implicit_tls", &checked->implicit_tls) &&
	       read_flag(object, "encrypted", &checked->encrypted) &&
	       read_flag(object, "verified", &checked->verified) && read_outcome(object, checked) &&
	       read_starttls(object, checked) && read_tls(json_object_get(object, "tls"), checked) &&
	       read_certificate(json_object_get(object, "certificate"), checked) &&
	       read_verdicts(json_object_get(object, "verdicts"), checked) &&
	       read_findings(json_object_get(object, "findings"), checked) &&
	       read_times(json_object_get(object, "took_us"), checked) && read_date(object, "at", &checked->at);
}

bool check_json_read(struct bytes line, struct checked *ret_checked)
{
	struct checked checked = {.resumed = true};
	json_error_t error;

	if (!line.len || line.len > CHECK_JSON_LINE_MAX)
		return false;
	json_t *object = json_loadb((const char *)line.data, line.len, JSON_REJECT_DUPLICATES, &error);
	bool read = json_is_object(object) && read_object(object, &checked);
	json_decref(object);
	if (read)
		*ret_checked = checked;
	return read;
}
