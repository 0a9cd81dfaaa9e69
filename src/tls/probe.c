/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe: stages, each with its questions. What the answers to one stage are decides what the next can ask.
 */
#include "tls/probe.h"

#include "base/alloc.h"
#include "tls/probe_offers.h"
#include "wire/names.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SSL2 = 0x0002, SSL3 = 0x0300, TLS12 = 0x0303, TLS13 = 0x0304 };
enum { ALERT_PROTOCOL_VERSION = 70, ALERT_UNRECOGNIZED_NAME = 112, ALERT_NO_APPLICATION_PROTOCOL = 120 };
enum { BLOCK = 120, SMALL_BLOCK = 32, VERSIONS = 5, MANY = 2 };

enum stage {
	STAGE_SUITES, /* for each version; the versions show by themselves */
	STAGE_SSL2,
	STAGE_GROUPS13,
	STAGE_GROUPS,
	STAGE_SCHEMES,
	STAGE_DH,
	STAGE_ALPN,
	STAGE_STRANGE_ALPN,
	STAGE_SIZE,
	STAGE_END
};

/* What a version turned out to be. */
struct spoken {
	uint16_t version;
	bool judged;
	bool yes;
	uint16_t suites[PROBE_CODES_MAX];
	size_t count;
};

struct probe {
	struct probe_settings settings;
	char *server_name;
	char *alpn;
	enum stage stage;
	struct spoken spoken[VERSIONS]; /* newest first */
	size_t at;                      /* in STAGE_SUITES: which of them */
	struct probe_run run;
	uint16_t suites[PROBE_CODES_MAX]; /* offered in the later stages */
	size_t suite_count;
	uint16_t version; /* asked for in the later stages */
	bool small;       /* a large hello was met with silence */
	bool share;       /* a key share is sent: without one there was no answer */
	bool nameless;    /* the server refused the name */
	bool extensions_told;
	/* the present question */
	unsigned refusals, misses;
	char evidence[96];
	char refusal[96]; /* the evidence of the last refusal */
	struct probe_result *results;
	size_t count, room;
};

/* Results */

__attribute__((format(printf, 6, 7))) static struct probe_result *add(struct probe *probe, enum probe_topic topic,
	uint16_t version, uint32_t code, enum probe_finding answer, const char *format, ...)
{
	va_list arguments;

	if (probe->count == probe->room) {
		probe->room = probe->room ? 2 * probe->room : 64;
		probe->results = alloc_grow(probe->results, probe->room, sizeof(*probe->results));
	}
	struct probe_result *result = &probe->results[probe->count++];
	*result = (struct probe_result){.topic = topic, .version = version, .code = code, .answer = answer};
	va_start(arguments, format);
	vsnprintf(result->reason, sizeof(result->reason), format, arguments);
	va_end(arguments);
	return result;
}

static void name_it(struct probe_result *result, const char *name)
{
	snprintf(result->name, sizeof(result->name), "%s", name);
}

static void add_order(struct probe *probe, enum probe_topic topic, uint16_t version)
{
	static const char *const orders[] = {[PROBE_ORDER_SERVER] = "the server chooses by its own order",
		[PROBE_ORDER_CLIENT] = "the server follows the client's order",
		[PROBE_ORDER_MIXED] = "the server follows its own order for some and the client's for others"};

	if (probe->run.order != PROBE_ORDER_UNKNOWN)
		add(probe, topic, version, 0, PROBE_SUPPORTED, "%s", orders[probe->run.order]);
}

/* What remained open in a run is told, so that a list is never taken for complete when it is not. */
static void add_gaps(struct probe *probe, enum probe_topic topic, uint16_t version)
{
	const struct probe_run *run = &probe->run;

	if (run->stray)
		add(probe, topic, version, run->stray_code, PROBE_SUPPORTED, "chosen, though it was not offered");
	if (run->unanswered)
		add(probe, topic, version, 0, PROBE_NO_ANSWER, "there may be more: %s", probe->evidence);
	if (run->unseen)
		add(probe, topic, version, 0, PROBE_NOT_OBSERVABLE,
			"there may be more: the server does not let it show");
}

