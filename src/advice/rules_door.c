/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_door: what keeps a session from beginning or going on: the wrong port or protocol, being turned away, silence, a
 * connection that is cut, no connection at all.
 */
#include "advice/rules_common.h"

#include "base/safe.h"
#include <stdio.h>

static const struct finding_row rows[] = {
	{.id = "F-WRONGPORT.implicit",
		.rank = FINDING_MEDIUM,
		.title = "This port speaks TLS from the first byte",
		.explanation =
			"The server sent TLS where a greeting in the clear was due. STARTTLS has no place here: TLS comes first, and "
			"the greeting inside it.",
		.remedy =
			"Connect with --implicit-tls, or with the scheme that ends in s (smtps://, imaps://, pop3s://).",
		.postfix = "in master.cf: smtpd_tls_wrappermode = yes is what such a service has",
		.dovecot = "ssl = yes inside the inet_listener is what such a port has",
		.exim = "tls_on_connect_ports names such ports",
		.reference = "RFC 8314 §3"},
	{.id = "F-WRONGPORT.starttls",
		.rank = FINDING_MEDIUM,
		.title = "This port begins in the clear and wants STARTTLS",
		.explanation =
			"A greeting in the clear came where the server's part of the TLS handshake was due. The server does not expect "
			"TLS from the first byte on this port.",
		.remedy =
			"Connect without --implicit-tls (or without the s of the scheme) and type STARTTLS, STLS in POP3. If the "
			"port is meant to speak TLS at once, its service lacks that setting.",
		.postfix = "in master.cf, for the service of port 465: -o smtpd_tls_wrappermode=yes",
		.dovecot = "inside the inet_listener of the port: ssl = yes",
		.exim = "tls_on_connect_ports = 465",
		.reference = "RFC 8314 §3; RFC 3207 §4"},
	{.id = "F-WRONGPROTO",
		.rank = FINDING_MEDIUM,
		.title = "Another protocol answers on this port",
		.explanation =
			"What greets here is no server of the protocol that was asked for: the port number is wrong, the ports of a "
			"proxy or container are swapped, or a captive portal answers for everybody.",
		.remedy =
			"Check host and port, and where a proxy forwards this port to; or name the protocol with --protocol.",
		.reference = "RFC 6335; RFC 8314 §7"},
	{.id = "F-SLOW.greeting",
		.rank = FINDING_NOTE,
		.title = "The greeting took long",
		.explanation =
			"Mostly the server looks up the client's address first, in the DNS or in block lists, and these are slow or do "
			"not answer. Some servers wait on purpose, since spammers do not: Postfix's postscreen does so for six "
			"seconds.",
		.remedy =
			"Check the reverse name of the client's address and the resolver that the server uses. If the server "
			"waits on purpose, nothing is wrong.",
		.postfix = "postscreen_greet_wait; smtpd_delay_reject = yes keeps checks from the greeting",
		.exim = "rfc1413_query_timeout = 0s; host_lookup",
		.reference = "RFC 5321 §4.5.3.2.1"},
	{.id = "F-TURNED-AWAY.421",
		.rank = FINDING_MEDIUM,
		.title = "The server turned us away at the greeting: not now",
		.explanation =
			"It takes no session at the moment: it is stopping, is overloaded, or has as many connections as it allows, in "
			"all or from this address.",
		.remedy = "Try again in some minutes. On the server, look into the log for the limit that was reached.",
		.postfix =
			"smtpd_client_connection_count_limit, smtpd_client_connection_rate_limit, default_process_limit",
		.exim = "smtp_accept_max, smtp_accept_max_per_host, smtp_load_reserve",
		.reference = "RFC 5321 §3.1, §3.8, §4.2.3"},
	{.id = "F-TURNED-AWAY.554",
		.rank = FINDING_MEDIUM,
		.title = "The server turned us away at the greeting, for good",
		.explanation =
			"It does not talk to this address: a block list, a reputation, a policy against home connections, or the host "
			"takes no mail at all (521). The text often names the list and a page about it.",
		.remedy =
			"Follow the link in the text and look up this address there. Try from the address that is meant to send "
			"mail; on the server, look for the rule that refused.",
		.postfix = "smtpd_client_restrictions, postscreen_dnsbl_sites, postscreen_access_list",
		.exim = "acl_smtp_connect, host_reject_connection",
		.reference = "RFC 5321 §3.1, §4.2.3; RFC 7504 §3"},
	{.id = "F-TURNED-AWAY.bye",
		.rank = FINDING_MEDIUM,
		.title = "The server turned us away instead of greeting",
		.explanation =
			"Where OK was due it said good-bye or an error: too many connections from this address, a service that is "
			"stopping, or an address that is not let in.",
		.remedy = "Read its text, and the server's log at this second.",
		.dovecot = "client_limit and process_limit of the login service (service imap-login, pop3-login)",
		.reference = "RFC 9051 §7.1.5; RFC 1939 §4; RFC 5804 §1.2"},
	{.id = "F-TURNED-AWAY.greylist",
		.rank = FINDING_NOTE,
		.title = "Greylisting: the server wants us to try again later",
		.explanation =
			"It refuses an unknown sender at first, and takes the same mail some minutes later. Mail servers do try again; "
			"by hand the only way is to wait.",
		.remedy = "Wait some minutes and repeat the same sender, recipient and address.",
		.reference = "RFC 6647 §2; RFC 5321 §4.2.1"},
	{.id = "F-TURNED-AWAY.rate",
		.rank = FINDING_MEDIUM,
		.title = "A limit or a policy of the server puts us off",
		.explanation =
			"The server refuses for now, by its rules rather than by a fault: too many connections, messages or errors in "
			"too short a time, or something about this address that it does not like.",
		.remedy =
			"Slow down and wait; the text or the server's log says which limit it was. Check the reverse name of the "
			"client's address.",
		.postfix =
			"smtpd_client_message_rate_limit, smtpd_client_recipient_rate_limit, smtpd_client_event_limit_exceptions",
		.exim = "ratelimit conditions in the ACLs; smtp_ratelimit_hosts",
		.reference = "RFC 3463 §3.8; RFC 5321 §4.2.3"},
	{.id = "F-TIMEOUT.greeting",
		.rank = FINDING_MEDIUM,
		.title = "The connection is there, and no greeting comes",
		.explanation =
			"A server that speaks TLS from the first byte waits for us as we wait for it. Otherwise the server has no "
			"process left for us, hangs in a look-up of our address, or a firewall lets the connection in and nothing "
			"more.",
		.remedy =
			"Try --implicit-tls (465, 993, 995 want it). On the server, look whether the service runs and how many "
			"connections it has, and whether its resolver answers.",
		.postfix = "default_process_limit, and maxproc in master.cf",
		.dovecot = "client_limit and process_limit of the login service",
		.exim = "smtp_accept_max; rfc1413_query_timeout = 0s",
		.reference = "RFC 5321 §4.5.3.2.1; RFC 8314 §3"},
	{.id = "F-TIMEOUT.reply",
		.rank = FINDING_MEDIUM,
		.title = "No reply comes",
		.explanation =
			"The command has left, and the server is silent: it waits for something itself (a filter, a database, the DNS), "
			"did not take the line as complete, or the path has gone dead without anybody saying so.",
		.remedy =
			"Look into the server's log for this session. SMTP allows minutes: up to ten for a message, five for most "
			"other commands.",
		.reference = "RFC 5321 §4.5.3.2"},
	{.id = "F-TIMEOUT.handshake",
		.rank = FINDING_MEDIUM,
		.title = "The TLS handshake stands still",
		.explanation =
			"The server, or a device on the path, took our ClientHello and says nothing more. Firewalls that wait for the rest of "
			"a large ClientHello do this, and packets that are too large for the path (MTU) get lost so as well.",
		.remedy =
			"Try a smaller ClientHello: :reconnect small, --hello-size 250, or --groups x25519, or --tls 1.2. If that helps, the "
			"device that inspects TLS is to blame, or the MTU of the path.",
		.reference = "RFC 8446 §4.1.2; RFC 7685 §1"},
	{.id = "F-CUT",
		.rank = FINDING_MEDIUM,
		.title = "The connection ended in the middle of a reply",
		.explanation =
			"What came last is incomplete: the server's process died, somebody on the path broke the connection, or a time "
			"limit of a proxy was over.",
		.remedy =
			"Look into the server's log at this second (a crash, an out-of-memory kill), then at proxies and firewalls "
			"in between.",
		.reference = "RFC 5321 §3.8; RFC 9051 §3.4"},
	{.id = "F-CUT.greeting",
		.rank = FINDING_MEDIUM,
		.title = "The connection was closed without a greeting",
		.explanation =
			"Something accepts connections and ends them at once: a proxy whose server is down, a service without free "
			"processes, or a rule that does not let this address in (tcp wrappers, fail2ban).",
		.remedy = "Look whether the service behind the port runs, and which rules hold for this address.",
		.postfix = "a PROXY protocol header that is missing does this: smtpd_upstream_proxy_protocol, "
			   "postscreen_upstream_proxy_protocol",
		.dovecot = "haproxy = yes inside the inet_listener waits for a PROXY header; login_trusted_networks, "
			   "haproxy_trusted_networks",
		.exim = "hosts_proxy; host_reject_connection",
		.reference = "RFC 5321 §3.1"},
	{.id = "F-CUT.starttls",
		.rank = FINDING_MEDIUM,
		.title = "The connection ended right after our ClientHello",
		.explanation =
			"Not even an alert came. Some servers and middleboxes drop the connection when a ClientHello is large, or when it "
			"offers something that they do not know; a server whose certificate cannot be loaded does so, too.",
		.remedy =
			"Try a smaller one: :reconnect small, or --hello-size 250. Then an older one: --tls 1.2. If neither helps, look into the "
			"server's log, and whether its certificate and key can be read.",
		.postfix = "smtpd_tls_loglevel = 1 tells why in the log",
		.dovecot = "verbose_ssl = yes (2.4: log_debug = category=ssl) tells why in the log",
		.exim = "log_selector = +tls_cipher +tls_peerdn, and the main log",
		.reference = "RFC 8446 §4.1.2, §6.2; RFC 7685 §1"},
	{.id = "F-CUT.unanswered",
		.rank = FINDING_MEDIUM,
		.title = "The connection ended while a command waited for its reply",
		.explanation =
			"The server went without an answer and without a good-bye. Whether the command was carried out nobody knows "
			"from here.",
		.remedy =
			"Look into the server's log at this second. If it was the end of a message, check whether it was delivered "
			"before it is sent again.",
		.reference = "RFC 5321 §3.8, §4.5.3.2; RFC 1047"},
	{.id = "F-UNREACHABLE",
		.rank = FINDING_MEDIUM,
		.title = "No address of the server could be reached",
		.explanation =
			"«Connection refused» means that the machine answers and nothing listens on that port. Silence until the time was "
			"over means a firewall, a wrong address, or a provider that blocks port 25.",
		.remedy =
			"Refused: look whether the service runs and listens on this address and port (ss -ltn). Silence: try "
			"from another network; many providers block port 25 outwards, where 587 and 465 pass.",
		.postfix = "inet_interfaces = all, and the service's line in master.cf",
		.dovecot = "listen = *, ::, and the port of the inet_listener",
		.exim = "local_interfaces, daemon_smtp_ports",
		.reference = "RFC 5321 §5.1; RFC 8314 §7"},
	{.id = "F-UNREACHABLE.name",
		.rank = FINDING_MEDIUM,
		.title = "The name has no address",
		.explanation =
			"The look-up brought nothing that a connection could be made to: the name is misspelt, has only MX records, or the "
			"resolver does not answer.",
		.remedy =
			"Check the spelling. The domain of a mail address is often not the name of its server: look at its MX "
			"record for that. Check with another resolver.",
		.reference = "RFC 5321 §5.1"},
};

