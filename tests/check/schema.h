/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * schema: as much of JSON Schema as doc/check.schema.json uses.
 */
#ifndef STARLIT_TESTS_CHECK_SCHEMA_H
#define STARLIT_TESTS_CHECK_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>

/* Of the whole document; free with json_decref. */
json_t *schema_load(void);
/* Says on standard error what is wrong. A keyword that is not known here is wrong, too. */
bool schema_fits(const json_t *document, const char *definition, const json_t *value);

#endif
