/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_starttls: the way to TLS: stripped, refused, made impossible, or not taken; what is offered before it and after.
 */
#include "advice/rules_common.h"

#include "base/safe.h"
#include <stdio.h>
#include <string.h>

#define OFFER_POSTFIX                                                                                                  \
	"smtpd_tls_security_level = may, with smtpd_tls_cert_file and smtpd_tls_key_file (or smtpd_tls_chain_files)"
#define OFFER_DOVECOT "ssl = required (or yes), with ssl_cert = </path and ssl_key = </path"
#define OFFER_EXIM    "tls_advertise_hosts = *, with tls_certificate and tls_privatekey"
#define AUTH_POSTFIX  "smtpd_tls_auth_only = yes"
#define AUTH_DOVECOT                                                                                                   \
	"disable_plaintext_auth = yes and ssl = required (2.3); auth_allow_cleartext = no and ssl = required (2.4)"
#define AUTH_EXIM "auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}"

static const struct finding_row rows[] = {
	{.id = "F-STRIPPED.expected",
		.rank = FINDING_HIGH,
		.title = "STARTTLS has disappeared: this server offered it before",
		.explanation =
			"Somebody on the path can take the offer out of the server's capabilities, and a client that goes on "
			"then sends everything in the clear. A server that was reconfigured looks the same; from here the two "
			"cannot be told apart.",
		.remedy =
			"Send no password and no mail. Connect from another network, or to the port with TLS from the first "
			"byte (--implicit-tls: 465, 993, 995), and compare. On the server itself, ask it over loopback what "
			"it offers.",
		.postfix = OFFER_POSTFIX,
		.dovecot = OFFER_DOVECOT,
		.exim = OFFER_EXIM,
		.reference = "RFC 3207 §6; RFC 8314 §3"},
	{.id = "F-STRIPPED.lookalike",
		.rank = FINDING_HIGH,
		.title = "The offer of STARTTLS was spoilt on its way",
		.explanation =
			"Among the capabilities stands something that was STARTTLS once, overwritten or altered. Firewalls that "
			"rewrite mail sessions do this, and so does an attacker who wants the session in the clear.",
		.remedy =
			"Find the device between here and the server that inspects mail. On a Cisco ASA it is "
			"«inspect esmtp»: switch it off, or put «allow-tls» into its policy map. Until then use the port "
			"with TLS from the first byte.",
		.reference = "RFC 3207 §6; RFC 8314 §3"},
	{.id = "F-STRIPPED.missing",
		.rank = FINDING_MEDIUM,
		.title = "STARTTLS is not offered",
		.explanation =
			"This session cannot be protected: whoever is on the path reads all of it and can change it. Either the "
			"server has no TLS here, or somebody on the path has taken the offer out.",
		.remedy =
			"Configure TLS on the server, or use its port with TLS from the first byte (--implicit-tls: 465, 993, "
			"995). If the server should offer it, ask it over loopback: what it offers there nobody has changed.",
		.postfix = OFFER_POSTFIX,
		.dovecot = OFFER_DOVECOT,
		.exim = OFFER_EXIM,
		.reference = "RFC 3207 §6; RFC 8314 §3"},
	{.id = "F-STARTTLS-REFUSED",
		.rank = FINDING_MEDIUM,
		.title = "STARTTLS is offered and was refused",
		.explanation =
			"The server names STARTTLS among its capabilities and then does not do it. A client that only wishes for "
			"TLS goes on in the clear, and that is what somebody who forges such an answer is after.",
		.remedy =
			"Look into the server's log at this second: a certificate or key that cannot be read is the usual "
			"cause. Check which policy (by client, by name) may refuse it.",
		.postfix = "smtpd_tls_cert_file and smtpd_tls_key_file: readable, and belonging to each other; "
			   "smtpd_discard_ehlo_keywords hides the offer",
		.dovecot = "ssl_cert = </path and ssl_key = </path: readable, and belonging to each other",
		.exim = "tls_certificate and tls_privatekey: readable for the Exim user; acl_smtp_starttls may refuse",
		.reference = "RFC 3207 §4; RFC 9051 §6.2.1; RFC 2595 §4; RFC 5804 §2.2"},
	{.id = "F-STARTTLS-REFUSED.later",
		.rank = FINDING_MEDIUM,
		.title = "STARTTLS was put off: not now",
		.explanation =
			"The server offers TLS and says that it cannot do it at the moment. Mostly it has lost its certificate, "
			"its key or its memory of random numbers; a client that only wishes for TLS goes on in the clear "
			"meanwhile.",
		.remedy =
			"Look into the server's log: Postfix says «TLS not available due to local problem» (454 4.7.0) "
			"when it cannot load its certificate or key. Mend that and reload the server; try again after that.",
		.postfix =
			"smtpd_tls_cert_file and smtpd_tls_key_file: check that both can be read and belong together",
		.exim = "tls_certificate and tls_privatekey: readable for the Exim user",
		.reference = "RFC 3207 §4"},
	{.id = "F-HELO-ONLY",
		.rank = FINDING_MEDIUM,
		.title = "The server does not understand EHLO, so there is no STARTTLS",
		.explanation =
			"Only the reply to EHLO can offer STARTTLS; after HELO the session stays in the clear. Servers without "
			"EHLO hardly exist any more: a proxy or firewall in between that takes EHLO away is more likely, or "
			"somebody who forges the refusal.",
		.remedy =
			"Look for a device that inspects or proxies SMTP between here and the server, and switch that off. "
			"Compare with a connection from the server's own network.",
		.reference = "RFC 5321 §4.1.1.1; RFC 3207 §6"},
	{.id = "F-CLEAR-AUTH",
		.rank = FINDING_MEDIUM,
		.title = "Passwords are accepted in the clear",
		.explanation =
			"Before TLS the server offers mechanisms that hand it the password itself. A client that is set up wrongly, "
			"or from which STARTTLS was hidden, sends it where anybody on the path can read it.",
		.remedy = "Let the server offer log-ins only inside TLS.",
		.postfix = AUTH_POSTFIX,
		.dovecot = AUTH_DOVECOT,
		.exim = AUTH_EXIM,
		.reference = "RFC 8314 §4.1; RFC 4954 §4; RFC 2595 §2.3"},
	{.id = "F-CLEAR-AUTH.login",
		.rank = FINDING_MEDIUM,
		.title = "LOGIN is accepted in the clear: LOGINDISABLED is missing",
		.explanation =
			"Before TLS an IMAP server is to say LOGINDISABLED, which keeps clients from sending a password. This one "
			"does not, so that a client that is set up wrongly sends it where anybody on the path can read it.",
		.remedy = "Forbid plain log-ins before TLS; the server then says LOGINDISABLED by itself.",
		.dovecot = AUTH_DOVECOT,
		.reference = "RFC 9051 §6.2.3, §11.7; RFC 8314 §4.1"},
	{.id = "F-CLEAR-AUTH.challenge",
		.rank = FINDING_LOW,
		.title = "Log-ins by an old challenge are offered in the clear",
		.explanation =
			"CRAM-MD5, DIGEST-MD5, NTLM and their like do not show the password itself, but who listens can guess at it "
			"afterwards as fast as his machine is, and take the session over once the log-in is done.",
		.remedy = "Offer log-ins inside TLS only; there PLAIN or SCRAM-SHA-256 do.",
		.postfix = AUTH_POSTFIX,
		.dovecot = "auth_mechanisms = plain login, and ssl = required",
		.exim = AUTH_EXIM,
		.reference = "RFC 8314 §4.1; RFC 6331"},
	{.id = "F-CLEAR-AUTH.local",
		.rank = FINDING_NOTE,
		.title = "Passwords are accepted in the clear, on this machine",
		.explanation =
			"Over loopback nobody on a network can listen, and servers treat it as secure: Dovecot offers plain log-ins "
			"to 127.0.0.1 whatever its settings say. To see what other clients see, connect to the server's "
			"public address.",
		.reference = "RFC 8314 §4.1"},
	{.id = "F-PREAUTH",
		.rank = FINDING_HIGH,
		.title = "PREAUTH in the clear makes STARTTLS impossible",
		.explanation =
			"The greeting says that the session is authenticated already, and STARTTLS is legal only before that. "
			"Somebody on the path can forge it; clients that went on then put drafts and mail into the attacker's "
			"mailbox.",
		.remedy =
			"Close the connection and use the port with TLS from the first byte (993). A server that is to be used "
			"over a network must not greet with PREAUTH.",
		.reference = "RFC 9051 §7.1.4, §11.3; CVE-2020-14093; CVE-2021-39272"},
	{.id = "F-STARTTLS-IN-TLS",
		.rank = FINDING_LOW,
		.title = "STARTTLS is offered inside TLS",
		.explanation =
			"The session is protected already, and the offer must not be made again. A client that believes it starts "
			"TLS inside TLS, which fails; a proxy that adds TLS in front of a server that does not know of it is the "
			"usual cause.",
		.remedy = "Tell the server behind the proxy that TLS ends in front of it, or let it end TLS itself.",
		.reference = "RFC 3207 §4.2; RFC 9051 §6.2.1; RFC 2595 §4"},
	{.id = "F-CAPS-CHANGED",
		.rank = FINDING_NOTE,
		.title = "The capabilities inside TLS are others than in the clear",
		.explanation =
			"That log-ins appear and STARTTLS goes is usual and not counted here; something else came or went as well. "
			"Often the server means it so. Only what it says inside TLS counts: the list in the clear may have been "
			"changed on its way.",
		.remedy =
			"Compare with the same server over loopback: if the list in the clear is the same there as inside TLS, "
			"something between here and the server changes it.",
		.reference = "RFC 3207 §4.2; RFC 9051 §6.2.1"},
	{.id = "F-CLEARTEXT",
		.rank = FINDING_MEDIUM,
		.title = "The whole session went in the clear",
		.explanation =
			"A log-in or a message went over the network without TLS: everybody on the path could read and change it.",
		.remedy =
			"Type STARTTLS (POP3: STLS) before anything private, or connect with --implicit-tls. A password that was "
			"sent in this session should be changed.",
		.postfix = "smtpd_tls_security_level = encrypt (on submission ports, not on port 25)",
		.dovecot = "ssl = required",
		.exim = "an ACL that wants encryption: deny !encrypted = *",
		.reference = "RFC 8314 §3; RFC 3207 §4"},
};

