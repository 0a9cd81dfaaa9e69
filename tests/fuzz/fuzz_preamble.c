/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_preamble: whatever a server says on the way to TLS, whole and in pieces, means the same; nothing that came before its
 * question is an agreement. The first byte chooses the protocol, how the bytes are cut, and whether what we say leaves us.
 */
#include "fuzz.h"
#include "proto/preamble.h"

const unsigned fuzz_mutations = 300000;
enum { TRACE_MAX = 4 << 20 };

struct run {
	struct preamble *preamble;
	struct buffer said, trace;
	bool leaves;
	enum preamble_result result;
};

static bool goes_on(enum preamble_result result)
{
	return result == PREAMBLE_NEED_MORE || result == PREAMBLE_MORE_HERE;
}

static void feed(struct run *run, struct bytes bytes)
{
	struct bytes answer;
	size_t used, before;

	while (bytes.len && goes_on(run->result)) {
		before = run->said.len;
		run->result = preamble_receive(run->preamble, bytes, &used, &answer, &run->said);
		fuzz_require(used <= bytes.len, "no more is used than there is");
		fuzz_require(used || answer.len, "every call gets on");
		fuzz_require(run->result != PREAMBLE_NEED_MORE || used == bytes.len, "who needs more has taken all");
		fuzz_require(
			run->result != PREAMBLE_BROKEN || preamble_problem(run->preamble), "what is broken is told");
		fuzz_require(goes_on(run->result) || run->said.len == before || run->result == PREAMBLE_AGREED,
			"nothing is said to who refused");
		if (answer.len) {
			buffer_printf(&run->trace, "%d %zu ", (int)run->result, answer.len);
			buffer_append(&run->trace, preamble_text(run->preamble, answer));
		}
		if (run->leaves)
			preamble_sent(run->preamble);
		bytes = bytes_from(bytes, used);
	}
}

static void play(
	struct bytes input, const struct preamble_info *info, bool leaves, struct cutter cutter, struct run *run)
{
	*run = (struct run){.preamble = preamble_new(info, "mail.example.org"), .leaves = leaves};
	buffer_init(&run->said, TRACE_MAX);
	buffer_init(&run->trace, TRACE_MAX);
	preamble_begin(run->preamble, &run->said);
	bool asked_first = run->said.len > 0;
	if (leaves)
		preamble_sent(run->preamble);
	while (input.len)
		feed(run, fuzz_cut(&cutter, &input));
	fuzz_require(leaves || !asked_first || run->result != PREAMBLE_AGREED, "nobody agrees before he is asked");
	fuzz_require(preamble_rest(run->preamble).len <= PREAMBLE_ANSWER_MAX, "what is kept is limited");
}

static void run_done(struct run *run)
{
	preamble_free(run->preamble);
	buffer_done(&run->said);
	buffer_done(&run->trace);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run whole, cut;

	if (!size || size > 4096)
		return 0;
	const struct preamble_info *info = preamble_at(data[0] % preamble_count());
	struct bytes input = bytes_of(data + 1, size - 1);
	bool leaves = !(data[0] & 0x80);
	play(input, info, leaves, (struct cutter){0}, &whole);
	play(input, info, leaves, (struct cutter){.seed = data[0], .limit = (size_t)1 << (data[0] >> 3) % 4}, &cut);
	fuzz_require(
		whole.result == cut.result || (goes_on(whole.result) && goes_on(cut.result)), "cuts change nothing");
	fuzz_require(bytes_equal(buffer_bytes(&whole.trace), buffer_bytes(&cut.trace)), "answers are the same");
	fuzz_require(bytes_equal(buffer_bytes(&whole.said), buffer_bytes(&cut.said)), "the same is said");
	run_done(&whole);
	run_done(&cut);
	return 0;
}
