/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * probe_result: one thing that a probe has found out.
 *
 * Ownership a plain value. Failure: none.
 */
#ifndef STARLIT_TLS_PROBE_RESULT_H
#define STARLIT_TLS_PROBE_RESULT_H

#include "model/event.h"

enum { PROBE_REASON_MAX = 200, PROBE_NAME_MAX = 64 };

struct probe_result {
	enum probe_topic topic;
	uint16_t version;
	uint32_t code;
	enum probe_finding answer;
	char name[PROBE_NAME_MAX]; /* for what has no registry: an application protocol, untrusted; else empty */
	char reason[PROBE_REASON_MAX];
};

/* IANA's name of what the result is about, or its code in hex; empty when it has none. Returns text. */
char *probe_result_name(const struct probe_result *result, char *text, size_t size);
/* «TLS 1.2». */
const char *probe_version_text(uint16_t version);

#endif
