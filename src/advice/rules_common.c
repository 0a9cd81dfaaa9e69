/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_common: questions that several topics ask.
 */
#include "advice/rules_common.h"

#include "base/safe.h"

bool rules_is_local(const struct advice *advice)
{
	const struct digest *digest = advice_digest(advice);
	struct bytes address = digest->connected.address;

	/* Port 0 stands for a server inside this process. */
	return bytes_starts_with(address, "127.") || bytes_is(address, "::1") ||
	       (digest->target.name.len && !digest->target.port);
}

bool rules_is(const struct advice *advice, const char *protocol)
{
	return bytes_is(advice_protocol(advice), protocol);
}

bool rules_is_smtp(const struct advice *advice)
{
	return rules_is(advice, "SMTP") || rules_is(advice, "LMTP");
}

bool rules_is_mail(const struct advice *advice)
{
	return rules_is_smtp(advice) || rules_is(advice, "IMAP") || rules_is(advice, "POP3") ||
	       rules_is(advice, "ManageSieve");
}

bool rules_is_authenticated(const struct advice *advice)
{
	static const char *const states[] = {"authenticated", "selected", "transaction"};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (bytes_is(advice_digest(advice)->state, states[i]))
			return true;
	/* IMAP: capabilities that come with the success of a log-in. */
	const struct event *reply = advice_digest(advice)->last_reply;
	return reply && reply->reply.status == REPLY_POSITIVE &&
	       (bytes_is(reply->reply.verb, "LOGIN") || bytes_is(reply->reply.verb, "AUTHENTICATE"));
}

struct bytes rules_verb(const struct advice *advice, struct bytes line, struct bytes *ret_rest)
{
	struct bytes rest = line;
	struct bytes verb = bytes_word(&rest);

	if (rules_is(advice, "IMAP"))
		verb = bytes_word(&rest);
	*ret_rest = rest;
	return verb;
}

struct rules_shown rules_show(struct bytes bytes)
{
	struct rules_shown shown = {.text = ""};

	safe_text(shown.text, sizeof(shown.text), bytes, SAFE_UTF8);
	return shown;
}
