/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alloc: memory that is always there.
 *
 * Purpose   the only callers of malloc and its kin. Every count is checked for overflow.
 * Ownership the caller frees with free().
 * Failure   without memory the program says so on standard error and aborts; the screen's crash handler then
 *           restores the terminal (ui/crash.h). No caller checks for NULL.
 */
#ifndef STARLIT_BASE_ALLOC_H
#define STARLIT_BASE_ALLOC_H

#include <stddef.h>

void *alloc_bytes(size_t size);
/* Zeroed. */
void *alloc_zero(size_t count, size_t size);
void *alloc_grow(void *old, size_t count, size_t size);
char *alloc_text(const char *text);
char *alloc_text_n(const char *text, size_t len);
char *alloc_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void alloc_failed(void);

#endif