enum { SLOW_US = 5000000, FAILED_MAX = 6 };

struct door {
	const struct event *failed[FAILED_MAX]; /* EVENT_DIAL */
	size_t failed_count;
	const struct event *lookup; /* one that failed */
	const struct event *asked;  /* the last command, while it waits for its reply */
	const struct event *last;   /* the last line that came */
	bool answered;              /* a record of TLS came */
	bool wrong;                 /* the port or the protocol is: what follows from that is not told */
	bool late;                  /* the greeting: it is told as such */
	bool put_off;
};

/* The wrong door */

static void take_oddity(struct advice *advice, const struct event *event, struct door *door)
{
	if (event->oddity.oddity == ODDITY_TLS_AT_GREETING) {
		advice_tell(advice, "F-WRONGPORT.implicit", event, NULL, NULL);
	} else if (event->oddity.oddity == ODDITY_TEXT_AT_HELLO && !advice_digest(advice)->starttls) {
		advice_tell(advice, "F-WRONGPORT.starttls", event, NULL, "It said: %s",
			rules_show(event->oddity.evidence).text);
	} else if (event->oddity.oddity == ODDITY_OTHER_PROTOCOL) {
		advice_tell(
			advice, "F-WRONGPROTO", event, NULL, "It said: %s", rules_show(event->oddity.evidence).text);
	} else {
		return;
	}
	door->wrong = true;
}

