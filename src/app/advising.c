/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * advising: advice and a list of servers.
 */
#include "app/advising.h"

#include "model/caps.h"
#include <stdio.h>
#include <unistd.h>

bool advising_server(const struct target *target, char text[ADVISING_SERVER_MAX])
{
	const struct proto_info *info = proto_info(target->protocol);

	text[0] = 0;
	if (!target->demo && !target->implicit_tls && info->upgrade_cap)
		snprintf(text, ADVISING_SERVER_MAX, "%s %s %u", info->scheme, target->host, target->port);
	return *text;
}

void advising_open_memory(struct recent *ret_servers, bool read)
{
	recent_init(ret_servers, "starttls", RECENT_SERVERS, read);
}

void advising_init(struct advising *advising, struct journal *journal, bool remembers)
{
	*advising = (struct advising){.advice = advice_new(journal), .journal = journal, .remembers = remembers};
	advising_open_memory(&advising->servers, remembers);
}

void advising_done(struct advising *advising)
{
	advice_free(advising->advice);
	recent_done(&advising->servers);
}

void advising_connecting(struct advising *advising, const struct target *target)
{
	/* What has not been looked at belongs to the connection before. */
	advice_catch_up(advising->advice);
	advising_server(target, advising->server);
	advising->offer = proto_info(target->protocol)->upgrade_cap;
	advice_expect_starttls(advising->advice, recent_has(&advising->servers, advising->server));
}

static void remember(struct advising *advising, const struct digest *digest)
{
	struct error error;

	if (!advising->remembers || !*advising->server || advising->remembered == digest->connection ||
		!digest->caps_clear || !caps_has(digest->caps_clear, advising->offer))
		return;
	advising->remembered = digest->connection;
	if (recent_has(&advising->servers, advising->server) ||
		recent_add(&advising->servers, advising->server, &error))
		return;
	/* A cron job without a home has nobody to be told each time. */
	if (isatty(STDIN_FILENO))
		journal_note(advising->journal, SEVERITY_WARNING, "which servers offer STARTTLS is not remembered: %s",
			error.sentence);
	advising->remembers = false;
}

void advising_catch_up(struct advising *advising, const struct digest *digest)
{
	remember(advising, digest);
	advice_catch_up(advising->advice);
}
