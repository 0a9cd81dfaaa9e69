/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_secrets: passwords where they do not belong. A line that bears one is marked (LINE_HIDDEN, or LINE_SECRET
 * when the user wished to see it).
 */
#include "advice/rules_common.h"

#define ONLY_INSIDE_POSTFIX "smtpd_tls_auth_only = yes"
#define ONLY_INSIDE_DOVECOT                                                                                            \
	"disable_plaintext_auth = yes and ssl = required (2.3); auth_allow_cleartext = no and ssl = required (2.4)"
#define ONLY_INSIDE_EXIM "auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}"

static const struct finding_row rows[] = {
	{.id = "F-SECRET-CLEAR",
		.rank = FINDING_HIGH,
		.title = "A password was sent in the clear",
		.explanation =
			"Everybody on the path could read it, or something it can be guessed from, and log in with it from now on.",
		.remedy = "Change that password. Then type STARTTLS (POP3: STLS) before the log-in, or connect with "
			  "--implicit-tls; and let the server take no log-in before TLS.",
		.postfix = ONLY_INSIDE_POSTFIX,
		.dovecot = ONLY_INSIDE_DOVECOT,
		.exim = ONLY_INSIDE_EXIM,
		.reference = "RFC 8314 §3; RFC 4954 §4; RFC 9051 §11.7"},
	{.id = "F-SECRET-CLEAR.local",
		.rank = FINDING_NOTE,
		.title = "A password was sent in the clear, on this machine",
		.explanation =
			"It went over loopback: nobody on a network could read it. Whoever administers this machine could.",
		.reference = "RFC 8314 §3"},
	{.id = "F-SECRET-MISPLACED",
		.rank = FINDING_MEDIUM,
		.title = "A password was typed where it does not belong",
		.explanation =
			"The line looks like the log-in of another protocol, or like an answer that nobody had asked for. The server "
			"takes it for an unknown command, and such lines are what servers write into their logs.",
		.remedy =
			"Look for the line in the server's log and remove it, or change the password. SMTP logs in with AUTH, "
			"IMAP with LOGIN or AUTHENTICATE, POP3 with USER and PASS or AUTH, ManageSieve with AUTHENTICATE.",
		.reference = "RFC 4954 §4; RFC 9051 §6.2.2, §6.2.3; RFC 1939 §7; RFC 5804 §2.1"},
	{.id = "F-SECRET-UNVERIFIED",
		.rank = FINDING_HIGH,
		.title = "A password was given to a server that has not shown who it is",
		.explanation =
			"The session is encrypted, but the certificate does not prove that the server is the one that was meant. "
			"Somebody in the middle can have such a certificate, and reads the password.",
		.remedy =
			"Look at the verdicts, and log in only when chain, name and dates are good. If the server is right and "
			"its certificate is of a CA of your own, name that CA with --ca. If you cannot be sure, change the "
			"password.",
		.reference = "RFC 7817 §3; RFC 9525 §6; RFC 8314 §5.2"},
	{.id = "F-SECRET-UNVERIFIED.unchecked",
		.rank = FINDING_MEDIUM,
		.title = "A password was sent without its server's certificate being checked",
		.explanation =
			"The session is encrypted, but nothing was there to check the certificate by, so that it may be anybody's. "
			"What protects the password is only that nobody was in the middle just now.",
		.remedy =
			"Use the system's trust anchors, or name the CA with --ca, and ask for the server by its name rather than "
			"by its address.",
		.reference = "RFC 7817 §3; RFC 9525 §6"},
};

struct secrets {
	bool goes_on; /* the line before ended in a literal: this one belongs to it */
	bool safe;    /* the mechanism gives nothing away to who listens */
};

/* Where log-ins stand in this protocol. */
static bool is_log_in(const struct advice *advice, struct bytes verb)
{
	static const struct {
		const char *protocol, *verb;
	} log_ins[] = {{"SMTP", "AUTH"}, {"LMTP", "AUTH"}, {"IMAP", "LOGIN"}, {"IMAP", "AUTHENTICATE"},
		{"POP3", "PASS"}, {"POP3", "APOP"}, {"POP3", "AUTH"}, {"ManageSieve", "AUTHENTICATE"}};

	for (size_t i = 0; i < sizeof(log_ins) / sizeof(log_ins[0]); i++)
		if (rules_is(advice, log_ins[i].protocol) && bytes_is(verb, log_ins[i].verb))
			return true;
	return false;
}

