/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hello_fit: which step leaves out enough, and how much padding fills the rest.
 */
#include "tls/setup.h"

enum { EXTENSION_HEADER = 4 };

struct hello_fit hello_fit(const struct tls_settings *settings, hello_measure_fn *measure)
{
	struct hello_fit fit = {.step = 0};
	size_t size = measure(settings, &fit);

	while (size > settings->hello_size && fit.step < PRIORITY_STEPS) {
		fit.step++;
		size = measure(settings, &fit);
	}
	fit.least = size > settings->hello_size ? size : 0;
	size_t missing = settings->hello_size > size ? settings->hello_size - size : 0;
	/* One byte too few is nearer than an extension's header too many. */
	fit.pads = missing >= EXTENSION_HEADER / 2;
	fit.padding = missing > EXTENSION_HEADER ? missing - EXTENSION_HEADER : 0;
	return fit;
}
