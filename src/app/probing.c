/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probing: a loop, a prober, a journal of its own for what is found out.
 */
#include "app/probing.h"

#include "advice/advice.h"
#include "app/prober.h"
#include "report/probe_report.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { REPORT_MAX = 4 << 20 };

struct probing {
	const struct options *options;
	struct loop *loop;
	struct journal *journal;
	struct prober *prober;
	struct signal_watch *signals[2];
	bool progress;
	int exit_status;
};

static void on_asking(void *context, unsigned connection, const char *question)
{
	const struct probing *probing = context;

	if (probing->progress)
		fprintf(stderr, "\r\033[Kconnection %u: %s", connection, question);
}

static void on_found(void *context, const struct event *draft)
{
	const struct probing *probing = context;

	journal_append(probing->journal, draft);
}

static void advise(struct journal *journal)
{
	struct advice *advice = advice_new(journal);

	advice_catch_up(advice);
	advice_free(advice);
}

static void print_report(const struct probing *probing, unsigned connections)
{
	const struct target *target = &probing->options->target;
	struct buffer report;

	buffer_init(&report, REPORT_MAX);
	advise(probing->journal);
	probe_report(&report, probing->journal, 0);
	printf("%s", target->host);
	if (!target->demo)
		printf(" port %u", target->port);
	printf(", %s, %s; %u connection%s\n\n", proto_info(target->protocol)->name,
		target->implicit_tls ? "TLS from the first byte" : "STARTTLS", connections,
		connections == 1 ? "" : "s");
	fputs(buffer_text(&report), stdout);
	buffer_done(&report);
}

static void on_ended(void *context, bool answered, unsigned connections, const char *reason)
{
	struct probing *probing = context;

	if (probing->progress)
		fputs("\r\033[K", stderr);
	if (answered)
		print_report(probing, connections);
	else
		fprintf(stderr, "starlit: probe: %s\n", reason);
	probing->exit_status = answered ? EXIT_SUCCESS : EXIT_FAILURE;
	loop_stop(probing->loop);
}

static void on_round(void *context)
{
	struct probing *probing = context;

	prober_pump(probing->prober);
}

/* What is known so far is printed. */
static void on_signal(void *context, int number)
{
	struct probing *probing = context;

	prober_stop(probing->prober);
	probing->exit_status = 128 + number;
}

static bool begin(struct probing *probing, struct error *error)
{
	const struct options *options = probing->options;
	struct prober_config config = {
		.connection = {.target = options->target,
			.session = {.limits = {.reply_us = options->reply_us, .greeting_us = options->reply_us}},
			.client_name = options->ehlo,
			.reference_name = options->name,
			.family = options->family,
			.connect_us = options->connect_us,
			.demo_faults = options->demo_faults},
		.pace_us = options->pace_us,
		.connections = options->connections};
	struct prober_hooks hooks = {.asking = on_asking, .found = on_found, .ended = on_ended, .context = probing};

	signal(SIGPIPE, SIG_IGN);
	probing->signals[0] = signal_watch_new(probing->loop, SIGINT, on_signal, probing, error);
	probing->signals[1] = signal_watch_new(probing->loop, SIGTERM, on_signal, probing, error);
	if (!probing->signals[0] || !probing->signals[1])
		return false;
	probing->prober = prober_new(probing->loop, &config, &hooks, error);
	return probing->prober != NULL;
}

int probing_run(const struct options *options, struct error *error)
{
	struct probing probing = {.options = options, .progress = isatty(STDERR_FILENO) == 1};
	struct journal_config journal = {.clock = clock_system(), .spill_fd = -1};

	probing.loop = loop_new(error);
	if (!probing.loop)
		return -1;
	probing.journal = journal_new(&journal);
	if (begin(&probing, error)) {
		loop_before_wait(probing.loop, on_round, &probing);
		loop_run(probing.loop);
	} else {
		probing.exit_status = -1;
	}
	prober_free(probing.prober);
	for (size_t i = 0; i < 2; i++)
		signal_watch_free(probing.signals[i]);
	loop_free(probing.loop);
	journal_free(probing.journal);
	if (fflush(stdout) == EOF && !error_set_errno(error, errno, "standard output") &&
		probing.exit_status == EXIT_SUCCESS)
		probing.exit_status = -1;
	return probing.exit_status;
}
