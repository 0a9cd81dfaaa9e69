/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_injection: bytes that came too early, in either direction; what nobody asked for; tampering in the clear.
 */
#include "advice/rules_common.h"

#include <stdint.h>

#define PAPER "«Why TLS is better without STARTTLS», USENIX Security 2021"

static const struct finding_row rows[] = {
	{.id = "F-RESP-INJECT",
		.rank = FINDING_HIGH,
		.title = "Clear bytes came between the agreement to TLS and TLS",
		.explanation =
			"Behind its agreement the server has nothing to say before our ClientHello. Whoever is on the path can "
			"append replies there, and a careless client takes them for replies that came inside TLS. A server that "
			"sends them itself is broken in a way that looks the same.",
		.remedy =
			"Repeat it from another network: if the bytes are gone, the path is to blame. "
			"--on-injection drop goes on without them; the port with TLS from the first byte has no such gap.",
		.reference = "RFC 3207 §6; " PAPER "; CVE-2021-22947"},
	{.id = "F-CMD-INJECT",
		.rank = FINDING_HIGH,
		.title = "The server answers inside TLS what it was sent in the clear",
		.explanation =
			"A command that came in the clear behind STARTTLS was kept and carried out once TLS was up. Whoever is on the "
			"path can put his own commands in front of a victim's session, and so steal its log-in or its message.",
		.remedy =
			"Update the server: it must throw away whatever it has read behind STARTTLS. Until then offer only the "
			"ports with TLS from the first byte. Mind a proxy in front of it, too.",
		.reference = "CVE-2011-0411; CVE-2021-33515; RFC 3207 §6; " PAPER},
	{.id = "F-SESSION-FIX",
		.rank = FINDING_MEDIUM,
		.title = "The server begins TLS for a session that is logged in already",
		.explanation =
			"Somebody has logged in in the clear. If that log-in holds inside TLS, whoever is on the path can log a "
			"victim's session in as himself, and read what the victim stores there. Servers must refuse STARTTLS after "
			"a log-in, or forget it.",
		.remedy =
			"See whether a command that needs a log-in is taken inside TLS. If so, update the server, and let it take "
			"log-ins inside TLS only.",
		.postfix = "smtpd_tls_auth_only = yes",
		.dovecot = "disable_plaintext_auth = yes",
		.exim = "auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}",
		.reference = "RFC 3207 §4.2; RFC 9051 §6.2.1; " PAPER},
	{.id = "F-TAMPER",
		.rank = FINDING_MEDIUM,
		.title = "Mailbox data came in the clear, before anybody had logged in",
		.explanation =
			"A server tells of mailboxes and messages only after a log-in. What comes before can be somebody's on the "
			"path: clients that keep it over STARTTLS then show forged mailboxes or messages as the user's own.",
		.remedy =
			"Believe nothing of it. Repeat it from another network, or use the port with TLS from the first byte.",
		.reference = "RFC 9051 §6.2.1, §11.3; " PAPER},
	{.id = "F-TAMPER.capabilities",
		.rank = FINDING_MEDIUM,
		.title = "A list of capabilities came unasked in the clear",
		.explanation =
			"Nobody had asked for it, or it came with the very agreement to TLS. Whoever is on the path can write such a "
			"list so that a client takes it for what the server offers inside TLS. Here it is void once TLS is up.",
		.remedy = "Compare it with the list inside TLS: only that one counts.",
		.reference = "RFC 9051 §6.2.1, §7.2.2; RFC 3207 §4.2; " PAPER},
	{.id = "F-TAMPER.alert",
		.rank = FINDING_LOW,
		.title = "An ALERT came in the clear",
		.explanation =
			"A client must show the text of an ALERT to its user. Without TLS anybody on the path can write it, and have "
			"the user's own mail program ask him for something.",
		.remedy = "Do not act on it before the same text has come inside TLS.",
		.reference = "RFC 9051 §7.1; " PAPER},
	{.id = "F-TAMPER.referral",
		.rank = FINDING_MEDIUM,
		.title = "A referral to another host came in the clear",
		.explanation =
			"The server, or somebody on the path, wants the client to log in at another host. A client that follows it "
			"gives the password to whomever the referral names. It is never followed here.",
		.remedy =
			"Log in only after TLS is up, at the host that you meant. If the referral is meant, the same comes "
			"inside TLS.",
		.reference = "RFC 2221 §4; RFC 5804 §1.3; " PAPER},
	{.id = "F-UNSOLICITED.early-completion",
		.rank = FINDING_MEDIUM,
		.title = "An answer came before its command had been sent",
		.explanation =
			"No server can know an answer to what it has not received. It was written in advance, by somebody on the path "
			"or by a script that plays a server, so that a client takes it for success.",
		.remedy =
			"Trust nothing of this session. Repeat it from another network, or with TLS from the first byte.",
		.reference = "CVE-2026-42246; RFC 9051 §2.2.2"},
	{.id = "F-UNSOLICITED.second-greeting",
		.rank = FINDING_MEDIUM,
		.title = "The server greeted twice",
		.explanation =
			"PREAUTH belongs into a greeting, and this session had one. A second greeting in the middle is forged, or "
			"comes from a proxy that passes on the greeting of the server behind it.",
		.remedy =
			"If a proxy stands in front of the server, let it swallow the greeting of the inner connection.",
		.reference = "RFC 9051 §7.1.4"},
	{.id = "F-UNSOLICITED.unasked",
		.rank = FINDING_MEDIUM,
		.title = "A reply came that nothing had asked for",
		.explanation =
			"From here on replies and commands may be out of step: what looks like the answer to one command answers "
			"another. In the clear anybody on the path can cause that; inside TLS it is the server's own fault.",
		.remedy =
			"Close the connection and begin again. If it comes back inside TLS, report it to whoever runs the "
			"server or the proxy in front of it.",
		.reference = "RFC 5321 §4.1.1, §4.2; RFC 9051 §7"},
	{.id = "F-DOWNGRADE",
		.rank = FINDING_HIGH,
		.title = "Clear bytes came on the wire of a protected session",
		.explanation =
			"Inside TLS everything on the wire is a TLS record. Something else means that somebody writes into the "
			"connection, or that the server has forgotten that it speaks TLS. The session is over, and nothing of these "
			"bytes is part of it.",
		.remedy =
			"Compare with the server's log and with a connection from another network. A balancer that joins two "
			"connections wrongly does this, too.",
		.reference = "RFC 8446 §5.1, §6; " PAPER},
	{.id = "F-DOWNGRADE.after",
		.rank = FINDING_HIGH,
		.title = "Clear bytes came after TLS had ended",
		.explanation =
			"The server closed TLS and then went on in the clear on the same connection. A client that reads on takes "
			"bytes that anybody may have written for the protected session's.",
		.remedy = "Read nothing after the end of TLS. A server that does this itself "
			  "needs an update: no mail protocol goes back to clear text.",
		.reference = "RFC 8446 §6.1"},
};

