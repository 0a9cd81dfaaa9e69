/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openssl_verify: our verdicts as OpenSSL's numbers, in the order of its X509_verify_cert: the chain, extensions, strength,
 * the name, revocation, then signatures and dates from the top down, name constraints last.
 */
#include "report/openssl_words.h"

#include "model/tls_names.h"
#include "report/openssl_names.h"
#include <stdio.h>

static const struct {
	enum openssl_verify code;
	const char *text;
} texts[] = {
	{OPENSSL_OK, "ok"},
	{OPENSSL_UNSPECIFIED, "unspecified certificate verification error"},
	{OPENSSL_SIGNATURE, "certificate signature failure"},
	{OPENSSL_NOT_YET, "certificate is not yet valid"},
	{OPENSSL_EXPIRED, "certificate has expired"},
	{OPENSSL_SELF_SIGNED_LEAF, "self-signed certificate"},
	{OPENSSL_SELF_SIGNED_TOP, "self-signed certificate in certificate chain"},
	{OPENSSL_NO_ISSUER, "unable to get local issuer certificate"},
	{OPENSSL_FIRST_UNVERIFIED, "unable to verify the first certificate"},
	{OPENSSL_TOO_LONG, "certificate chain too long"},
	{OPENSSL_REVOKED, "certificate revoked"},
	{OPENSSL_PATH_LENGTH, "path length constraint exceeded"},
	{OPENSSL_PURPOSE, "unsuitable certificate purpose"},
	{OPENSSL_KEY_USAGE, "key usage does not include certificate signing"},
	{OPENSSL_CRITICAL, "unhandled critical extension"},
	{OPENSSL_CONSTRAINTS, "permitted subtree violation"},
	{OPENSSL_NAME, "hostname mismatch"},
	{OPENSSL_ADDRESS, "IP address mismatch"},
	{OPENSSL_LEAF_KEY, "EE certificate key too weak"},
	{OPENSSL_CA_KEY, "CA certificate key too weak"},
	{OPENSSL_WEAK_DIGEST, "CA signature digest algorithm too weak"},
	{OPENSSL_STAPLE, "OCSP verification failed"},
	{OPENSSL_INVALID_CA, "invalid CA certificate"},
};

const char *openssl_verify_text(enum openssl_verify code)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i].code == code)
			return texts[i].text;
	return texts[1].text;
}

static void add(struct openssl_verdict *verdict, enum openssl_verify code, size_t depth)
{
	if (verdict->count < OPENSSL_PROBLEMS_MAX)
		verdict->problems[verdict->count++] = (struct openssl_problem){.code = code, .depth = depth};
	verdict->code = code;
}

static const struct chain_facts *chain_of(const struct digest *digest)
{
	return digest->chain ? digest->chain->chain.chain : NULL;
}

/* The path from the leaf up, with the anchor on top of it, unless its last certificate is that. */
static size_t path_len(const struct chain_facts *chain)
{
	const struct cert_facts *anchor = chain->trust_anchor;
	const struct cert_facts *top = &chain->certs[chain->path[chain->path_count - 1]];

	return chain->path_count + (anchor && memcmp(anchor->sha256, top->sha256, sizeof(top->sha256)) != 0);
}

static const struct cert_facts *path_at(const struct chain_facts *chain, size_t depth)
{
	return depth < chain->path_count ? &chain->certs[chain->path[depth]] : chain->trust_anchor;
}

/* The last one, where its issuer is missing: with nothing to verify it by, its dates are not looked at either. */
static bool is_loose_top(const struct chain_facts *chain, size_t depth)
{
	return depth && depth + 1 == path_len(chain) && !chain->trust_anchor && !path_at(chain, depth)->self_issued;
}

static bool failed(const struct cert_facts *cert, enum cert_check check)
{
	return cert->checks[check].result == CHECK_FAILED;
}

static void judge_anchor(const struct chain_facts *chain, struct openssl_verdict *verdict)
{
	size_t top = chain->path_count - 1;

	if (chain->trust_anchor)
		return;
	if (!path_at(chain, top)->self_issued)
		add(verdict, OPENSSL_NO_ISSUER, top);
	else
		add(verdict, top ? OPENSSL_SELF_SIGNED_TOP : OPENSSL_SELF_SIGNED_LEAF, top);
}

