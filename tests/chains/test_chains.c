/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_chains: the same certificates judged by us, by OpenSSL and by GnuTLS's certtool. Where they do not agree, the row
 * says why; a difference without a reason fails, and so does a reason without a difference.
 */
#include "../check_main.h"
#include "../tls/judge.h"
#include "cast.h"
#include "model/tls_names.h"
#include "others.h"
#include "tls/crl.h"

#include <stdio.h>
#include <time.h>

enum { FAULTS_MAX = 4 << 20, ANSWER_MAX = 65536, SKIPPED = 77 };

/* One row, all that was said of it, and what is wrong with that. */
struct run {
	const struct row *row;
	const struct others *others;
	struct keyring *keyring;
	struct cast cast;
	struct judge judge;
	struct sent sent;
	struct question question;
	struct answer answers[OTHERS];
	struct buffer trusted, lists;
	struct buffer faults, notes; /* what a version says that the table was not written for is only noted */
};

static const char *reference(const struct row *row)
{
	return row->reference ? row->reference : "mail.example.org";
}

/* Nothing counts as accepted that was not checked, but for revocation, which is checked when there is something to check it by. */
static bool we_accept(const struct run *run)
{
	const struct verdict *verdicts = run->judge.result.verdicts;
	bool accept = verdicts[VERDICT_STAPLE].result != B;

	for (int i = 0; i < VERDICT_STAPLE; i++)
		accept = accept && (verdicts[i].result == G || verdicts[i].result == W);
	return accept;
}

/* What is wrong */

static bool we_say(const struct run *run, const char *words)
{
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		if (strstr(run->judge.result.verdicts[i].reason, words))
			return true;
	return false;
}

static void compare_ours(struct run *run)
{
	if (run->row->says && !we_say(run, run->row->says))
		buffer_printf(&run->faults, "  - we do not say: %s\n", run->row->says);
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		enum verdict_result is = run->judge.result.verdicts[i].result, wanted = run->row->ours[i];
		if (is != wanted)
			buffer_printf(&run->faults, "  - our %s is «%s», not «%s»\n",
				verdict_aspect_name((enum verdict_aspect)i), verdict_result_name(is),
				verdict_result_name(wanted));
	}
}

static void compare_other(struct run *run, enum other other)
{
	const char *wanted = other == OTHER_OPENSSL ? run->row->openssl : run->row->certtool;
	struct answer *answer = &run->answers[other];
	const char *name = other_name(other);
	struct buffer *out = run->others->as_known[other] ? &run->faults : &run->notes;

	if (!run->others->present[other])
		return;
	if (answer->accepted && wanted)
		buffer_printf(out, "  - %s accepts, and should refuse: %s\n", name, wanted);
	else if (!answer->accepted && !wanted)
		buffer_printf(out, "  - %s refuses, and should accept\n", name);
	else if (wanted && !strstr(buffer_text(&answer->said), wanted))
		buffer_printf(out, "  - %s refuses, but does not say: %s\n", name, wanted);
}

static void compare_reason(struct run *run)
{
	const struct row *row = run->row;
	bool ours = we_accept(run), agreed = ours == !row->openssl && ours == !row->certtool;

	if (agreed && row->because)
		buffer_append_text(&run->faults, "  - all agree; the reason for a difference is no longer needed\n");
	if (!agreed && !row->because)
		buffer_append_text(&run->faults, "  - they do not agree, and no reason is given\n");
}

/* Showing it */

static void tell_lines(struct buffer *out, const char *name, struct bytes said)
{
	while (said.len) {
		struct bytes line = bytes_first(said, bytes_index(said, '\n', 0));
		said = bytes_from(said, line.len + 1);
		if (line.len)
			buffer_printf(out, "  %-8s | %.*s\n", name, (int)line.len, (const char *)line.data);
	}
}

static void tell(struct run *run, struct buffer *out)
{
	const struct row *row = run->row;

	buffer_printf(out, "\n%s (sent: %s, trusted: %s, for %s)\n", row->what, row->sent ? row->sent : "a tower",
		row->trusted ? row->trusted : "r", reference(row));
	buffer_append(out, buffer_bytes(&run->faults));
	if (run->notes.len)
		buffer_append_text(out, "  - no fault, since the table was written for another version:\n");
	buffer_append(out, buffer_bytes(&run->notes));
	for (int i = 0; i < VERDICT_ASPECTS; i++)
		buffer_printf(out, "  starlit  | %s %s: %s\n", verdict_aspect_name((enum verdict_aspect)i),
			verdict_result_name(run->judge.result.verdicts[i].result),
			run->judge.result.verdicts[i].reason);
	for (int i = 0; i < OTHERS; i++)
		tell_lines(out, other_name((enum other)i), buffer_bytes(&run->answers[i].said));
	buffer_printf(out, "  because  | %s\n", row->because ? row->because : "(all agree)");
}

/* One row */

static void ask_us(struct run *run)
{
	struct error error = {.sentence = ""};
	struct crls *crls = NULL;
	char path[OTHER_PATH_MAX];

	if (run->lists.len)
		crls = crls_new(others_path(run->others, "lists.pem", path), &error);
	ck_assert_msg(!run->lists.len || crls, "%s", error.sentence);
	run->judge.request.crls = crls;
	for (size_t i = 0; i < run->sent.count; i++)
		judge_send_der(&run->judge, run->sent.der[i]);
	judge_run_pem(&run->judge, buffer_text(&run->trusted));
	run->judge.request.crls = NULL;
	crls_free(crls);
}

