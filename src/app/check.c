/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check: a loop, as many sessions at a time as there are jobs, a writer.
 */
#include "app/check.h"

#include "app/advising.h"
#include "app/check_input.h"
#include "app/check_resume.h"
#include "app/check_session.h"
#include "app/check_settings.h"
#include "app/local_server.h"
#include "base/alloc.h"
#include "report/check_writer.h"
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PROGRESS_US = 100000 };

/* One of the jobs: empty while session is NULL. */
struct slot {
	struct check_session *session;
	struct checked checked;
};

struct checking {
	const struct options *options;
	struct clock clock;
	int64_t began_us;
	struct loop *loop;
	struct signal_watch *signals[2];
	struct alarm *wake; /* another round at once */
	struct check_settings *settings;
	struct local_server *demo; /* for targets that are the demo; made when the first is met */
	struct check_input *input;
	struct check_resume *resume; /* NULL: none */
	struct check_writer *writer;
	struct recent servers; /* known to have offered STARTTLS */
	struct metrics metrics;
	struct slot *slots;
	unsigned running;
	bool no_more; /* targets */
	bool failed;  /* to write; error says why */
	bool progress;
	int64_t progress_us;
	struct error *error;
};

/* Writing */

static void show_progress(struct checking *check)
{
	int64_t now = clock_monotonic(&check->clock);

	if (!check->progress || now < check->progress_us)
		return;
	check->progress_us = now + PROGRESS_US;
	fprintf(stderr, "\r\033[K%" PRIu64 " done, %u at work", check->metrics.targets, check->running);
}

static void hide_progress(struct checking *check)
{
	if (check->progress)
		fputs("\r\033[K", stderr);
	check->progress_us = 0;
}

/* The first failure is the one that is told. */
static void fail(struct checking *check)
{
	check->failed = true;
	check->no_more = true;
}

static void put_out(struct checking *check, bool written)
{
	struct buffer *output = check_writer_output(check->writer);

	if (!written && !check->failed) {
		error_set(check->error, ERROR_LIMIT, 0, "the report is too large; check fewer targets at once");
		fail(check);
	}
	if (!output->len || check->failed)
		return;
	hide_progress(check);
	fwrite(buffer_bytes(output).data, 1, output->len, stdout);
	buffer_clear(output);
	if (fflush(stdout) == EOF) {
		error_set_errno(check->error, errno, "standard output");
		fail(check);
	}
}

static void report(struct checking *check, const struct checked *checked)
{
	metrics_add(&check->metrics, checked);
	put_out(check, check_writer_target(check->writer, checked));
}

/* Targets */

static void report_wrong(struct checking *check, const char *text, uint64_t line, const char *why)
{
	struct checked checked;
	char reason[512];

	checked_init(&checked, text, "", "");
	if (line)
		snprintf(reason, sizeof(reason), "line %" PRIu64 ": %s", line, why);
	else
		snprintf(reason, sizeof(reason), "%s", why);
	checked_end(&checked, OUTCOME_USAGE, reason);
	checked.at = clock_wall(&check->clock) / 1000000;
	report(check, &checked);
}

static bool begin(
	struct checking *check, struct slot *slot, const struct check_setting *setting, const struct target *target)
{
	struct connection_config config = setting->config;
	struct error error = {.sentence = ""};
	char server[ADVISING_SERVER_MAX];

	config.target = *target;
	if (target->demo) {
		if (!check->demo)
			check->demo = local_server_new(target->host, &check->clock, &(struct local_recipe){0});
		config.local = check->demo;
		if (!config.session.tls.ca_file)
			config.session.tls.anchors = NULL;
	}
	slot->session = check_session_new(check->loop, &config, &error);
	if (slot->session) {
		if (advising_server(target, server) && recent_has(&check->servers, server))
			check_session_expect_starttls(slot->session);
		check->running++;
		return true;
	}
	checked_end(&slot->checked, OUTCOME_FAILED, error.sentence);
	report(check, &slot->checked);
	return false;
}

/* A server of the configuration file, with its options, or what is a target by itself. NULL: neither. */
static const struct check_setting *read_target(
	struct checking *check, const char *text, struct target *ret_target, struct error *error)
{
	const struct check_setting *setting =
		check_settings_of(check->settings, text[0] == '@' ? text + 1 : NULL, error);

	if (!setting)
		return NULL;
	if (setting->name)
		*ret_target = setting->options.target;
	else if (!target_parse(text, &check->options->hints, ret_target, error))
		return NULL;
	return setting;
}

/* One target: looked up in the file of an earlier run, begun, or reported as wrong. */
static void take_target(struct checking *check, struct slot *slot, const char *text, uint64_t line)
{
	struct target target;
	struct error error = {.sentence = ""};
	char shown[320];
	const struct check_setting *setting = read_target(check, text, &target, &error);

	if (!setting) {
		report_wrong(check, text, line, error.sentence);
		return;
	}
	checked_init(&slot->checked, target_text(&target, shown, sizeof(shown)),
		setting->options.name ? setting->options.name : target.host, proto_info(target.protocol)->scheme);
	if (check->resume && check_resume_take(check->resume, slot->checked.target, slot->checked.name, &slot->checked))
		report(check, &slot->checked);
	else
		begin(check, slot, setting, &target);
}

