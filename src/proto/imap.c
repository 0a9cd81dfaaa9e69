/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * imap: IMAP4rev1 (RFC 3501) and IMAP4rev2 (RFC 9051): the state of the dialogue and the table of operations.
 */
#include "proto/imap.h"

static struct imap *imap_of(struct proto *proto)
{
	return (struct imap *)proto;
}

struct pending *imap_open_pending(struct imap *imap)
{
	struct proto *proto = &imap->proto;

	/* Nothing is sent while a command is open, so that it is the last one. */
	if (imap->open == IMAP_CLOSED || imap->answered || !proto->pending_count)
		return NULL;
	return &proto->pending[proto->pending_count - 1];
}

/*
 * What is being typed comes first: a reply to another command must not turn the octets of a password into a command,
 * which would be shown and given a tag.
 */
void imap_settle(struct imap *imap)
{
	struct proto *proto = &imap->proto;

	proto->answer_secret = imap->challenged;
	if (imap->open == IMAP_OCTETS)
		proto->state = PROTO_LITERAL;
	else if (imap->challenged || imap->idling)
		proto->state = PROTO_ANSWER;
	else if (imap->phase == IMAP_CONNECTED)
		proto->state = PROTO_GREETING;
	else if (imap->open == IMAP_REST)
		proto->state = PROTO_READY;
	else
		engine_settle(proto);
}

static void imap_reset(struct proto *proto, bool secured)
{
	struct imap *imap = imap_of(proto);

	if (!imap->held.max)
		buffer_init(&imap->held, PROTO_PIECE);
	buffer_clear(&imap->held);
	imap->phase = secured ? IMAP_NOT_AUTHENTICATED : IMAP_CONNECTED;
	imap->series = secured ? 'b' : 'a';
	imap->next_tag = 1;
	imap->goes_on = imap->may_break = imap->holds = imap->challenged = imap->idling = imap->answered = false;
	imap->scan = (struct literal_scan){0};
	imap->open = IMAP_CLOSED;
	imap->announced = 0;
	imap->has_secret = false;
	imap->arguments = 0;
	proto->literal_secret = proto->answer_secret = false;
}

static void imap_done(struct proto *proto)
{
	buffer_done(&imap_of(proto)->held);
}

static const char *imap_phase_name(const struct proto *proto)
{
	static const char *const names[] = {"connected", "not authenticated", "authenticated", "selected", "logout"};

	return names[((const struct imap *)proto)->phase];
}

static unsigned imap_where(const struct proto *proto)
{
	static const unsigned where[] = {WHERE_NONE, WHERE_GREETED, WHERE_AUTHENTICATED, WHERE_SELECTED, WHERE_NONE};

	return where[((const struct imap *)proto)->phase];
}

/* What IMAP4rev2 has of its own needs no capability of its own there (RFC 9051 appendix E). */
static bool imap_offers(const struct proto *proto, const char *cap)
{
	static const char *const within[] = {"ENABLE", "IDLE", "MOVE", "NAMESPACE", "UNSELECT"};

	for (size_t i = 0; i < sizeof(within) / sizeof(within[0]); i++)
		if (!strcmp(cap, within[i]) && caps_has(proto->caps, "IMAP4rev2"))
			return true;
	return caps_has(proto->caps, cap);
}

/* AUTHENTICATE: the mechanisms that are advertised as AUTH=... */
static bool imap_complete(const struct proto *proto, struct bytes typed, size_t index, struct buffer *line)
{
	if (!bytes_starts_with_nocase(typed, "AUTHENTICATE "))
		return false;
	typed = bytes_trim(bytes_from(typed, 13));
	for (size_t i = 0; proto->caps && i < proto->caps->count; i++) {
		struct bytes keyword = proto->caps->list[i].keyword;
		struct bytes mechanism = bytes_from(keyword, 5);
		if (bytes_starts_with_nocase(keyword, "AUTH=") &&
			bytes_equal_nocase(bytes_first(mechanism, typed.len), typed) && !index--)
			return buffer_append_text(line, "AUTHENTICATE ") && buffer_append(line, mechanism);
	}
	return false;
}

static const struct proto_info imap_info = {.protocol = PROTOCOL_IMAP,
	.name = "IMAP",
	.scheme = "imap",
	.greet_verb = "CAPABILITY",
	.upgrade_verb = "STARTTLS",
	.upgrade_cap = "STARTTLS",
	.quit_verb = "LOGOUT",
	.port = 143,
	.tls_port = 993,
	.srv_service = "_imap"};

const struct proto_ops imap_ops = {.info = &imap_info,
	.verbs = imap_verbs,
	.verb_count = IMAP_VERBS,
	.size = sizeof(struct imap),
	.takes_pieces = true,
	.line = imap_line,
	.examine = imap_examine,
	.send = imap_send,
	.reset = imap_reset,
	.done = imap_done,
	.phase_name = imap_phase_name,
	.where = imap_where,
	.verb_of = imap_verb_of,
	.offers = imap_offers,
	.complete = imap_complete};
