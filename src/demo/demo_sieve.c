/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_sieve: ManageSieve with a handful of scripts.
 */
#include "demo/server.h"

#include "base/alloc.h"
#include <stdlib.h>

enum { SCRIPTS_MAX = 16 };

struct demo_scripts {
	struct script {
		char *name;
		char *text;
	} list[SCRIPTS_MAX];
	size_t count;
	char *active;
};

void demo_scripts_free(struct demo_scripts *scripts)
{
	if (!scripts)
		return;
	for (size_t i = 0; i < scripts->count; i++) {
		free(scripts->list[i].name);
		free(scripts->list[i].text);
	}
	free(scripts->active);
	free(scripts);
}

static struct demo_scripts *scripts_of(struct demo *demo)
{
	if (!demo->scripts)
		demo->scripts = alloc_zero(1, sizeof(*demo->scripts));
	return demo->scripts;
}

static void capabilities(struct demo *demo, const char *text)
{
	const char *starttls =
		demo_has(demo, DEMO_FAULT_LYING_CAPS) && !demo->secured ? "\"XXXXXXXA\"\r\n" : "\"STARTTLS\"\r\n";

	demo_printf(demo,
		"\"IMPLEMENTATION\" \"starlit teaching server\"\r\n\"SIEVE\" \"fileinto reject\"\r\n\"SASL\" \"%s\"\r\n%s"
		"\"VERSION\" \"1.0\"\r\nOK \"%s\"\r\n",
		demo_takes_passwords(demo) ? "PLAIN" : "", demo_offers_tls(demo) ? starttls : "", text);
}

static void greet(struct demo *demo)
{
	capabilities(demo, "ready");
}

static struct bytes string(struct bytes *rest)
{
	struct bytes at = bytes_trim(*rest);

	if (!at.len || at.data[0] != '"') {
		*rest = at;
		return bytes_word(rest);
	}
	size_t end = bytes_index(at, '"', 1);
	*rest = bytes_from(at, end + 1);
	return bytes_of(at.data + 1, end - 1);
}

static void starttls(struct demo *demo)
{
	if (demo_has(demo, DEMO_FAULT_HIDE_STARTTLS) || demo->secured) {
		demo_printf(demo, "NO \"%s\"\r\n", demo->secured ? "TLS is up already" : "Unknown command");
	} else if (demo_has(demo, DEMO_FAULT_REFUSE_STARTTLS)) {
		demo_printf(demo, "NO (TRYLATER) \"TLS is not available now\"\r\n");
	} else {
		demo_printf(demo, "OK \"Begin TLS\"\r\n");
		demo_start_tls(demo);
	}
}

static void login_done(struct demo *demo, bool good)
{
	demo->authenticated = good;
	demo->auth_step = 0;
	demo_printf(demo, good ? "OK \"Welcome\"\r\n"
			       : "NO \"Wrong name or password (try " DEMO_USER " and " DEMO_PASSWORD ")\"\r\n");
}

static void authenticate(struct demo *demo, struct bytes rest)
{
	struct bytes mechanism = string(&rest), initial = string(&rest);

	if (!demo_takes_passwords(demo))
		demo_printf(demo, "NO (ENCRYPT-NEEDED) \"STARTTLS first\"\r\n");
	else if (!bytes_is(mechanism, "PLAIN"))
		demo_printf(demo, "NO \"Mechanisms: PLAIN\"\r\n");
	else if (initial.len)
		login_done(demo, demo_check_plain(initial));
	else {
		demo->auth_step = 1;
		demo_printf(demo, "\"\"\r\n");
	}
}

/* Scripts */

static struct script *find(struct demo *demo, struct bytes name)
{
	struct demo_scripts *scripts = scripts_of(demo);

	for (size_t i = 0; i < scripts->count; i++)
		if (bytes_equal(bytes_str(scripts->list[i].name), name))
			return &scripts->list[i];
	return NULL;
}

static char *copy(struct bytes bytes)
{
	return alloc_text_n((const char *)bytes.data, bytes.len);
}

static void put(struct demo *demo, struct bytes name, struct bytes text)
{
	struct demo_scripts *scripts = scripts_of(demo);
	struct script *script = find(demo, name);

	if (!script && scripts->count == SCRIPTS_MAX) {
		demo_printf(demo, "NO (QUOTA/MAXSCRIPTS) \"Enough scripts\"\r\n");
		return;
	}
	if (!script) {
		script = &scripts->list[scripts->count++];
		script->name = copy(name);
	}
	free(script->text);
	script->text = copy(text);
	demo_printf(demo, "OK\r\n");
}

static void list(struct demo *demo)
{
	struct demo_scripts *scripts = scripts_of(demo);

	for (size_t i = 0; i < scripts->count; i++) {
		bool active = scripts->active && !strcmp(scripts->active, scripts->list[i].name);
		demo_printf(demo, "\"%s\"%s\r\n", scripts->list[i].name, active ? " ACTIVE" : "");
	}
	demo_printf(demo, "OK\r\n");
}