/* On this connection, in the clear. */
struct starttls {
	bool offered;     /* STARTTLS stood among the capabilities */
	bool not_offered; /* the capabilities were told without it, when it was asked for */
	bool judged;      /* what is missing was told */
	bool auth_judged; /* what is offered for logging in was told */
	bool compared;    /* with the capabilities inside TLS */
	bool preauth;
	bool logging_in; /* what was typed last is a log-in; IMAP's new capabilities come before its answer */
	const struct event *hello_refused; /* EHLO was not understood */
	const struct event *private;       /* a log-in, or a message */
};

/* Capabilities in the clear */

static bool follows(const struct advice *advice, const struct event *event, enum oddity oddity)
{
	if (event->number + 1 >= journal_count(advice_journal(advice)))
		return false;
	const struct event *next = journal_at(advice_journal(advice), event->number + 1);
	return next->kind == EVENT_ODDITY && next->oddity.oddity == oddity;
}

static void judge_missing(struct advice *advice, const struct event *event, struct starttls *starttls)
{
	starttls->judged = true;
	if (follows(advice, event, ODDITY_LOOKALIKE)) {
		const struct event *oddity = journal_at(advice_journal(advice), event->number + 1);
		advice_tell(advice, "F-STRIPPED.lookalike", oddity, event, "The server's list has %s in place of it",
			rules_show(oddity->oddity.evidence).text);
	} else if (advice_starttls_expected(advice)) {
		advice_tell(advice, "F-STRIPPED.expected", event, NULL, NULL);
	} else {
		advice_tell(advice, "F-STRIPPED.missing", event, NULL, NULL);
	}
}