/* Being turned away */

static bool holds(struct bytes text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_find_nocase(text, bytes_str(words[i])) < text.len)
			return true;
	return false;
}

static bool is_greylisting(struct bytes text)
{
	static const char *const words[] = {"greylist", "graylist", "grey-list", "gray-list", "grey list", "gray list"};

	return holds(text, words, sizeof(words) / sizeof(words[0]));
}

/* 4.7.0 and 4.7.1: «other security», «delivery not authorized» (RFC 3463 §3.8), which is how limits are told. */
static bool is_policy(const struct event_reply *reply, struct bytes text)
{
	static const char *const words[] = {
		"too many", "too much", "too fast", "rate limit", "ratelimit", "throttl", "unusual rate", "slow down"};

	if (reply->code != 421 && reply->code != 450 && reply->code != 451 && reply->code != 452)
		return false;
	if (reply->has_enhanced && reply->enhanced[0] == 4 && reply->enhanced[1] == 7 && reply->enhanced[2] <= 1)
		return true;
	return holds(text, words, sizeof(words) / sizeof(words[0]));
}

static void take_put_off(struct advice *advice, const struct event *event, struct door *door)
{
	struct bytes text = bytes_first(event->reply.text, 512);

	if (door->put_off || event->reply.code < 400 || event->reply.code >= 500)
		return;
	bool grey = is_greylisting(text);
	if (!grey && !is_policy(&event->reply, text))
		return;
	door->put_off = !grey;
	advice_tell(advice, grey ? "F-TURNED-AWAY.greylist" : "F-TURNED-AWAY.rate", event, NULL,
		"The server said: %u %s", (unsigned)event->reply.code, rules_show(text).text);
}

