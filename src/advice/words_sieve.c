/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_sieve: tables, to be written.
 */
#include "advice/words.h"

const struct word_table words_sieve_capabilities = {.name = "", .protocols = ""};
const struct word_table words_sieve_codes = {.name = "", .protocols = ""};
const struct word_table words_sieve_commands = {.name = "", .protocols = ""};
const struct word_table words_sasl = {.name = "", .protocols = ""};
