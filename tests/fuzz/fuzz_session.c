/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_session: whole sessions with a server that says anything, in the clear, where a handshake is due and inside TLS
 * (play.h). They end once, count every byte, and do not depend on how the bytes came.
 */
#include "journals.h"
#include "play.h"

const unsigned fuzz_mutations = 500;

static void check_end(const struct play *play)
{
	uint64_t ends = 0;

	for (uint64_t i = 0; i < journal_count(play->journal); i++) {
		const struct event *event = journal_at(play->journal, i);
		if (event->kind != EVENT_CLOSED)
			continue;
		ends++;
		fuzz_require(event->closed.bytes_in == play->fed, "every byte is counted");
	}
	fuzz_require(ends == 1, "a session ends once");
	fuzz_require(!session_open(play->session) && session_wants_close(play->session), "what is over is closed");
	fuzz_require(session_deadline(play->session) == -1, "what is over waits for nothing");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct play whole = {.fed = 0}, cut = {.fed = 0};

	if (size < 2)
		return 0;
	play_script(&whole, data, size, false);
	play_script(&cut, data, size, true);
	journal_is_sound(whole.journal);
	journal_is_sound(cut.journal);
	check_end(&whole);
	check_end(&cut);
	journals_agree(whole.journal, cut.journal, true);
	play_done(&whole);
	play_done(&cut);
	return 0;
}
