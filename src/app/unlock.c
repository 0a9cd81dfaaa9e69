/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unlock: tries the key with what there is, and asks while it is locked.
 */
#include "app/unlock.h"

#include "app/files.h"
#include "tls/credentials.h"

static void use(struct console *console, struct bytes passphrase)
{
	secret_clear(&console->passphrase);
	secret_append(&console->passphrase, passphrase);
	secret_append(&console->passphrase, bytes_of("", 1));
	console->config.session.tls.passphrase = (const char *)secret_bytes(&console->passphrase).data;
}

/* The first line of the file. A pipe is read to its end. */
static bool read_passphrase(struct console *console, const char *path, struct error *error)
{
	struct buffer file;
	struct error why = {.sentence = ""};

	buffer_init_secret(&file, SECRET_MAX - 1);
	bool read = file_read(path, &file, &why);
	if (read) {
		struct bytes line = bytes_first(buffer_bytes(&file), bytes_index(buffer_bytes(&file), '\n', 0));
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		use(console, line);
	}
	buffer_done(&file);
	return read || error_set(error, why.domain, why.code, "--passphrase-file: %s", why.sentence);
}

bool unlock_start(struct console *console, struct error *error)
{
	const struct tls_settings *settings = &console->config.session.tls;
	const char *path = console->options->passphrase_file;

	if (!tls_settings_check(settings, error))
		return false;
	if (path && !read_passphrase(console, path, error))
		return false;
	switch (credentials_try(settings, error)) {
	case CREDENTIALS_USABLE: return true;
	case CREDENTIALS_LOCKED: return !path;
	case CREDENTIALS_UNUSABLE: return false;
	}
	return false;
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
