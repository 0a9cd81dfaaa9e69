/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup: priority, SNI, ALPN, credentials, resumption and padding of one client session.
 */
#include "tls/setup.h"

#include "base/alloc.h"
#include "base/safe.h"
#include "tls/sct_ask.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PADDING_EXTENSION = 21, PROTOCOLS_MAX = 8 };

/* Before the session */

/* What GnuTLS stumbled over: the rest of the string, from the word that it does not know. */
static bool refuse_priority(const char *text, const char *at, int result, struct error *error)
{
	char shown[80];
	const char *policy = setup_policy_file();

	if (result == GNUTLS_E_NO_PRIORITIES_WERE_SET)
		return error_set(error, ERROR_TLS, result,
			"TLS cannot be set up: what was chosen leaves nothing to offer%s%s%s",
			policy ? "; the system's policy " : "", policy ? policy : "",
			policy ? " may forbid it: --system-policy ignore steps around it" : "");
	safe_text(shown, sizeof(shown), bytes_first(bytes_str(at), bytes_index(bytes_str(at), ':', 0)), SAFE_UTF8);
	return error_set(error, ERROR_USAGE, 0, "--priority: GnuTLS does not know \"%s\"%s", shown,
		at == text ? " as a beginning; it begins with a word like NORMAL, or NONE" : "");
}

static bool has_anonymous(gnutls_priority_t priority)
{
	const unsigned *list;
	int count = gnutls_priority_kx_list(priority, &list);

	for (int i = 0; i < count; i++)
		if (list[i] == GNUTLS_KX_ANON_DH || list[i] == GNUTLS_KX_ANON_ECDH)
			return true;
	return false;
}

static unsigned count_suites(gnutls_priority_t priority)
{
	unsigned suite, count = 0;

	for (unsigned i = 0;; i++) {
		int result = gnutls_priority_get_cipher_suite_index(priority, i, &suite);
		if (result >= 0)
			count++;
		/* An index without a suite that this build knows is passed over. */
		else if (result != GNUTLS_E_UNKNOWN_CIPHER_SUITE)
			return count;
	}
}

/* What the string comes to is looked at before it is used: an empty offer would only fail with the server. */
static bool check_priority(struct setup *setup, struct error *error)
{
	const char *text = setup->priority.text, *at = text;
	gnutls_priority_t priority;
	int result = gnutls_priority_init2(&priority, text, &at, 0);

	if (result < 0)
		return refuse_priority(text, at, result, error);
	setup->suites = count_suites(priority);
	if (setup->suites && has_anonymous(priority) && gnutls_anon_allocate_client_credentials(&setup->anonymous) < 0)
		alloc_failed();
	setup->asks_scts = sct_may_ask(priority);
	gnutls_priority_deinit(priority);
	return setup->suites || refuse_priority(text, text, GNUTLS_E_NO_PRIORITIES_WERE_SET, error);
}

bool setup_prepare(
	const struct tls_settings *settings, const struct hello_fit *fit, struct setup *ret_setup, struct error *error)
{
	struct setup setup = {.fit = *fit};

	if (!priority_build(settings, fit->step, &setup.priority, error))
		return false;
	if (!check_priority(&setup, error)) {
		setup_done(&setup);
		return false;
	}
	/* Whoever names a certificate wants it shown, also where the server names other issuers (RFC 8446 §4.2.4). */
	if (settings->cert_file)
		setup.flags |= GNUTLS_FORCE_CLIENT_CERT;
	/* And also where the server asks for it later on (RFC 8446 §4.2.6). */
	if (settings->cert_file || fit->late_certificate)
		setup.flags |= GNUTLS_POST_HANDSHAKE_AUTH;
	if (fit->step)
		setup.flags |= GNUTLS_KEY_SHARE_TOP;
	*ret_setup = setup;
	return true;
}

/* What is sent */

static bool is_address(const char *name)
{
	unsigned char address[16];

	return inet_pton(AF_INET, name, address) == 1 || inet_pton(AF_INET6, name, address) == 1;
}

/* What is not ASCII is sent in its A-labels. */
static bool is_label(struct bytes label)
{
	for (size_t i = 0; i < label.len; i++) {
		unsigned char c = label.data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c < 0x80)
			return false;
	}
	return label.len > 0 && label.len <= 63;
}

