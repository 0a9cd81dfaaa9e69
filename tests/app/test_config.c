/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_config: what a configuration file may hold, what outweighs what, and which files are refused.
 */
#include "../check_main.h"
#include "app/config_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { WORDS_MAX = 8 };

START_TEST(refusals)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{"ehol = x", "config: line 1: ehol: unknown name; is ehlo meant? (~/c)"},
		{"# c\n\nfrobnicate = x", "config: line 3: frobnicate: unknown name; starlit help options"},
		{"--ehlo = x", "line 1: --ehlo: unknown name; is ehlo meant?"},
		{"[@a]\ntraget = h", "line 2: traget: unknown name; is target meant?"},
		{"ehlo = a b", "line 1: ehlo: a name holds no blanks"},
		{"ehlo", "line 1: ehlo: it needs a value"},
		{"ehlo =", "line 1: ehlo: it needs a value"},
		{"trust = sytsem", "line 1: trust: there are system and none"},
		{"mouse = perhaps", "line 1: mouse: it takes no value, but yes or no"},
		{"pace = fast", "line 1: pace: it takes milliseconds"},
		{"mouse\nmouse = no", "line 2: mouse: it stands in line 1 already"},
		{"[@a]\ntarget = h\nehlo = a\nehlo = b", "line 4: ehlo: it stands in line 3 already"},
		{"[@a]\ntarget = h\ntarget = i", "line 3: target: it stands in line 2 already"},
		{"target = imap://h", "line 1: target: it belongs to a server: write [@NAME] above it"},
		{"[@a]\n[@b]\ntarget = h", "line 1: [@a]: it has no target"},
		{"[@a]\ntarget = h\n[@b]", "line 3: [@b]: it has no target"},
		{"[@a]\ntarget =", "line 2: target: it names no host"},
		{"[@a]\ntarget = ftp://h", "line 2: target: unknown scheme"},
		{"[@a]\ntarget = @b", "line 2: target: "},
		{"[@a]\nprotocol = imap\ntarget = pop3://h", "line 3: target: pop3:// contradicts --protocol imap"},
		{"[@a]\ntarget = h\n[@a]\ntarget = h", "line 3: [@a]: it stands in line 1 already"},
		{"[a]\ntarget = h", "line 1: [a]: a section is a server, as [@work]"},
		{"[@]\n", "line 1: [@]: a section"},
		{"[@a b]\n", "line 1: [@a b]: a section"},
		{"[@-a]\n", "line 1: [@-a]: a section"},
		{"[@a\n", "line 1: the section has no closing bracket"},
		{"ca = ca.pem", "line 1: ca: name the file by its whole path, from / or from ~/"},
		{"ca = ~anna/ca.pem", "line 1: ca: name the file"},
		{"ca = ./ca.pem", "line 1: ca: name the file"},
		{"password = x", "line 1: password: no secret may stand in this file"},
		{"[@a]\nPassphrase = x", "line 2: Passphrase: no secret may stand in this file"},
		{"unsafe-secrets", "line 1: unsafe-secrets: it can be said on the command line only"},
		{"secrets-in-clear", "line 1: secrets-in-clear: it can be said on the command line only"},
		{"set = password=x", "line 1: set: it can be said on the command line only"},
		{"config = none", "line 1: config: it can be said on the command line only"},
		{"help", "line 1: help: it can be said on the command line only"},
		{"ehlo = a\x1b[2J", "line 1: there are control characters in it"},
		{"e\x80lo = a", "line 1: e<80>lo: unknown name"},
		{"= x", "line 1: "},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct config *config = NULL;
		struct error error = {.sentence = ""};
		ck_assert_msg(!config_parse(bytes_str(rows[i].text), "~/c", "/home/anna", &config, &error), "%s",
			rows[i].text);
		ck_assert_ptr_null(config);
		ck_assert_int_eq(error.domain, ERROR_USAGE);
		ck_assert_msg(strstr(error.sentence, rows[i].says) != NULL, "%s\nsays %s\nnot  %s", rows[i].text,
			error.sentence, rows[i].says);
		ck_assert_msg(strstr(error.sentence, "(~/c)") != NULL, "%s", error.sentence);
	}
}
END_TEST