static void add_found(struct probe *probe, enum probe_topic topic, uint16_t version)
{
	const struct probe_run *run = &probe->run;

	for (size_t i = 0; i < run->found_count; i++) {
		if (run->order == PROBE_ORDER_SERVER)
			add(probe, topic, version, run->found[i], PROBE_SUPPORTED, "choice %zu of %zu", i + 1,
				run->found_count);
		else
			add(probe, topic, version, run->found[i], PROBE_SUPPORTED, "accepted");
	}
	add_gaps(probe, topic, version);
}

/* What the versions are */

static struct spoken *spoken_of(struct probe *probe, uint16_t version)
{
	for (size_t i = 0; i < VERSIONS; i++)
		if (probe->spoken[i].version == version)
			return &probe->spoken[i];
	return NULL;
}

/* The newest version before TLS 1.3 that is spoken; NULL: none. */
static struct spoken *newest_open(struct probe *probe)
{
	for (size_t i = 1; i < VERSIONS; i++)
		if (probe->spoken[i].yes)
			return &probe->spoken[i];
	return NULL;
}

static struct spoken *newest(struct probe *probe)
{
	return probe->spoken[0].yes ? &probe->spoken[0] : newest_open(probe);
}

static void judge_version(struct probe *probe, struct spoken *spoken, enum probe_finding finding, const char *reason)
{
	if (spoken->judged)
		return;
	spoken->judged = true;
	spoken->yes = finding == PROBE_SUPPORTED;
	add(probe, PROBE_VERSION, spoken->version, spoken->version, finding, "%s", reason);
}

/* Beginning a stage */

static size_t block_size(const struct probe *probe)
{
	return probe->small ? SMALL_BLOCK : BLOCK;
}

static void ask_afresh(struct probe *probe)
{
	probe->refusals = 0;
	probe->misses = 0;
}

static void begin_version(struct probe *probe)
{
	struct spoken *spoken = &probe->spoken[probe->at];

	spoken->count = probe_offers_suites(spoken->version, spoken->suites);
	probe->version = spoken->version;
	probe_run_begin(&probe->run, (struct wire_codes){spoken->suites, spoken->count}, block_size(probe), false);
}

/* Offers those suites of the version whose names hold the part. */
static bool offer_having(struct probe *probe, const struct spoken *spoken, const char *part)
{
	struct wire_codes all = {spoken->suites, spoken->count};

	probe->version = spoken->version;
	probe->suite_count = probe_offers_having(all, part, probe->suites);
	return probe->suite_count > 0;
}

static bool begin_groups13(struct probe *probe)
{
	if (!probe->spoken[0].yes)
		return false;
	if (probe->share) {
		add(probe, PROBE_GROUP, TLS13, 0, PROBE_NOT_OBSERVABLE,
			"the server does not answer a ClientHello without key shares, as a question for its groups is");
		return false;
	}
	offer_having(probe, &probe->spoken[0], "");
	probe_run_begin(&probe->run, probe_offers_groups(TLS13, probe->small), PROBE_CODES_MAX, false);
	return true;
}

/* An RSA certificate does not care for curves, hence its suites are taken where there are any. */
static bool begin_groups(struct probe *probe)
{
	struct spoken *spoken = newest_open(probe);

	if (!spoken || spoken->version == SSL3)
		return false;
	bool plain = offer_having(probe, spoken, "_ECDHE_RSA_");
	if (!plain && !offer_having(probe, spoken, "_ECDHE_"))
		return false;
	probe_run_begin(&probe->run, probe_offers_groups(spoken->version, probe->small), PROBE_CODES_MAX, !plain);
	return true;
}

