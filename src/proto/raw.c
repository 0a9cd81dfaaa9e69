/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * raw: the engine for what has none: whatever speaks behind TLS is passed on as it comes.
 *
 * Every run of bytes that arrives is told at once, cut behind each LF, with its line end in it; nothing is a reply, and
 * nothing is ever waited for.
 */
#include "proto/engine.h"

static enum proto_step raw_line(struct proto *proto, const struct line *line)
{
	engine_tell_line(proto, line, LINE_PAYLOAD, 0);
	return PROTO_NEED_MORE;
}

static bool raw_send(struct proto *proto, struct bytes line, const struct proto_plan *plan, struct buffer *out,
	struct sent_form *form, struct error *error)
{
	(void)proto;
	(void)plan;
	(void)form;
	return engine_append(out, line, error);
}

static void raw_reset(struct proto *proto, bool secured)
{
	(void)secured;
	proto->state = PROTO_READY;
}

static const char *raw_phase_name(const struct proto *proto)
{
	return proto->state == PROTO_UNCONNECTED ? "connected" : "open";
}

static unsigned raw_where(const struct proto *proto)
{
	(void)proto;
	return WHERE_NONE;
}

static struct bytes raw_verb_of(const struct proto *proto, struct bytes line)
{
	(void)proto;
	(void)line;
	return (struct bytes){0};
}

static const struct proto_info raw_info = {.protocol = PROTOCOL_RAW,
	.name = "TLS",
	.scheme = "tls",
	.greet_verb = "",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = ""};

const struct proto_ops raw_ops = {.info = &raw_info,
	.size = sizeof(struct proto),
	.at_once = true,
	.line = raw_line,
	.send = raw_send,
	.reset = raw_reset,
	.phase_name = raw_phase_name,
	.where = raw_where,
	.verb_of = raw_verb_of};