START_TEST(too_many)
{
	char text[CONFIG_SERVERS_MAX * 24 + 48] = "";
	size_t used = 0;
	struct config *config = NULL;
	struct error error = {.sentence = ""};

	for (int i = 0; i <= CONFIG_SERVERS_MAX; i++) {
		size_t before = used;
		used += (size_t)snprintf(text + used, sizeof(text) - used, "[@s%d]\ntarget=h\n", i);
		bool good = config_parse(bytes_of(text, used), "c", NULL, &config, &error);
		ck_assert_msg(good == (i < CONFIG_SERVERS_MAX), "%d: %s", i, error.sentence);
		ck_assert_uint_gt(used, before);
		if (good)
			config_free(config);
	}
	ck_assert_ptr_nonnull(strstr(error.sentence, "there are more than 64 servers"));
}
END_TEST

/* A folder of its own, with a file in it. */
struct place {
	char folder[40], path[80];
};

static void place_make(struct place *place, const char *text, mode_t mode)
{
	char below[64];

	snprintf(place->folder, sizeof(place->folder), "/tmp/starlit-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(place->folder));
	snprintf(below, sizeof(below), "%s/starlit", place->folder);
	ck_assert_int_eq(mkdir(below, 0700), 0);
	snprintf(place->path, sizeof(place->path), "%s/starlit/config", place->folder);
	FILE *file = fopen(place->path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(place->path, mode), 0);
}

static void place_remove(const struct place *place)
{
	char below[64];

	snprintf(below, sizeof(below), "%s/starlit", place->folder);
	unlink(place->path);
	rmdir(below);
	rmdir(place->folder);
}

static const char text[] = "\xef\xbb\xbf# what holds everywhere\r\n"
			   "ehlo = top.example.org   # a comment\r\n"
			   "protocol=pop3\n"
			   "mouse\n"
			   "color = never\n"
			   "tls = 1.2\n"
			   "\n"
			   "[@work]   # the office\n"
			   "target = imap://mail.example.org\n"
			   "  ehlo=work.example.org\n"
			   "ca = ~/ca.pem\n"
			   "cert = pkcs11:token=t\n"
			   "crl = \"/etc/a # b\"\n"
			   "as-of = 2026-11-21 07:30\n"
			   "mouse = no\n"
			   "no-tags = yes\n"
			   "[@home]\n"
			   "target = mail.example.net\n"
			   "implicit-tls\n";

static bool parse(const struct place *place, const char *const *words, struct options *ret_options, struct error *error)
{
	const struct environment environment = {.home = "/home/anna", .config_home = place->folder};
	static char *argv[WORDS_MAX + 2];
	int argc = 1;

	argv[0] = (char *)(uintptr_t) "starlit";
	while (words[argc - 1]) {
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
		argc++;
	}
	argv[argc] = NULL;
	return options_parse(argc, argv, &environment, ret_options, error);
}

START_TEST(what_wins)
{
	static const struct {
		const char *words[WORDS_MAX];
		const char *ehlo, *target, *ca;
		bool mouse, tags, colour;
	} rows[] = {
		{.words = {"h"}, .ehlo = "top.example.org", .target = "pop3://h", .mouse = true, .tags = true},
		{.words = {"smtp://h"}, .ehlo = "top.example.org", .target = "smtp://h", .mouse = true, .tags = true},
		{.words = {"h:587"},
			.ehlo = "top.example.org",
			.target = "submission://h",
			.mouse = true,
			.tags = true},
		{.words = {"-p", "imap", "h"},
			.ehlo = "top.example.org",
			.target = "imap://h",
			.mouse = true,
			.tags = true},
		{.words = {"@work"},
			.ehlo = "work.example.org",
			.target = "imap://mail.example.org",
			.ca = "/home/anna/ca.pem"},
		{.words = {"probe", "@work"},
			.ehlo = "work.example.org",
			.target = "imap://mail.example.org",
			.ca = "/home/anna/ca.pem"},
		{.words = {"@work", "--ehlo=line", "--mouse", "--no-tags=no", "--color=auto", "--ca", "x"},
			.ehlo = "line",
			.target = "imap://mail.example.org",
			.ca = "x",
			.mouse = true,
			.tags = true,
			.colour = true},
		{.words = {"@home", "--mouse=no"},
			.ehlo = "top.example.org",
			.target = "pop3s://mail.example.net",
			.tags = true},
		{.words = {"@home", "-p", "imap"},
			.ehlo = "top.example.org",
			.target = "imaps://mail.example.net",
			.mouse = true,
			.tags = true},
		{.words = {"h", "--config", "none"}, .target = "smtp://h", .tags = true, .colour = true},
	};
	struct place place;

	place_make(&place, text, 0600);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct options options;
		struct error error = {.sentence = ""};
		char target[300];
		ck_assert_msg(parse(&place, rows[i].words, &options, &error), "%zu: %s", i, error.sentence);
		ck_assert_pstr_eq(options.ehlo, rows[i].ehlo);
		ck_assert_str_eq(target_text(&options.target, target, sizeof(target)), rows[i].target);
		ck_assert_pstr_eq(options.tls.ca_file, rows[i].ca);
		ck_assert_msg(options.mouse == rows[i].mouse, "%zu", i);
		ck_assert_msg(options.add_tags == rows[i].tags, "%zu", i);
		ck_assert_msg(options.colour == rows[i].colour, "%zu", i);
		options_done(&options);
	}
	place_remove(&place);
}
END_TEST