enum mechanism { MECHANISM_SAFE = 0, MECHANISM_CHALLENGE = 1, MECHANISM_PLAIN = 2 };

/* What such a log-in gives to somebody who listens. */
static enum mechanism judge_mechanism(struct bytes name)
{
	static const char *const plain[] = {"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER", "PLAIN-CLIENTTOKEN"};
	static const char *const safe[] = {"SCRAM-", "GS", "EXTERNAL", "ANONYMOUS", "ECDSA-", "SECURID"};

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (bytes_is(name, plain[i]))
			return MECHANISM_PLAIN;
	for (size_t i = 0; i < sizeof(safe) / sizeof(safe[0]); i++)
		if (bytes_starts_with_nocase(name, safe[i]))
			return MECHANISM_SAFE;
	return MECHANISM_CHALLENGE;
}

static enum mechanism worst_of(struct bytes list)
{
	enum mechanism worst = MECHANISM_SAFE;

	for (struct bytes word = bytes_word(&list); word.len; word = bytes_word(&list)) {
		enum mechanism mechanism = judge_mechanism(word);
		worst = mechanism > worst ? mechanism : worst;
	}
	return worst;
}

static enum mechanism worst_offered(const struct caps *caps)
{
	enum mechanism worst = caps_has(caps, "USER") ? MECHANISM_PLAIN : MECHANISM_SAFE;

