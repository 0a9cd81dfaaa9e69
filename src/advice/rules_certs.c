/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_certs: the certificates: whom they lead to, whom they name, until when, and how well they are made. The judgement is the
 * TLS layer's (checks and verdicts); here it is sorted into findings. What was not checked is never told as bad.
 */
#include "advice/rules.h"

#include "advice/certs_rows.h"
#include "advice/weak.h"
#include "base/clock.h"
#include "base/safe.h"
#include "model/tls_facts.h"
#include <inttypes.h>
#include <stdio.h>

enum { DAY = 86400, NAME_SIZE = 200, REASON_SIZE = 400 };

struct state {
	const struct event *chain;
	bool leaf_behind; /* the path was judged from the wrong certificate upwards */
};

/* A name or reason out of a certificate, to be shown. */
static const char *shown(char *text, size_t size, const char *from)
{
	return safe_text(text, size, bytes_str(from), SAFE_UTF8);
}

static const char *cert_name(char *text, size_t size, const struct cert_facts *cert)
{
	if (cert->common_name && *cert->common_name)
		return shown(text, size, cert->common_name);
	return shown(text, size, cert->subject && *cert->subject ? cert->subject : "a certificate without a name");
}

/* One certificate after the other, each by itself */

/* A certificate in its place: step 0 is the server's own; the anchor above the path is no step. */
struct place {
	struct advice *advice;
	const struct event *event;
	const struct chain_facts *chain;
	const struct cert_facts *cert;
	size_t step;
	bool is_anchor;
};

static void tell(const struct place *place, const char *id, const struct check *check)
{
	char name[NAME_SIZE], reason[REASON_SIZE];
	bool given = place->chain->as_of_given && check == &place->cert->checks[CHECK_DATES];

	advice_tell(place->advice, id, place->event, NULL, "%s%s%s %s%s",
		place->step ? "" : "The server's certificate (", cert_name(name, sizeof(name), place->cert),
		place->step ? "" : ")", shown(reason, sizeof(reason), check->reason ? check->reason : "failed a check"),
		given ? ", judged for the date that was given" : "");
}

static const char *dates_id(const struct place *place)
{
	int64_t now = place->chain->as_of, until = place->cert->not_after;

	if (place->is_anchor)
		return "F-CERT.anchor";
	if (place->step)
		return "F-CERT.issuer-expired";
	if (until != -1 && now > until && until >= place->cert->not_before)
		return "F-CERT.expired";
	return "F-CERT.not-yet";
}

static const char *algorithm_id(const struct cert_facts *cert)
{
	struct bytes name = bytes_str(cert->signature);
	bool md = bytes_find_nocase(name, BYTES_LITERAL("MD5")) < name.len ||
		  bytes_find_nocase(name, BYTES_LITERAL("MD2")) < name.len;

	return md ? "F-CERT.md5" : "F-CERT.sha1";
}

static void take_check(const struct place *place, enum cert_check check)
{
	const struct check *result = &place->cert->checks[check];
	const char *id = NULL;

	if (result->result != CHECK_FAILED)
		return;
	switch (check) {
	case CHECK_DATES: id = dates_id(place); break;
	case CHECK_ALGORITHM: id = algorithm_id(place->cert); break;
	case CHECK_KEY_SIZE: id = place->is_anchor ? "F-CERT.anchor" : "F-CERT.small-key"; break;
	case CHECK_SIGNATURE: id = "F-CERT.signature"; break;
	case CHECK_CA_FLAG: id = "F-CERT.ca-flag"; break;
	case CHECK_PATH_LENGTH: id = "F-CERT.path-length"; break;
	case CHECK_KEY_USAGE: id = "F-CERT.key-usage"; break;
	case CHECK_PURPOSE: id = "F-CERT.purpose"; break;
	case CHECK_NAME_CONSTRAINTS: id = "F-CERT.constraints"; break;
	case CHECK_CRITICAL: id = "F-CERT.critical"; break;
	case CHECK_MUST_STAPLE: id = "F-CERT.must-staple"; break;
	case CHECK_REVOCATION: id = "F-CERT.revoked-crl"; break;
	}
	tell(place, id, result);
}