/* The dot behind the whole is told of, too: it is no part of the name there. */
static bool is_host_name(const char *name)
{
	for (struct bytes rest = bytes_str(name);;) {
		size_t end = bytes_index(rest, '.', 0);
		if (!is_label(bytes_first(rest, end)))
			return false;
		if (end == rest.len)
			return true;
		rest = bytes_from(rest, end + 1);
	}
}

static void tell_sni(const char *name, struct journal *journal)
{
	if (is_address(name))
		journal_note(journal, SEVERITY_INFO,
			"the server name asked for (SNI) is an address; TLS allows host names only (RFC 6066 §3), so the server may "
			"ignore or refuse it");
	else if (!is_host_name(name))
		journal_note(journal, SEVERITY_INFO,
			"the server name asked for (SNI) is no host name; the server may ignore or refuse it (RFC 6066 §3)");
}

void setup_tell(const struct setup *setup, struct journal *journal)
{
	if (setup->priority.suites && setup->suites > setup->priority.suites)
		journal_note(journal, SEVERITY_INFO,
			"--ciphers names %u suites, and %u are offered: GnuTLS puts suites together from key exchange, cipher and MAC",
			setup->priority.suites, setup->suites);
	if (setup->fit.least)
		journal_note(journal, SEVERITY_INFO,
			"--hello-size: what is offered does not fit; with all left out that can be, the ClientHello has %zu bytes",
			setup->fit.least);
	if (setup->sni)
		tell_sni(setup->sni, journal);
}

/* The session */

static struct bytes sni_of(const struct tls_settings *settings)
{
	struct bytes name = bytes_str(settings->sni ? settings->sni : settings->reference_name);

	if (bytes_is(name, "none") || (!settings->sni && name.len && is_address(settings->reference_name)))
		return (struct bytes){0};
	/* A final dot is no part of the name in SNI (RFC 6066 §3). */
	if (!settings->sni && name.len && name.data[name.len - 1] == '.')
		name.len--;
	return name;
}

static bool set_sni(
	struct setup *setup, const struct tls_settings *settings, gnutls_session_t session, struct error *error)
{
	struct bytes name = sni_of(settings);

	if (!name.len)
		return true;
	int result = gnutls_server_name_set(session, GNUTLS_NAME_DNS, name.data, name.len);
	if (result >= 0)
		setup->sni = alloc_text_n((const char *)name.data, name.len);
	else if (settings->sni)
		return error_set(error, ERROR_USAGE, 0, "--sni: this name cannot be sent: %s", gnutls_strerror(result));
	return true;
}

/* RFC 7301: names without a meaning of their own to us. */
static bool set_alpn(const struct tls_settings *settings, gnutls_session_t session, struct error *error)
{
	gnutls_datum_t protocols[PROTOCOLS_MAX];
	struct bytes rest = bytes_str(settings->alpn);
	unsigned count = 0;

	while (rest.len) {
		size_t end = bytes_index(rest, ',', 0);
		struct bytes name = bytes_trim(bytes_first(rest, end));
		rest = bytes_from(rest, end + 1);
		if (!name.len)
			continue;
		if (count == PROTOCOLS_MAX)
			return error_set(
				error, ERROR_USAGE, 0, "--alpn: at most %d protocols can be offered", PROTOCOLS_MAX);
		protocols[count++] = (gnutls_datum_t){(unsigned char *)(uintptr_t)name.data, (unsigned)name.len};
	}
	if (settings->alpn && !count)
		return error_set(error, ERROR_USAGE, 0, "--alpn: the list is empty");
	if (count && gnutls_alpn_set_protocols(session, protocols, count, 0) < 0)
		return error_set(
			error, ERROR_USAGE, 0, "--alpn: a protocol's name is too long; at most 32 bytes can be sent");
	return true;
}

/* What cannot be used makes a full handshake. */
static void set_resumption(const struct tls_settings *settings, gnutls_session_t session)
{
	struct bytes data = resume_open(settings->resume);

	if (data.len)
		gnutls_session_set_data(session, data.data, data.len);
}

static int take_padding(gnutls_session_t session, const unsigned char *data, size_t size)
{
	/* RFC 7685 §3: a server has no business to send it. */
	(void)session;
	(void)data;
	(void)size;
	return 0;
}

