/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * anchors: a trust store, lists and keys behind a count of their users.
 */
#include "tls/anchors.h"

#include "base/alloc.h"
#include "tls/crl.h"
#include "tls/ct_logs.h"
#include "tls/engine.h"
#include "tls/trust.h"
#include <stdlib.h>

static struct trust *load_trust(const struct tls_settings *settings, struct error *error)
{
	if (settings->trust_none)
		return trust_none();
	if (settings->ca_pem)
		return trust_from_pem(settings->ca_pem, "the demo's root", error);
	struct trust *trust = trust_new(settings->ca_file, error);
	if (!trust && settings->ca_file)
		error_prefix(error, "--ca");
	return trust;
}

static bool load_lists(struct tls_anchors *anchors, const struct tls_settings *settings, struct error *error)
{
	if (settings->crl_file && !(anchors->crls = crls_new(settings->crl_file, error)))
		return error_prefix(error, "--crl");
	if (settings->ct_logs_file && !(anchors->ct_logs = ct_logs_new(settings->ct_logs_file, error)))
		return error_prefix(error, "--ct-logs");
	return true;
}

struct tls_anchors *tls_anchors_new(const struct tls_settings *settings, struct error *error)
{
	struct tls_anchors *anchors = alloc_zero(1, sizeof(*anchors));

	anchors->users = 1;
	anchors->trust = load_trust(settings, error);
	if (anchors->trust && load_lists(anchors, settings, error))
		return anchors;
	tls_anchors_free(anchors);
	return NULL;
}

struct tls_anchors *tls_anchors_share(struct tls_anchors *anchors)
{
	if (anchors)
		anchors->users++;
	return anchors;
}

void tls_anchors_free(struct tls_anchors *anchors)
{
	if (!anchors || --anchors->users)
		return;
	trust_free(anchors->trust);
	crls_free(anchors->crls);
	ct_logs_free(anchors->ct_logs);
	free(anchors);
}