static void with_script(struct demo *demo, struct bytes verb, struct bytes rest)
{
	struct demo_scripts *scripts = scripts_of(demo);
	struct script *script = find(demo, string(&rest));

	if (!script) {
		demo_printf(demo, "NO (NONEXISTENT) \"There is no such script\"\r\n");
		return;
	}
	if (bytes_is(verb, "GETSCRIPT")) {
		demo_printf(demo, "{%zu}\r\n", strlen(script->text));
		demo_write(demo, bytes_str(script->text));
		demo_printf(demo, "\r\n");
	} else if (bytes_is(verb, "SETACTIVE")) {
		free(scripts->active);
		scripts->active = alloc_text(script->name);
	} else if (bytes_is(verb, "RENAMESCRIPT")) {
		free(script->name);
		script->name = copy(string(&rest));
	} else {
		free(script->name);
		free(script->text);
		*script = scripts->list[--scripts->count];
	}
	demo_printf(demo, "OK\r\n");
}

/* Commands */

static bool is_one_of(struct bytes verb, const char *words)
{
	struct bytes rest = bytes_str(words);

	for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
		if (bytes_equal_nocase(word, verb))
			return true;
	return false;
}

static void authenticated(struct demo *demo, struct bytes verb, struct bytes rest)
{
	if (bytes_is(verb, "LISTSCRIPTS"))
		list(demo);
	else if (bytes_is(verb, "HAVESPACE"))
		demo_printf(demo, "OK\r\n");
	else if (bytes_is(verb, "CHECKSCRIPT"))
		demo_printf(demo, "OK \"It looks right\"\r\n");
	else if (bytes_is(verb, "PUTSCRIPT")) {
		struct bytes name = string(&rest), text = string(&rest);
		put(demo, name, text);
	} else if (is_one_of(verb, "GETSCRIPT SETACTIVE DELETESCRIPT RENAMESCRIPT"))
		with_script(demo, verb, rest);
	else
		demo_printf(demo, "NO \"That is no command here\"\r\n");
}

static void run(struct demo *demo, struct bytes verb, struct bytes rest)
{
	if (bytes_is(verb, "CAPABILITY"))
		capabilities(demo, "done");
	else if (bytes_is(verb, "NOOP"))
		demo_printf(demo, "OK \"Here I am\"\r\n");
	else if (bytes_is(verb, "LOGOUT")) {
		demo_printf(demo, "OK \"See you\"\r\n");
		demo_say_goodbye(demo);
	} else if (bytes_is(verb, "STARTTLS"))
		starttls(demo);
	else if (bytes_is(verb, "AUTHENTICATE") && !demo->authenticated)
		authenticate(demo, rest);
	else if (demo->authenticated)
		authenticated(demo, verb, rest);
	else
		demo_printf(demo, "NO \"Authenticate first\"\r\n");
}

/* {n+} at the end of the line, cut off. */
static bool take_literal(struct bytes *line, unsigned long long *ret_size)
{
	size_t open = line->len;

	if (line->len < 4 || line->data[line->len - 1] != '}' || line->data[line->len - 2] != '+')
		return false;
	while (open && line->data[open - 1] != '{')
		open--;
	if (!open ||
		!bytes_number(bytes_first(bytes_from(*line, open), line->len - 2 - open), DEMO_MAIL_MAX / 2, ret_size))
		return false;
	line->len = open - 1;
	return true;
}

static void line(struct demo *demo, struct bytes line)
{
	unsigned long long size = 0;
	struct buffer command;

	if (demo->auth_step) {
		struct bytes rest = line;
		login_done(demo, demo_check_plain(string(&rest)));
		return;
	}
	bool literal = take_literal(&line, &size);
	if (!buffer_append(&demo->command, line)) {
		demo_say_goodbye(demo);
		return;
	}
	if (literal) {
		demo_take_octets(demo, size);
		return;
	}
	command = demo->command;
	buffer_init_secret(&demo->command, DEMO_LINE_MAX);
	struct bytes rest = buffer_bytes(&command);
	struct bytes verb = bytes_word(&rest);
	run(demo, verb, rest);
	buffer_done(&command);
}

/* A script as a string: its own quotes would end it, so they become apostrophes; this is a teaching server. */
static void octets(struct demo *demo, struct bytes octets)
{
	bool good = buffer_append_byte(&demo->command, '"');

	for (size_t i = 0; good && i < octets.len; i++)
		good = buffer_append_byte(&demo->command, octets.data[i] == '"' ? '\'' : octets.data[i]);
	if (!good || !buffer_append_byte(&demo->command, '"'))
		demo_say_goodbye(demo);
}

static void secured(struct demo *demo)
{
	buffer_clear(&demo->command);
	greet(demo);
}

const struct demo_ops demo_sieve_ops = {.greet = greet, .line = line, .octets = octets, .secured = secured};
