/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hostname: gethostname, /etc/hosts, address literal, in this order.
 */
#include "app/hostname.h"

#include "base/bytes.h"
#include <stdio.h>
#include <unistd.h>

static bool is_fqdn(struct bytes name)
{
	size_t dot = bytes_index(name, '.', 0);

	if (dot == 0 || dot + 1 >= name.len || bytes_starts_with_nocase(name, "localhost"))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.data[i]) && name.data[i] != '.' && name.data[i] != '-')
			return false;
	return true;
}

/* A line «address name name ...» that bears our short name gives the first of its names that is an FQDN. */
static bool fqdn_in_line(struct bytes line, struct bytes host, char *text, size_t size)
{
	struct bytes fqdn = {0};
	bool ours = false;

	line = bytes_first(line, bytes_index(line, '#', 0));
	bytes_word(&line);
	for (struct bytes name = bytes_word(&line); name.len; name = bytes_word(&line)) {
		ours = ours || bytes_equal_nocase(name, host);
		if (!fqdn.len && is_fqdn(name))
			fqdn = name;
	}
	if (!ours || !fqdn.len)
		return false;
	snprintf(text, size, "%.*s", (int)fqdn.len, (const char *)fqdn.data);
	return true;
}

static bool fqdn_in_hosts(struct bytes host, char *text, size_t size)
{
	char line[1024];
	bool found = false;
	FILE *hosts = fopen("/etc/hosts", "re");

	if (!hosts)
		return false;
	while (!found && fgets(line, sizeof(line), hosts)) {
		size_t len = strcspn(line, "\r\n");
		found = fqdn_in_line(bytes_of(line, len), host, text, size);
	}
	fclose(hosts);
	return found;
}

char *hostname_for_greeting(char *text, size_t size, const char *local)
{
	char host[256] = "";

	if (gethostname(host, sizeof(host) - 1))
		host[0] = 0;
	if (is_fqdn(bytes_str(host)))
		snprintf(text, size, "%s", host);
	else if (host[0] && fqdn_in_hosts(bytes_str(host), text, size))
		return text;
	else if (local && local[0])
		snprintf(text, size, "[%s%s]", strchr(local, ':') ? "IPv6:" : "", local);
	else
		snprintf(text, size, "[127.0.0.1]");
	return text;
}