/* What is signed with the key of a certificate: neither PSK nor anonymous suites. */
static bool offer_signed(struct probe *probe, const struct spoken *spoken)
{
	static const char *const parts[] = {"DHE_RSA_", "DHE_ECDSA_", "DHE_DSS_"};
	struct wire_codes all = {spoken->suites, spoken->count};

	probe->version = spoken->version;
	probe->suite_count = 0;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		probe->suite_count += probe_offers_having(all, parts[i], probe->suites + probe->suite_count);
	return probe->suite_count > 0;
}

static bool begin_schemes(struct probe *probe)
{
	struct spoken *spoken = spoken_of(probe, TLS12);

	if (probe->spoken[0].yes)
		add(probe, PROBE_SCHEME, TLS13, 0, PROBE_NOT_OBSERVABLE,
			"in TLS 1.3 the signature is sealed; it shows only in a handshake that is finished");
	if (!spoken->yes || !offer_signed(probe, spoken))
		return false;
	probe_run_begin(&probe->run, probe_offers_schemes(probe->small), PROBE_CODES_MAX, false);
	return true;
}

static bool begin_dh(struct probe *probe)
{
	struct spoken *spoken = newest_open(probe);

	return spoken && offer_having(probe, spoken, "_DHE_");
}

static bool begin_alpn(struct probe *probe)
{
	struct spoken *spoken = newest_open(probe);

	if (!probe->alpn || !newest(probe))
		return false;
	if (spoken)
		return spoken->version != SSL3 && offer_having(probe, spoken, "");
	name_it(add(probe, PROBE_ALPN, TLS13, 0, PROBE_NOT_OBSERVABLE,
			"in TLS 1.3 the answer is sealed; it shows only in a handshake that is finished"),
		probe->alpn);
	return false;
}

static bool begin_with_newest(struct probe *probe)
{
	struct spoken *spoken = newest(probe);

	return spoken && spoken->version != SSL3 && offer_having(probe, spoken, "");
}

/* False: there is nothing to ask in this stage. */
static bool begin_stage(struct probe *probe)
{
	ask_afresh(probe);
	probe->run.phase = PROBE_DONE;
	switch (probe->stage) {
	case STAGE_SUITES: begin_version(probe); return true;
	case STAGE_SSL2: probe->version = SSL2; return true;
	case STAGE_GROUPS13: return begin_groups13(probe);
	case STAGE_GROUPS: return begin_groups(probe);
	case STAGE_SCHEMES: return begin_schemes(probe);
	case STAGE_DH: return begin_dh(probe);
	case STAGE_ALPN: return begin_alpn(probe);
	case STAGE_STRANGE_ALPN: return probe->alpn && begin_with_newest(probe);
	case STAGE_SIZE: return begin_with_newest(probe);
	case STAGE_END: return true;
	}
	return true;
}

static void next_stage(struct probe *probe)
{
	do {
		if (probe->stage != STAGE_SUITES)
			probe->stage++;
		else
			while (probe->stage == STAGE_SUITES && probe->spoken[probe->at].judged)
				if (++probe->at == VERSIONS)
					probe->stage++;
	} while (!begin_stage(probe));
}

/* The hello of the present question */

static void fill_offer(const struct probe *probe, struct wire_client_hello *hello)
{
	struct wire_codes offer = probe_run_offer(&probe->run);

	hello->suites = (struct wire_codes){probe->suites, probe->suite_count};
	hello->groups = probe_offers_groups(probe->version, probe->small);
	hello->schemes = probe_offers_schemes(probe->small);
	switch (probe->stage) {
	case STAGE_SUITES: hello->suites = offer; return;
	case STAGE_GROUPS13:
	case STAGE_GROUPS: hello->groups = offer; return;
	case STAGE_SCHEMES: hello->schemes = offer; return;
	/* A server that knows the groups of RFC 7919 would take one of them in place of its own prime. */
	case STAGE_DH: hello->groups = (struct wire_codes){NULL, 0}; return;
	case STAGE_ALPN: hello->alpn = bytes_str(probe->alpn); return;
	case STAGE_STRANGE_ALPN: hello->alpn = BYTES_LITERAL("http/1.1"); return;
	case STAGE_SIZE: hello->size = PROBE_LARGE_HELLO; return;
	case STAGE_SSL2:
	case STAGE_END: return;
	}
}