	for (size_t i = 0; i < caps->count; i++) {
		const struct cap *cap = &caps->list[i];
		enum mechanism here = MECHANISM_SAFE;
		if (bytes_is(cap->keyword, "AUTH") || bytes_is(cap->keyword, "AUTH=") || bytes_is(cap->keyword, "SASL"))
			here = worst_of(cap->params);
		else if (bytes_starts_with_nocase(cap->keyword, "AUTH="))
			here = judge_mechanism(bytes_from(cap->keyword, 5));
		worst = here > worst ? here : worst;
	}
	return worst;
}

static void judge_log_in(struct advice *advice, const struct event *event, struct starttls *starttls)
{
	const struct caps *caps = event->caps.caps;
	bool login = rules_is(advice, "IMAP") && !caps_has(caps, "LOGINDISABLED");
	enum mechanism worst = worst_offered(caps);

	if (starttls->auth_judged || (!login && worst == MECHANISM_SAFE))
		return;
	starttls->auth_judged = true;
	if (rules_is_local(advice)) {
		if (login || worst == MECHANISM_PLAIN)
			advice_tell(advice, "F-CLEAR-AUTH.local", event, NULL, NULL);
	} else if (login) {
		advice_tell(advice, "F-CLEAR-AUTH.login", event, NULL, NULL);
	} else {
		advice_tell(advice, worst == MECHANISM_PLAIN ? "F-CLEAR-AUTH" : "F-CLEAR-AUTH.challenge", event, NULL,
			NULL);
	}
}

/* HELO offers nothing; that says something only where EHLO was tried. */
static void take_helo(struct advice *advice, const struct event *event, const struct starttls *starttls)
{
	if (!starttls->hello_refused)
		return;
	advice_tell(advice, "F-HELO-ONLY", starttls->hello_refused, event, NULL);
	if (advice_starttls_expected(advice))
		advice_tell(advice, "F-STRIPPED.expected", starttls->hello_refused, event, NULL);
}

