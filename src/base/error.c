/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error: filling one in.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct error *error, enum error_domain domain, int code, const char *format, va_list arguments)
	__attribute__((format(printf, 4, 0)));

static void fill(struct error *error, enum error_domain domain, int code, const char *format, va_list arguments)
{
	error->domain = domain;
	error->code = code;
	vsnprintf(error->sentence, sizeof(error->sentence), format, arguments);
}

bool error_set(struct error *error, enum error_domain domain, int code, const char *format, ...)
{
	va_list arguments;

	if (!error)
		return false;
	va_start(arguments, format);
	fill(error, domain, code, format, arguments);
	va_end(arguments);
	return false;
}

bool error_set_errno(struct error *error, int number, const char *format, ...)
{
	va_list arguments;

	if (!error)
		return false;
	va_start(arguments, format);
	fill(error, ERROR_SYSTEM, number, format, arguments);
	va_end(arguments);
	size_t len = strlen(error->sentence);
	snprintf(error->sentence + len, sizeof(error->sentence) - len, ": %s", strerror(number));
	return false;
}

bool error_prefix(struct error *error, const char *what)
{
	char sentence[sizeof(error->sentence)];

	if (!error)
		return false;
	memcpy(sentence, error->sentence, sizeof(sentence));
	return error_set(error, error->domain, error->code, "%s: %s", what, sentence);
}