struct injection {
	bool asked;     /* STARTTLS has left, and was not answered */
	bool agreed;    /* it was, and TLS is to begin */
	unsigned lists; /* CAPABILITY commands that wait for theirs */
	bool tampered;  /* told; not looked for again */
	bool alerted;
	const struct event *behind; /* what was sent in the clear behind STARTTLS */
	unsigned typed;             /* lines that somebody typed inside TLS since */
	bool vulnerable;
};

/* What was sent */

/* STARTTLS and more in one piece: raw bytes. */
static bool holds_more(const struct advice *advice, struct bytes text)
{
	size_t end = bytes_index(text, '\n', 0);
	struct bytes rest;
	struct bytes verb = rules_verb(advice, bytes_first(text, end), &rest);

	if (verb.len && verb.data[verb.len - 1] == '\r')
		verb.len--;
	return end + 1 < text.len && (bytes_is(verb, "STARTTLS") || bytes_is(verb, "STLS"));
}

static void take_sent(const struct advice *advice, const struct event *event, struct injection *injection)
{
	struct bytes rest;

	if (event->phase == PHASE_TLS) {
		injection->typed += !(event->line.flags & LINE_AUTOMATIC);
		return;
	}
	if (event->line.role != LINE_COMMAND)
		return;
	if (bytes_is(rules_verb(advice, event->line.text, &rest), "CAPABILITY"))
		injection->lists++;
	if (injection->asked || ((event->line.flags & LINE_UNENDED) && holds_more(advice, event->line.text)))
		injection->behind = event;
}

