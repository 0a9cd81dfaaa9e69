/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outcome: the table, and the order in which a session is asked.
 */
#include "model/outcome.h"

#include "model/caps.h"

static const struct {
	const char *name, *sentence;
} table[OUTCOMES] = {
	[OUTCOME_FINE] = {"fine", "everything is fine"},
	[OUTCOME_FAILED] = {"failed", "starlit itself failed: a file, the terminal"},
	[OUTCOME_USAGE] = {"usage", "the command line or the script makes no sense"},
	[OUTCOME_UNREACHED] = {"unreached", "the server cannot be reached"},
	[OUTCOME_PROTOCOL] = {"protocol", "the server turned us away, broke off, or did not keep to the protocol"},
	[OUTCOME_LATE] = {"late", "the server did not answer in time"},
	[OUTCOME_NOT_OFFERED] = {"starttls-not-offered", "the server does not offer STARTTLS"},
	[OUTCOME_REFUSED] = {"starttls-refused", "the server refused STARTTLS"},
	[OUTCOME_INJECTION] = {"injection", "bytes came in the clear between the agreement and TLS"},
	[OUTCOME_HANDSHAKE] = {"handshake-failed", "the TLS handshake failed"},
	[OUTCOME_UNTRUSTED] = {"not-trusted", "the certificate is not trusted"},
	[OUTCOME_REVOKED] = {"revoked", "the certificate is revoked, or its revocation status is bad"},
	[OUTCOME_DATES] = {"expired", "the certificate has expired, or is not valid yet"},
	[OUTCOME_NAME] = {"name-mismatch", "the certificate does not bear the server's name"},
	[OUTCOME_WEAK] = {"weak", "a key or a signature of the certificate is too weak"},
	[OUTCOME_CUT] = {"cut", "the connection was cut inside TLS"},
	[OUTCOME_EXPECTATION] = {"expectation", "the server did something else than the script expects"},
	[OUTCOME_INTERRUPTED] = {"interrupted", "it was broken off before its end"},
};

const char *outcome_name(enum outcome outcome)
{
	return (size_t)outcome < OUTCOMES ? table[outcome].name : NULL;
}

const char *outcome_sentence(enum outcome outcome)
{
	return (size_t)outcome < OUTCOMES ? table[outcome].sentence : NULL;
}

static bool is_bad(const struct digest *digest, enum verdict_aspect aspect)
{
	const struct event *verdict = digest->verdicts[aspect];

	return verdict && verdict->verdict.result == VERDICT_BAD;
}

static enum outcome of_certificate(const struct digest *digest)
{
	if (is_bad(digest, VERDICT_CHAIN))
		return OUTCOME_UNTRUSTED;
	if (is_bad(digest, VERDICT_STAPLE))
		return OUTCOME_REVOKED;
	if (is_bad(digest, VERDICT_DATES))
		return OUTCOME_DATES;
	if (is_bad(digest, VERDICT_NAME))
		return OUTCOME_NAME;
	return is_bad(digest, VERDICT_STRENGTH) ? OUTCOME_WEAK : OUTCOME_FINE;
}

static bool is_welcome(enum reply_status status)
{
	return status == REPLY_POSITIVE || status == REPLY_PREAUTH;
}

static bool has_step(const struct digest *digest, enum starttls_step step)
{
	return digest->starttls && digest->starttls->starttls.step == step;
}

static bool offers_tls(const struct caps *caps)
{
	return caps_has(caps, "STARTTLS") || caps_has(caps, "STLS");
}

/* Who asks for what is not offered is refused as well: that it is not there is the cause. */
static enum outcome of_refusal(const struct digest *digest)
{
	return digest->caps_clear && !offers_tls(digest->caps_clear) ? OUTCOME_NOT_OFFERED : OUTCOME_REFUSED;
}

/* An address that did not answer is no harm where another one did. */
static bool was_late(const struct digest *digest)
{
	return digest->timeout && digest->timeout->timeout.of != TIMEOUT_CONNECT;
}

/* Why a session that wanted TLS has none. */
static enum outcome without_tls(const struct digest *digest)
{
	if (has_step(digest, STARTTLS_NOT_OFFERED) || (digest->caps_clear && !offers_tls(digest->caps_clear)))
		return OUTCOME_NOT_OFFERED;
	return was_late(digest) ? OUTCOME_LATE : OUTCOME_PROTOCOL;
}

enum outcome outcome_of(const struct digest *digest, bool wants_tls)
{
	if (digest->injection)
		return OUTCOME_INJECTION;
	if (digest->link != LINK_OPEN && !digest->connected.address.len)
		return OUTCOME_UNREACHED;
	if (digest->tls_failed && !digest->tls_up)
		return OUTCOME_HANDSHAKE;
	if (!digest->tls_up && has_step(digest, STARTTLS_REFUSED))
		return of_refusal(digest);
	if (digest->greeting && !is_welcome(digest->greeting->reply.status))
		return OUTCOME_PROTOCOL;
	if (!digest->greeting)
		return was_late(digest) && !digest->stranger ? OUTCOME_LATE : OUTCOME_PROTOCOL;
	if (!digest->tls_up)
		return wants_tls ? without_tls(digest) : OUTCOME_FINE;
	enum outcome certificate = of_certificate(digest);
	if (certificate != OUTCOME_FINE)
		return certificate;
	if (digest->tls_failed)
		return OUTCOME_CUT;
	return was_late(digest) ? OUTCOME_LATE : OUTCOME_FINE;
}