static void take_greeting(struct advice *advice, const struct event *event, const struct door *door)
{
	const struct event_reply *reply = &event->reply;
	const char *id = NULL;

	if (reply->took_us > SLOW_US && !door->late)
		advice_tell(advice, "F-SLOW.greeting", event, NULL, "It took %u seconds",
			(unsigned)(reply->took_us / 1000000));
	if (reply->code >= 400)
		id = reply->code < 500 ? "F-TURNED-AWAY.421" : "F-TURNED-AWAY.554";
	else if (!reply->code && (reply->status == REPLY_BYE || reply->status == REPLY_REFUSED))
		id = "F-TURNED-AWAY.bye";
	if (id && !door->wrong)
		advice_tell(advice, id, event, NULL, "The server said: %s %s", rules_show(reply->word).text,
			rules_show(reply->text).text);
}

static void take_reply(struct advice *advice, const struct event *event, struct door *door)
{
	door->asked = NULL;
	if (advice_digest(advice)->greeting == event)
		take_greeting(advice, event, door);
	else
		take_put_off(advice, event, door);
}

/* Silence */

static void take_timeout(struct advice *advice, const struct event *event, struct door *door)
{
	const char *id = NULL;

	switch (event->timeout.of) {
	case TIMEOUT_GREETING:
		id = "F-TIMEOUT.greeting";
		door->late = true;
		break;
	case TIMEOUT_REPLY: id = "F-TIMEOUT.reply"; break;
	case TIMEOUT_HANDSHAKE: id = "F-TIMEOUT.handshake"; break;
	case TIMEOUT_LOOKUP:
	case TIMEOUT_CONNECT:
	case TIMEOUT_CLOSE: return;
	}
	advice_tell(advice, id, event, door->asked, "Nothing came for %u seconds",
		(unsigned)(event->timeout.limit_us / 1000000));
}

/* The end */