static void judge_each(const struct chain_facts *chain, enum cert_check check, enum openssl_verify leaf,
	enum openssl_verify above, struct openssl_verdict *verdict)
{
	for (size_t depth = 0; depth < path_len(chain); depth++)
		if (failed(path_at(chain, depth), check))
			add(verdict, depth ? above : leaf, depth);
}

static void judge_extensions(const struct chain_facts *chain, struct openssl_verdict *verdict)
{
	judge_each(chain, CHECK_CRITICAL, OPENSSL_CRITICAL, OPENSSL_CRITICAL, verdict);
	/* Who is no authority is also none for servers. */
	judge_each(chain, CHECK_CA_FLAG, OPENSSL_INVALID_CA, OPENSSL_INVALID_CA, verdict);
	judge_each(chain, CHECK_CA_FLAG, OPENSSL_PURPOSE, OPENSSL_PURPOSE, verdict);
	judge_each(chain, CHECK_KEY_USAGE, OPENSSL_KEY_USAGE, OPENSSL_KEY_USAGE, verdict);
	judge_each(chain, CHECK_PURPOSE, OPENSSL_PURPOSE, OPENSSL_PURPOSE, verdict);
	judge_each(chain, CHECK_PATH_LENGTH, OPENSSL_PATH_LENGTH, OPENSSL_PATH_LENGTH, verdict);
	judge_each(chain, CHECK_KEY_SIZE, OPENSSL_LEAF_KEY, OPENSSL_CA_KEY, verdict);
	judge_each(chain, CHECK_ALGORITHM, OPENSSL_WEAK_DIGEST, OPENSSL_WEAK_DIGEST, verdict);
}

static bool is_bad(const struct digest *digest, enum verdict_aspect aspect)
{
	return digest->verdicts[aspect] && digest->verdicts[aspect]->verdict.result == VERDICT_BAD;
}

static bool is_address(const char *name)
{
	size_t digits = name ? strspn(name, "0123456789.") : 0;

	return name && (strchr(name, ':') || (digits && !name[digits]));
}

static void judge_name(const struct digest *digest, struct openssl_verdict *verdict)
{
	if (is_bad(digest, VERDICT_NAME))
		add(verdict, is_address(chain_of(digest)->reference_name) ? OPENSSL_ADDRESS : OPENSSL_NAME, 0);
}

/* OpenSSL does not look at staples; where ours is bad, that is told, at the depth of its certificate. */
static void judge_staples(const struct chain_facts *chain, struct openssl_verdict *verdict)
{
	for (size_t depth = 0; depth < path_len(chain); depth++) {
		const struct staple_facts *staple = path_at(chain, depth)->staple;
		if (staple && staple_result(staple->status) == VERDICT_BAD)
			add(verdict, staple->status == STAPLE_REVOKED ? OPENSSL_REVOKED : OPENSSL_STAPLE, depth);
	}
}

static void judge_revocation(const struct digest *digest, struct openssl_verdict *verdict)
{
	size_t before = verdict->count;

	judge_each(chain_of(digest), CHECK_REVOCATION, OPENSSL_REVOKED, OPENSSL_REVOKED, verdict);
	judge_staples(chain_of(digest), verdict);
	/* A response that is missing, or that came with a certificate beside the path. */
	if (is_bad(digest, VERDICT_STAPLE) && verdict->count == before)
		add(verdict, OPENSSL_STAPLE, 0);
}

static void judge_signatures_and_dates(const struct chain_facts *chain, struct openssl_verdict *verdict)
{
	if (!chain->trust_anchor && path_len(chain) == 1 && !path_at(chain, 0)->self_issued)
		add(verdict, OPENSSL_FIRST_UNVERIFIED, 0);
	for (size_t depth = path_len(chain); depth-- > 0;) {
		const struct cert_facts *cert = path_at(chain, depth);
		if (is_loose_top(chain, depth))
			continue;
		if (failed(cert, CHECK_SIGNATURE))
			add(verdict, OPENSSL_SIGNATURE, depth);
		if (failed(cert, CHECK_DATES))
			add(verdict, chain->as_of < cert->not_before ? OPENSSL_NOT_YET : OPENSSL_EXPIRED, depth);
	}
	judge_each(chain, CHECK_NAME_CONSTRAINTS, OPENSSL_CONSTRAINTS, OPENSSL_CONSTRAINTS, verdict);
}

