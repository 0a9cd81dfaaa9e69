/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_certs: certificates and stapled responses that anybody may have made become facts and verdicts, and no trust.
 *
 * The first byte chooses the name that is asked for, and from bit 4 on what is trusted: a root of ours ('0'), or the certificate
 * itself ('@'). Two bytes of length and the certificate follow, then the response, or more certificates in the same form ('8').
 */
#include "base/arena.h"
#include "fuzz.h"
#include "report/openssl_names.h"
#include "report/openssl_words.h"
#include "report/tlsa.h"
#include "tls/certs.h"
#include "wire/der.h"
#include "tls/mint.h"
#include "tls/pem.h"
#include "tls/trust.h"
#include "tls/verify.h"

const unsigned fuzz_mutations = 8000;
enum { NOW = 1790000000, FACTS_MAX = 16 << 20, CHAIN_MAX = 20 };

static const char *const references[] = {"mail.example.org", "192.0.2.7", "2001:db8::7", "b\303\274cher.example",
	"mail.example.org.", "", "*.example.org", "xn--"};

static const char *our_root(void)
{
	static struct tls_identity *minted;
	struct mint_recipe recipe = {.name = "mail.example.org", .now = NOW};

	if (!minted)
		minted = mint_identity(&recipe);
	return mint_root_pem(minted);
}

static struct bytes take_der(struct bytes *rest)
{
	size_t len = rest->len > 1 ? (size_t)(rest->data[0] << 8 | rest->data[1]) : 0;
	struct bytes der = bytes_first(bytes_from(*rest, 2), len);

	*rest = bytes_from(*rest, 2 + der.len);
	return der;
}

static bool lies_in(struct bytes part, struct bytes whole)
{
	return part.data >= whole.data && part.data + part.len <= whole.data + whole.len;
}

/* The readers that look at DER and PEM without loading a certificate. */
static void check_readers(struct bytes input)
{
	struct buffer scratch, der;
	struct bytes part, rest = input;

	if (der_subject(input, &part))
		fuzz_require(lies_in(part, input), "the subject is a part of the certificate");
	if (der_public_key(input, &part))
		fuzz_require(lies_in(part, input), "the key is a part of the certificate");
	buffer_init(&scratch, FACTS_MAX);
	buffer_init(&der, FACTS_MAX);
	while (pem_next_certificate(&rest, &scratch, &der))
		fuzz_require(lies_in(rest, input), "what is left of PEM is its end");
	buffer_done(&scratch);
	buffer_done(&der);
}

static void check_facts(const struct cert_facts *facts, struct bytes der)
{
	fuzz_require(bytes_equal(facts->der, der), "what was sent is kept");
	fuzz_require(facts->pem && facts->subject && facts->issuer, "texts are there");
	fuzz_require(facts->san_count <= CERTS_SANS_MAX, "names are limited");
	if (!facts->parse_error)
		fuzz_require(facts->key && facts->signature, "a certificate has a key and a signature");
	for (size_t i = 0; i < facts->san_count; i++)
		fuzz_require(facts->sans[i].kind <= SAN_OTHER, "a name is of a kind");
}

static void check_verdicts(const struct verify_result *result, bool ours)
{
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		fuzz_require(result->verdicts[i].result <= VERDICT_NOT_CHECKED, "a verdict is one");
		fuzz_require(result->verdicts[i].reason && *result->verdicts[i].reason, "a verdict has its reason");
	}
	if (!ours)
		return;
	fuzz_require(result->verdicts[VERDICT_CHAIN].result >= VERDICT_BAD, "nobody signs for our root");
	fuzz_require(result->verdicts[VERDICT_STAPLE].result >= VERDICT_BAD, "no response is believed unsigned");
}

/* The verdicts in OpenSSL's words: never better than ours, each at a place that is there. */
static void say_as_openssl(const struct verify_result *result, struct buffer *out)
{
	struct event chain = {.kind = EVENT_CHAIN, .chain = {.chain = &result->chain}}, verdicts[VERDICT_ASPECTS];
	struct openssl_verdict verdict;
	struct digest digest;
	bool bad = false;

	digest_init(&digest);
	digest.chain = &chain;
	for (int i = 0; i < VERDICT_ASPECTS; i++) {
		verdicts[i] = (struct event){.kind = EVENT_VERDICT, .verdict = {.result = result->verdicts[i].result}};
		verdicts[i].verdict.reason = bytes_str(result->verdicts[i].reason);
		digest.verdicts[i] = &verdicts[i];
		bad = bad || result->verdicts[i].result == VERDICT_BAD;
	}
	openssl_judge(&digest, &verdict);
	fuzz_require(!bad || verdict.code != OPENSSL_OK, "what is bad has a number");
	fuzz_require(verdict.count <= OPENSSL_PROBLEMS_MAX, "problems are limited");
	openssl_verify_lines(out, &digest, &verdict, OPENSSL_VERIFY_ALL);
	openssl_verify_lines(out, &digest, &verdict, OPENSSL_VERIFY_ERRORS);
	for (size_t i = 0; i < result->chain.count; i++) {
		openssl_issuer(out, &result->chain.certs[i]);
		openssl_key(out, &result->chain.certs[i]);
		openssl_signature(out, &result->chain.certs[i]);
		openssl_time(out, result->chain.certs[i].not_after);
	}
}

/* What others would publish or read: lines of printable ASCII, whatever stands in the certificates. */
static void check_published(const struct verify_result *result, const char *host)
{
	struct buffer out;

	buffer_init(&out, FACTS_MAX);
	tlsa_records(&out, &result->chain, host, 25);
	tlsa_pins(&out, &result->chain);
	say_as_openssl(result, &out);
	for (struct bytes text = buffer_bytes(&out); text.len; text = bytes_from(text, 1))
		fuzz_require(text.data[0] == '\n' || (text.data[0] >= ' ' && text.data[0] < 0x7f),
			"records and pins are plain");
	buffer_done(&out);
}

static void verify(struct arena *arena, const struct verify_request *request, bool ours)
{
	struct verify_result result;
	struct error error;
	struct trust *trust = trust_from_pem(ours ? our_root() : request->certs[0].pem, "the test's root", &error);

	if (!trust)
		return;
	verify_chain(arena, trust, request, &result);
	check_verdicts(&result, ours);
	check_published(&result, "mail.example.org");
	trust_free(trust);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes rest = bytes_of(data + 1, size - 1);
	struct cert_facts certs[CHAIN_MAX];
	struct staple staples[CHAIN_MAX] = {{.came = false}};
	struct arena arena;

	if (!size)
		return 0;
	struct verify_request request = {.certs = certs,
		.staples = staples,
		.reference_name = references[data[0] & 7],
		.mail_domain = "example.org",
		.srv_service = "_imap",
		.now = NOW};
	check_readers(rest);
	arena_init(&arena, FACTS_MAX);
	do {
		struct bytes der = take_der(&rest);
		check_readers(der);
		certs_read(&arena, der, &certs[request.count]);
		check_facts(&certs[request.count++], der);
	} while (data[0] & 8 && rest.len && request.count < CHAIN_MAX);
	if (rest.len)
		staples[data[0] & 32 && request.count > 1] = (struct staple){.came = true, .response = rest};
	verify(&arena, &request, data[0] & 16);
	arena_done(&arena);
	return 0;
}