static int send_padding(gnutls_session_t session, gnutls_buffer_t body)
{
	static const unsigned char zeros[256];
	gnutls_ext_priv_data_t data;

	if (gnutls_ext_get_data(session, PADDING_EXTENSION, &data) < 0)
		return GNUTLS_E_INT_RET_0;
	for (size_t left = (size_t)(uintptr_t)data; left;) {
		size_t piece = left < sizeof(zeros) ? left : sizeof(zeros);
		int result = gnutls_buffer_append_data(body, zeros, piece);
		if (result < 0)
			return result;
		left -= piece;
	}
	return data ? 0 : GNUTLS_E_INT_RET_0;
}

static void forget_padding(gnutls_ext_priv_data_t data)
{
	(void)data;
}

/* GnuTLS has this extension itself (%DUMBFW), of a size of its own choice: ours takes its place. */
static bool set_padding(const struct setup *setup, gnutls_session_t session, struct error *error)
{
	if (!setup->fit.pads)
		return true;
	int result = gnutls_session_ext_register(session, "padding", PADDING_EXTENSION, GNUTLS_EXT_TLS, take_padding,
		send_padding, forget_padding, NULL, NULL,
		GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_OVERRIDE_INTERNAL);
	if (result < 0)
		return error_set(
			error, ERROR_TLS, result, "--hello-size: this GnuTLS cannot pad: %s", gnutls_strerror(result));
	gnutls_ext_set_data(session, PADDING_EXTENSION, (gnutls_ext_priv_data_t)(uintptr_t)setup->fit.padding);
	return true;
}

static bool set_credentials(
	struct setup *setup, const struct tls_settings *settings, gnutls_session_t session, struct error *error)
{
	if (gnutls_certificate_allocate_credentials(&setup->certificate) < 0)
		alloc_failed();
	if (!setup_credentials(setup, settings, error))
		return false;
	gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, setup->certificate);
	if (setup->anonymous)
		gnutls_credentials_set(session, GNUTLS_CRD_ANON, setup->anonymous);
	return true;
}

bool setup_apply(
	struct setup *setup, const struct tls_settings *settings, gnutls_session_t session, struct error *error)
{
	int result = gnutls_priority_set_direct(session, setup->priority.text, NULL);

	if (result < 0)
		return error_set(error, ERROR_TLS, result, "TLS cannot be set up: %s", gnutls_strerror(result));
	if (setup->priority.dh_bits)
		gnutls_dh_set_prime_bits(session, setup->priority.dh_bits);
	if (!set_sni(setup, settings, session, error) || !set_alpn(settings, session, error) ||
		!set_padding(setup, session, error) || !set_credentials(setup, settings, session, error))
		return false;
	if (setup->asks_scts)
		sct_ask(session);
	set_resumption(settings, session);
	return true;
}

bool tls_settings_check(const struct tls_settings *settings, struct error *error)
{
	struct tls_settings offers = *settings;
	const struct hello_fit fit = {.step = 0};
	struct setup setup;
	gnutls_session_t session;

	offers.cert_file = offers.key_file = NULL;
	if (!setup_prepare(&offers, &fit, &setup, error))
		return false;
	if (gnutls_init(&session, GNUTLS_CLIENT) < 0)
		alloc_failed();
	bool usable = setup_apply(&setup, &offers, session, error);
	gnutls_deinit(session);
	setup_done(&setup);
	return usable;
}

void setup_done(struct setup *setup)
{
	if (setup->certificate)
		gnutls_certificate_free_credentials(setup->certificate);
	if (setup->anonymous)
		gnutls_anon_free_client_credentials(setup->anonymous);
	if (setup->pin)
		gnutls_memset(setup->pin, 0, strlen(setup->pin));
	free(setup->pin);
	free(setup->sni);
	*setup = (struct setup){.certificate = NULL};
}

const char *setup_policy_file(void)
{
	const char *path = gnutls_get_system_config_file();

	return path && *path && !setup_policy_ignored() && !access(path, R_OK) ? path : NULL;
}

bool setup_policy_ignored(void)
{
	const char *path = gnutls_get_system_config_file();

	return path && !strcmp(path, "/dev/null");
}