void openssl_judge(const struct digest *digest, struct openssl_verdict *ret_verdict)
{
	const struct chain_facts *chain = chain_of(digest);

	*ret_verdict = (struct openssl_verdict){.code = OPENSSL_OK};
	if (!chain || !chain->count) {
		add(ret_verdict, OPENSSL_UNSPECIFIED, 0);
		return;
	}
	if (chain->path_count) {
		judge_anchor(chain, ret_verdict);
		judge_extensions(chain, ret_verdict);
		judge_name(digest, ret_verdict);
		judge_revocation(digest, ret_verdict);
		judge_signatures_and_dates(chain, ret_verdict);
	} else {
		add(ret_verdict, OPENSSL_TOO_LONG, 0);
	}
	if (!ret_verdict->count && digest_worst(digest) != VERDICT_GOOD && digest_worst(digest) != VERDICT_WARN)
		add(ret_verdict, OPENSSL_UNSPECIFIED, 0);
}

/* The callback's lines */

static void append_depth(struct buffer *out, const struct chain_facts *chain, size_t depth)
{
	const struct cert_facts *cert = chain->path_count ? path_at(chain, depth) : &chain->certs[0];

	buffer_printf(out, "depth=%zu ", depth);
	openssl_subject(out, cert);
	buffer_append_byte(out, '\n');
}

/* Of what was wrong last, dates are told with every certificate that follows: so does OpenSSL's callback. */
static void append_date(struct buffer *out, const struct cert_facts *cert, enum openssl_verify last)
{
	if (last != OPENSSL_EXPIRED && last != OPENSSL_NOT_YET)
		return;
	buffer_append_text(out, last == OPENSSL_EXPIRED ? "notAfter=" : "notBefore=");
	openssl_time(out, last == OPENSSL_EXPIRED ? cert->not_after : cert->not_before);
	buffer_append_byte(out, '\n');
}

static void append_problem(
	struct buffer *out, const struct chain_facts *chain, const struct openssl_problem *problem, bool all)
{
	append_depth(out, chain, problem->depth);
	buffer_printf(out, "verify error:num=%d:%s\n", problem->code, openssl_verify_text(problem->code));
	append_date(out, path_at(chain, problem->depth), problem->code);
	if (all)
		buffer_append_text(out, "verify return:1\n");
}

/* Those that come upon a certificate on the way down, before it is told as passed. */
static bool on_the_way(enum openssl_verify code)
{
	return code == OPENSSL_SIGNATURE || code == OPENSSL_NOT_YET || code == OPENSSL_EXPIRED ||
	       code == OPENSSL_FIRST_UNVERIFIED;
}

static void append_certificate(struct buffer *out, const struct chain_facts *chain,
	const struct openssl_verdict *verdict, size_t depth, enum openssl_verify *last, bool all)
{
	for (size_t i = 0; i < verdict->count; i++)
		if (on_the_way(verdict->problems[i].code) && verdict->problems[i].depth == depth) {
			append_problem(out, chain, &verdict->problems[i], all);
			*last = verdict->problems[i].code;
		}
	if (is_loose_top(chain, depth))
		return;
	if (all)
		append_depth(out, chain, depth);
	append_date(out, path_at(chain, depth), *last);
	if (all)
		buffer_append_text(out, "verify return:1\n");
}

void openssl_verify_lines(struct buffer *out, const struct digest *digest, const struct openssl_verdict *verdict,
	enum openssl_verify_lines which)
{
	const struct chain_facts *chain = chain_of(digest);
	bool all = which == OPENSSL_VERIFY_ALL;
	enum openssl_verify last = OPENSSL_OK;

	if (!chain || !chain->count)
		return;
	for (size_t i = 0; i < verdict->count; i++)
		if (!on_the_way(verdict->problems[i].code))
			append_problem(out, chain, &verdict->problems[i], all);
	for (size_t depth = chain->path_count ? path_len(chain) : 0; depth-- > 0;)
		append_certificate(out, chain, verdict, depth, &last, all);
}
