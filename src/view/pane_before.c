/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane_before: the TLS session of this connection beside the one before it, for those who resume or renegotiate.
 */
#include "view/screen.h"

#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>

struct pair {
	const char *label;
	char before[64];
	char now[64];
};

enum { PAIRS = 8 };

static void put_text(struct pair *pair, const char *label, const char *before, const char *now)
{
	pair->label = label;
	snprintf(pair->before, sizeof(pair->before), "%s", before ? before : "none");
	snprintf(pair->now, sizeof(pair->now), "%s", now ? now : "none");
}

static void put_number(struct pair *pair, const char *label, uint64_t before, uint64_t now)
{
	pair->label = label;
	snprintf(pair->before, sizeof(pair->before), "%" PRIu64, before);
	snprintf(pair->now, sizeof(pair->now), "%" PRIu64, now);
}

static void put_duration(struct pair *pair, const char *label, int64_t before, int64_t now)
{
	pair->label = label;
	snprintf(pair->before, sizeof(pair->before), "%" PRId64 ".%" PRId64 " ms", before / 1000, before / 100 % 10);
	snprintf(pair->now, sizeof(pair->now), "%" PRId64 ".%" PRId64 " ms", now / 1000, now / 100 % 10);
}

static void compare(const struct event_tls_up *before, const struct event_tls_up *now, struct pair *pairs)
{
	const struct tls_facts *old = before->facts, *new = now->facts;

	put_text(&pairs[0], "version", old->version, new->version);
	put_text(&pairs[1], "suite", old->suite, new->suite);
	put_text(&pairs[2], "exchange", old->key_exchange, new->key_exchange);
	put_text(&pairs[3], "group", old->group, new->group);
	put_text(&pairs[4], "resumed", old->resumed ? "yes" : "no", new->resumed ? "yes" : "no");
	put_number(&pairs[5], "messages", old->messages, new->messages);
	put_number(&pairs[6], "bytes in", old->handshake_in, new->handshake_in);
	put_duration(&pairs[7], "took", before->took_us, now->took_us);
}

static void add_pair(const struct pair *pair, struct rows *rows)
{
	bool same = !strcmp(pair->before, pair->now);
	char text[160];

	if (same)
		snprintf(text, sizeof(text), "%s", pair->now);
	else
		snprintf(text, sizeof(text), "%s -> %s", pair->before, pair->now);
	rows_field_text(rows, pair->label, text, same ? STYLE_FAINT : STYLE_NORMAL);
}

void pane_before(const struct view *view, struct rows *rows)
{
	const struct event *before = view->digest.tls_up_before, *now = view->digest.tls_up;
	struct pair pairs[PAIRS];

	if (!before || !now || !before->tls_up.facts || !now->tls_up.facts)
		return;
	compare(&before->tls_up, &now->tls_up, pairs);
	rows_title(rows, "The session before -> this one");
	for (int i = 0; i < PAIRS; i++)
		add_pair(&pairs[i], rows);
	rows_blank(rows);
}