static void take_checks(const struct place *place)
{
	for (int check = 0; check < CERT_CHECKS; check++)
		take_check(place, (enum cert_check)check);
}

/*
 * Renewal is due when a third of the lifetime is left (what ACME clients do); a certificate that lives for a week only is
 * not told of all its life.
 */
static void take_remaining(const struct place *place)
{
	static const struct {
		int days;
		const char *id;
	} soon[] = {{7, "F-CERT.soon-7"}, {14, "F-CERT.soon-14"}, {30, "F-CERT.soon-30"}};
	const struct cert_facts *cert = place->cert;
	int64_t left = cert->not_after - place->chain->as_of;
	char name[NAME_SIZE], date[32];

	if (cert->checks[CHECK_DATES].result != CHECK_PASSED || !place->chain->as_of || left < 0 ||
		left > (cert->not_after - cert->not_before) / 3)
		return;
	for (size_t i = 0; i < sizeof(soon) / sizeof(soon[0]); i++) {
		if (left >= (int64_t)soon[i].days * DAY)
			continue;
		advice_tell(place->advice, soon[i].id, place->event, NULL, "%s ends on %s UTC, in %" PRId64 " day%s",
			cert_name(name, sizeof(name), cert), clock_date(date, sizeof(date), cert->not_after),
			left / DAY, left / DAY == 1 ? "" : "s");
		return;
	}
}

/* The longest that the CA/Browser Forum allows, by the day of issue (Baseline Requirements §6.3.2). */
static int64_t longest_days(int64_t issued)
{
	static const struct {
		int64_t from;
		int days;
	} limits[] = {{INT64_C(1868227200), 47}, {INT64_C(1805068800), 100}, {INT64_C(1773532800), 200},
		{INT64_C(1598918400), 398}};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (issued >= limits[i].from)
			return limits[i].days;
	return INT64_MAX / DAY;
}

/* Whether the anchor came from what the system trusts; what the user named is taken for an authority of his own. */
static bool is_system_trust(const struct chain_facts *chain)
{
	struct bytes source = bytes_str(chain->trust_source);

	return chain->trust_anchor &&
	       (bytes_starts_with(source, "/etc/ssl/") || bytes_starts_with(source, "/etc/pki/"));
}

static void take_lifetime(const struct place *place)
{
	const struct cert_facts *cert = place->cert;
	int64_t days = (cert->not_after - cert->not_before) / DAY;

	if (is_system_trust(place->chain) && cert->not_after > cert->not_before && cert->not_before > 0 &&
		days > longest_days(cert->not_before))
		advice_tell(place->advice, "F-CERT.lifetime", place->event, NULL,
			"It is valid for %" PRId64
			" days; when it was issued, public authorities were allowed %" PRId64,
			days, longest_days(cert->not_before));
}

/* RFC 5280 §4.1.2.2: positive, and at most 20 octets; one more may be the sign's. */
static void take_serial(const struct place *place)
{
	enum { SERIAL_MAX = 21 };
	struct bytes serial = place->cert->serial;
	bool zero = true;

	for (size_t i = 0; i < serial.len && i < SERIAL_MAX; i++)
		zero = zero && !serial.data[i];
	if (serial.len > SERIAL_MAX)
		advice_tell(place->advice, "F-CERT.serial", place->event, NULL, "It has %zu bytes", serial.len);
	else if (serial.len && (zero || serial.data[0] & 0x80))
		advice_tell(place->advice, "F-CERT.serial", place->event, NULL, "It is %s", zero ? "zero" : "negative");
}

static void take_path(struct advice *advice, const struct event *event, const struct chain_facts *chain)
{
	struct place place = {.advice = advice, .event = event, .chain = chain};
	bool anchor_on_path = false;

	for (; place.step < chain->path_count && chain->path[place.step] < chain->count; place.step++) {
		place.cert = &chain->certs[chain->path[place.step]];
		anchor_on_path = anchor_on_path || place.cert == chain->trust_anchor;
		take_checks(&place);
		take_remaining(&place);
	}
	if (chain->trust_anchor && !anchor_on_path) {
		place.is_anchor = true;
		place.cert = chain->trust_anchor;
		take_checks(&place);
	}
	if (chain->path_count && chain->path[0] < chain->count) {
		place.is_anchor = false;
		place.step = 0;
		place.cert = &chain->certs[chain->path[0]];
		take_lifetime(&place);
		take_serial(&place);
	}
}

