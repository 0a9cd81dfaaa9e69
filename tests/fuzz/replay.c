/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay: the main program of a fuzzer where there is no libFuzzer.
 *
 *	fuzz_NAME FILE...	runs these inputs
 *	fuzz_NAME		runs the seeds of that name, then mutations of them: always the same ones
 *
 * An input that fails is left in the file «failed-input». (Sanitizers: with ASAN_OPTIONS=abort_on_error=1.)
 */
#include "base/buffer.h"
#include "fuzz.h"

#include <glob.h>
#include <stdio.h>
#include <signal.h>
#include <stdlib.h>

enum { INPUT_MAX = 1 << 16, INPUTS_MAX = 400, TOKENS_MAX = 400, ROUNDS_MAX = 6 };

/* Seeds, or the tokens of a dictionary. */
struct pool {
	struct buffer items[INPUTS_MAX];
	size_t count;
};

static struct bytes any_of(struct pool *pool, uint32_t *random)
{
	return pool->count ? buffer_bytes(&pool->items[fuzz_random(random) % pool->count]) : (struct bytes){0};
}

static void read_file(const char *path, struct buffer *ret_text)
{
	FILE *file = fopen(path, "rb");
	unsigned char chunk[4096];
	size_t got;

	buffer_init(ret_text, INPUT_MAX);
	if (!file) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buffer_append(ret_text, bytes_of(chunk, got));
	fclose(file);
}

/* What runs now, for the handler of SIGABRT. */
static struct bytes present;

static void keep_input(int number)
{
	FILE *file = fopen("failed-input", "wb");

	if (file) {
		fwrite(present.data, 1, present.len, file);
		fclose(file);
	}
	signal(number, SIG_DFL);
	raise(number);
}

/* In an allocation of its own size, so that sanitizers see what lies beyond. */
static void run(struct bytes input)
{
	uint8_t *copy = malloc(input.len ? input.len : 1);

	if (!copy)
		abort();
	if (input.len)
		memcpy(copy, input.data, input.len);
	present = bytes_of(copy, input.len);
	LLVMFuzzerTestOneInput(copy, input.len);
	free(copy);
}

/* Dictionaries: a token a line, in quotes, with \xNN, \\ and \" inside. */

static void take_token(struct bytes line, struct buffer *token)
{
	for (size_t i = bytes_index(line, '"', 0) + 1; i < line.len && line.data[i] != '"'; i++) {
		unsigned char c = line.data[i];
		if (c == '\\' && i + 3 < line.len && line.data[i + 1] == 'x') {
			char digits[3] = {(char)line.data[i + 2], (char)line.data[i + 3], 0};
			c = (unsigned char)strtoul(digits, NULL, 16);
			i += 3;
		} else if (c == '\\' && i + 1 < line.len) {
			c = line.data[++i];
		}
		buffer_append_byte(token, c);
	}
}

static void read_tokens(struct bytes text, struct pool *tokens)
{
	while (text.len && tokens->count < TOKENS_MAX) {
		struct bytes line = bytes_first(text, bytes_index(text, '\n', 0));
		text = bytes_from(text, line.len + 1);
		if (!line.len || line.data[0] == '#')
			continue;
		buffer_init(&tokens->items[tokens->count], INPUT_MAX);
		take_token(line, &tokens->items[tokens->count++]);
	}
}

/* Mutations */

/* Replaces count bytes at a place by others. */
static void splice(struct buffer *input, size_t at, size_t count, struct bytes by)
{
	struct buffer made;
	struct bytes old = buffer_bytes(input);

	buffer_init(&made, INPUT_MAX);
	if (buffer_append(&made, bytes_first(old, at)) && buffer_append(&made, by) &&
		buffer_append(&made, bytes_from(old, at + count))) {
		buffer_clear(input);
		buffer_append(input, buffer_bytes(&made));
	}
	buffer_done(&made);
}

static void mutate(struct buffer *input, struct pool *seeds, struct pool *tokens, uint32_t *random)
{
	size_t at = fuzz_random(random) % (input->len + 1), count = fuzz_random(random) % 8;
	unsigned char byte = (unsigned char)fuzz_random(random);
	struct bytes other = any_of(seeds, random);

	switch (fuzz_random(random) % 8) {
	case 0: splice(input, at, 1, bytes_of(&byte, 1)); break;
	case 1: splice(input, at, 0, bytes_of(&byte, 1)); break;
	case 2: splice(input, at, count, (struct bytes){0}); break;
	case 3: splice(input, at, input->len, bytes_from(other, fuzz_random(random) % (other.len + 1))); break;
	case 4: splice(input, at, 0, bytes_first(bytes_from(other, at), count * count)); break;
	case 5: splice(input, at, count, any_of(tokens, random)); break;
	default: splice(input, at, 0, any_of(tokens, random));
	}
}

static void run_mutations(struct pool *seeds, struct pool *tokens)
{
	uint32_t random = 20231;

	for (unsigned i = 0; i < fuzz_mutations; i++) {
		struct buffer input;
		buffer_init(&input, INPUT_MAX);
		buffer_append(&input, any_of(seeds, &random));
		for (uint32_t rounds = 1 + fuzz_random(&random) % ROUNDS_MAX; rounds; rounds--)
			mutate(&input, seeds, tokens, &random);
		run(buffer_bytes(&input));
		buffer_done(&input);
	}
}

static void pool_done(struct pool *pool)
{
	for (size_t i = 0; i < pool->count; i++)
		buffer_done(&pool->items[i]);
}

static void run_all(const char *name)
{
	static struct pool seeds, tokens;
	char path[1024];
	glob_t found;

	snprintf(path, sizeof(path), "%s/fuzz/seeds/%s/*", STARLIT_TESTS, name);
	fuzz_require(glob(path, 0, NULL, &found) == 0 && found.gl_pathc <= INPUTS_MAX, "there are seeds");
	for (size_t i = 0; i < found.gl_pathc; i++) {
		read_file(found.gl_pathv[i], &seeds.items[seeds.count]);
		run(buffer_bytes(&seeds.items[seeds.count++]));
	}
	globfree(&found);
	struct buffer dictionary;
	snprintf(path, sizeof(path), "%s/fuzz/%s.dict", STARLIT_TESTS, name);
	read_file(path, &dictionary);
	read_tokens(buffer_bytes(&dictionary), &tokens);
	buffer_done(&dictionary);
	run_mutations(&seeds, &tokens);
	printf("%s: %zu seeds, %u mutations\n", name, seeds.count, fuzz_mutations);
	pool_done(&seeds);
	pool_done(&tokens);
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *name = strstr(slash ? slash : argv[0], "fuzz_");

	signal(SIGABRT, keep_input);
	for (int i = 1; i < argc; i++) {
		struct buffer input;
		read_file(argv[i], &input);
		run(buffer_bytes(&input));
		buffer_done(&input);
	}
	if (argc == 1 && name)
		run_all(name + strlen("fuzz_"));
	return EXIT_SUCCESS;
}
