/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules_alerts: each alert that the server sends (RFC 8446 §6, and the registry of IANA), with what usually is behind it.
 * That TLS ends in order (close_notify) is no finding.
 */
#include "advice/rules.h"

#include "wire/names.h"
#include <stdio.h>

#define OURS                                                                                                           \
	"Look at the certificate that you present (--cert, --key), or leave it away if the server does not insist on one"

static const struct finding_row rows[] = {
	{.id = "F-TLS-ALERT.unexpected_message",
		.rank = FINDING_MEDIUM,
		.title = "The server says that a TLS message came out of turn (unexpected_message)",
		.explanation =
			"Something reached the server where it did not expect it. Usually a device in between has touched the "
			"bytes, the server was still reading plain text, or its TLS library has a fault.",
		.remedy = "Compare with what the server logs, and try without the firewalls and proxies on the way",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.bad_record_mac",
		.rank = FINDING_MEDIUM,
		.title = "The server could not decrypt what it received (bad_record_mac)",
		.explanation =
			"A record was damaged or changed on its way, or the two ends do not have the same keys. Network hardware "
			"that rewrites packets and faulty memory do this; so does somebody who tampers.",
		.remedy = "Try from another network; if it stays, look for a device on the way that inspects mail",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.decryption_failed",
		.rank = FINDING_MEDIUM,
		.title = "The server sent an alert that has been forbidden since TLS 1.1 (decryption_failed)",
		.explanation =
			"It could not decrypt a record, and says so in a way that helped attackers to guess plain text. Only very "
			"old TLS libraries still send it.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 5246 §7.2.2"},
	{.id = "F-TLS-ALERT.record_overflow",
		.rank = FINDING_MEDIUM,
		.title = "The server received a record that is too long (record_overflow)",
		.explanation =
			"What it read as the length of a TLS record was beyond the limit. Usually plain text was read as TLS: one "
			"side had begun with TLS, and the other had not.",
		.remedy = "Check whether this port wants STARTTLS or TLS from the first byte",
		.reference = "RFC 8446 §5.1"},
	{.id = "F-TLS-ALERT.decompression_failure",
		.rank = FINDING_MEDIUM,
		.title = "The server could not decompress what it received (decompression_failure)",
		.explanation =
			"Compression inside TLS is obsolete and never used here, so that this alert points to a fault in the "
			"server's TLS library or to damage on the way.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 5246 §7.2.2"},
	{.id = "F-TLS-ALERT.handshake_failure",
		.rank = FINDING_MEDIUM,
		.title =
			"The server broke the handshake off, often for want of something in common (handshake_failure)",
		.explanation =
			"Usually there is no common cipher: the server has only an ECDSA certificate and the client offers RSA, or "
			"the reverse; no certificate at all is loaded; or its cipher list is too old or too strict. "
			"Some servers also say this when they miss a client certificate.",
		.remedy =
			"Read the server's log: OpenSSL calls it «no shared cipher» there. :probe shows what the server accepts",
		.postfix =
			"smtpd_tls_chain_files = /etc/postfix/rsa.pem, /etc/postfix/ecdsa.pem (each: key, certificate, "
			"intermediates); look also at smtpd_tls_exclude_ciphers",
		.dovecot = "ssl_cert and ssl_alt_cert for the two kinds of key; look also at ssl_cipher_list",
		.exim = "tls_certificate and tls_privatekey must be readable by Exim; look also at tls_require_ciphers",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.no_certificate",
		.rank = FINDING_MEDIUM,
		.title = "The server sent an alert of SSL 3.0 (no_certificate)",
		.explanation =
			"In SSL 3.0 it meant that there is no certificate to show. Since TLS 1.0 nobody may send it, and a server "
			"has no use for it at all.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 6101 §5.4.2; RFC 5246 §7.2.2"},
	{.id = "F-TLS-ALERT.bad_certificate",
		.rank = FINDING_MEDIUM,
		.title = "The server could not use our certificate (bad_certificate)",
		.explanation =
			"The alert is about the client's certificate, not about the server's own: it is damaged, a signature in its "
			"chain is wrong, or the server checks it against other authorities.",
		.remedy = OURS,
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.unsupported_certificate",
		.rank = FINDING_MEDIUM,
		.title = "The server does not take certificates of our kind (unsupported_certificate)",
		.explanation =
			"The client's certificate has a key or a purpose that the server does not accept; a certificate made for "
			"servers only (no clientAuth in its extended key usage) is the usual cause.",
		.remedy = "Use a certificate whose extended key usage includes clientAuth, or leave it away (--cert)",
		.reference = "RFC 8446 §6.2; RFC 5280 §4.2.1.12"},
	{.id = "F-TLS-ALERT.certificate_revoked",
		.rank = FINDING_MEDIUM,
		.title = "The server says that our certificate is revoked (certificate_revoked)",
		.explanation =
			"The server checks client certificates against revocation lists or OCSP, and found ours there.",
		.remedy = "Ask the authority that issued the client's certificate for a new one",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.certificate_expired",
		.rank = FINDING_MEDIUM,
		.title = "The server says that our certificate has expired (certificate_expired)",
		.explanation =
			"The alert is about the client's certificate, not about the server's own. It is out of date, or the "
			"server's clock is wrong.",
		.remedy = "Renew the client's certificate (--cert); if it is not expired, look at the server's clock",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.certificate_unknown",
		.rank = FINDING_MEDIUM,
		.title = "The server does not accept our certificate, and does not say why (certificate_unknown)",
		.explanation =
			"Something about the client's certificate was not good enough. The reason stands in the server's log only.",
		.remedy = OURS,
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.illegal_parameter",
		.rank = FINDING_MEDIUM,
		.title = "The server says that a value in our handshake makes no sense (illegal_parameter)",
		.explanation =
			"Two values of the handshake do not fit each other. A server that speaks an old draft of TLS 1.3, or a device "
			"that changes the ClientHello on its way, causes this.",
		.remedy =
			"Try --tls 1.2; if that works, update the server's TLS library or look for a device on the way",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.unknown_ca",
		.rank = FINDING_MEDIUM,
		.title = "The server does not know who issued our certificate (unknown_ca)",
		.explanation =
			"The alert is about the client's certificate: the server asked for one and does not trust its issuer. "
			"It says nothing about the server's own certificate.",
		.remedy = "Give the issuing authority to the server, or leave the client's certificate away (--cert)",
		.postfix = "smtpd_tls_CAfile = /etc/postfix/client-ca.pem",
		.dovecot = "ssl_ca = </etc/dovecot/client-ca.pem",
		.exim = "tls_verify_certificates = /etc/exim4/client-ca.pem",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.access_denied",
		.rank = FINDING_MEDIUM,
		.title = "The server knows our certificate, and lets it do nothing (access_denied)",
		.explanation = "The client's certificate is valid, but whom it names has no right to be here.",
		.remedy = OURS,
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.decode_error",
		.rank = FINDING_MEDIUM,
		.title = "The server could not read a message of ours (decode_error)",
		.explanation =
			"A length or a field was not what it expected. A device that cuts or changes the ClientHello, or an old "
			"server that stumbles over new extensions, causes this.",
		.remedy =
			"Try --tls 1.2 and --hello-size 250: if either works, the ClientHello is too new or too large for something "
			"on the way",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.decrypt_error",
		.rank = FINDING_MEDIUM,
		.title = "A signature or a Finished message of ours did not hold at the server (decrypt_error)",
		.explanation =
			"The handshake as the server saw it is not the handshake that was sent: somebody or something changed it on "
			"its way, or our key does not belong to our certificate.",
		.remedy =
			"With --cert, check that --key belongs to it; without, look for a device on the way that inspects TLS",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.too_many_cids_requested",
		.rank = FINDING_MEDIUM,
		.title = "The server sent an alert of DTLS (too_many_cids_requested)",
		.explanation =
			"Connection identifiers exist only in DTLS, which does not run over TCP. The server's TLS library is at fault.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 9147 §9"},
	{.id = "F-TLS-ALERT.export_restriction",
		.rank = FINDING_MEDIUM,
		.title = "The server sent an alert from the time of export restrictions (export_restriction)",
		.explanation =
			"It was used by ciphers that were made weak on purpose, and has been forbidden since TLS 1.1.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 5246 §7.2.2"},
	{.id = "F-TLS-ALERT.protocol_version",
		.rank = FINDING_MEDIUM,
		.title = "The server speaks none of the versions of TLS that were offered (protocol_version)",
		.explanation =
			"Usually the server is so old that it has only TLS 1.0 or 1.1, which is not offered here unless you ask for "
			"it, or you offered only old versions and the server no longer takes them.",
		.remedy =
			"--tls 1.0-1.3 offers all versions; :probe shows which ones the server has. The server should offer 1.2 and 1.3",
		.postfix = "smtpd_tls_protocols = >=TLSv1.2; smtpd_tls_mandatory_protocols = >=TLSv1.2",
		.dovecot = "ssl_min_protocol = TLSv1.2",
		.exim = "with OpenSSL openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1; with GnuTLS tls_require_ciphers = "
			"NORMAL:-VERS-TLS1.0:-VERS-TLS1.1",
		.reference = "RFC 8446 §6.2; RFC 9325 §3.1.1"},
	{.id = "F-TLS-ALERT.insufficient_security",
		.rank = FINDING_MEDIUM,
		.title = "The server wants stronger ciphers or parameters than were offered (insufficient_security)",
		.explanation = "There is a common cipher, but it is below what the server's policy demands.",
		.remedy =
			"Offer more (--ciphers, --groups), or look whether the server's list is stricter than intended",
		.postfix = "smtpd_tls_mandatory_ciphers = medium",
		.dovecot = "ssl_cipher_list",
		.exim = "tls_require_ciphers",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.internal_error",
		.rank = FINDING_MEDIUM,
		.title = "The server has a fault of its own (internal_error)",
		.explanation =
			"It is neither the client nor the network: a key or certificate file that cannot be read or does not fit, a "
			"full disk, or a fault in the program. The server's log says which.",
		.remedy =
			"Read the server's log, then check that its key and certificate can be read and belong together",
		.postfix = "postconf smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file",
		.dovecot = "doveconf ssl_cert ssl_key",
		.exim = "exim -bP tls_certificate tls_privatekey",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.inappropriate_fallback",
		.rank = FINDING_MEDIUM,
		.title =
			"The server speaks a newer version than was offered, and refuses the old one (inappropriate_fallback)",
		.explanation =
			"The client said that it fell back to an old version after a failure. The server knows better: that failure "
			"may have been made by somebody who wants the old version.",
		.remedy = "Offer the newer versions (--tls 1.2-1.3)",
		.reference = "RFC 7507 §3"},
	{.id = "F-TLS-ALERT.user_canceled",
		.rank = FINDING_NOTE,
		.title = "The server broke the handshake off for a reason that is not TLS's (user_canceled)",
		.explanation =
			"Nothing in the handshake was wrong; the server was being stopped, or its operator did not want to go on.",
		.remedy = "Try again; if it stays, read the server's log",
		.reference = "RFC 8446 §6.1"},
	{.id = "F-TLS-ALERT.no_renegotiation",
		.rank = FINDING_NOTE,
		.title = "The server does not begin a new handshake inside this session (no_renegotiation)",
		.explanation =
			"That is what a careful server does: renegotiation is rarely needed, and TLS 1.3 no longer has it.",
		.reference = "RFC 5246 §7.2.2; RFC 9325 §3.5"},
	{.id = "F-TLS-ALERT.missing_extension",
		.rank = FINDING_MEDIUM,
		.title = "The server misses an extension in our ClientHello (missing_extension)",
		.explanation =
			"TLS 1.3 needs supported_groups, key_share and signature_algorithms, and some servers also insist on the name "
			"of the host (SNI). One of them was left out, or was removed on its way.",
		.remedy = "Send the name of the host (--sni), and leave the priority string alone",
		.reference = "RFC 8446 §9.2"},
	{.id = "F-TLS-ALERT.unsupported_extension",
		.rank = FINDING_MEDIUM,
		.title = "The server says that we sent an extension that is forbidden here (unsupported_extension)",
		.explanation =
			"A client is to be free to offer what it likes, so that this points to a fault in the server's TLS library or to "
			"a device on the way.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.certificate_unobtainable",
		.rank = FINDING_MEDIUM,
		.title = "The server could not fetch our certificate (certificate_unobtainable)",
		.explanation =
			"It belongs to an extension that gives the address of a certificate instead of the certificate. Hardly "
			"anybody uses it, and TLS 1.3 forbids the alert.",
		.remedy = "Send the certificate itself (--cert)",
		.reference = "RFC 6066 §9"},
	{.id = "F-TLS-ALERT.unrecognized_name",
		.rank = FINDING_MEDIUM,
		.title = "The server does not know the name that we asked for (unrecognized_name)",
		.explanation =
			"The name in SNI is none for which the server has a certificate. As a warning it is harmless if the "
			"certificate that follows bears the right name; clients of other makes may still give up on it.",
		.remedy = "Ask for a name that the server has (--sni), or configure this one at the server",
		.postfix = "tls_server_sni_maps = hash:/etc/postfix/sni (made with postmap -F)",
		.dovecot =
			"local_name mail.example.org { ... } with ssl_cert and ssl_key in it, each on a line of its own",
		.exim = "tls_certificate = /etc/exim4/certs/$tls_in_sni.pem works only for names that have such a file",
		.reference = "RFC 6066 §3"},
	{.id = "F-TLS-ALERT.bad_certificate_status_response",
		.rank = FINDING_MEDIUM,
		.title = "The server did not like a certificate status of ours (bad_certificate_status_response)",
		.explanation =
			"A server has no reason to send this alert to a client that staples nothing. Its TLS library is at fault.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 6066 §8; RFC 8446 §6.2"},
	{.id = "F-TLS-ALERT.bad_certificate_hash_value",
		.rank = FINDING_MEDIUM,
		.title =
			"What the server fetched as our certificate is not what its hash said (bad_certificate_hash_value)",
		.explanation =
			"It belongs to an extension that gives the address of a certificate instead of the certificate. Hardly "
			"anybody uses it, and TLS 1.3 forbids the alert.",
		.remedy = "Send the certificate itself (--cert)",
		.reference = "RFC 6066 §9"},
	{.id = "F-TLS-ALERT.unknown_psk_identity",
		.rank = FINDING_MEDIUM,
		.title = "The server does not know the shared key that we named (unknown_psk_identity)",
		.explanation =
			"Mail servers do not use shared keys, but a session that is to be resumed is one: a server that has forgotten the "
			"session should make a full handshake instead of sending this.",
		.remedy = "Try again without resuming an earlier session",
		.reference = "RFC 8446 §6.2; RFC 4279 §2"},
	{.id = "F-TLS-ALERT.certificate_required",
		.rank = FINDING_MEDIUM,
		.title = "The server wants a client certificate (certificate_required)",
		.explanation =
			"It asked for a certificate in the handshake and got none. With TLS 1.3 the handshake looks complete "
			"to the client by then, so that other programs only report a closed connection.",
		.remedy =
			"Present a certificate (--cert, --key). If clients are not meant to have any, do not require one",
		.postfix = "smtpd_tls_req_ccert = no",
		.dovecot = "ssl_verify_client_cert = no; auth_ssl_require_client_cert = no",
		.exim = "tls_verify_hosts must not match these clients",
		.reference = "RFC 8446 §4.4.2.4"},
	{.id = "F-TLS-ALERT.general_error",
		.rank = FINDING_MEDIUM,
		.title = "The server reports an error without saying which (general_error)",
		.explanation =
			"The alert is used where an error is not one of TLS itself. The reason stands in the server's log only.",
		.remedy = "Read the server's log",
		.reference = "IANA TLS Alerts registry"},
	{.id = "F-TLS-ALERT.no_application_protocol",
		.rank = FINDING_MEDIUM,
		.title = "The server speaks none of the application protocols that we named (no_application_protocol)",
		.explanation =
			"The names offered by ALPN are not among those that the server knows. The IANA names of mail protocols are imap, "
			"pop3 and managesieve; for SMTP there is none. A proxy made for the web in front of the port also says this.",
		.remedy = "Offer no name, or another one (--alpn)",
		.reference = "RFC 7301 §3.2"},
	{.id = "F-TLS-ALERT.ech_required",
		.rank = FINDING_MEDIUM,
		.title = "The server wants the ClientHello encrypted (ech_required)",
		.explanation =
			"It belongs to Encrypted Client Hello, and only a client that offered it may send it. Its sender is at fault.",
		.remedy = "Update the server's TLS library",
		.reference = "RFC 9849"},
	{.id = "F-TLS-ALERT.unknown",
		.rank = FINDING_MEDIUM,
		.title = "The server sent an alert that has no meaning",
		.explanation =
			"Its number is not in the registry. The server is faulty, or what came is not TLS at all.",
		.remedy = "Look at the record in the handshake's pane, and read the server's log",
		.reference = "RFC 8446 §6"},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]), CLOSE_NOTIFY = 0, LEVEL_WARNING = 1, ID_SIZE = 64 };

