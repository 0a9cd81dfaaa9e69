/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_outcome: what a session amounts to, also where several things are wrong at once.
 */
#include "../check_main.h"
#include "model/caps.h"
#include "model/outcome.h"

static const struct event refused = {.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_REFUSED}};
static const struct event not_offered = {.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_NOT_OFFERED}};
static const struct event agreed = {.kind = EVENT_STARTTLS, .starttls = {.step = STARTTLS_AGREED}};
static const struct event welcome = {.kind = EVENT_REPLY, .reply = {.status = REPLY_POSITIVE}};
static const struct event turned_away = {.kind = EVENT_REPLY, .reply = {.status = REPLY_REFUSED}};
static const struct event up = {.kind = EVENT_TLS_UP}, broken = {.kind = EVENT_TLS_FAILED};
static const struct event injection = {.kind = EVENT_INJECTION},
			  late = {.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_REPLY}},
			  other_address = {.kind = EVENT_TIMEOUT, .timeout = {.of = TIMEOUT_CONNECT}};
static const struct event bad = {.kind = EVENT_VERDICT, .verdict = {.result = VERDICT_BAD}};
static const struct event good = {.kind = EVENT_VERDICT, .verdict = {.result = VERDICT_GOOD}};
static const struct caps nothing = {.count = 0};
static const struct event open_question = {.kind = EVENT_VERDICT, .verdict = {.result = VERDICT_NOT_CHECKED}};

#define REACHED .link = LINK_CLOSED, .connected = {.address = BYTES_LITERAL("192.0.2.7")}

START_TEST(outcomes)
{
	static const struct {
		struct digest digest;
		bool wants_tls;
		enum outcome outcome;
	} rows[] = {
		{{.link = LINK_CLOSED}, true, OUTCOME_UNREACHED},
		{{.link = LINK_CLOSED}, false, OUTCOME_UNREACHED},
		{{REACHED}, true, OUTCOME_PROTOCOL},
		{{REACHED, .timeout = &late}, true, OUTCOME_LATE},
		{{REACHED, .timeout = &other_address, .greeting = &welcome}, false, OUTCOME_FINE},
		{{REACHED, .greeting = &turned_away}, false, OUTCOME_PROTOCOL},
		{{REACHED, .greeting = &welcome}, false, OUTCOME_FINE},
		{{REACHED, .greeting = &welcome}, true, OUTCOME_PROTOCOL},
		{{REACHED, .greeting = &welcome, .starttls = &not_offered}, true, OUTCOME_NOT_OFFERED},
		{{REACHED, .greeting = &welcome, .starttls = &refused}, true, OUTCOME_REFUSED},
		{{REACHED, .greeting = &welcome, .starttls = &refused}, false, OUTCOME_REFUSED},
		{{REACHED, .greeting = &welcome, .starttls = &refused, .caps_clear = &nothing}, false,
			OUTCOME_NOT_OFFERED},
		{{REACHED, .greeting = &welcome, .starttls = &agreed, .injection = &injection}, true,
			OUTCOME_INJECTION},
		{{REACHED, .greeting = &welcome, .starttls = &agreed, .tls_failed = &broken}, true, OUTCOME_HANDSHAKE},
		{{REACHED, .tls_failed = &broken}, true, OUTCOME_HANDSHAKE},
		{{REACHED, .greeting = &welcome, .tls_up = &up}, true, OUTCOME_FINE},
		{{REACHED, .greeting = &welcome, .tls_up = &up,
			 .verdicts = {[VERDICT_CHAIN] = &good, [VERDICT_STAPLE] = &open_question}},
			true, OUTCOME_FINE},
		{{REACHED, .greeting = &welcome, .tls_up = &up, .tls_failed = &broken}, true, OUTCOME_CUT},
		{{REACHED, .greeting = &welcome, .tls_up = &up, .timeout = &late}, true, OUTCOME_LATE},
		{{REACHED, .greeting = &welcome, .tls_up = &up, .verdicts = {[VERDICT_NAME] = &bad}}, true,
			OUTCOME_NAME},
		{{REACHED, .greeting = &welcome, .tls_up = &up, .verdicts = {[VERDICT_STRENGTH] = &bad}}, true,
			OUTCOME_WEAK},
		{{REACHED, .greeting = &welcome, .tls_up = &up, .verdicts = {[VERDICT_STAPLE] = &bad}}, true,
			OUTCOME_REVOKED},
		{{REACHED, .greeting = &welcome, .tls_up = &up,
			 .verdicts = {[VERDICT_NAME] = &bad, [VERDICT_DATES] = &bad}},
			true, OUTCOME_DATES},
		{{REACHED, .greeting = &welcome, .tls_up = &up, .tls_failed = &broken,
			 .verdicts = {[VERDICT_CHAIN] = &bad, [VERDICT_NAME] = &bad, [VERDICT_DATES] = &bad}},
			false, OUTCOME_UNTRUSTED},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum outcome outcome = outcome_of(&rows[i].digest, rows[i].wants_tls);
		ck_assert_msg(outcome == rows[i].outcome, "row %zu: %s", i, outcome_name(outcome));
	}
}
END_TEST

START_TEST(every_outcome_has_its_words)
{
	for (int i = 0; i < OUTCOMES; i++) {
		ck_assert_ptr_nonnull(outcome_name((enum outcome)i));
		ck_assert_ptr_nonnull(outcome_sentence((enum outcome)i));
		for (int other = 0; other < i; other++)
			ck_assert_str_ne(outcome_name((enum outcome)i), outcome_name((enum outcome)other));
	}
}
END_TEST

CHECK_MAIN("outcome", outcomes, every_outcome_has_its_words)