bool probe_next(struct probe *probe, struct buffer *ret_hello)
{
	unsigned char random[PROBE_RANDOM];
	struct wire_client_hello hello = {0};

	if (probe->stage == STAGE_END)
		return false;
	probe->settings.random(probe->settings.context, random, sizeof(random));
	if (probe->stage == STAGE_SSL2) {
		size_t count;
		const uint32_t *specs = probe_offers_ssl2(&count);
		return wire_ssl2_client_hello(SSL2, specs, count, bytes_of(random, 16), ret_hello);
	}
	fill_offer(probe, &hello);
	probe_offers_version(&hello, &probe->version, probe->share, bytes_of(random, sizeof(random)));
	if (!probe->nameless)
		hello.server_name = bytes_str(probe->server_name);
	return wire_client_hello(&hello, ret_hello);
}

/* What an answer means for the question */

enum outcome { OUTCOME_HELLO, OUTCOME_REFUSED, OUTCOME_UNANSWERED, OUTCOME_AGAIN };

static enum outcome refused(struct probe *probe, const struct probe_answer *answer)
{
	if (answer->kind == PROBE_ANSWER_ALERT && answer->alert == ALERT_UNRECOGNIZED_NAME && probe->server_name &&
		!probe->nameless) {
		probe->nameless = true;
		return OUTCOME_AGAIN;
	}
	if (!probe_answer_is_firm(answer) && ++probe->refusals < MANY)
		return OUTCOME_AGAIN;
	snprintf(probe->refusal, sizeof(probe->refusal), "%s", probe->evidence);
	return OUTCOME_REFUSED;
}

static enum outcome judge(struct probe *probe, const struct probe_answer *answer)
{
	char text[64];
	const char *again = probe->refusals + probe->misses ? ", and once more" : "";

	snprintf(probe->evidence, sizeof(probe->evidence), "%s%s", probe_answer_text(answer, text, sizeof(text)),
		probe_answer_is_firm(answer) ? "" : again);
	switch (answer->kind) {
	case PROBE_ANSWER_SSL2:
	case PROBE_ANSWER_HELLO: return OUTCOME_HELLO;
	case PROBE_ANSWER_ALERT:
	case PROBE_ANSWER_CLOSED: return refused(probe, answer);
	case PROBE_ANSWER_NONE:
	case PROBE_ANSWER_CUT:
	case PROBE_ANSWER_SILENT:
	case PROBE_ANSWER_TEXT: return ++probe->misses >= MANY ? OUTCOME_UNANSWERED : OUTCOME_AGAIN;
	}
	return OUTCOME_AGAIN;
}

/* The answers, stage by stage */

/* A version that was not asked for: the one that was, and all between, are not spoken (RFC 5246 §E.1). */
static void take_other_version(struct probe *probe, uint16_t chosen)
{
	char reason[PROBE_REASON_MAX];

	snprintf(reason, sizeof(reason), "asked for %s the server chose %s", probe_version_text(probe->version),
		probe_version_text(chosen));
	judge_version(probe, &probe->spoken[probe->at], PROBE_NOT_SUPPORTED, reason);
	for (size_t i = probe->at + 1; i < VERSIONS && probe->spoken[i].version > chosen; i++)
		judge_version(probe, &probe->spoken[i], PROBE_NOT_SUPPORTED, reason);
	probe_run_stop(&probe->run);
}