/* Fills the slot, if there is a target for it. True: something was done. */
static bool fill(struct checking *check, struct slot *slot)
{
	const char *text;
	uint64_t line;

	if (check->no_more)
		return false;
	switch (check_input_next(check->input, &text, &line)) {
	case CHECK_INPUT_TARGET: take_target(check, slot, text, line); return true;
	case CHECK_INPUT_WRONG:
		report_wrong(check, text, line, "target: the line is too long, or holds a NUL");
		return true;
	case CHECK_INPUT_WAIT: return false;
	case CHECK_INPUT_END: check->no_more = true; return false;
	}
	return false;
}

static void empty(struct checking *check, struct slot *slot)
{
	check_session_free(slot->session);
	slot->session = NULL;
	check->running--;
}

static void finish(struct checking *check, struct slot *slot)
{
	check_session_result(slot->session, &slot->checked);
	empty(check, slot);
	report(check, &slot->checked);
	if (check->resume && !check->failed && !check_resume_add(check->resume, &slot->checked, check->error))
		fail(check);
}

static bool work_on(struct checking *check, struct slot *slot)
{
	if (!slot->session)
		return fill(check, slot);
	if (!check_session_pump(slot->session))
		return false;
	finish(check, slot);
	return true;
}

/* A session with the demo needs no loop, and a slot that was emptied is filled in the next round: that must come by itself. */
static void on_round(void *context)
{
	struct checking *check = context;
	bool progress = false;

	for (unsigned i = 0; i < check->options->jobs; i++)
		progress = work_on(check, &check->slots[i]) || progress;
	show_progress(check);
	if (check->no_more && !check->running)
		loop_stop(check->loop);
	else if (progress)
		alarm_set(check->wake, 0);
}

static void on_wake(void *context)
{
	(void)context;
}

/* What is known so far is reported. */
static void on_signal(void *context, int number)
{
	struct checking *check = context;

	(void)number;
	check->metrics.interrupted = true;
	check->no_more = true;
	for (unsigned i = 0; i < check->options->jobs; i++) {
		struct slot *slot = &check->slots[i];
		if (!slot->session)
			continue;
		check_session_result(slot->session, &slot->checked);
		checked_end(&slot->checked, OUTCOME_INTERRUPTED, "its session was not over yet");
		empty(check, slot);
		report(check, &slot->checked);
	}
	loop_stop(check->loop);
}

/* Beginning and end */

static bool prepare(struct checking *check, struct error *error)
{
	const struct options *options = check->options;

	/* What is wrong for all of them is told before any. */
	check->settings = check_settings_new(options);
	if (!check_settings_of(check->settings, NULL, error))
		return false;
	if (options->resume) {
		check->resume = check_resume_open(options->resume, error);
		if (!check->resume)
			return false;
	}
	check->loop = loop_new(error);
	return check->loop != NULL;
}

/* Look-ups take a thread of libuv each; with its default of four, names would wait for names that nobody answers for. */
static void set_threads(unsigned jobs)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", jobs < 4 ? 4 : jobs < 64 ? jobs : 64);
	setenv("UV_THREADPOOL_SIZE", text, 0);
}

static bool start(struct checking *check, struct error *error)
{
	const struct options *options = check->options;

	signal(SIGPIPE, SIG_IGN);
	set_threads(options->jobs);
	if (!prepare(check, error))
		return false;
	check->signals[0] = signal_watch_new(check->loop, SIGINT, on_signal, check, error);
	check->signals[1] = signal_watch_new(check->loop, SIGTERM, on_signal, check, error);
	if (!check->signals[0] || !check->signals[1])
		return false;
	check->wake = alarm_new(check->loop, on_wake, check);
	advising_open_memory(&check->servers, options->memory);
	check->input = check_input_new(check->loop, options->words, options->word_count);
	check->writer = check_writer_new(options->format);
	check->slots = alloc_zero(options->jobs, sizeof(*check->slots));
	check->progress = isatty(STDERR_FILENO) == 1;
	return true;
}

static void stop(struct checking *check)
{
	for (unsigned i = 0; check->slots && i < check->options->jobs; i++)
		check_session_free(check->slots[i].session);
	free(check->slots);
	check_writer_free(check->writer);
	check_input_free(check->input);
	recent_done(&check->servers);
	alarm_free(check->wake);
	for (size_t i = 0; i < 2; i++)
		signal_watch_free(check->signals[i]);
	local_server_free(check->demo);
	loop_free(check->loop);
	check_settings_free(check->settings);
}

static bool conclude(struct checking *check, struct error *error)
{
	const char *failure = check_input_failure(check->input);

	hide_progress(check);
	check->metrics.took_us = clock_monotonic(&check->clock) - check->began_us;
	if (!check->failed)
		put_out(check, check_writer_end(check->writer, &check->metrics, clock_wall(&check->clock) / 1000000));
	if (check->failed)
		return false;
	if (failure)
		return error_set(error, ERROR_SYSTEM, 0, "standard input: %s", failure);
	return check->metrics.targets || check->metrics.interrupted ||
	       error_set(error, ERROR_USAGE, 0, "check: there is no target on standard input");
}

int check_run(const struct options *options, struct error *error)
{
	struct checking check = {.options = options, .clock = clock_system(), .error = error};
	int status = -1;

	check.began_us = clock_monotonic(&check.clock);
	if (start(&check, error)) {
		loop_before_wait(check.loop, on_round, &check);
		loop_run(check.loop);
		if (conclude(&check, error))
			status = (int)metrics_outcome(&check.metrics);
	}
	stop(&check);
	if (!check_resume_close(check.resume, status < 0 ? NULL : error))
		status = -1;
	return status;
}
