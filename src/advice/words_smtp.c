/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words_smtp: tables, to be written.
 */
#include "advice/words.h"

const struct word_table words_smtp_replies = {.name = "", .protocols = ""};
const struct word_table words_smtp_classes = {.name = "", .protocols = ""};
const struct word_table words_enhanced_codes = {.name = "", .protocols = ""};
const struct word_table words_smtp_extensions = {.name = "", .protocols = ""};
const struct word_table words_smtp_commands = {.name = "", .protocols = ""};