/* What came */

static void tell_vulnerable(struct advice *advice, const struct event *event, struct injection *injection)
{
	injection->vulnerable = true;
	advice_tell(advice, "F-CMD-INJECT", injection->behind, event, NULL);
}

/* Only the first things inside TLS can be answers to what was sent before it. */
static bool is_suspect(const struct event *event, const struct injection *injection)
{
	return injection->behind && event->phase == PHASE_TLS && injection->typed <= 1;
}

/* RFC 9051 §7: mailbox data; what may come before a log-in is not among it. */
static bool is_mailbox_data(struct bytes line)
{
	static const char *const words[] = {"LIST", "LSUB", "STATUS", "SEARCH", "ESEARCH", "SORT", "THREAD", "FLAGS",
		"EXISTS", "RECENT", "EXPUNGE", "FETCH", "VANISHED", "NAMESPACE", "QUOTA", "ACL"};
	unsigned long long number;
	struct bytes word = bytes_word(&line);

	word = bytes_word(&line);
	if (bytes_number(word, UINT32_MAX, &number))
		word = bytes_word(&line);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (bytes_is(word, words[i]))
			return true;
	return false;
}

static bool is_alert(struct bytes line)
{
	bytes_word(&line);
	bytes_word(&line);
	return bytes_starts_with_nocase(bytes_trim(line), "[ALERT]");
}

static void take_clear_line(struct advice *advice, const struct event *event, struct injection *injection)
{
	if (!rules_is(advice, "IMAP") || event->line.flags & LINE_FOLLOWS)
		return;
	if (!injection->alerted && is_alert(event->line.text)) {
		injection->alerted = true;
		advice_tell(advice, "F-TAMPER.alert", event, NULL, "It says: %s", rules_show(event->line.text).text);
	}
	if (injection->tampered || event->line.role != LINE_UNTAGGED || rules_is_authenticated(advice))
		return;
	if (is_mailbox_data(event->line.text)) {
		injection->tampered = true;
		advice_tell(advice, "F-TAMPER", event, NULL, "It is: %s", rules_show(event->line.text).text);
	}
}

/* POP3: the answer to the first command of ours was taken from the one before; its own comes among its lines. */
static void take_tls_line(struct advice *advice, const struct event *event, struct injection *injection)
{
	if (!injection->vulnerable && is_suspect(event, injection) && event->line.role == LINE_PAYLOAD &&
		rules_is(advice, "POP3") && bytes_starts_with(event->line.text, "+OK"))
		tell_vulnerable(advice, event, injection);
}

static void take_line(struct advice *advice, const struct event *event, struct injection *injection)
{
	if (event->direction == DIRECTION_OUT)
		take_sent(advice, event, injection);
	else if (event->phase == PHASE_CLEAR)
		take_clear_line(advice, event, injection);
	else
		take_tls_line(advice, event, injection);
}

/* An untagged list answers CAPABILITY; others come inside a response code, where they may. */
static void take_caps(struct advice *advice, const struct event *event, struct injection *injection)
{
	const struct digest *digest = advice_digest(advice);

	if (!event->caps.before_tls || event->caps.forgotten || !rules_is(advice, "IMAP"))
		return;
	bool before = event->number && journal_at(advice_journal(advice), event->number - 1)->kind == EVENT_LINE &&
		      journal_at(advice_journal(advice), event->number - 1)->line.role == LINE_UNTAGGED;
	if (injection->agreed || (before && !injection->lists && digest->greeting))
		advice_tell(advice, "F-TAMPER.capabilities", event, NULL,
			injection->agreed ? "It came with the agreement to TLS" : "No CAPABILITY was waiting for it");
}

