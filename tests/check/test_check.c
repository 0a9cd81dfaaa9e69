/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_check: starlit check, as others call it.
 */
#include "../check_main.h"
#include "run.h"

#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A sanitizer keeps what was freed. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(SANITIZED)
enum { MEMORY_KIB = 1 << 20 };
#else
enum { MEMORY_KIB = 48 << 10 };
#endif

#define WORDS(...) ((const char *const[]){"check", __VA_ARGS__, NULL})

/* A folder of this case's own; files in it are named by path(). */
static char folder[] = "/tmp/starlit-check-XXXXXX";

static void enter_folder(void)
{
	ck_assert(mkdtemp(folder) && !chdir(folder));
}

static void leave_folder(void)
{
	static const char *const files[] = {"resume", "other", "ca.pem", "config"};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(files[i]);
	ck_assert(!chdir("/") && !rmdir(folder));
}

static json_t *parse(const char *line)
{
	json_error_t error;
	json_t *object = json_loadb(line, strcspn(line, "\n"), 0, &error);

	ck_assert_msg(object, "%s: %.*s", error.text, (int)strcspn(line, "\n"), line);
	return object;
}

/* The objects of a type; the last of them is kept. */
static size_t count_type(const char *out, const char *type, json_t **ret_last)
{
	size_t count = 0;

	for (const char *line = out; line && *line; line = strchr(line, '\n') + 1) {
		json_t *object = parse(line);
		if (!strcmp(json_string_value(json_object_get(object, "type")), type)) {
			count++;
			if (ret_last) {
				json_decref(*ret_last);
				*ret_last = json_incref(object);
			}
		}
		json_decref(object);
	}
	return count;
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static long number_of(const json_t *object, const char *key)
{
	return (long)json_integer_value(json_object_get(object, key));
}

/* Each outcome */

static const struct {
	const char *words[8];
	int status;
	const char *outcome, *starttls;
	bool encrypted, verified;
} outcomes[] = {
	{{"demo"}, 0, "fine", "agreed", true, true},
	{{"demo:imap"}, 0, "fine", "agreed", true, true},
	{{"demo:pop3"}, 0, "fine", "agreed", true, true},
	{{"demo:sieve"}, 0, "fine", "agreed", true, true},
	{{"demo:lmtp"}, 0, "fine", "agreed", true, true},
	{{"--implicit-tls", "demo:imap"}, 0, "fine", "implicit", true, true},
	{{"--implicit-tls", "demo:smtp"}, 0, "fine", "implicit", true, true},
	{{"--fault", "refuse", "demo"}, 7, "starttls-refused", "refused", false, false},
	{{"--fault", "refuse", "demo:pop3"}, 7, "starttls-refused", "refused", false, false},
	{{"--fault", "hide", "demo"}, 6, "starttls-not-offered", "not-offered", false, false},
	{{"--fault", "hide", "demo:sieve"}, 6, "starttls-not-offered", "not-offered", false, false},
	{{"--fault", "lie", "demo"}, 6, "starttls-not-offered", "not-offered", false, false},
	{{"--fault", "inject", "demo:imap"}, 8, "injection", "agreed", false, false},
	{{"--fault", "plain", "demo"}, 9, "handshake-failed", "agreed", false, false},
	{{"--fault", "cut", "demo"}, 9, "handshake-failed", "agreed", false, false},
	{{"--fault", "truncate", "demo"}, 15, "cut", "agreed", true, true},
	{{"--fault", "again", "demo"}, 0, "fine", "agreed", true, true},
	{{"--name", "other.example.net", "demo"}, 13, "name-mismatch", "agreed", true, false},
	{{"--as-of", "2000-01-01", "demo"}, 12, "expired", "agreed", true, false},
	{{"--trust", "none", "demo"}, 0, "fine", "agreed", true, false},
	{{"--tls", "1.2", "demo"}, 0, "fine", "agreed", true, true},
	{{"smtp://127.0.0.1:1"}, 3, "unreached", "unknown", false, false},
	{{"smtp://[::1"}, 2, "usage", "unknown", false, false},
	{{"no host"}, 2, "usage", "unknown", false, false},
};

START_TEST(each_outcome)
{
	const char *words[RUN_WORDS_MAX] = {"check", "--format=json"};
	json_t *object = NULL;
	struct ran ran;

	memcpy(words + 2, outcomes[_i].words, sizeof(outcomes[_i].words));
	run_check(words, NULL, &ran);
	ck_assert_uint_eq(count_type(ran.out, "target", &object), 1);
	ck_assert_str_eq(text_of(object, "outcome"), outcomes[_i].outcome);
	ck_assert_int_eq(number_of(object, "status"), outcomes[_i].status);
	ck_assert_str_eq(text_of(object, "starttls"), outcomes[_i].starttls);
	ck_assert_int_eq(json_is_true(json_object_get(object, "encrypted")), outcomes[_i].encrypted);
	ck_assert_int_eq(json_is_true(json_object_get(object, "verified")), outcomes[_i].verified);
	ck_assert(outcomes[_i].status == 0 || outcomes[_i].status == 6 || text_of(object, "reason"));
	ck_assert_int_eq(ran.status, outcomes[_i].status);
	ck_assert_str_eq(ran.errors, "");
	json_decref(object);
	ran_done(&ran);
}
END_TEST

/* The rest goes on, and the smallest status counts. */
START_TEST(many_at_once)
{
	struct ran ran;
	json_t *run = NULL;

	run_check(WORDS("--format", "json", "--name", "other.example.net", "demo", "smtp://127.0.0.1:1", "demo:imap"),
		NULL, &ran);
	ck_assert_int_eq(ran.status, 3);
	ck_assert_uint_eq(count_type(ran.out, "target", NULL), 3);
	ck_assert_uint_eq(count_type(ran.out, "run", &run), 1);
	ck_assert_int_eq(number_of(run, "targets"), 3);
	ck_assert_int_eq(number_of(run, "reached"), 2);
	ck_assert_int_eq(number_of(json_object_get(run, "outcomes"), "name-mismatch"), 2);
	ck_assert_int_eq(number_of(json_object_get(run, "encrypted"), "count"), 2);
	ck_assert_int_eq(number_of(json_object_get(run, "verified"), "count"), 0);
	json_decref(run);
	ran_done(&ran);
}
END_TEST

/* A server that never greets is not waited for for ever. */
START_TEST(late)
{
	char target[64];
	unsigned port;
	struct ran ran;
	json_t *object = NULL;
	int fd = silent_port(&port);

	snprintf(target, sizeof(target), "imap://127.0.0.1:%u", port);
	run_check(WORDS("--format=json", "--reply-timeout", "1", target), NULL, &ran);
	ck_assert_int_eq(ran.status, 5);
	count_type(ran.out, "target", &object);
	ck_assert_str_eq(text_of(object, "reason"), "the greeting did not come within 1 second");
	json_decref(object);
	ran_done(&ran);
	close(fd);
}
END_TEST

/* A server that never stops: in its greeting, before a line ends, and inside what looks like TLS. */
START_TEST(floods)
{
	static const struct {
		const char *scheme, *flood;
	} rows[] = {{"smtp", "220-and on it goes, and on, and on\r\n"}, {"imap", "* OK "}, {"pop3", "+OK\r\n"},
		{"imaps", "\x16\x03\x03\x3f\xff"}, {"smtps", "\r\n"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ran ran;
		char target[64];
		unsigned port;
		int fd = silent_port(&port);
		pid_t flooder = flood_begin(fd, rows[i].flood);
		snprintf(target, sizeof(target), "%s://127.0.0.1:%u", rows[i].scheme, port);
		run_check(WORDS("--reply-timeout=2", target), NULL, &ran);
		ck_assert_msg(ran.status == 4 || ran.status == 5 || ran.status == 9, "%s: %d %s", rows[i].scheme,
			ran.status, ran.out);
		ck_assert_msg(ran.max_kib < MEMORY_KIB, "%s: %ld KiB", rows[i].scheme, ran.max_kib);
		ran_done(&ran);
		flood_end(flooder);
		close(fd);
	}
}
END_TEST

/* Lines */

START_TEST(lines)
{
	static const struct {
		const char *input;
		size_t targets, wrong;
		int status;
	} rows[] = {
		{"demo\n", 1, 0, 0},
		{"demo", 1, 0, 0},
		{"demo\r\n\r\n", 1, 0, 0},
		{"# a comment\n\n  demo  \t# and one behind\ndemo:imap#no comment\n", 2, 1, 2},
		{"demo\n\n   \n#\ndemo\n", 2, 0, 0},
		{"nothing here\ndemo\n", 2, 1, 2},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *run = NULL;
		struct ran ran;
		run_check(WORDS("--format=json", "-"), rows[i].input, &ran);
		ck_assert_int_eq(ran.status, rows[i].status);
		ck_assert_uint_eq(count_type(ran.out, "target", NULL), rows[i].targets);
		count_type(ran.out, "run", &run);
		ck_assert_uint_eq((size_t)number_of(json_object_get(run, "outcomes"), "usage"), rows[i].wrong);
		json_decref(run);
		ran_done(&ran);
	}
}
END_TEST

/* A line without end is one wrong line, whatever its length; what follows it is read. */
START_TEST(long_lines)
{
	static const size_t lengths[] = {1023, 1024, 1025, 2047, 2048, 2049, 100000};

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		char *input = malloc(lengths[i] + 16);
		json_t *run = NULL;
		struct ran ran;
		memset(input, 'x', lengths[i]);
		memcpy(input + lengths[i], "\ndemo\n", sizeof("\ndemo\n"));
		run_check(WORDS("--format=json"), input, &ran);
		count_type(ran.out, "run", &run);
		ck_assert_int_eq(number_of(run, "targets"), 2);
		ck_assert_int_eq(number_of(json_object_get(run, "outcomes"), "fine"), 1);
		ck_assert_int_eq(number_of(json_object_get(run, "outcomes"), "usage"), 1);
		json_decref(run);
		ran_done(&ran);
		free(input);
	}
}
END_TEST

START_TEST(no_lines)
{
	struct ran ran;

	run_check(WORDS("-"), "# nothing\n", &ran);
	ck_assert_int_eq(ran.status, 2);
	ck_assert_ptr_nonnull(strstr(ran.errors, "no target"));
	ran_done(&ran);
	run_check(WORDS("--ca", "/nonexistent/ca.pem", "demo"), NULL, &ran);
	ck_assert_int_eq(ran.status, 1);
	ck_assert_ptr_nonnull(strstr(ran.errors, "/nonexistent/ca.pem"));
	ran_done(&ran);
}
END_TEST

/* Going on */

static long resumed(const char *input, size_t targets)
{
	struct ran ran;
	json_t *run = NULL;

	run_check(WORDS("--format=json", "--resume", "resume", "-"), input, &ran);
	ck_assert_msg(!ran.status, "%s", ran.errors);
	ck_assert_uint_eq(count_type(ran.out, "target", NULL), targets);
	count_type(ran.out, "run", &run);
	ck_assert_int_eq(number_of(json_object_get(run, "outcomes"), "fine"), (long)targets);
	long count = number_of(run, "resumed");
	json_decref(run);
	ran_done(&ran);
	return count;
}

static off_t size_of(const char *path)
{
	struct stat stat_of_file;

	ck_assert(!stat(path, &stat_of_file));
	return stat_of_file.st_size;
}

START_TEST(resume)
{
	enter_folder();
	ck_assert_int_eq(resumed("demo\ndemo\ndemo:imap\n", 3), 0);
	off_t whole = size_of("resume");
	ck_assert_int_eq(resumed("demo:imap\ndemo\ndemo\n", 3), 3);
	ck_assert_int_eq(size_of("resume"), whole);
	/* Two of them have an answer; the third is asked. */
	ck_assert_int_eq(resumed("demo\ndemo\ndemo\n", 3), 2);
	ck_assert_int_eq(resumed("demo\ndemo:pop3\n", 2), 1);
	leave_folder();
}
END_TEST

/* Killed in the middle of a line, at any of its bytes. */
START_TEST(resume_after_a_kill)
{
	enter_folder();
	resumed("demo\n", 1);
	off_t first = size_of("resume");
	resumed("demo\ndemo:imap\n", 2);
	off_t both = size_of("resume");
	for (off_t size = first; size < both; size += size < first + 24 ? 1 : 97) {
		ck_assert(!truncate("resume", size));
		ck_assert_int_eq(resumed("demo:imap\ndemo\n", 2), 1);
		ck_assert_int_eq(resumed("demo:imap\ndemo\n", 2), 2);
	}
	leave_folder();
}
END_TEST

static void refused(const char *content, const char *says)
{
	FILE *file = fopen("other", "w");
	char after[200] = "";
	struct ran ran;

	fputs(content, file);
	fclose(file);
	run_check(WORDS("--resume=other", "demo"), NULL, &ran);
	ck_assert(ran.status == 1 || ran.status == 2);
	ck_assert_msg(strstr(ran.errors, says), "%s", ran.errors);
	ck_assert_str_eq(ran.out ? ran.out : "", "");
	ran_done(&ran);
	file = fopen("other", "r");
	ck_assert_uint_eq(fread(after, 1, sizeof(after) - 1, file), strlen(content));
	ck_assert_str_eq(after, content);
	fclose(file);
}

/* A file that is something else is not touched. */
START_TEST(resume_refuses)
{
	enter_folder();
	refused("Dear diary,\n", "line 1 is no result");
	refused("Dear diary", "its end is no result");
	refused("{}\n", "line 1 is no result");
	refused("{\"type\":\"target\"}\n", "line 1 is no result");
	int fd = open("resume", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	ck_assert(fd >= 0 && !flock(fd, LOCK_EX));
	struct ran ran;
	run_check(WORDS("--resume=resume", "demo"), NULL, &ran);
	ck_assert_int_eq(ran.status, 1);
	ck_assert_ptr_nonnull(strstr(ran.errors, "another run is using it"));
	ran_done(&ran);
	close(fd);
	leave_folder();
}
END_TEST

/* Broken off: what is known is told. */
START_TEST(interrupted)
{
	char target[64], line[8192];
	struct running running;
	struct ran ran;
	json_t *object = NULL;
	unsigned port;

	enter_folder();
	int fd = silent_port(&port);
	snprintf(target, sizeof(target), "smtp://127.0.0.1:%u", port);
	run_begin(WORDS("--format=json", "--resume=resume", target, "demo"), &running);
	run_line(&running, line, sizeof(line));
	ck_assert_ptr_nonnull(strstr(line, "\"demo:smtp\""));
	off_t kept = 0;
	kill(running.pid, SIGINT);
	run_end(&running, &ran);
	ck_assert_int_eq(ran.status, 17);
	ck_assert_uint_eq(count_type(ran.out, "target", &object), 1);
	ck_assert_str_eq(text_of(object, "outcome"), "interrupted");
	ck_assert_str_eq(text_of(object, "target"), target);
	ck_assert_uint_eq(count_type(ran.out, "run", &object), 1);
	ck_assert(json_is_true(json_object_get(object, "interrupted")));
	/* The session that was not over has no answer. */
	kept = size_of("resume");
	ck_assert_int_gt(kept, 0);
	json_decref(object);
	ran_done(&ran);
	run_check(WORDS("--format=json", "--resume=resume", "demo"), NULL, &ran);
	ck_assert_int_eq(size_of("resume"), kept);
	ran_done(&ran);
	close(fd);
	leave_folder();
}
END_TEST

/* Over sockets */

START_TEST(served)
{
	static const struct {
		const char *protocol, *fault;
		int status;
	} rows[] = {
		{"smtp", NULL, 0},
		{"imap", NULL, 0},
		{"pop3", "refuse", 7},
		{"sieve", "hide", 6},
		{"imap", "inject", 8},
		{"smtp", "plain", 9},
		{"smtp", "cut", 9},
		{"smtp", "truncate", 15},
	};

	enter_folder();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct served server;
		struct ran ran;
		char target[64];
		serve_begin(rows[i].protocol, rows[i].fault, "ca.pem", &server);
		snprintf(target, sizeof(target), "%s://127.0.0.1:%u", rows[i].protocol, server.port);
		run_check(WORDS("--ca=ca.pem", "--name=mail.example.org", target, target), NULL, &ran);
		ck_assert_msg(ran.status == rows[i].status, "%s %s: %s", rows[i].protocol, rows[i].fault, ran.out);
		ran_done(&ran);
		serve_end(&server);
	}
	leave_folder();
}
END_TEST

/* Servers of the configuration file, each with its own options, among other targets. */
START_TEST(names)
{
	static const char *const wanted[] = {"fine", "name-mismatch", "usage", "usage", "not-trusted", "expired"};
	char input[64], option[80];
	struct served server;
	struct ran ran;
	FILE *file;

	enter_folder();
	serve_begin("smtp", NULL, "ca.pem", &server);
	file = fopen("config", "we");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "[@one]\ntarget = smtp://127.0.0.1:%u\nname = mail.example.org\nca = %s/ca.pem\n", server.port,
		folder);
	fprintf(file, "[@two]\ntarget = smtp://127.0.0.1:%u\nname = other.example.org\nca = %s/ca.pem\n", server.port,
		folder);
	fprintf(file, "[@three]\ntarget = smtp://127.0.0.1:%u\nca = %s/none.pem\n", server.port, folder);
	fprintf(file, "[@old]\ntarget = demo\nas-of = 2000-01-01\n");
	ck_assert(!fclose(file) && !chmod("config", 0600));
	snprintf(option, sizeof(option), "--config=%s/config", folder);
	snprintf(input, sizeof(input), "@thre\nsmtp://127.0.0.1:%u\n@old\n", server.port);
	run_check(WORDS(option, "--format=json", "--jobs=1", "@one", "@two", "@three", "-"), input, &ran);
	const char *line = ran.out;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++, line = strchr(line, '\n') + 1) {
		json_t *object = parse(line);
		ck_assert_str_eq(text_of(object, "outcome"), wanted[i]);
		json_decref(object);
	}
	ck_assert_ptr_nonnull(strstr(ran.out, "is @three meant?"));
	ck_assert_ptr_nonnull(strstr(ran.out, "none.pem"));
	ran_done(&ran);
	serve_end(&server);
	leave_folder();
}
END_TEST