/* The list as it was sent */

static const struct cert_facts *first_of(const struct chain_facts *chain, enum cert_place place)
{
	for (size_t i = 0; i < chain->count; i++)
		if (chain->certs[i].place == place)
			return &chain->certs[i];
	return NULL;
}

static void tell_placed(struct advice *advice, const struct event *event, enum cert_place place, const char *id)
{
	const struct cert_facts *cert = first_of(event->chain.chain, place);
	char name[NAME_SIZE];

	if (cert)
		advice_tell(advice, id, event, NULL, "It is %s", cert_name(name, sizeof(name), cert));
}

static void take_list(struct advice *advice, const struct event *event, const struct chain_facts *chain)
{
	const struct cert_facts *unreadable = first_of(chain, PLACE_UNREADABLE), *root = first_of(chain, PLACE_ANCHOR);
	char reason[REASON_SIZE];

	if (chain->dropped || (chain->count && chain->certs[0].place == PLACE_UNKNOWN && !chain->path_count))
		advice_tell(advice, "F-CERT.too-long", event, NULL, "%zu were sent", chain->count + chain->dropped);
	if (chain->out_of_order)
		advice_tell(advice, "F-CERT.order", event, NULL, NULL);
	if (unreadable)
		advice_tell(advice, "F-CERT.unreadable", event, NULL, "Number %zu in the list: %s",
			(size_t)(unreadable - chain->certs) + 1,
			shown(reason, sizeof(reason),
				unreadable->parse_error ? unreadable->parse_error : "the TLS library refuses it"));
	if (root && root->self_issued)
		tell_placed(advice, event, PLACE_ANCHOR, "F-CERT.extra-root");
	tell_placed(advice, event, PLACE_DUPLICATE, "F-CERT.duplicate");
	if (chain->trust_anchor)
		tell_placed(advice, event, PLACE_UNRELATED, "F-CERT.unrelated");
}

/* Whom the path leads to */

/* The server's own certificate was sent, but behind that of its issuer. */
static bool is_leaf_behind(const struct chain_facts *chain)
{
	const struct cert_facts *first = &chain->certs[0];

	for (size_t i = 1; chain->count && first->is_ca && first->subject && i < chain->count; i++) {
		const struct cert_facts *cert = &chain->certs[i];
		if (!cert->parse_error && !cert->is_ca && cert->issuer && !strcmp(cert->issuer, first->subject))
			return true;
	}
	return false;
}

static const struct cert_facts *top_of(const struct chain_facts *chain)
{
	size_t index = chain->path_count ? chain->path[chain->path_count - 1] : 0;

	return chain->path_count && index < chain->count ? &chain->certs[index] : NULL;
}

static void tell_incomplete(
	struct advice *advice, const struct event *event, const struct event *chain, const struct cert_facts *top)
{
	char issuer[NAME_SIZE], url[NAME_SIZE];

	shown(issuer, sizeof(issuer), top->issuer ? top->issuer : "");
	if (top->issuer_url)
		advice_tell_ranked(advice, "F-CERT.incomplete", weak_trust_rank(advice), chain, event,
			"The issuer %s was not sent; the certificate says that it is to be had from %s", issuer,
			shown(url, sizeof(url), top->issuer_url));
	else
		advice_tell_ranked(advice, "F-CERT.incomplete", weak_trust_rank(advice), chain, event,
			"The issuer %s was not sent", issuer);
}

static void tell_untrusted(
	struct advice *advice, const struct event *event, const struct event *chain_event, const struct cert_facts *top)
{
	char name[NAME_SIZE], issuer[NAME_SIZE], source[NAME_SIZE];

