/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complete: what could be meant by a line that is not finished: verbs that are legal now, then the protocol's arguments.
 */
#include "proto/engine.h"

static bool is_offered(const struct proto *proto, const struct proto_verb *verb)
{
	return proto_verb_legal(proto, verb) && engine_offers(proto, verb);
}

/* The verb, with what must stand behind it. */
static void append_verb(const struct proto *proto, const struct proto_verb *verb, struct buffer *line)
{
	size_t len = strlen(verb->name);

	if (!strcmp(verb->name, proto->ops->info->greet_verb)) {
		proto_greet_line(proto, line);
		return;
	}
	buffer_append_text(line, verb->name);
	if (verb->arguments)
		buffer_append_byte(line, verb->name[len - 1] == ':' ? '<' : ' ');
}

/* In IMAP what is typed may begin with a tag. */
static struct bytes skip_tag(const struct proto *proto, struct bytes typed)
{
	struct bytes verb = proto->ops->verb_of(proto, typed);

	if (!verb.data || verb.data < typed.data || verb.data > typed.data + typed.len)
		return typed;
	return bytes_from(typed, (size_t)(verb.data - typed.data));
}

bool proto_complete(
	const struct proto *proto, struct bytes typed, size_t index, struct buffer *ret_line, const char **ret_help)
{
	struct bytes verb = skip_tag(proto, typed);
	struct bytes tag = bytes_first(typed, typed.len - verb.len);

	for (size_t i = 0; i < proto->ops->verb_count; i++) {
		const struct proto_verb *candidate = &proto->ops->verbs[i];
		struct bytes name = bytes_str(candidate->name);
		if (verb.len > name.len || !bytes_equal_nocase(bytes_first(name, verb.len), verb) ||
			!is_offered(proto, candidate))
			continue;
		if (index--)
			continue;
		buffer_append(ret_line, tag);
		append_verb(proto, candidate, ret_line);
		if (ret_help)
			*ret_help = candidate->help;
		return true;
	}
	if (ret_help)
		*ret_help = NULL;
	buffer_append(ret_line, tag);
	if (proto->ops->complete && proto->ops->complete(proto, verb, index, ret_line))
		return true;
	buffer_truncate(ret_line, ret_line->len - tag.len);
	return false;
}
