/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scripting: a loop, a connection, a script.
 */
#include "app/scripting.h"

#include "app/advising.h"
#include "app/configure.h"
#include "app/files.h"
#include "app/recording.h"
#include "model/outcome.h"
#include "report/lines.h"
#include "session/script.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCRIPT_FILE_MAX = 1 << 20 };

struct scripting {
	const struct options *options;
	struct loop *loop;
	struct journal *journal;
	struct digest digest;
	struct advising advising;
	uint64_t printed;
	struct recording recording; /* --record */
	struct recording json;      /* --json */
	struct connection *connection;
	struct script *script;
	struct alarm *alarm;
	struct signal_watch *signals[2];
	enum script_state state;
	bool interrupted;
};

/* The world around the script */

static bool on_read(void *context, const char *name, struct buffer *ret_bytes, struct error *error)
{
	(void)context;
	return file_read(name, ret_bytes, error);
}

static const char *on_environment(void *context, const char *name)
{
	(void)context;
	return getenv(name);
}

/* A name without a folder that is no file here is one of the ready-made ones. */
static bool find_file(const char *name, char *path, size_t size, struct error *error)
{
	snprintf(path, size, "%s", name);
	if (strchr(name, '/') || !access(name, F_OK))
		return true;
	snprintf(path, size, "%s/%s.script", STARLIT_SCRIPTS, name);
	return !access(path, F_OK) ||
	       error_set(error, ERROR_USAGE, 0, "%s: there is no such file, nor a ready-made script of that name in %s",
		       name, STARLIT_SCRIPTS);
}

static bool set_values(struct script *script, const struct options *options, struct error *error)
{
	for (size_t i = 0; i < options->set_count; i++) {
		struct bytes text = bytes_str(options->sets[i]);
		size_t equals = bytes_index(text, '=', 0);
		struct error why;
		if (equals == text.len)
			return error_set(error, ERROR_USAGE, 0, "--set %s: it takes NAME=VALUE", options->sets[i]);
		if (!script_set(script, bytes_first(text, equals), bytes_from(text, equals + 1), &why))
			return error_set(error, ERROR_USAGE, 0, "--set %s: %s", options->sets[i], why.sentence);
	}
	return true;
}

static bool load(struct scripting *scripting, struct error *error)
{
	const struct script_world world = {.read = on_read, .environment = on_environment};
	char path[4096];
	struct buffer text;

	if (!find_file(scripting->options->script, path, sizeof(path), error))
		return false;
	buffer_init_secret(&text, SCRIPT_FILE_MAX);
	if (file_read(path, &text, error))
		scripting->script =
			script_new(scripting->options->script, buffer_bytes(&text), &world, scripting->journal, error);
	buffer_done(&text);
	return scripting->script && set_values(scripting->script, scripting->options, error);
}

/* Going on */

static void print_lines(struct scripting *scripting)
{
	struct buffer lines;

	buffer_init(&lines, LINES_EVENT_MAX);
	for (; scripting->printed < journal_count(scripting->journal); scripting->printed++) {
		buffer_clear(&lines);
		lines_event(&lines, journal_at(scripting->journal, scripting->printed), SAFE_UTF8);
		fwrite(buffer_bytes(&lines).data, 1, lines.len, stdout);
	}
	fflush(stdout);
	buffer_done(&lines);
}

static void print_new(struct scripting *scripting)
{
	advising_catch_up(&scripting->advising, &scripting->digest);
	recording_catch_up(&scripting->recording, scripting->journal);
	/* Nobody reads any more: there is nothing left to do for them. */
	if (!recording_catch_up(&scripting->json, scripting->journal)) {
		scripting->interrupted = true;
		loop_stop(scripting->loop);
	}
	if (scripting->options->verbose && !scripting->options->json)
		print_lines(scripting);
}

static void set_alarm(struct scripting *scripting)
{
	int64_t deadline = script_deadline(scripting->script), now = journal_now(scripting->journal);

	alarm_set(scripting->alarm, deadline < 0 ? -1 : deadline > now ? deadline - now : 0);
}

/* One step leads to the next for as long as something happens. */
static void advance(struct scripting *scripting)
{
	uint64_t before;

	do {
		before = journal_count(scripting->journal);
		connection_pump(scripting->connection);
		digest_catch_up(&scripting->digest, scripting->journal);
		scripting->state = script_advance(
			scripting->script, connection_session(scripting->connection), &scripting->digest);
	} while (scripting->state == SCRIPT_GOING && journal_count(scripting->journal) != before);
}