	cert_name(name, sizeof(name), top);
	shown(issuer, sizeof(issuer), top->issuer);
	shown(source, sizeof(source), chain_event->chain.chain->trust_source);
	if (top->self_issued)
		advice_tell_ranked(advice, "F-CERT.untrusted", weak_trust_rank(advice), chain_event, event,
			"It leads to the root %s, which is not in %s", name, source);
	else
		advice_tell_ranked(advice, "F-CERT.untrusted", weak_trust_rank(advice), chain_event, event,
			"It leads to %s, whose issuer %s was not sent and is not in %s", name, issuer, source);
}

/* Why no path leads to an anchor, in a trust store that is in use (src/tls/trust.c). */
static void take_distrust(struct advice *advice, const struct event *event, const struct event *chain_event)
{
	const struct chain_facts *chain = chain_event->chain.chain;
	const struct cert_facts *top = top_of(chain);
	char name[NAME_SIZE];

	if (!top || advice_told(advice, "F-CERT.signature") ||
		bytes_is(bytes_str(chain->trust_source), "no trust store"))
		return;
	if (top->self_issued && chain->path_count == 1)
		advice_tell_ranked(advice, "F-CERT.self-signed", weak_trust_rank(advice), chain_event, event,
			"Its only name for its issuer is its own, %s", cert_name(name, sizeof(name), top));
	else if (chain->path_count == 1)
		tell_incomplete(advice, event, chain_event, top);
	else
		tell_untrusted(advice, event, chain_event, top);
}

/* Something else that was told already says why, better than the verdict's sentence by itself. */
static bool is_explained(const struct advice *advice)
{
	static const char *const ids[] = {"F-CERT.signature", "F-CERT.ca-flag", "F-CERT.path-length",
		"F-CERT.key-usage", "F-CERT.purpose", "F-CERT.constraints", "F-CERT.critical", "F-CERT.unreadable",
		"F-CERT.order", "F-CERT.unrelated", "F-CERT.duplicate", "F-CERT.too-long"};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (advice_told(advice, ids[i]))
			return true;
	return false;
}

static void take_chain_verdict(struct advice *advice, const struct event *event, const struct event *chain)
{
	char reason[REASON_SIZE];

	safe_text(reason, sizeof(reason), event->verdict.reason, SAFE_UTF8);
	if (event->verdict.result == VERDICT_BAD && chain && chain->chain.chain && !chain->chain.chain->trust_anchor) {
		take_distrust(advice, event, chain);
		return;
	}
	if (is_explained(advice))
		return;
	if (event->verdict.result == VERDICT_BAD)
		advice_tell_ranked(
			advice, "F-CERT.untrusted", weak_trust_rank(advice), event, chain, "The chain %s", reason);
	else if (event->verdict.result == VERDICT_WARN)
		advice_tell(advice, "F-CERT.fragile", event, chain, "The chain %s", reason);
}

/* Whom it names */

static bool is_host_name(const struct san *san)
{
	return san->kind == SAN_DNS || san->kind == SAN_IP || san->kind == SAN_SRV || san->kind == SAN_URI;
}

static bool has_host_names(const struct cert_facts *leaf)
{
	for (size_t i = 0; i < leaf->san_count; i++)
		if (is_host_name(&leaf->sans[i]))
			return true;
	return leaf->san_dropped > 0;
}

static struct bytes without_dot(struct bytes name)
{
	return bytes_first(name, name.len && name.data[name.len - 1] == '.' ? name.len - 1 : name.len);
}

/* "*.example.org" and "mail.example.org", or the very same. */
static bool is_borne_by(struct bytes pattern, struct bytes name)
{
	if (bytes_starts_with(pattern, "*."))
		return bytes_equal_nocase(bytes_from(pattern, 1), bytes_from(name, bytes_index(name, '.', 0)));
	return bytes_equal_nocase(pattern, name);
}

/* Linear: the last star only, which stands for anything at all, dots too. */
static bool would_match(struct bytes pattern, struct bytes name)
{
	size_t star = bytes_index(pattern, '*', 0);
	struct bytes head = bytes_first(pattern, star), tail = bytes_from(pattern, star + 1);

	while (bytes_index(tail, '*', 0) < tail.len)
		tail = bytes_from(tail, bytes_index(tail, '*', 0) + 1);
	if (star == pattern.len)
		return false;
	if (bytes_is(pattern, "*") || bytes_equal_nocase(tail, bytes_of(".", 1)))
		return true;
	return name.len >= head.len + tail.len && bytes_equal_nocase(head, bytes_first(name, head.len)) &&
	       bytes_equal_nocase(tail, bytes_from(name, name.len - tail.len));
}

