/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_imap: tables, to be written.
 */
#include "advice/words.h"

const struct word_table words_imap_capabilities = {.name = "", .protocols = ""};
const struct word_table words_imap_codes = {.name = "", .protocols = ""};
const struct word_table words_imap_commands = {.name = "", .protocols = ""};
const struct word_table words_imap_responses = {.name = "", .protocols = ""};