static void tell_unreachable(struct advice *advice, const struct event *event, const struct door *door)
{
	char detail[500] = "";
	size_t used = 0;

	if (!door->failed_count && door->lookup) {
		advice_tell(advice, "F-UNREACHABLE.name", door->lookup, event, "%s: %s",
			rules_show(door->lookup->lookup.name).text, rules_show(door->lookup->lookup.reason).text);
		return;
	}
	for (size_t i = 0; i < door->failed_count && used < sizeof(detail) - 1; i++) {
		const struct event_dial *dial = &door->failed[i]->dial;
		int more = snprintf(detail + used, sizeof(detail) - used, "%s%s port %u: %s", used ? "; " : "",
			rules_show(dial->address).text, (unsigned)dial->port,
			rules_show(bytes_first(dial->reason, 60)).text);
		used = more < 0 ? sizeof(detail) : used + (size_t)more;
	}
	advice_tell(advice, "F-UNREACHABLE", door->failed_count ? door->failed[0] : event, event, "%s", detail);
}

/* QUIT and its like are often answered by the end alone. */
static bool is_good_bye(const struct advice *advice, const struct event *asked)
{
	struct bytes rest, verb = rules_verb(advice, asked->line.text, &rest);

	return bytes_is(verb, "QUIT") || bytes_is(verb, "LOGOUT");
}

static void take_cut(struct advice *advice, const struct event *event, const struct door *door)
{
	const struct digest *digest = advice_digest(advice);
	bool inside = door->last && (door->last->line.flags & (LINE_MORE | LINE_UNENDED | LINE_PIECE));

	if (!rules_is_mail(advice) || door->wrong || digest->tls_failed || event->phase == PHASE_HANDSHAKE)
		return;
	if (inside)
		advice_tell(advice, "F-CUT", door->last, event, NULL);
	else if (!digest->greeting && !door->last)
		advice_tell(advice, "F-CUT.greeting", event, NULL, NULL);
	else if (door->asked && !is_good_bye(advice, door->asked))
		advice_tell(advice, "F-CUT.unanswered", door->asked, event, "It was: %s",
			rules_show(door->asked->line.text).text);
}

static void take_end(struct advice *advice, const struct event *event, const struct door *door)
{
	switch (event->closed.how) {
	case CLOSED_REFUSED: tell_unreachable(advice, event, door); return;
	case CLOSED_BY_PEER:
	case CLOSED_RESET:
	case CLOSED_TRUNCATED: take_cut(advice, event, door); return;
	case CLOSED_BY_US:
	case CLOSED_ABORTED:
	case CLOSED_TIMEOUT: return;
	}
}

static void take_failure(struct advice *advice, const struct event *event, const struct door *door)
{
	if (event->tls_failed.why == TLS_FAILURE_CLOSED && !door->answered && !advice_digest(advice)->tls_up)
		advice_tell(advice, "F-CUT.starttls", event, NULL, NULL);
}

static void take_line(const struct event *event, struct door *door)
{
	if (event->direction == DIRECTION_IN)
		door->last = event;
	else
		door->asked = event;
}

static void take(struct advice *advice, const struct event *event, void *state)
{
	struct door *door = state;

	if (event->kind == EVENT_LINE)
		take_line(event, door);
	else if (event->kind == EVENT_REPLY)
		take_reply(advice, event, door);
	else if (event->kind == EVENT_TLS_RECORD)
		door->answered = door->answered || event->direction == DIRECTION_IN;
	else if (event->kind == EVENT_ODDITY)
		take_oddity(advice, event, door);
	else if (event->kind == EVENT_TIMEOUT)
		take_timeout(advice, event, door);
	else if (event->kind == EVENT_TLS_FAILED)
		take_failure(advice, event, door);
	else if (event->kind == EVENT_DIAL && event->dial.failed && door->failed_count < FAILED_MAX)
		door->failed[door->failed_count++] = event;
	else if (event->kind == EVENT_LOOKUP && event->lookup.reason.len)
		door->lookup = event;
	else if (event->kind == EVENT_CLOSED)
		take_end(advice, event, door);
}

const struct advice_topic topic_door = {
	.rows = rows, .count = sizeof(rows) / sizeof(rows[0]), .state_size = sizeof(struct door), .take = take};