static void begin(struct run *run)
{
	int64_t now = time(NULL);

	judge_init(&run->judge);
	run->judge.request.reference_name = reference(run->row);
	run->judge.request.now = now;
	buffer_init(&run->faults, FAULTS_MAX);
	buffer_init(&run->notes, FAULTS_MAX);
	buffer_init(&run->trusted, FAULTS_MAX);
	buffer_init(&run->lists, FAULTS_MAX);
	cast_init(&run->cast, run->row, run->keyring, now);
	cast_send(&run->cast, run->row, &run->judge.arena, &run->sent);
	cast_add_trusted(&run->cast, run->row, &run->trusted);
	cast_add_lists(&run->cast, run->row, now, &run->lists);
	run->question = (struct question){.sent = run->sent.der,
		.count = run->sent.count,
		.trusted = buffer_bytes(&run->trusted),
		.lists = buffer_bytes(&run->lists),
		.reference = reference(run->row),
		.now = now};
	others_write(run->others, &run->question);
}

static void end(struct run *run)
{
	for (int i = 0; i < OTHERS; i++)
		buffer_done(&run->answers[i].said);
	buffer_done(&run->faults);
	buffer_done(&run->notes);
	buffer_done(&run->trusted);
	buffer_done(&run->lists);
	cast_done(&run->cast);
	judge_done(&run->judge);
}

static size_t run_row(const struct row *row, const struct others *others, struct keyring *keyring, struct buffer *out)
{
	struct run run = {.row = row, .others = others, .keyring = keyring};

	begin(&run);
	ask_us(&run);
	compare_ours(&run);
	for (int i = 0; i < OTHERS; i++) {
		buffer_init(&run.answers[i].said, ANSWER_MAX);
		if (others->present[i])
			others_ask(others, (enum other)i, &run.question, &run.answers[i]);
		compare_other(&run, (enum other)i);
	}
	compare_reason(&run);
	size_t faults = run.faults.len > 0;
	if (faults || run.notes.len || getenv("STARLIT_CHAINS_SHOW"))
		tell(&run, out);
	end(&run);
	return faults;
}

static void run_rows(const struct rows *rows)
{
	struct keyring keyring = {.count = 0};
	struct others others;
	struct buffer out;
	size_t faults = 0;

	buffer_init(&out, FAULTS_MAX);
	others_open(&others);
	for (size_t i = 0; i < rows->count; i++)
		faults += run_row(&rows->rows[i], &others, &keyring, &out);
	others_close(&others);
	keyring_done(&keyring);
	fputs(buffer_text(&out), stdout);
	fflush(stdout);
	buffer_done(&out);
	ck_assert_msg(!faults, "%zu of %zu rows are not as they should be; they are told above", faults, rows->count);
}

START_TEST(paths)
{
	run_rows(&rows_paths);
}
END_TEST

START_TEST(dates)
{
	run_rows(&rows_dates);
}
END_TEST

START_TEST(strength)
{
	run_rows(&rows_strength);
}
END_TEST

START_TEST(limits)
{
	run_rows(&rows_limits);
}
END_TEST

START_TEST(revocation)
{
	run_rows(&rows_revocation);
}
END_TEST

START_TEST(names)
{
	run_rows(&rows_names);
}
END_TEST

START_TEST(encoding)
{
	run_rows(&rows_encoding);
}
END_TEST

/* The comparison itself: each of these rows says something wrong. */
START_TEST(wrong_rows_are_found)
{
	static const struct row wrong[] = {
		{"ours", "lm", .ours = {B, G, G, G, N}},
		{"our words", "lm", .ours = {G, G, G, G, N}, .says = "expired"},
		{"a needless reason", "lm", .ours = {G, G, G, G, N}, .because = "no reason"},
		{"a difference without a reason", "lm", .ours = {G, G, G, G, N}, .openssl = "expired"},
		{"a difference without a reason", "lm", .ours = {G, G, G, G, N}, .certtool = "expired"},
		{"other words", "l", .ours = {B, G, G, G, N}, .openssl = "expired", .certtool = "expired"},
	};
	struct keyring keyring = {.count = 0};
	struct others others;
	struct buffer out;

	buffer_init(&out, FAULTS_MAX);
	others_open(&others);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (i < 5 || others.as_known[OTHER_OPENSSL] || others.as_known[OTHER_CERTTOOL])
			ck_assert_msg(run_row(&wrong[i], &others, &keyring, &out), "%s", wrong[i].what);
	others_close(&others);
	buffer_done(&out);
}
END_TEST

/* Our own verdicts are tested without the others, but that is not what this test is for: it says so. */
int main(void)
{
	const TTest *const tests[] = {
		paths, dates, strength, limits, revocation, names, encoding, wrong_rows_are_found};
	int result = check_main("chains", tests, sizeof(tests) / sizeof(tests[0]));
	struct others others;

	others_open(&others);
	others_close(&others);
	for (int i = 0; i < OTHERS; i++) {
		if (others.present[i])
			continue;
		printf("SKIPPED: %s is not installed (package %s); nothing was compared with it\n",
			other_name((enum other)i), other_package((enum other)i));
		result = result ? result : SKIPPED;
	}
	return result;
}
