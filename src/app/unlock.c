/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unlock: tries the key with what there is, and asks while it is locked.
 */
#include "app/unlock.h"

#include "app/files.h"
#include "tls/credentials.h"

/* With a NUL behind it. */
static void keep(struct secret *secret, struct bytes passphrase)
{
	secret_clear(secret);
	secret_append(secret, passphrase);
	secret_append(secret, bytes_of("", 1));
}

static void use(struct console *console, struct bytes passphrase)
{
	keep(&console->passphrase, passphrase);
	console->config.session.tls.passphrase = (const char *)secret_bytes(&console->passphrase).data;
}

/* The first line of the file. A pipe is read to its end. */
static bool read_passphrase(const char *path, struct secret *ret_passphrase, struct error *error)
{
	struct buffer file;
	struct error why = {.sentence = ""};

	buffer_init_secret(&file, SECRET_MAX - 1);
	bool read = file_read(path, &file, &why);
	if (read) {
		struct bytes line = bytes_first(buffer_bytes(&file), bytes_index(buffer_bytes(&file), '\n', 0));
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		keep(ret_passphrase, line);
	}
	buffer_done(&file);
	return read || error_set(error, why.domain, why.code, "--passphrase-file: %s", why.sentence);
}

bool unlock_settings(struct tls_settings *settings, const char *path, struct secret *passphrase, struct error *error)
{
	if (!tls_settings_check(settings, error))
		return false;
	if (path) {
		if (!read_passphrase(path, passphrase, error))
			return false;
		settings->passphrase = (const char *)secret_bytes(passphrase).data;
	}
	return credentials_try(settings, error) == CREDENTIALS_USABLE;
}

bool unlock_start(struct console *console, struct error *error)
{
	struct error why = {.sentence = ""};
	const char *path = console->options->passphrase_file;
	struct tls_settings *settings = &console->config.session.tls;

	if (unlock_settings(settings, path, &console->passphrase, &why))
		return true;
	/* Without a file, it is asked for. */
	if (!path && tls_settings_check(settings, NULL) && credentials_try(settings, NULL) == CREDENTIALS_LOCKED)
		return true;
	return error_set(error, why.domain, why.code, "%s", why.sentence);
}

bool unlock_asks(struct console *console, const struct target *target)
{
	struct error error;

	if (console->passphrase.len || credentials_try(&console->config.session.tls, &error) != CREDENTIALS_LOCKED)
		return false;
	console->unlocking = true;
	console->locked_out = *target;
	return true;
}

void unlock_take(struct console *console, struct bytes passphrase)
{
	struct error error;

	use(console, passphrase);
	if (credentials_try(&console->config.session.tls, &error) == CREDENTIALS_LOCKED) {
		secret_clear(&console->passphrase);
		console->config.session.tls.passphrase = NULL;
		console_say(console, SEVERITY_WARNING, "%s; type it again, or Esc to leave it", error.sentence);
		return;
	}
	console->unlocking = false;
	console_connect(console, &console->locked_out);
}

void unlock_give_up(struct console *console)
{
	console->unlocking = false;
	console_say(console, SEVERITY_WARNING, "not connected: your key is still locked; :connect TARGET asks again");
}