/* What answers the middle of a message is no riddle (rules_smuggling.c). */
static bool answers_ending(const struct advice *advice)
{
	return advice_told(advice, "F-SMUGGLE") || advice_told(advice, "F-SMUGGLE.refused");
}

static void take_oddity(struct advice *advice, const struct event *event, struct injection *injection)
{
	enum oddity oddity = event->oddity.oddity;
	struct rules_shown said = rules_show(event->oddity.evidence);
	bool unasked = oddity == ODDITY_UNASKED || oddity == ODDITY_UNKNOWN_TAG;

	if (oddity == ODDITY_REFERRAL)
		advice_tell(advice, "F-TAMPER.referral", event, NULL, "It says: %s", said.text);
	else if (oddity == ODDITY_SECOND_GREETING)
		advice_tell(advice, "F-UNSOLICITED.second-greeting", event, NULL, NULL);
	else if (oddity == ODDITY_TEXT_INSIDE_TLS)
		advice_tell(advice, "F-DOWNGRADE", event, NULL, NULL);
	else if (oddity == ODDITY_AFTER_TLS)
		advice_tell(advice, "F-DOWNGRADE.after", event, NULL, NULL);
	else if (unasked && is_suspect(event, injection))
		tell_vulnerable(advice, event, injection);
	else if (unasked && injection->behind && event->phase == PHASE_CLEAR)
		injection->behind = NULL; /* it answers what we had sent behind a STARTTLS that was refused */
	else if (oddity == ODDITY_EARLY_COMPLETION)
		advice_tell(advice, "F-UNSOLICITED.early-completion", event, NULL, "It says: %s", said.text);
	else if (unasked && !injection->vulnerable && !answers_ending(advice))
		advice_tell(advice, "F-UNSOLICITED.unasked", event, NULL, "It says: %s", said.text);
}

static void take_step(struct advice *advice, const struct event *event, struct injection *injection)
{
	if (event->starttls.step == STARTTLS_AGREED && rules_is_authenticated(advice))
		advice_tell(advice, "F-SESSION-FIX", event, NULL, NULL);
	if (event->starttls.step == STARTTLS_ASKED)
		injection->asked = true;
	else if (event->starttls.step == STARTTLS_AGREED)
		injection->agreed = true;
	if (event->starttls.step == STARTTLS_AGREED || event->starttls.step == STARTTLS_REFUSED)
		injection->asked = false;
}

static void take(struct advice *advice, const struct event *event, void *state)
{
	struct injection *injection = state;

	if (event->kind == EVENT_LINE)
		take_line(advice, event, injection);
	else if (event->kind == EVENT_INJECTION && injection->behind)
		return; /* the answer, in the clear, to what we had sent behind STARTTLS */
	else if (event->kind == EVENT_INJECTION)
		advice_tell(advice, "F-RESP-INJECT", event, NULL, "They begin with: %s",
			rules_show(bytes_first(event->injection.bytes, RULES_SHOWN)).text);
	else if (event->kind == EVENT_STARTTLS)
		take_step(advice, event, injection);
	else if (event->kind == EVENT_CAPS)
		take_caps(advice, event, injection);
	else if (event->kind == EVENT_REPLY && bytes_is(event->reply.verb, "CAPABILITY"))
		injection->lists -= injection->lists > 0;
	else if (event->kind == EVENT_ODDITY)
		take_oddity(advice, event, injection);
}

const struct advice_topic topic_injection = {
	.rows = rows, .count = sizeof(rows) / sizeof(rows[0]), .state_size = sizeof(struct injection), .take = take};