static void take_clear_caps(struct advice *advice, const struct event *event, struct starttls *starttls)
{
	const struct event *reply = advice_digest(advice)->last_reply;
	const char *upgrade = rules_is(advice, "POP3") ? "STLS" : "STARTTLS";

	if (reply && bytes_is(reply->reply.verb, "HELO")) {
		take_helo(advice, event, starttls);
		return;
	}
	/* Who is logged in is past STARTTLS: it is rightly offered no more. */
	if (rules_is_authenticated(advice) || (reply && reply->reply.status == REPLY_PREAUTH))
		return;
	starttls->offered = starttls->offered || caps_has(event->caps.caps, upgrade);
	if (!starttls->offered && !starttls->judged)
		judge_missing(advice, event, starttls);
	judge_log_in(advice, event, starttls);
}

/* Capabilities inside TLS */

/* What rightly comes and goes with TLS. */
static bool is_ordinary(struct bytes keyword)
{
	static const char *const ordinary[] = {"STARTTLS", "STLS", "AUTH", "SASL", "SASL-IR", "LOGINDISABLED", "USER",
		"REQUIRETLS", "XCLIENT", "XFORWARD", "LIMITS", "UNAUTHENTICATE", "AUTH-RESP-CODE", "RESP-CODES"};

	for (size_t i = 0; i < sizeof(ordinary) / sizeof(ordinary[0]); i++)
		if (bytes_is(keyword, ordinary[i]))
			return true;
	return bytes_starts_with_nocase(keyword, "AUTH=");
}

enum { ROWS_COMPARED = 64, NAMES_MAX = 300 };

static void add_name(char *names, size_t size, struct bytes keyword)
{
	size_t used = strlen(names);
	char shown[40];

	safe_text(shown, sizeof(shown), keyword, SAFE_UTF8);
	if (used + strlen(shown) + 3 < size)
		snprintf(names + used, size - used, "%s%s", used ? ", " : "", shown);
}

static void compare(struct advice *advice, const struct event *event)
{
	struct caps_row changes[ROWS_COMPARED];
	const struct caps *before = advice_digest(advice)->caps_clear;
	size_t count = caps_compare(before, event->caps.caps, changes, ROWS_COMPARED);
	char gone[NAMES_MAX / 2] = "", new[NAMES_MAX / 2] = "";

	for (size_t i = 0; i < count && i < ROWS_COMPARED; i++) {
		if (changes[i].change == CAPS_GONE && !is_ordinary(changes[i].before->keyword))
			add_name(gone, sizeof(gone), changes[i].before->keyword);
		else if (changes[i].change == CAPS_NEW && !is_ordinary(changes[i].after->keyword))
			add_name(new, sizeof(new), changes[i].after->keyword);
	}
	if (*gone || *new)
		advice_tell(advice, "F-CAPS-CHANGED", event, NULL, "%s%s%s%s%s", *new ? "Only inside TLS: " : "", new,
			*new &&*gone ? "; " : "", *gone ? "only in the clear: " : "", gone);
}

static void take_caps(struct advice *advice, const struct event *event, struct starttls *starttls)
{
	const struct caps *before = advice_digest(advice)->caps_clear;

	if (event->caps.forgotten || !event->caps.caps)
		return;
	if (event->caps.before_tls) {
		take_clear_caps(advice, event, starttls);
		return;
	}
	/* After HELO there is nothing to compare; a log-in changes the list for other reasons. */
	if (starttls->compared || starttls->logging_in || !before || !before->count || rules_is_authenticated(advice))
		return;
	starttls->compared = true;
	compare(advice, event);
}

/* Refusals */

/* Refused for now: SMTP's 4xx, good-byes, and the codes of the others that say so. */
static bool is_for_now(const struct event_reply *reply)
{
	static const char *const codes[] = {"UNAVAILABLE", "INUSE", "LIMIT", "TRYLATER", "SYS/TEMP", "LOGIN-DELAY"};

	if (reply->status == REPLY_TRANSIENT || reply->status == REPLY_BYE)
		return true;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (bytes_is(reply->code_text, codes[i]))
			return true;
	return false;
}