/* What comes for free with the first hello of a version that has it in the open. */
static void tell_extensions(struct probe *probe, const struct probe_answer *answer)
{
	static const char because[] = "named in the ServerHello",
			  because_not[] = "not in the ServerHello, though offered";

	if (probe->extensions_told || answer->version >= TLS13 || answer->version <= SSL3)
		return;
	probe->extensions_told = true;
	bool master = answer->extended_master_secret, renegotiation = answer->renegotiation;
	add(probe, PROBE_EXTENSION, answer->version, 23, master ? PROBE_SUPPORTED : PROBE_NOT_SUPPORTED, "%s",
		master ? because : because_not);
	add(probe, PROBE_EXTENSION, answer->version, 0xff01, renegotiation ? PROBE_SUPPORTED : PROBE_NOT_SUPPORTED,
		"%s", renegotiation ? because : because_not);
}

static void take_suite(struct probe *probe, const struct probe_answer *answer)
{
	struct spoken *spoken = &probe->spoken[probe->at];

	if (answer->version != spoken->version) {
		take_other_version(probe, answer->version);
		return;
	}
	judge_version(probe, spoken, PROBE_SUPPORTED, probe->evidence);
	tell_extensions(probe, answer);
	probe_run_chosen(&probe->run, answer->suite);
}

/* Before a version is given up, the hello is changed in what may have been at fault. True: it was. */
static bool change_hello(struct probe *probe, enum outcome outcome)
{
	if (outcome == OUTCOME_UNANSWERED && !probe->small) {
		probe->small = true;
		add(probe, PROBE_HELLO_SIZE, probe->version, 0, PROBE_NO_ANSWER,
			"the usual hello: %s; a smaller one is used", probe->evidence);
	} else if (probe->version == TLS13 && !probe->share) {
		probe->share = true;
	} else {
		return false;
	}
	begin_version(probe);
	ask_afresh(probe);
	return true;
}

static void take_no_suite(struct probe *probe, const struct probe_answer *answer, enum outcome outcome)
{
	struct spoken *spoken = &probe->spoken[probe->at];
	bool clear = answer->kind == PROBE_ANSWER_ALERT && answer->alert == ALERT_PROTOCOL_VERSION;

	if (probe_run_first(&probe->run) && !clear && change_hello(probe, outcome))
		return;
	if (clear && !spoken->judged)
		probe_run_stop(&probe->run);
	else if (outcome == OUTCOME_UNANSWERED)
		probe_run_unanswered(&probe->run);
	else
		probe_run_refused(&probe->run);
	if (probe->run.phase == PROBE_DONE)
		judge_version(probe, spoken, outcome == OUTCOME_UNANSWERED ? PROBE_NO_ANSWER : PROBE_NOT_SUPPORTED,
			probe->evidence);
}

static void end_version(struct probe *probe)
{
	struct spoken *spoken = &probe->spoken[probe->at];

	if (spoken->yes) {
		spoken->count = probe->run.found_count;
		memcpy(spoken->suites, probe->run.found, spoken->count * sizeof(spoken->suites[0]));
		add_found(probe, PROBE_SUITE, spoken->version);
		add_order(probe, PROBE_SUITE_ORDER, spoken->version);
	} else if (spoken->version == TLS13) {
		/* It made no difference. */
		probe->share = false;
	}
}

static void add_missing_hybrids(struct probe *probe)
{
	static const uint16_t hybrids[] = {0x11ec, 0x11eb, 0x11ed};

	for (size_t i = 0; i < sizeof(hybrids) / sizeof(hybrids[0]) && !probe->small; i++)
		if (!probe_run_found(&probe->run, hybrids[i]))
			add(probe, PROBE_GROUP, TLS13, hybrids[i],
				probe->run.unanswered ? PROBE_NO_ANSWER : PROBE_NOT_SUPPORTED,
				"never chosen, and refused when only such were left: %s", probe->refusal);
}