/* A wildcard that was meant to cover the name, and does not: "*.example.org" for "a.b.example.org" or "example.org". */
static const struct san *misused_wildcard(const struct cert_facts *leaf, struct bytes name)
{
	for (size_t i = 0; i < leaf->san_count; i++) {
		struct bytes pattern = without_dot(leaf->sans[i].value);
		if (leaf->sans[i].kind != SAN_DNS || leaf->sans[i].matches)
			continue;
		bool apex = bytes_starts_with(pattern, "*.") && bytes_equal_nocase(bytes_from(pattern, 2), name);
		if (apex || would_match(pattern, name))
			return &leaf->sans[i];
	}
	return NULL;
}

static void take_name(struct advice *advice, const struct event *event, const struct event *chain_event)
{
	const struct chain_facts *chain = chain_event ? chain_event->chain.chain : NULL;
	const struct cert_facts *leaf = chain && chain->count ? &chain->certs[0] : NULL;
	struct bytes name = without_dot(bytes_str(chain ? chain->reference_name : NULL));
	char reason[REASON_SIZE], wildcard[NAME_SIZE];

	safe_text(reason, sizeof(reason), event->verdict.reason, SAFE_UTF8);
	const struct san *misused = leaf && name.len ? misused_wildcard(leaf, name) : NULL;
	if (leaf && leaf->common_name && !has_host_names(leaf) &&
		is_borne_by(without_dot(bytes_str(leaf->common_name)), name))
		advice_tell_ranked(advice, "F-CERT.cn-only", weak_trust_rank(advice), event, chain_event, "%s", reason);
	else if (misused)
		advice_tell_ranked(advice, "F-CERT.wildcard", weak_trust_rank(advice), event, chain_event,
			"The wildcard %s does not cover it: %s",
			safe_text(wildcard, sizeof(wildcard), bytes_first(misused->value, 80), SAFE_UTF8), reason);
	else
		advice_tell_ranked(advice, "F-CERT.name", weak_trust_rank(advice), event, chain_event, "%s", reason);
}

/* Together */

static void take_unchecked(struct advice *advice, const struct event *event)
{
	char reason[REASON_SIZE];

	if (event->verdict.aspect == VERDICT_STAPLE || advice_told(advice, "F-CERT.too-long") ||
		advice_told(advice, "F-CERT.unreadable"))
		return;
	advice_tell(advice, "F-CERT.not-checked", event, NULL, "Verdict on the %s: %s",
		verdict_aspect_name(event->verdict.aspect),
		safe_text(reason, sizeof(reason), event->verdict.reason, SAFE_UTF8));
}

static void take_verdict(struct advice *advice, const struct event *event, const struct state *state)
{
	const struct event_verdict *verdict = &event->verdict;

	if (verdict->result == VERDICT_NOT_CHECKED)
		take_unchecked(advice, event);
	else if (verdict->aspect == VERDICT_CHAIN)
		take_chain_verdict(advice, event, state->chain);
	else if (verdict->aspect == VERDICT_NAME && verdict->result == VERDICT_BAD)
		take_name(advice, event, state->chain);
}

static void take(struct advice *advice, const struct event *event, void *memory)
{
	struct state *state = memory;

	if (event->kind == EVENT_CHAIN && event->chain.chain) {
		*state = (struct state){.chain = event, .leaf_behind = is_leaf_behind(event->chain.chain)};
		if (state->leaf_behind) {
			advice_tell(advice, "F-CERT.leaf-behind", event, NULL, NULL);
			return;
		}
		take_list(advice, event, event->chain.chain);
		take_path(advice, event, event->chain.chain);
	} else if (event->kind == EVENT_VERDICT && !state->leaf_behind) {
		take_verdict(advice, event, state);
	}
}

const struct advice_topic topic_certs = {
	.rows = certs_rows, .count = CERTS_ROWS, .state_size = sizeof(struct state), .take = take};