/* What was refused for its form, its place or for not being offered says nothing about TLS. */
static bool is_ours_to_blame(const struct event_reply *reply, const struct starttls *starttls, bool authenticated)
{
	return starttls->not_offered || authenticated || reply->code == 501 ||
	       (reply->code == 503 && !starttls->offered);
}

static void take_refusal(struct advice *advice, const struct event *event, const struct starttls *starttls)
{
	const struct event *reply = advice_digest(advice)->last_reply;

	if (!reply || is_ours_to_blame(&reply->reply, starttls, rules_is_authenticated(advice)))
		return;
	advice_tell(advice, is_for_now(&reply->reply) ? "F-STARTTLS-REFUSED.later" : "F-STARTTLS-REFUSED", event, reply,
		"The server said: %s", rules_show(event->starttls.text).text);
}

/* The rest */

/* 500 and 502: not understood. Any other refusal is about the name, or about us (RFC 5321 §4.1.1.1, §4.2.4). */
static void take_reply(const struct event *event, struct starttls *starttls)
{
	bool hello = bytes_is(event->reply.verb, "EHLO");

	if (hello && event->phase == PHASE_CLEAR && (event->reply.code == 500 || event->reply.code == 502))
		starttls->hello_refused = event;
}

static void take_oddity(struct advice *advice, const struct event *event, struct starttls *starttls)
{
	if (event->oddity.oddity == ODDITY_PREAUTH) {
		starttls->preauth = true;
		advice_tell(advice, "F-PREAUTH", event, NULL, NULL);
	} else if (event->oddity.oddity == ODDITY_STARTTLS_IN_TLS) {
		advice_tell(advice, "F-STARTTLS-IN-TLS", event, NULL, NULL);
	}
}

static void note_private(const struct advice *advice, const struct event *event, struct starttls *starttls)
{
	bool message = event->kind == EVENT_LINE && event->direction == DIRECTION_OUT && event->line.role == LINE_BODY;
	bool log_in = event->kind == EVENT_STATE && rules_is_authenticated(advice) && !starttls->preauth;

	if (!starttls->private && event->phase == PHASE_CLEAR && (message || log_in))
		starttls->private = event;
}

/* IMAP: the verb stands behind the tag. */
static void note_command(const struct event *event, struct starttls *starttls)
{
	struct bytes rest = event->line.text;

	if (event->direction != DIRECTION_OUT || event->line.role != LINE_COMMAND)
		return;
	bytes_word(&rest);
	struct bytes verb = bytes_word(&rest);
	starttls->logging_in = bytes_is(verb, "LOGIN") || bytes_is(verb, "AUTHENTICATE");
}

static void take_end(struct advice *advice, const struct event *event, const struct starttls *starttls)
{
	if (starttls->private && !advice_digest(advice)->tls_up && !rules_is_local(advice) && rules_is_mail(advice))
		advice_tell(advice, "F-CLEARTEXT", starttls->private, event, NULL);
}

static void take(struct advice *advice, const struct event *event, void *state)
{
	struct starttls *starttls = state;

	if (event->kind == EVENT_LINE)
		note_command(event, starttls);
	if (event->kind == EVENT_CAPS)
		take_caps(advice, event, starttls);
	else if (event->kind == EVENT_REPLY)
		take_reply(event, starttls);
	else if (event->kind == EVENT_STARTTLS && event->starttls.step == STARTTLS_NOT_OFFERED)
		starttls->not_offered = true;
	else if (event->kind == EVENT_STARTTLS && event->starttls.step == STARTTLS_REFUSED)
		take_refusal(advice, event, starttls);
	else if (event->kind == EVENT_ODDITY)
		take_oddity(advice, event, starttls);
	else if (event->kind == EVENT_LINE || event->kind == EVENT_STATE)
		note_private(advice, event, starttls);
	else if (event->kind == EVENT_CLOSED)
		take_end(advice, event, starttls);
}

const struct advice_topic topic_starttls = {
	.rows = rows, .count = sizeof(rows) / sizeof(rows[0]), .state_size = sizeof(struct starttls), .take = take};