static void on_round(void *context)
{
	struct scripting *scripting = context;

	if (scripting->state == SCRIPT_GOING)
		advance(scripting);
	if (scripting->state == SCRIPT_FAILED && connection_alive(scripting->connection))
		connection_close(scripting->connection);
	connection_pump(scripting->connection);
	print_new(scripting);
	set_alarm(scripting);
	if (!connection_alive(scripting->connection) && scripting->state != SCRIPT_GOING)
		loop_stop(scripting->loop);
}

static void on_alarm(void *context)
{
	(void)context;
}

static void on_signal(void *context, int number)
{
	struct scripting *scripting = context;

	(void)number;
	scripting->interrupted = true;
	loop_stop(scripting->loop);
}

/* What came of it */

/* Failures that have a name of their own; whatever else the script met is an expectation. */
static enum outcome of_failure(const struct scripting *scripting)
{
	enum outcome outcome = outcome_of(&scripting->digest, script_wants_tls(scripting->script));

	switch (outcome) {
	case OUTCOME_UNREACHED:
	case OUTCOME_NOT_OFFERED:
	case OUTCOME_REFUSED:
	case OUTCOME_INJECTION:
	case OUTCOME_HANDSHAKE: return outcome;
	case OUTCOME_FINE:
	case OUTCOME_FAILED:
	case OUTCOME_USAGE:
	case OUTCOME_PROTOCOL:
	case OUTCOME_LATE:
	case OUTCOME_UNTRUSTED:
	case OUTCOME_REVOKED:
	case OUTCOME_DATES:
	case OUTCOME_NAME:
	case OUTCOME_WEAK:
	case OUTCOME_CUT:
	case OUTCOME_EXPECTATION:
	case OUTCOME_INTERRUPTED: break;
	}
	return OUTCOME_EXPECTATION;
}

static int tell(const struct scripting *scripting)
{
	if (scripting->interrupted) {
		fprintf(stderr, "starlit: %s:%u: interrupted\n", scripting->options->script,
			script_line(scripting->script));
		return OUTCOME_INTERRUPTED;
	}
	if (scripting->state == SCRIPT_DONE)
		return OUTCOME_FINE;
	fprintf(stderr, "starlit: %s\n", script_failure(scripting->script));
	return (int)of_failure(scripting);
}

static bool start_recording(struct scripting *scripting, struct error *error)
{
	const struct options *options = scripting->options;

	if (options->record && !recording_start(&scripting->recording, scripting->journal, options->record,
				       options->unsafe_secrets, error))
		return false;
	return !options->json ||
	       recording_start_on(&scripting->json, scripting->journal, STDOUT_FILENO, options->unsafe_secrets, error);
}

static bool begin(struct scripting *scripting, struct error *error)
{
	struct connection_config config;

	signal(SIGPIPE, SIG_IGN);
	configure_connection(scripting->options, &config);
	config.target = scripting->options->target;
	scripting->signals[0] = signal_watch_new(scripting->loop, SIGINT, on_signal, scripting, error);
	scripting->signals[1] = signal_watch_new(scripting->loop, SIGTERM, on_signal, scripting, error);
	if (!scripting->signals[0] || !scripting->signals[1] || !load(scripting, error) ||
		!start_recording(scripting, error))
		return false;
	scripting->alarm = alarm_new(scripting->loop, on_alarm, scripting);
	advising_connecting(&scripting->advising, &config.target);
	scripting->connection = connection_new(scripting->loop, scripting->journal, &config, error);
	return scripting->connection != NULL;
}

static void end(struct scripting *scripting)
{
	connection_free(scripting->connection);
	script_free(scripting->script);
	recording_stop(&scripting->recording, scripting->journal);
	recording_stop(&scripting->json, scripting->journal);
	alarm_free(scripting->alarm);
	for (size_t i = 0; i < 2; i++)
		signal_watch_free(scripting->signals[i]);
	loop_free(scripting->loop);
	advising_done(&scripting->advising);
	journal_free(scripting->journal);
}

int scripting_run(const struct options *options, struct error *error)
{
	struct scripting scripting = {.options = options, .state = SCRIPT_GOING};
	struct journal_config journal = {.clock = clock_system(), .spill_fd = file_scratch()};
	int status = -1;

	scripting.loop = loop_new(error);
	if (!scripting.loop)
		return -1;
	scripting.journal = journal_new(&journal);
	advising_init(&scripting.advising, scripting.journal, options->memory);
	digest_init(&scripting.digest);
	recording_init(&scripting.recording);
	recording_init(&scripting.json);
	if (begin(&scripting, error)) {
		loop_before_wait(scripting.loop, on_round, &scripting);
		loop_run(scripting.loop);
		status = tell(&scripting);
	}
	end(&scripting);
	return status;
}