struct state {
	uint16_t version; /* of TLS */
};

/* In TLS 1.3 an alert is fatal whatever its level says, but for the two that end things in order (RFC 8446 §6.2). */
static bool is_harmless(const struct event_tls_alert *alert, const struct state *state)
{
	return alert->level == LEVEL_WARNING && state->version < 0x0304;
}

static const struct finding_row *row_of(uint8_t description)
{
	const char *name = wire_alert_name(description);
	char id[ID_SIZE];

	snprintf(id, sizeof(id), "F-TLS-ALERT.%s", name ? name : "unknown");
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].id, id))
			return &rows[i];
	return &rows[ROWS - 1];
}

static void take(struct advice *advice, const struct event *event, void *memory)
{
	struct state *state = memory;
	const struct event_tls_alert *alert = &event->tls_alert;

	if (event->kind == EVENT_TLS_MESSAGE)
		state->version = event->tls_message.version;
	if (event->kind != EVENT_TLS_ALERT || event->direction != DIRECTION_IN || alert->description == CLOSE_NOTIFY)
		return;
	const struct finding_row *row = row_of(alert->description);
	bool harmless = is_harmless(alert, state);
	advice_tell_ranked(advice, row->id, harmless ? FINDING_NOTE : row->rank, event, NULL, "Alert %u came %s%s",
		alert->description, event->phase == PHASE_TLS ? "after the handshake" : "in the handshake",
		harmless ? ", as a warning that need not end the session" : "");
}

const struct advice_topic topic_alerts = {
	.rows = rows, .count = ROWS, .state_size = sizeof(struct state), .take = take};
