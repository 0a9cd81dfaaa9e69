/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_pop3: tables, to be written.
 */
#include "advice/words.h"

const struct word_table words_pop3_capabilities = {.name = "", .protocols = ""};
const struct word_table words_pop3_codes = {.name = "", .protocols = ""};
const struct word_table words_pop3_commands = {.name = "", .protocols = ""};
