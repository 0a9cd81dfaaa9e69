/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * others: each question is one process, which is waited for.
 */
#include "others.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 40, SECONDS_MAX = 20 };

static const char *const files[] = {"leaf.pem", "others.pem", "chain.pem", "trusted.pem", "lists.pem", "answer"};

static void must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	abort();
}

/* Files */

const char *others_path(const struct others *others, const char *name, char *ret_path)
{
	snprintf(ret_path, OTHER_PATH_MAX, "%s/%s", others->folder, name);
	return ret_path;
}

static void write_file(const struct others *others, const char *name, struct bytes bytes)
{
	char path[OTHER_PATH_MAX];
	FILE *file = fopen(others_path(others, name, path), "w");

	must(file != NULL, path);
	must(fwrite(bytes.data, 1, bytes.len, file) == bytes.len, path);
	must(!fclose(file), path);
}

static void read_file(const struct others *others, const char *name, struct buffer *out)
{
	char path[OTHER_PATH_MAX];
	unsigned char bytes[4096];
	FILE *file = fopen(others_path(others, name, path), "r");

	must(file != NULL, path);
	for (size_t got = 1; got;) {
		got = fread(bytes, 1, sizeof(bytes), file);
		buffer_append(out, bytes_of(bytes, got));
	}
	fclose(file);
}

static void add_pem(struct buffer *out, struct bytes der)
{
	gnutls_datum_t in = {(unsigned char *)der.data, (unsigned)der.len}, pem = {NULL, 0};

	must(gnutls_pem_base64_encode2("CERTIFICATE", &in, &pem) >= 0, "PEM");
	buffer_append(out, bytes_of(pem.data, pem.size));
	gnutls_free(pem.data);
}

static void write_certificates(
	const struct others *others, const char *name, const struct question *question, size_t from, size_t until)
{
	struct buffer pem;

	buffer_init(&pem, 1 << 20);
	for (size_t i = from; i < until; i++)
		add_pem(&pem, question->sent[i]);
	write_file(others, name, buffer_bytes(&pem));
	buffer_done(&pem);
}

void others_write(const struct others *others, const struct question *question)
{
	write_certificates(others, "leaf.pem", question, 0, 1);
	write_certificates(others, "others.pem", question, 1, question->count);
	write_certificates(others, "chain.pem", question, 0, question->count);
	write_file(others, "trusted.pem", question->trusted);
	write_file(others, "lists.pem", question->lists);
}

/* A process whose words go to the file "answer" */

