/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_tls: tables, to be written.
 */
#include "advice/words.h"

const struct word_table words_tls_alerts = {.name = "", .protocols = ""};
const struct word_table words_tls_messages = {.name = "", .protocols = ""};
const struct word_table words_tls_extensions = {.name = "", .protocols = ""};
const struct word_table words_tls_versions = {.name = "", .protocols = ""};
const struct word_table words_tls_suite_parts = {.name = "", .protocols = ""};
const struct word_table words_tls_groups = {.name = "", .protocols = ""};
const struct word_table words_tls_schemes = {.name = "", .protocols = ""};
const struct word_table words_tls_fields = {.name = "", .protocols = ""};
