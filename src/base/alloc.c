/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alloc: malloc and its kin, checked.
 */
#include "base/alloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void alloc_failed(void)
{
	static const char text[] = "starlit: no memory is left: the program ends here\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)ignored;
	abort();
}

static void *checked(void *memory)
{
	if (!memory)
		alloc_failed();
	return memory;
}

void *alloc_bytes(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *alloc_zero(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *alloc_grow(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		alloc_failed();
	size_t total = count * size;
	return checked(realloc(old, total ? total : 1));
}

char *alloc_text(const char *text)
{
	return alloc_text_n(text, strlen(text));
}

char *alloc_text_n(const char *text, size_t len)
{
	char *copy = alloc_bytes(len + 1);

	if (len)
		memcpy(copy, text, len);
	copy[len] = 0;
	return copy;
}

char *alloc_printf(const char *format, ...)
{
	va_list arguments, again;

	va_start(arguments, format);
	va_copy(again, arguments);
	int len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (len < 0)
		alloc_failed();
	char *text = alloc_bytes((size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}
