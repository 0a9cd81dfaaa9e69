/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_target: what is typed as a target is refused with a sentence, or taken and then understood alike when it is typed as
 * it is shown. The first byte says what the options say.
 */
#include "app/target.h"
#include "fuzz.h"

const unsigned fuzz_mutations = 60000;

static bool same_target(const struct target *a, const struct target *b)
{
	/* LMTP and ManageSieve have no scheme for TLS from the first byte: an option alone says it. */
	bool tls_shown = proto_info(a->protocol)->tls_port != 0;

	return !strcmp(a->host, b->host) && a->port == b->port && a->protocol == b->protocol &&
	       (a->implicit_tls == b->implicit_tls || !tls_shown) && a->is_address == b->is_address &&
	       a->demo == b->demo;
}

static void check_taken(const struct target *target, const struct target_hints *hints)
{
	char text[400];
	struct target again;
	struct error error;

	fuzz_require(target->host[0] && memchr(target->host, 0, sizeof(target->host)), "there is a host");
	fuzz_require(target->demo || target->port, "there is a port");
	fuzz_require((int)target->protocol < PROTOCOLS, "there is a protocol");
	target_text(target, text, sizeof(text));
	fuzz_require(target_parse(text, hints, &again, &error), "what is shown can be typed");
	fuzz_require(same_target(target, &again), "what is shown is what was meant");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char typed[600];
	struct target target, untouched;
	struct error error = {.sentence = ""};

	if (!size || size > sizeof(typed))
		return 0;
	struct target_hints hints = {.has_protocol = data[0] & 8,
		.protocol = (enum protocol)((data[0] & 7) % PROTOCOLS),
		.implicit_tls = data[0] & 64};
	memcpy(typed, data + 1, size - 1);
	typed[size - 1] = 0;
	memset(&target, 0x5a, sizeof(target));
	untouched = target;
	if (target_parse(typed, &hints, &target, &error)) {
		check_taken(&target, &hints);
		return 0;
	}
	fuzz_require(error.sentence[0], "a refusal has a sentence");
	fuzz_require(!memcmp(&target, &untouched, sizeof(target)), "a refusal leaves the target as it was");
	return 0;
}