/* In IMAP the verb may stand where a tag was forgotten. */
static bool is_in_place(const struct advice *advice, struct bytes line)
{
	struct bytes rest = line;
	struct bytes first = bytes_word(&rest);

	return is_log_in(advice, first) || (rules_is(advice, "IMAP") && is_log_in(advice, bytes_word(&rest)));
}

/* Of these mechanisms who listens, and who plays the server, learns no password. */
static bool is_safe_mechanism(struct bytes name)
{
	static const char *const prefixes[] = {
		"SCRAM-", "GS", "EXTERNAL", "ANONYMOUS", "\"SCRAM-", "\"GS", "\"EXTERNAL"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (bytes_starts_with_nocase(name, prefixes[i]))
			return true;
	return false;
}

static void note_mechanism(const struct advice *advice, struct bytes line, struct secrets *secrets)
{
	struct bytes rest;
	struct bytes verb = rules_verb(advice, line, &rest);

	secrets->safe =
		(bytes_is(verb, "AUTH") || bytes_is(verb, "AUTHENTICATE")) && is_safe_mechanism(bytes_word(&rest));
}

static bool is_result(const struct digest *digest, enum verdict_aspect aspect, enum verdict_result result)
{
	return digest->verdicts[aspect] && digest->verdicts[aspect]->verdict.result == result;
}

static void judge_protected(struct advice *advice, const struct event *event)
{
	static const enum verdict_aspect aspects[] = {VERDICT_CHAIN, VERDICT_NAME};
	const struct digest *digest = advice_digest(advice);

	for (size_t i = 0; i < sizeof(aspects) / sizeof(aspects[0]); i++)
		if (is_result(digest, aspects[i], VERDICT_BAD)) {
			advice_tell(advice, "F-SECRET-UNVERIFIED", event, digest->verdicts[aspects[i]], "%s: %s",
				verdict_aspect_name(aspects[i]),
				rules_show(digest->verdicts[aspects[i]]->verdict.reason).text);
			return;
		}
	if (is_result(digest, VERDICT_CHAIN, VERDICT_NOT_CHECKED) ||
		is_result(digest, VERDICT_NAME, VERDICT_NOT_CHECKED))
		advice_tell(advice, "F-SECRET-UNVERIFIED.unchecked", event, NULL, NULL);
}

/* A secret that the user wished to see stands in its line, and nowhere else. */
static void tell_line(struct advice *advice, const char *id, const struct event *event)
{
	if (event->line.flags & LINE_HIDDEN)
		advice_tell(advice, id, event, NULL, "The line was: %s", rules_show(event->line.text).text);
	else
		advice_tell(advice, id, event, NULL, NULL);
}

static void take_secret(struct advice *advice, const struct event *event, const struct secrets *secrets)
{
	const struct event_line *line = &event->line;

	if (line->role == LINE_COMMAND && !secrets->goes_on && rules_is_mail(advice) &&
		!is_in_place(advice, line->text))
		tell_line(advice, "F-SECRET-MISPLACED", event);
	if (secrets->safe)
		return;
	if (event->phase == PHASE_CLEAR)
		tell_line(advice, rules_is_local(advice) ? "F-SECRET-CLEAR.local" : "F-SECRET-CLEAR", event);
	else if (!rules_is_local(advice))
		judge_protected(advice, event);
}

static void take(struct advice *advice, const struct event *event, void *state)
{
	struct secrets *secrets = state;
	struct bytes text = event->line.text;

	if (event->kind != EVENT_LINE || event->direction != DIRECTION_OUT)
		return;
	if (event->line.role == LINE_COMMAND && !secrets->goes_on)
		note_mechanism(advice, text, secrets);
	if (event->line.flags & (LINE_HIDDEN | LINE_SECRET))
		take_secret(advice, event, secrets);
	secrets->goes_on = event->line.role == LINE_LITERAL || (text.len && text.data[text.len - 1] == '}');
}

const struct advice_topic topic_secrets = {
	.rows = rows, .count = sizeof(rows) / sizeof(rows[0]), .state_size = sizeof(struct secrets), .take = take};