static void end_run(struct probe *probe)
{
	switch ((int)probe->stage) {
	case STAGE_SUITES: end_version(probe); return;
	case STAGE_GROUPS13:
	case STAGE_GROUPS:
		add_found(probe, PROBE_GROUP, probe->version);
		if (probe->stage == STAGE_GROUPS13)
			add_missing_hybrids(probe);
		add_order(probe, PROBE_GROUP_ORDER, probe->version);
		return;
	case STAGE_SCHEMES: add_found(probe, PROBE_SCHEME, probe->version); return;
	default: return;
	}
}

/* A group or a scheme; what does not show ends the run. */
static void take_code(struct probe *probe, uint16_t code)
{
	if (code) {
		probe_run_chosen(&probe->run, code);
		return;
	}
	probe->run.unseen = true;
	probe_run_stop(&probe->run);
}

static void take_run(struct probe *probe, const struct probe_answer *answer, enum outcome outcome)
{
	ask_afresh(probe);
	if (probe->stage == STAGE_SUITES && outcome == OUTCOME_HELLO)
		take_suite(probe, answer);
	else if (probe->stage == STAGE_SUITES)
		take_no_suite(probe, answer, outcome);
	else if (outcome == OUTCOME_HELLO && answer->version != probe->version)
		probe_run_stop(&probe->run);
	else if (outcome == OUTCOME_HELLO)
		take_code(probe, probe->stage == STAGE_SCHEMES ? answer->scheme : answer->group);
	else if (outcome == OUTCOME_UNANSWERED)
		probe_run_unanswered(&probe->run);
	else
		probe_run_refused(&probe->run);
}

static void take_ssl2(struct probe *probe, const struct probe_answer *answer, enum outcome outcome)
{
	static const enum probe_finding findings[] = {
		PROBE_SUPPORTED, PROBE_NOT_SUPPORTED, PROBE_NO_ANSWER, PROBE_NO_ANSWER};
	bool other = outcome == OUTCOME_HELLO && answer->kind != PROBE_ANSWER_SSL2;

	add(probe, PROBE_VERSION, SSL2, SSL2, other ? PROBE_NOT_SUPPORTED : findings[outcome], "%s", probe->evidence);
	for (size_t i = 0; i < answer->ssl2_count; i++)
		add(probe, PROBE_SUITE, SSL2, answer->ssl2[i], PROBE_SUPPORTED, "named in the SERVER-HELLO");
}

static void take_dh(struct probe *probe, const struct probe_answer *answer)
{
	if (answer->dh_bits)
		add(probe, PROBE_DH_SIZE, probe->version, answer->dh_bits, PROBE_SUPPORTED, "%s",
			answer->dh_bits < 2048 ? "too small: at least 2048 bits are due (RFC 9325 §4.5)"
					       : "large enough");
}

static void take_alpn(struct probe *probe, const struct probe_answer *answer, enum outcome outcome, const char *offered)
{
	enum probe_finding finding = PROBE_NOT_SUPPORTED;
	const char *reason = "ignored: the server goes on without naming a protocol";

	if (outcome == OUTCOME_UNANSWERED) {
		finding = PROBE_NO_ANSWER;
		reason = probe->evidence;
	} else if (outcome == OUTCOME_REFUSED) {
		reason = answer->alert == ALERT_NO_APPLICATION_PROTOCOL ? "refused with no_application_protocol"
									: probe->evidence;
	} else if (answer->alpn[0]) {
		finding = PROBE_SUPPORTED;
		reason = "chosen";
		offered = answer->alpn;
	} else if (answer->version == TLS13) {
		finding = PROBE_NOT_OBSERVABLE;
		reason = "not refused; whether it is ignored or chosen is sealed in TLS 1.3";
	}
	name_it(add(probe, PROBE_ALPN, probe->version, 0, finding, "%s", reason), offered);
}

