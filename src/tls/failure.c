/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * failure: results of GnuTLS become sentences that say what happened and what to do.
 */
#include "tls/engine.h"

#include "base/safe.h"
#include "wire/names.h"
#include <stdio.h>
#include <string.h>

void failure_tell_sentence(struct tls *tls, enum tls_failure why, int result, const char *sentence)
{
	struct event event = {.kind = EVENT_TLS_FAILED,
		.direction = DIRECTION_IN,
		.tls_failed = {.why = why, .code = result, .sentence = bytes_str(sentence)}};

	tls->state = TLS_BROKEN;
	if (tls->journal)
		journal_append(tls->journal, &event);
}

void failure_append_alert(struct tls *tls, enum direction direction, unsigned level, unsigned description)
{
	const char *name = wire_alert_name((uint8_t)description);
	char number[24];

	snprintf(number, sizeof(number), "unknown alert %u", description);
	struct event event = {.kind = EVENT_TLS_ALERT,
		.direction = direction,
		.tls_alert = {.level = (uint8_t)level,
			.description = (uint8_t)description,
			.name = bytes_str(name ? name : number)}};
	if (tls->journal)
		journal_append(tls->journal, &event);
}

void failure_tell_alert(struct tls *tls, enum direction direction, unsigned level, unsigned description)
{
	struct record_tap *tap = direction == DIRECTION_OUT ? &tls->out : &tls->in;

	if (!tap->alert_told)
		failure_append_alert(tls, direction, level, description);
	tap->alert_told = false;
}

/* What a fatal alert of the server usually means. */
static const char *alert_hint(const struct tls *tls, unsigned alert)
{
	switch (alert) {
	case 40:
		return tls->version
			       ? "the server broke off when version and cipher were chosen already"
			       : "the server found nothing in common with what we offer (version, cipher, group, signature)";
	case 42:
	case 43:
	case 44:
	case 45:
	case 46:
	case 48: return "the server does not accept our certificate";
	case 47: return "the server thinks that one of our fields makes no sense";
	case 70: return "the server speaks none of the versions that we offer";
	case 71: return "the server wants stronger parameters than we offer";
	case 80: return "the server has a fault of its own; look into its log";
	case 86: return "the server could speak a newer version than this one";
	case 112: return "the server does not know the name that we asked for (SNI); --sni chooses another";
	case 116: return "the server wants a client certificate";
	case 120: return "the server shares no application protocol with us";
	default: return "the server broke off";
	}
}

/* What to type when it may be the version: whatever was left out. Empty where nothing was. */
static const char *version_hint(const struct tls *tls)
{
	const char *offered = tls->setup.priority.text;
	bool old = strstr(offered, "+VERS-TLS1.0"), new = strstr(offered, "+VERS-TLS1.3");

	if (!strstr(offered, "+VERS-"))
		return "";
	if (!old && !new)
		return "; --tls 1.0-1.3 offers all versions";
	return !old ? "; --tls 1.0-1.2 offers older versions" : !new ? "; --tls 1.2-1.3 offers newer versions" : "";
}

static const char *what_to_type(const struct tls *tls, unsigned alert)
{
	if (tls->certificate_asked)
		return gnutls_certificate_get_ours(tls->session)
			       ? ""
			       : "; it had asked for a certificate and got none: --cert names one";
	return alert == 40 || alert == 70 ? version_hint(tls) : "";
}

static const char *last_step(const struct tls *tls)
{
	switch (tls->last_message) {
	case -1:
	case 1: return "after our ClientHello, without an answer";
	case 2: return "after its ServerHello";
	case 11: return "after its certificate";
	case 20: return "after a Finished";
	default: return "in the middle of the handshake";
	}
}

static bool is_text(const struct tls *tls)
{
	for (size_t i = 0; i < tls->first_len; i++)
		if (tls->first[i] >= 0x7f || (tls->first[i] < 0x20 && tls->first[i] != '\r' && tls->first[i] != '\n' &&
						     tls->first[i] != '\t'))
			return false;
	return tls->first_len > 0;
}

static void tell_not_tls(struct tls *tls, int result)
{
	char sentence[400], shown[200];
	struct bytes first = bytes_of(tls->first, tls->first_len);
	size_t end = bytes_index(first, '\r', 0);

	/* Where records came before, what came with them and was not looked at is chance. */
	if (tls->handshake_in)
		end = end < tls->handshake_in ? end : (size_t)tls->handshake_in;
	safe_text(shown, sizeof(shown), bytes_first(first, end), SAFE_UTF8);
	if (is_text(tls)) {
		snprintf(sentence, sizeof(sentence), "the server answered our ClientHello in clear text: %s", shown);
		if (tls->journal)
			journal_oddity(tls->journal, ODDITY_TEXT_AT_HELLO, SEVERITY_ERROR, first,
				"clear text where the server's part of the handshake was to begin");
	} else {
		snprintf(sentence, sizeof(sentence), "what the server sent is no TLS record; it begins with %s", shown);
	}
	failure_tell_sentence(tls, TLS_FAILURE_NOT_TLS, result, sentence);
}

/* Who does such a thing: a server that has not answered cannot read us, one that has does not like what came then. */
static const char *why_closed(const struct tls *tls)
{
	if (tls->last_message <= 1)
		return "a server that is overloaded, or that cannot read our ClientHello, does that: --hello-size 250 sends a "
		       "small one, --tls 1.0-1.2 an old one";
	return "a server that is overloaded, or that does not like what it got, does that; its log tells which";
}

