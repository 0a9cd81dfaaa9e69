/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * judge: runs verify_chain as the engine does.
 */
#include "judge.h"

#include "../check_main.h"
#include "tls/certs.h"
#include "tls/trust.h"

void judge_init(struct judge *judge)
{
	memset(judge, 0, sizeof(*judge));
	arena_init(&judge->arena, 64 << 20);
	judge->request = (struct verify_request){.certs = judge->certs,
		.staples = judge->staples,
		.reference_name = "mail.example.org",
		.srv_service = "_imap",
		.now = CA_NOW};
}

void judge_send_der(struct judge *judge, struct bytes der)
{
	ck_assert_uint_lt(judge->request.count, JUDGE_MAX);
	certs_read(&judge->arena, der, &judge->certs[judge->request.count++]);
}

void judge_send(struct judge *judge, const struct ca *ca)
{
	judge_send_der(judge, ca_der(ca, &judge->arena));
}

void judge_staple(struct judge *judge, size_t index, struct bytes response)
{
	ck_assert_uint_lt(index, JUDGE_MAX);
	judge->staples[index] = (struct staple){.came = true, .response = response};
}

void judge_run_pem(struct judge *judge, const char *roots)
{
	struct error error = {.sentence = ""};
	struct trust *trust = roots ? trust_from_pem(roots, "the test's root", &error) : trust_none();

	ck_assert_msg(trust != NULL, "%s", error.sentence);
	verify_chain(&judge->arena, trust, &judge->request, &judge->result);
	trust_free(trust);
	judge_expect_safe(judge);
}

void judge_run(struct judge *judge, const struct ca *root)
{
	struct buffer pem;

	buffer_init(&pem, 1 << 20);
	if (root)
		ca_add_pem(root, &pem);
	judge_run_pem(judge, root ? buffer_text(&pem) : NULL);
	buffer_done(&pem);
}

void judge_done(struct judge *judge)
{
	arena_done(&judge->arena);
}

void judge_expect(const struct judge *judge, const char *what, enum verdict_aspect aspect, enum verdict_result result,
	const char *words)
{
	const struct verdict *verdict = &judge->result.verdicts[aspect];

	ck_assert_msg(verdict->result == result, "%s: %s is «%s», not «%s»: %s", what, verdict_aspect_name(aspect),
		verdict_result_name(verdict->result), verdict_result_name(result), verdict->reason);
	ck_assert_msg(!words || strstr(verdict->reason, words), "%s: %s: «%s» is not in: %s", what,
		verdict_aspect_name(aspect), words, verdict->reason);
}

void judge_expect_safe(const struct judge *judge)
{
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		const char *reason = judge->result.verdicts[i].reason;
		ck_assert_msg(reason && *reason, "%s has no reason", verdict_aspect_name((enum verdict_aspect)i));
		for (const char *c = reason; *c; c++)
			ck_assert_msg((unsigned char)*c >= ' ' && *c != 0x7f, "a control byte in: %s", reason);
		ck_assert_msg(!strstr(reason, "\xe2\x80\xae") && !strstr(reason, "\xc2\x9b"), "raw in: %s", reason);
	}
}
