/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * program: hardens the process, reads the command line, runs what it asks for.
 */
#include "app/program.h"

#include "app/completion.h"
#include "app/check.h"
#include "app/front.h"
#include "app/help.h"
#include "app/lessons.h"
#include "app/opened.h"
#include "app/plain.h"
#include "app/probing.h"
#include "app/s_client.h"
#include "app/reporting.h"
#include "app/scripting.h"
#include "app/serve.h"
#include "base/safe.h"
#include "tls/policy.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* A socket must never become standard output because somebody closed that. */
static void open_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

/* Passwords pass through this process: no core dump, nobody looks in, files are this user's alone. */
static void harden(void)
{
	struct rlimit none = {0, 0};

	if (getauxval(AT_SECURE)) {
		fputs("starlit: it does not run setuid or setgid\n", stderr);
		exit(EXIT_FAILURE);
	}
	open_standard_streams();
	/* A file that may not grow any more is told, as a full disk is; the session goes on. */
	signal(SIGXFSZ, SIG_IGN);
	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/*
 * GnuTLS would obey the variable by itself, with a file that others may read, and for the demo server's end too: it is
 * taken away before GnuTLS looks.
 */
static const char *take_key_log_variable(void)
{
	const char *path = getenv("SSLKEYLOGFILE");

	unsetenv("SSLKEYLOGFILE");
	return path && *path ? path : NULL;
}

static int tell(const struct error *error, const char *help)
{
	/* What was typed stands in it, too. */
	char sentence[2 * sizeof(error->sentence)];

	fprintf(stderr, "starlit: %s\n", safe_text(sentence, sizeof(sentence), bytes_str(error->sentence), SAFE_UTF8));
	if (error->domain == ERROR_USAGE)
		fprintf(stderr, "starlit %s shows what it takes\n", help);
	return error->domain == ERROR_USAGE ? 2 : EXIT_FAILURE;
}

/* A screen needs a terminal on both sides that can be painted on. */
static bool wants_lines(const struct options *options)
{
	const char *term = getenv("TERM");

	return options->plain || options->json || options->quiet || options->pipeline || options->commands ||
	       options->clear_secrets || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !term ||
	       !strcmp(term, "dumb");
}

static int print_help(const struct options *options, struct error *error)
{
	struct buffer out;

	buffer_init(&out, 1 << 16);
	bool known = true;
	const char *topic = *options->topic ? options->topic : NULL;
	if (topic && !strcmp(topic, "s_client"))
		s_client_help(&out);
	else
		known = help_write(&out, topic, error);
	if (!known && options->topic_by_option)
		known = help_write(&out, NULL, error);
	if (known)
		fputs(buffer_text(&out), stdout);
	buffer_done(&out);
	return known ? EXIT_SUCCESS : -1;
}

static int print_completion(const struct options *options)
{
	struct buffer out;
	const char *name;

	buffer_init(&out, 1 << 20);
	if (!completion_write(&out, options->completion))
		for (size_t i = 0; (name = options_server(options, i, NULL)); i++)
			buffer_printf(&out, "%s\n", name);
	fputs(buffer_text(&out), stdout);
	buffer_done(&out);
	return EXIT_SUCCESS;
}

/* What was asked for must arrive whole. */
static int end_output(int status, struct error *error)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	error_set_errno(error, errno, "standard output");
	return -1;
}

static int run(const struct options *options, struct error *error)
{
	if (options->dump && (options->run == RUN_SESSION || options->run == RUN_OPEN) && wants_lines(options)) {
		error_set(error, ERROR_USAGE, 0, "--dump: there is no screen to be written: this is line mode");
		return -1;
	}
	if (lessons_only(options))
		return end_output(lessons_run(options, error), error);
	if (options->lesson && !lessons_check(options, error))
		return -1;
	switch (options->run) {
	case RUN_HELP: return end_output(print_help(options, error), error);
	case RUN_VERSION:
		printf("starlit %s\nGnuTLS %s\n", PACKAGE_VERSION, tls_library_version());
		return end_output(EXIT_SUCCESS, error);
	case RUN_COMPLETION: return end_output(print_completion(options), error);
	case RUN_CHECK: return check_run(options, error);
	case RUN_PROBE: return probing_run(options, error);
	case RUN_SCRIPT: return scripting_run(options, error);
	case RUN_SERVE: return serve_run(options, error);
	case RUN_OPEN: return wants_lines(options) ? opened_print(options, error) : front_run(options, error);
	case RUN_REPORT: return reporting_run(options, error);
	case RUN_SESSION: return wants_lines(options) ? plain_run(options, error) : front_run(options, error);
	}
	return EXIT_FAILURE;
}

/* Through a link of that name, or by the first word. */
static bool is_s_client(int argc, char **argv)
{
	const char *name = argc && argv[0] ? strrchr(argv[0], '/') : NULL;

	name = name ? name + 1 : argc && argv[0] ? argv[0] : "";
	return !strcmp(name, "s_client") || !strcmp(name, "openssl-s_client") ||
	       (argc > 1 && !strcmp(argv[1], "s_client"));
}

static int run_s_client(int argc, char **argv, const char *key_log, struct error *error)
{
	bool by_word = argc > 1 && !strcmp(argv[1], "s_client");
	struct s_client client;
	struct buffer help;
	int status = -1;

	if (!s_client_parse(argc - by_word, argv + by_word, &client, error)) {
		s_client_done(&client);
		return -1;
	}
	client.options.environment_key_log = key_log;
	if (client.help) {
		buffer_init(&help, 1 << 16);
		s_client_help(&help);
		fputs(buffer_text(&help), stdout);
		buffer_done(&help);
		status = EXIT_SUCCESS;
	} else if (policy_start(false, error)) {
		status = client.prints || wants_lines(&client.options) ? plain_run(&client.options, error)
								       : front_run(&client.options, error);
	}
	if (status < 0)
		s_client_rename(error);
	s_client_done(&client);
	return status;
}

int program_main(int argc, char **argv)
{
	struct options options;
	struct error error = {.sentence = ""};

	harden();
	const char *key_log = take_key_log_variable();
	if (is_s_client(argc, argv)) {
		int status = run_s_client(argc, argv, key_log, &error);
		return status < 0 ? tell(&error, "s_client -help") : status;
	}
	const struct environment environment = {
		.no_color = getenv("NO_COLOR"), .home = getenv("HOME"), .config_home = getenv("XDG_CONFIG_HOME")};
	if (!options_parse(argc, argv, &environment, &options, &error))
		return tell(&error, "--help");
	options.environment_key_log = key_log;
	if (!policy_start(options.ignore_policy, &error))
		return tell(&error, "--help");
	int status = run(&options, &error);
	options_done(&options);
	return status < 0 ? tell(&error, "--help") : status;
}