static void tell_closed(struct tls *tls, int result)
{
	char sentence[400];

	if (tls->state == TLS_HANDSHAKING)
		snprintf(sentence, sizeof(sentence), "the connection ended %s; %s%s", last_step(tls), why_closed(tls),
			what_to_type(tls, 0));
	else
		snprintf(sentence, sizeof(sentence),
			"the connection was cut without close_notify: what came last may be incomplete");
	failure_tell_sentence(tls, TLS_FAILURE_CLOSED, result, sentence);
}

static void tell_received_alert(struct tls *tls, int result)
{
	unsigned alert = (unsigned)gnutls_alert_get(tls->session);
	const char *name = wire_alert_name((uint8_t)alert);
	char sentence[400];

	failure_tell_alert(tls, DIRECTION_IN, 2, alert);
	snprintf(sentence, sizeof(sentence), "the server sent the alert %s (%u): %s%s", name ? name : "unknown", alert,
		alert_hint(tls, alert), what_to_type(tls, alert));
	failure_tell_sentence(tls, alert == 70 ? TLS_FAILURE_VERSION : TLS_FAILURE_ALERT, result, sentence);
}

static const struct {
	int result;
	enum tls_failure why;
	const char *sentence;
} known[] = {
	{GNUTLS_E_CERTIFICATE_ERROR, TLS_FAILURE_CERTIFICATE, "the server's certificate cannot be read"},
	{GNUTLS_E_ASN1_DER_ERROR, TLS_FAILURE_CERTIFICATE,
		"the server's certificate cannot be read: its encoding is broken"},
	{GNUTLS_E_ASN1_TAG_ERROR, TLS_FAILURE_CERTIFICATE,
		"the server's certificate cannot be read: its encoding is broken"},
	{GNUTLS_E_DH_PRIME_UNACCEPTABLE, TLS_FAILURE_WEAK,
		"the server's Diffie-Hellman group is too small to protect anything; --groups dh512 takes it all the same"},
	{GNUTLS_E_KEY_USAGE_VIOLATION, TLS_FAILURE_CERTIFICATE,
		"the server's certificate does not allow its key to be used in this way"},
	{GNUTLS_E_RECORD_OVERFLOW, TLS_FAILURE_PROTOCOL, "the server sent a record longer than TLS allows"},
	{GNUTLS_E_DECRYPTION_FAILED, TLS_FAILURE_PROTOCOL,
		"a record of the server cannot be decrypted: it was damaged or forged"},
	{GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET, TLS_FAILURE_PROTOCOL, "the server sent a handshake message out of turn"},
	{GNUTLS_E_HANDSHAKE_TOO_LARGE, TLS_FAILURE_LIMIT, "the server's handshake message is larger than we take"},
	{GNUTLS_E_NO_CERTIFICATE_FOUND, TLS_FAILURE_CERTIFICATE, "the server sent no certificate"},
};

static void tell_version(struct tls *tls, int result)
{
	char sentence[200];

	snprintf(sentence, sizeof(sentence), "the server speaks only a version of TLS that we did not offer%s",
		version_hint(tls));
	failure_tell_sentence(tls, TLS_FAILURE_VERSION, result, sentence);
}

static bool tell_known(struct tls *tls, int result)
{
	if (result == GNUTLS_E_UNSUPPORTED_VERSION_PACKET) {
		tell_version(tls, result);
		return true;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].result == result) {
			failure_tell_sentence(tls, known[i].why, result, known[i].sentence);
			return true;
		}
	return false;
}

/* Our own alert, so that the server's log helps, too; none when the server broke off itself. */
static void send_alert(struct tls *tls, int result)
{
	int level = 0;
	int alert = gnutls_error_to_alert(result, &level);

	if (alert < 0 || gnutls_alert_send(tls->session, GNUTLS_AL_FATAL, (gnutls_alert_description_t)alert) < 0)
		return;
	failure_tell_alert(tls, DIRECTION_OUT, 2, (unsigned)alert);
}

void failure_tell(struct tls *tls, int result)
{
	char sentence[300];

	if (tls->in.lost && tls->state == TLS_HANDSHAKING) {
		tell_not_tls(tls, result);
		return;
	}
	if (result == GNUTLS_E_FATAL_ALERT_RECEIVED) {
		tell_received_alert(tls, result);
		return;
	}
	if (tls->ended || result == GNUTLS_E_PREMATURE_TERMINATION) {
		tell_closed(tls, result);
		return;
	}
	send_alert(tls, result);
	if (tls->in.hollow) {
		failure_tell_sentence(tls, TLS_FAILURE_PROTOCOL, result,
			"the server sent a record without content, of a kind that must have some (RFC 8446 §5.1)");
	} else if (tls->too_large) {
		failure_tell_sentence(tls, TLS_FAILURE_LIMIT, result, "the server's handshake is larger than we take");
	} else if (tls->in.lost) {
		if (tls->journal)
			journal_oddity(tls->journal, ODDITY_TEXT_INSIDE_TLS, SEVERITY_ERROR,
				bytes_of(tls->in.header, 5),
				"what came on the wire is no TLS record although TLS is up");
		failure_tell_sentence(
			tls, TLS_FAILURE_NOT_TLS, result, "what came on the wire inside TLS is no TLS record");
	} else if (!tell_known(tls, result)) {
		snprintf(sentence, sizeof(sentence), "the server broke the rules of TLS %s: %s", last_step(tls),
			gnutls_strerror(result));
		failure_tell_sentence(tls, TLS_FAILURE_PROTOCOL, result, sentence);
	}
}