static void become(const struct others *others, const char *const *arguments)
{
	const struct rlimit limit = {SECONDS_MAX, SECONDS_MAX};
	char path[OTHER_PATH_MAX];
	int in = open("/dev/null", O_RDONLY);
	int out = open(others_path(others, "answer", path), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
		_exit(126);
	setrlimit(RLIMIT_CPU, &limit);
	alarm(SECONDS_MAX);
	setenv("LC_ALL", "C", 1);
	setenv("OPENSSL_CONF", "/dev/null", 1);
	setenv("GNUTLS_SYSTEM_PRIORITY_FILE", "/dev/null", 1);
	unsetenv("LD_PRELOAD");
	execvp(arguments[0], (char *const *)(uintptr_t)arguments);
	_exit(127);
}

/* The exit status; 127 when there is no such program. */
static int run(const struct others *others, const char *const *arguments, struct buffer *ret_said)
{
	int status = 0;
	pid_t pid = fork();

	must(pid >= 0, "fork");
	if (!pid)
		become(others, arguments);
	while (waitpid(pid, &status, 0) < 0)
		must(errno == EINTR, "waitpid");
	read_file(others, "answer", ret_said);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The two programs */

const char *other_name(enum other other)
{
	switch (other) {
	case OTHER_OPENSSL: return "openssl";
	case OTHER_CERTTOOL: return "certtool";
	}
	return "";
}

const char *other_package(enum other other)
{
	switch (other) {
	case OTHER_OPENSSL: return "openssl";
	case OTHER_CERTTOOL: return "gnutls-bin or gnutls-utils";
	}
	return "";
}

static const char *known_version(enum other other)
{
	switch (other) {
	case OTHER_OPENSSL: return "OpenSSL 3.0.";
	case OTHER_CERTTOOL: return "certtool 3.7.";
	}
	return "";
}

static void look_for(struct others *others, enum other other)
{
	const char *const arguments[] = {other_name(other), other == OTHER_OPENSSL ? "version" : "--version", NULL};
	struct buffer said;

	buffer_init(&said, 65536);
	others->present[other] = run(others, arguments, &said) == 0;
	others->as_known[other] = bytes_starts_with(buffer_bytes(&said), known_version(other));
	buffer_done(&said);
}

void others_open(struct others *others)
{
	const char *tmp = getenv("TMPDIR");

	*others = (struct others){.folder = ""};
	snprintf(others->folder, sizeof(others->folder), "%s/starlit-chains-XXXXXX",
		tmp && strlen(tmp) < 50 ? tmp : "/tmp");
	must(mkdtemp(others->folder) != NULL, others->folder);
	for (int i = 0; i < OTHERS; i++)
		look_for(others, (enum other)i);
}

void others_close(struct others *others)
{
	char path[OTHER_PATH_MAX];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(others_path(others, files[i], path));
	rmdir(others->folder);
}

/* Asking */

struct arguments {
	const char *words[ARGUMENTS_MAX + 1];
	size_t count;
};

static void add(struct arguments *arguments, const char *first, const char *second)
{
	must(arguments->count + 2 <= ARGUMENTS_MAX, "too many arguments");
	arguments->words[arguments->count++] = first;
	if (second)
		arguments->words[arguments->count++] = second;
}

static bool is_address(const char *reference)
{
	unsigned char address[16];

	return inet_pton(AF_INET, reference, address) == 1 || inet_pton(AF_INET6, reference, address) == 1;
}

static bool ask_openssl(const struct others *others, const struct question *question, struct buffer *said)
{
	struct arguments all = {.words = {"openssl", "verify"}, .count = 2};
	char leaf[OTHER_PATH_MAX], rest[OTHER_PATH_MAX], trusted[OTHER_PATH_MAX], lists[OTHER_PATH_MAX], now[32];

	snprintf(now, sizeof(now), "%lld", (long long)question->now);
	add(&all, "-no-CApath", "-no-CAstore");
	add(&all, "-purpose", "sslserver");
	add(&all, "-auth_level", "2");
	add(&all, "-x509_strict", NULL);
	add(&all, "-attime", now);
	add(&all, is_address(question->reference) ? "-verify_ip" : "-verify_hostname", question->reference);
	add(&all, "-CAfile", others_path(others, "trusted.pem", trusted));
	if (question->count > 1)
		add(&all, "-untrusted", others_path(others, "others.pem", rest));
	if (question->lists.len)
		add(&all, "-CRLfile", others_path(others, "lists.pem", lists));
	if (question->lists.len)
		add(&all, "-crl_check_all", NULL);
	add(&all, others_path(others, "leaf.pem", leaf), NULL);
	return run(others, all.words, said) == 0;
}

/* It has no option for the date: it looks at the clock. */
static bool ask_certtool(const struct others *others, const struct question *question, struct buffer *said)
{
	struct arguments all = {.words = {"certtool", "--verify"}, .count = 2};
	char chain[OTHER_PATH_MAX], trusted[OTHER_PATH_MAX], lists[OTHER_PATH_MAX];

	add(&all, "--infile", others_path(others, "chain.pem", chain));
	add(&all, "--load-ca-certificate", others_path(others, "trusted.pem", trusted));
	add(&all, "--verify-hostname", question->reference);
	add(&all, "--verify-purpose", "1.3.6.1.5.5.7.3.1");
	add(&all, "--verify-profile", "medium");
	if (question->lists.len)
		add(&all, "--load-crl", others_path(others, "lists.pem", lists));
	return run(others, all.words, said) == 0;
}

void others_ask(const struct others *others, enum other other, const struct question *question, struct answer *answer)
{
	buffer_clear(&answer->said);
	switch (other) {
	case OTHER_OPENSSL: answer->accepted = ask_openssl(others, question, &answer->said); return;
	case OTHER_CERTTOOL: answer->accepted = ask_certtool(others, question, &answer->said); return;
	}
}