/* What a file says for sessions that are typed does not make a check ask for what is not offered. */
START_TEST(asks_for_what_is_offered)
{
	char option[80];
	json_t *object = NULL;
	struct ran ran;
	FILE *file;

	enter_folder();
	file = fopen("config", "we");
	ck_assert(file && fputs("starttls\n", file) >= 0 && !fclose(file) && !chmod("config", 0600));
	snprintf(option, sizeof(option), "--config=%s/config", folder);
	run_check(WORDS(option, "--format=json", "--fault=hide", "demo"), NULL, &ran);
	ck_assert_uint_eq(count_type(ran.out, "target", &object), 1);
	ck_assert_str_eq(text_of(object, "outcome"), "starttls-not-offered");
	ck_assert_str_eq(text_of(object, "starttls"), "not-offered");
	json_decref(object);
	ran_done(&ran);
	leave_folder();
}
END_TEST

START_TEST(a_thousand)
{
	enum { TARGETS = 1000 };
	char *input = calloc(TARGETS, 64), *at = input;
	struct served server;
	struct ran ran;
	json_t *run = NULL;

	enter_folder();
	serve_begin("smtp", NULL, "ca.pem", &server);
	for (int i = 0; i < TARGETS; i++)
		at += snprintf(at, 64, "smtp://%s:%u\n", i % 2 ? "127.0.0.1" : "localhost", server.port);
	run_check(WORDS("--format=json", "--ca=ca.pem", "--name=mail.example.org", "--jobs=50", "-4"), input, &ran);
	ck_assert_int_eq(ran.status, 0);
	ck_assert_uint_eq(count_type(ran.out, "target", NULL), TARGETS);
	count_type(ran.out, "run", &run);
	ck_assert_int_eq(number_of(json_object_get(run, "outcomes"), "fine"), TARGETS);
	ck_assert_int_eq(number_of(json_object_get(run, "handshake_us"), "count"), TARGETS);
	ck_assert_msg(ran.max_kib < MEMORY_KIB, "%ld KiB", ran.max_kib);
	json_decref(run);
	ran_done(&ran);
	serve_end(&server);
	leave_folder();
	free(input);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("check");
	TCase *tcase = tcase_create("check");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, each_outcome, 0, sizeof(outcomes) / sizeof(outcomes[0]));
	tcase_add_test(tcase, many_at_once);
	tcase_add_test(tcase, late);
	tcase_add_test(tcase, floods);
	tcase_add_test(tcase, lines);
	tcase_add_test(tcase, long_lines);
	tcase_add_test(tcase, no_lines);
	tcase_add_test(tcase, resume);
	tcase_add_test(tcase, resume_after_a_kill);
	tcase_add_test(tcase, resume_refuses);
	tcase_add_test(tcase, interrupted);
	tcase_add_test(tcase, served);
	tcase_add_test(tcase, names);
	tcase_add_test(tcase, asks_for_what_is_offered);
	tcase_add_test(tcase, a_thousand);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
