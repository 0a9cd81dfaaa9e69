/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * idn: libidn2's look-up form.
 */
#include "base/idn.h"

#include <idn2.h>
#include <stdio.h>
#include <string.h>

static bool is_ascii(const char *name)
{
	for (; *name; name++)
		if ((unsigned char)*name >= 0x80)
			return false;
	return true;
}

static bool copy(const char *from, char *text, size_t size, const char **ret_reason)
{
	if (strlen(from) < size) {
		snprintf(text, size, "%s", from);
		return true;
	}
	if (ret_reason)
		*ret_reason = "it is too long";
	return false;
}

bool idn_to_ascii(const char *name, char *text, size_t size, const char **ret_reason)
{
	char *ascii = NULL;
	int result = idn2_lookup_u8((const uint8_t *)name, (uint8_t **)&ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);

	if (result == IDN2_OK) {
		bool fits = copy(ascii, text, size, ret_reason);
		idn2_free(ascii);
		return fits;
	}
	if (is_ascii(name))
		return copy(name, text, size, ret_reason);
	if (ret_reason)
		*ret_reason = idn2_strerror(result);
	return false;
}
