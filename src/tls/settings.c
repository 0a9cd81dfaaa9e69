/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings: a copy of its own of everything that settings borrow.
 */
#include "tls/tls.h"

#include "base/alloc.h"
#include "base/secret.h"
#include "tls/anchors.h"
#include <stdlib.h>

enum { TEXTS = 16 };

/* Every text, so that none is forgotten in one of the two functions. */
static void list_texts(struct tls_settings *settings, const char **ret_texts[TEXTS])
{
	const char **const texts[TEXTS] = {&settings->reference_name, &settings->srv_service, &settings->mail_domain,
		&settings->ca_file, &settings->ca_pem, &settings->crl_file, &settings->ct_logs_file,
		&settings->priority, &settings->versions, &settings->ciphers, &settings->groups, &settings->schemes,
		&settings->alpn, &settings->sni, &settings->cert_file, &settings->key_file};

	memcpy(ret_texts, texts, sizeof(texts));
}

void tls_settings_copy(const struct tls_settings *settings, struct tls_settings *ret_copy)
{
	struct tls_settings copy = *settings;
	const char **texts[TEXTS];

	list_texts(&copy, texts);
	for (int i = 0; i < TEXTS; i++)
		*texts[i] = *texts[i] ? alloc_text(*texts[i]) : NULL;
	copy.passphrase = settings->passphrase ? alloc_text(settings->passphrase) : NULL;
	if (settings->resume.len) {
		unsigned char *resume = alloc_bytes(settings->resume.len);
		memcpy(resume, settings->resume.data, settings->resume.len);
		copy.resume = bytes_of(resume, settings->resume.len);
	}
	copy.anchors = tls_anchors_share(settings->anchors);
	*ret_copy = copy;
}

static void free_secret(const void *secret, size_t len)
{
	void *owned = (void *)(uintptr_t)secret;

	if (owned)
		wipe(owned, len);
	free(owned);
}

void tls_settings_done(struct tls_settings *settings)
{
	const char **texts[TEXTS];

	list_texts(settings, texts);
	for (int i = 0; i < TEXTS; i++)
		free((void *)(uintptr_t)*texts[i]);
	free_secret(settings->passphrase, settings->passphrase ? strlen(settings->passphrase) : 0);
	free_secret(settings->resume.data, settings->resume.len);
	tls_anchors_free(settings->anchors);
	*settings = (struct tls_settings){.reference_name = NULL};
}
