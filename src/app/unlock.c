/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unlock: tries the key with what there is, and asks while it is locked.
 */
#include "app/unlock.h"

#include "app/files.h"
#include "tls/credentials.h"

static void use(struct front *front, struct bytes passphrase)
{
	secret_clear(&front->passphrase);
	secret_append(&front->passphrase, passphrase);
	secret_append(&front->passphrase, bytes_of("", 1));
	front->config.session.tls.passphrase = (const char *)secret_bytes(&front->passphrase).data;
}

/* The first line of the file. A pipe is read to its end. */
static bool read_passphrase(struct front *front, const char *path, struct error *error)
{
	struct buffer file;
	struct error why = {.sentence = ""};

	buffer_init_secret(&file, SECRET_MAX - 1);
	bool read = file_read(path, &file, &why);
	if (read) {
		struct bytes line = bytes_first(buffer_bytes(&file), bytes_index(buffer_bytes(&file), '\n', 0));
		if (line.len && line.data[line.len - 1] == '\r')
			line.len--;
		use(front, line);
	}
	buffer_done(&file);
	return read || error_set(error, why.domain, why.code, "--passphrase-file: %s", why.sentence);
}

bool unlock_start(struct front *front, struct error *error)
{
	const struct tls_settings *settings = &front->config.session.tls;
	const char *path = front->options->passphrase_file;

	if (!tls_settings_check(settings, error))
		return false;
	if (path && !read_passphrase(front, path, error))
		return false;
	switch (credentials_try(settings, error)) {
	case CREDENTIALS_USABLE: return true;
	case CREDENTIALS_LOCKED: return !path;
	case CREDENTIALS_UNUSABLE: return false;
	}
	return false;
}

bool unlock_asks(struct front *front, const struct target *target)
{
	struct error error;

	if (front->passphrase.len || credentials_try(&front->config.session.tls, &error) != CREDENTIALS_LOCKED)
		return false;
	front->unlocking = true;
	front->locked_out = *target;
	return true;
}

void unlock_take(struct front *front, struct bytes passphrase)
{
	struct error error;

	use(front, passphrase);
	if (credentials_try(&front->config.session.tls, &error) == CREDENTIALS_LOCKED) {
		secret_clear(&front->passphrase);
		front->config.session.tls.passphrase = NULL;
		front_say(front, SEVERITY_WARNING, "%s; type it again, or Esc to leave it", error.sentence);
		return;
	}
	front->unlocking = false;
	front_connect(front, &front->locked_out);
}

void unlock_give_up(struct front *front)
{
	front->unlocking = false;
	front_say(front, SEVERITY_WARNING, "not connected: your key is still locked; :connect TARGET asks again");
}
