/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front_probe: :probe, beside the session: what is found out comes as events, and at the end as a popup.
 */
#include "app/front.h"

#include "app/prober.h"
#include "app/servers.h"
#include "report/probe_report.h"
#include <stdio.h>

static void on_asking(void *context, unsigned connection, const char *question)
{
	(void)context;
	(void)connection;
	(void)question;
}

static void on_found(void *context, const struct event *draft)
{
	struct front *front = context;

	journal_append(front->console.journal, draft);
}

static void on_ended(void *context, bool answered, unsigned connections, const char *reason)
{
	struct front *front = context;
	struct buffer text;

	if (!answered) {
		console_say(&front->console, SEVERITY_WARNING, "the probe has found out nothing: %s", reason);
		return;
	}
	console_say(&front->console, SEVERITY_INFO, "the probe is done, after %u connections", connections);
	buffer_init(&text, 1 << 20);
	console_catch_up(&front->console);
	probe_report(&text, front->console.journal, front->probe_began);
	front_popup(front, "What the server can speak", buffer_text(&text));
	buffer_done(&text);
}

void front_probe(struct front *front)
{
	struct prober_config config = {.connection = front->console.config,
		.pace_us = front->console.options->pace_us,
		.connections = front->console.options->connections};
	struct prober_hooks hooks = {.asking = on_asking, .found = on_found, .ended = on_ended, .context = front};
	struct error error;

	prober_free(front->prober);
	config.connection.target = front->probed;
	front->probe_began = journal_count(front->console.journal);
	front->prober = prober_new(front->console.loop, &config, &hooks, &error);
	if (front->prober)
		console_say(&front->console, SEVERITY_INFO, "the probe of %s begins; :probe breaks it off",
			front->probed.host);
	else
		console_say(&front->console, SEVERITY_WARNING, "%s", error.sentence);
}

static bool choose_target(struct front *front, struct bytes arguments)
{
	char text[400];
	struct error error;

	arguments = bytes_trim(arguments);
	if (!arguments.len) {
		front->probed = front->console.config.target;
		if (!front->probed.host[0])
			console_say(&front->console, SEVERITY_WARNING,
				"there was no connection yet; :probe TARGET asks a server");
		return front->probed.host[0] != 0;
	}
	snprintf(text, sizeof(text), "%.*s", (int)bytes_first(arguments, sizeof(text)).len,
		(const char *)arguments.data);
	if (servers_target(&front->console, text, &front->probed, &error))
		return true;
	console_say(&front->console, SEVERITY_WARNING, "%s", error.sentence);
	return false;
}

void front_probe_command(struct front *front, struct bytes arguments)
{
	char text[700];

	if (prober_running(front->prober)) {
		prober_stop(front->prober);
		return;
	}
	if (!choose_target(front, arguments))
		return;
	snprintf(text, sizeof(text),
		"To find out what %s can speak, up to %u connections are made, one at a time, %d ms apart. Its log will show "
		"them, and it may count them. Ask only servers that you may test. Begin?\n\ny  begin      any other key  leave it",
		front->probed.host, front->console.options->connections, (int)(front->console.options->pace_us / 1000));
	front->question = QUESTION_PROBE;
	front_popup(front, "Probe", text);
}
