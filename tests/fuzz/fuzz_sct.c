/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_sct: timestamps that anybody may have made become facts, and none is good; and files of log keys.
 *
 * The first byte tells what follows: '0' a list as it comes by TLS, '1' a certificate, '2' two bytes of length, a certificate
 * and an OCSP response, '3' a file of log keys.
 */
#include "base/arena.h"
#include "fuzz.h"
#include "tls/ct_der.h"
#include "tls/ct_logs.h"
#include "tls/sct.h"

const unsigned fuzz_mutations = 8000;
enum { NOW = 1800000000, FACTS_MAX = 16 << 20, CHAIN = 2 };

/* Of a log whose private key nobody has. The seeds name it. */
static const char key[] = "# A log\n"
			  "-----BEGIN PUBLIC KEY-----\n"
			  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEi1l0SAwNp8mEuo3hK79fANOHxKiA\n"
			  "kdyfnnJG1NzzHpQtOOl0LB3J5kVgcMmxFIhF8RWj4jxXjanfsmzEQA0KZw==\n"
			  "-----END PUBLIC KEY-----\n";

static bool lies_in(struct bytes part, struct bytes whole)
{
	return part.data >= whole.data && part.data + part.len <= whole.data + whole.len;
}

static bool is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

static const struct ct_logs *our_logs(void)
{
	static struct ct_logs *logs;

	if (!logs)
		logs = ct_logs_from_text(bytes_str(key), "the log", NULL);
	fuzz_require(logs != NULL, "our log is one");
	return logs;
}

static void check_certificate(struct bytes certificate)
{
	struct buffer tbs;
	struct bytes list;
	enum ct_found found = ct_der_certificate(certificate, &list);

	if (found == CT_FOUND)
		fuzz_require(lies_in(list, certificate), "the list is a part of the certificate");
	buffer_init(&tbs, FACTS_MAX);
	if (ct_der_precertificate(certificate, &tbs)) {
		fuzz_require(found != CT_NONE, "what is taken out was there");
		fuzz_require(tbs.len < certificate.len, "what the log signed is smaller");
		fuzz_require(tbs.data[tbs.start] == 0x30, "it is a sequence");
	}
	buffer_done(&tbs);
}

static void check_facts(const struct chain_facts *chain)
{
	fuzz_require(chain->sct_count <= SCT_KEPT_MAX, "timestamps are limited");
	fuzz_require(!chain->scts_dropped || chain->sct_count == SCT_KEPT_MAX, "none is dropped before that");
	for (size_t i = 0; i < chain->sct_count; i++) {
		const struct sct_facts *sct = &chain->scts[i];
		fuzz_require(sct->result == SCT_NOT_CHECKED || sct->result == SCT_BAD, "nobody signs for our log");
		fuzz_require(sct->reason && *sct->reason && is_plain(sct->reason), "there is a reason to show");
		fuzz_require(!sct->log_name || (sct->readable && !strcmp(sct->log_name, "A log")), "the name is ours");
		fuzz_require(sct->source <= SCT_FROM_OCSP, "it came from somewhere");
	}
}

static void judge(struct bytes certificate, struct bytes from_tls, struct bytes staple)
{
	static const size_t path[CHAIN] = {0, 1};
	const struct cert_facts certs[CHAIN] = {
		{.der = certificate, .checks = {[CHECK_SIGNATURE] = {CHECK_PASSED, "signed"}}}};
	struct chain_facts chain = {.certs = certs, .count = CHAIN, .path = path, .path_count = CHAIN, .as_of = NOW};
	struct sct_request request = {.from_tls = from_tls, .staple = staple, .logs = our_logs()};
	struct arena arena;

	arena_init(&arena, FACTS_MAX);
	sct_judge(&arena, &request, &chain);
	check_facts(&chain);
	arena_done(&arena);
}

static void judge_response(struct bytes input)
{
	size_t len = input.len > 1 ? (size_t)(input.data[0] << 8 | input.data[1]) : 0;
	struct bytes certificate = bytes_first(bytes_from(input, 2), len), list;
	struct bytes response = bytes_from(input, 2 + certificate.len);

	if (ct_der_response(response, certificate, &list) == CT_FOUND)
		fuzz_require(lies_in(list, response), "the list is a part of the response");
	judge(certificate, (struct bytes){0}, response);
}

static void read_keys(struct bytes text)
{
	struct error error = {.sentence = ""};
	struct ct_logs *logs = ct_logs_from_text(text, "a file", &error);

	fuzz_require(logs || (*error.sentence && is_plain(error.sentence)), "a refusal has its reason");
	ct_logs_free(logs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes rest = bytes_of(data + 1, size - 1), nothing = {0};

	if (!size)
		return 0;
	switch (data[0] & 3) {
	case 0: judge(BYTES_LITERAL("a certificate"), rest, nothing); break;
	case 1:
		check_certificate(rest);
		judge(rest, nothing, nothing);
		break;
	case 2: judge_response(rest); break;
	default: read_keys(rest);
	}
	return 0;
}
