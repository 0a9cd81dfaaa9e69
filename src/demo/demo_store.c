/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_store: mails in memory; the oldest go when there are too many.
 */
#include "demo/server.h"

#include "base/alloc.h"
#include <stdlib.h>

enum { MAILS_MAX = 64 };

struct demo_store {
	struct bytes mails[MAILS_MAX];
	size_t count;
};

static const char *const first_mails[] = {
	"From: Teaching Server <postmaster@example.org>\r\n"
	"To: anna@example.org\r\n"
	"Subject: Welcome\r\n"
	"Date: Sat, 21 Nov 2026 08:00:00 +0000\r\n"
	"Message-ID: <1@mail.example.org>\r\n"
	"\r\n"
	"This mailbox lives in the memory of starlit. Read, mark and delete as you like:\r\n"
	"it is gone when the program ends.\r\n",
	"From: Postmaster <postmaster@example.org>\r\n"
	"To: anna@example.org\r\n"
	"Subject: A dot at the beginning of a line\r\n"
	"Date: Sat, 21 Nov 2026 08:05:00 +0000\r\n"
	"Message-ID: <2@mail.example.org>\r\n"
	"\r\n"
	"The next line begins with a dot:\r\n"
	".like this\r\n"
	"On the wire it has two (RFC 5321, section 4.5.2; RFC 1939, section 3).\r\n",
	"From: Anna <anna@example.org>\r\n"
	"To: anna@example.org\r\n"
	"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
	"Date: Sat, 21 Nov 2026 08:10:00 +0000\r\n"
	"Message-ID: <3@mail.example.org>\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: text/plain; charset=utf-8\r\n"
	"Content-Transfer-Encoding: 8bit\r\n"
	"\r\n"
	"Gr\xc3\xbc\xc3\x9f"
	"e an mich selbst.\r\n",
};

struct demo_store *demo_store_new(void)
{
	struct demo_store *store = alloc_zero(1, sizeof(*store));

	for (size_t i = 0; i < sizeof(first_mails) / sizeof(first_mails[0]); i++)
		demo_store_add(store, bytes_str(first_mails[i]));
	return store;
}

static void drop_first(struct demo_store *store)
{
	free((void *)store->mails[0].data);
	memmove(store->mails, store->mails + 1, --store->count * sizeof(store->mails[0]));
}

void demo_store_free(struct demo_store *store)
{
	while (store && store->count)
		drop_first(store);
	free(store);
}

void demo_store_add(struct demo_store *store, struct bytes mail)
{
	if (store->count == MAILS_MAX)
		drop_first(store);
	store->mails[store->count++] = bytes_of(alloc_text_n((const char *)mail.data, mail.len), mail.len);
}

size_t demo_store_count(const struct demo_store *store)
{
	return store->count;
}

struct bytes demo_store_mail(const struct demo_store *store, size_t index)
{
	return index < store->count ? store->mails[index] : (struct bytes){0};
}
