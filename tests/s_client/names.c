/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names: cipher suites by IANA's names on standard input, a line each, with OpenSSL's on standard output.
 */
#include "report/openssl_names.h"

#include <stdio.h>

int main(void)
{
	char line[200];
	struct buffer name;

	buffer_init(&name, 1000);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = 0;
		buffer_clear(&name);
		openssl_suite(&name, line);
		printf("%s %s\n", line, buffer_text(&name));
	}
	buffer_done(&name);
	return 0;
}