static void take_size(struct probe *probe, enum outcome outcome)
{
	if (outcome == OUTCOME_HELLO)
		add(probe, PROBE_HELLO_SIZE, probe->version, PROBE_LARGE_HELLO, PROBE_SUPPORTED,
			"answered; hellos with post-quantum shares are about as large");
	else
		add(probe, PROBE_HELLO_SIZE, probe->version, PROBE_LARGE_HELLO,
			outcome == OUTCOME_REFUSED ? PROBE_NOT_SUPPORTED : PROBE_NO_ANSWER,
			"%s; clients that send post-quantum shares will fail here", probe->evidence);
}

static void take_single(struct probe *probe, const struct probe_answer *answer, enum outcome outcome)
{
	switch ((int)probe->stage) {
	case STAGE_SSL2: take_ssl2(probe, answer, outcome); return;
	case STAGE_DH: take_dh(probe, answer); return;
	case STAGE_ALPN: take_alpn(probe, answer, outcome, probe->alpn); return;
	case STAGE_STRANGE_ALPN: take_alpn(probe, answer, outcome, "http/1.1"); return;
	case STAGE_SIZE: take_size(probe, outcome); return;
	default: return;
	}
}

static bool is_run(enum stage stage)
{
	return stage == STAGE_SUITES || stage == STAGE_GROUPS13 || stage == STAGE_GROUPS || stage == STAGE_SCHEMES;
}

void probe_take(struct probe *probe, const struct probe_answer *answer)
{
	enum outcome outcome = judge(probe, answer);

	if (probe->stage == STAGE_END || outcome == OUTCOME_AGAIN)
		return;
	if (!is_run(probe->stage)) {
		take_single(probe, answer, outcome);
	} else {
		take_run(probe, answer, outcome);
		if (probe->run.phase != PROBE_DONE)
			return;
		end_run(probe);
	}
	next_stage(probe);
}

void probe_end(struct probe *probe, const char *reason)
{
	if (probe->stage == STAGE_END)
		return;
	if (is_run(probe->stage) && probe->run.phase != PROBE_DONE && probe->run.found_count) {
		probe->run.unanswered = true;
		snprintf(probe->evidence, sizeof(probe->evidence), "it was not asked for to the end");
		probe_run_stop(&probe->run);
		end_run(probe);
	}
	add(probe, PROBE_ENDED, 0, 0, PROBE_NO_ANSWER, "%s", reason);
	probe->stage = STAGE_END;
}

/* Beginning, end, and looking */

struct probe *probe_new(const struct probe_settings *settings)
{
	static const uint16_t versions[VERSIONS] = {TLS13, TLS12, 0x0302, 0x0301, SSL3};
	struct probe *probe = alloc_zero(1, sizeof(*probe));

	probe->settings = *settings;
	probe->server_name = settings->server_name ? alloc_text(settings->server_name) : NULL;
	probe->alpn = settings->alpn ? alloc_text(settings->alpn) : NULL;
	for (size_t i = 0; i < VERSIONS; i++)
		probe->spoken[i].version = versions[i];
	begin_stage(probe);
	return probe;
}

void probe_free(struct probe *probe)
{
	if (!probe)
		return;
	free(probe->server_name);
	free(probe->alpn);
	free(probe->results);
	free(probe);
}

const char *probe_question(const struct probe *probe)
{
	switch (probe->stage) {
	case STAGE_SUITES: return probe_version_text(probe->version);
	case STAGE_SSL2: return "SSL 2.0";
	case STAGE_GROUPS13: return "groups of TLS 1.3";
	case STAGE_GROUPS: return "groups before TLS 1.3";
	case STAGE_SCHEMES: return "signature schemes";
	case STAGE_DH: return "the Diffie-Hellman prime";
	case STAGE_ALPN:
	case STAGE_STRANGE_ALPN: return "application protocols";
	case STAGE_SIZE: return "a large ClientHello";
	case STAGE_END: return "nothing more";
	}
	return "";
}

size_t probe_results(const struct probe *probe)
{
	return probe->count;
}

const struct probe_result *probe_result_at(const struct probe *probe, size_t index)
{
	return &probe->results[index];
}