START_TEST(values)
{
	static const char *const words[] = {"@work", NULL};
	struct place place;
	struct options options;
	struct error error = {.sentence = ""};

	place_make(&place, text, 0644);
	ck_assert_msg(parse(&place, words, &options, &error), "%s", error.sentence);
	ck_assert_str_eq(options.server, "work");
	ck_assert_str_eq(options.tls.cert_file, "pkcs11:token=t");
	ck_assert_str_eq(options.tls.crl_file, "/etc/a # b");
	ck_assert_str_eq(options.tls.versions, "1.2");
	ck_assert_int_eq((long)options.tls.as_of, 1795246200);
	options_done(&options);
	place_remove(&place);
}
END_TEST

START_TEST(another_server)
{
	static const char *const words[] = {"@work", "--tls", "1.3", NULL};
	struct place place;
	struct options options, other;
	struct error error = {.sentence = ""};

	place_make(&place, text, 0600);
	ck_assert_msg(parse(&place, words, &options, &error), "%s", error.sentence);
	ck_assert_msg(options_for_server(&options, "home", &other, &error), "%s", error.sentence);
	ck_assert_str_eq(other.target.host, "mail.example.net");
	ck_assert(other.target.implicit_tls);
	ck_assert_str_eq(other.ehlo, "top.example.org");
	ck_assert_str_eq(other.tls.versions, "1.3");
	ck_assert_ptr_null(other.tls.ca_file);
	ck_assert_msg(options_for_server(&options, NULL, &other, &error), "%s", error.sentence);
	ck_assert_ptr_null(other.server);
	ck_assert_str_eq(other.ehlo, "top.example.org");
	ck_assert(!options_for_server(&options, "hoem", &other, &error));
	ck_assert_ptr_nonnull(strstr(error.sentence, "is @home meant?"));
	const char *target = NULL;
	ck_assert_str_eq(options_server(&options, 1, &target), "@home");
	ck_assert_str_eq(target, "mail.example.net");
	ck_assert_ptr_null(options_server(&options, 2, NULL));
	options_done(&options);
	place_remove(&place);
}
END_TEST

START_TEST(files)
{
	static const struct {
		mode_t mode;
		const char *words[WORDS_MAX];
		const char *says; /* NULL: it is read, or left out */
	} rows[] = {
		{0600, {"h"}, NULL},
		{0444, {"h"}, NULL},
		{0620, {"h"}, "config: others can write to it"},
		{0602, {"h"}, "/starlit/config: others can write to it; chmod go-w it first"},
		{0666, {"h", "--config", "none"}, NULL},
		{0666, {"--help"}, NULL},
		{0600, {"h", "--config", "/nonexistent/file"}, "config: /nonexistent/file: No such file"},
		{0600, {"h", "--config", "/dev/null"}, "config: /dev/null: it is no ordinary file"},
		{0600, {"h", "--config", "/tmp"}, "config: /tmp: it is no ordinary file"},
		{0600, {"h", "--config", ""}, "--config: it needs a value"},
		{0600, {"@wrok"}, "@wrok: "},
		{0600, {"@wrok"}, "names no such server; is @work meant?"},
		{0600, {"@"}, "names no such server"},
		{0600, {"@work", "--config=none"}, "@work: names of servers stand in a configuration file"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct place place;
		struct options options;
		struct error error = {.sentence = ""};
		place_make(&place, text, rows[i].mode);
		bool good = parse(&place, rows[i].words, &options, &error);
		ck_assert_msg(good == !rows[i].says, "%zu: %s", i, error.sentence);
		ck_assert_msg(good || strstr(error.sentence, rows[i].says), "%zu: %s", i, error.sentence);
		if (good)
			options_done(&options);
		place_remove(&place);
	}
}
END_TEST

CHECK_MAIN("configuration file", refusals, too_many, what_wins, values, another_server, files)
