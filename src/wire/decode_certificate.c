/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * decode_certificate: certificates, requests for them, and what comes with them: verification, OCSP, SCTs.
 */
#include "wire/decode.h"

#include "base/base64.h"
#include "base/clock.h"
#include "wire/dn.h"

enum { STATUS_OCSP = 1, STATUS_OCSP_MULTI = 2, VERSION_TLS12 = 0x0303, LOG_ID_BYTES = 32 };

bool decode_is_tls13(uint16_t version)
{
	return version == 0x0304 || version >> 8 == 0x7f || version >> 8 == 0xfb;
}

static bool names_of(struct buffer *text, struct bytes certificate)
{
	buffer_printf(text, "%zu bytes, ", certificate.len);
	return dn_append_of_certificate(text, certificate);
}

/* RFC 8446 §4.4.2; RFC 5246 §7.4.2 has neither context nor extensions. */
void decode_certificate(struct part *part)
{
	bool tls13 = decode_is_tls13(part->context->version);

	part->place = PLACE_CERTIFICATE;
	if (tls13)
		part_opaque(part, "request context", 1);
	struct part list = part_vector(part, "certificates", 3);
	while (part_left(&list)) {
		part_words(&list, "certificate", 3, names_of);
		if (tls13)
			decode_extensions(&list);
	}
}

/* RFC 8879 §4. */
void decode_compressed_certificate(struct part *part)
{
	part_code(part, "algorithm", 2, &registry_compressions);
	part_number(part, "uncompressed length", 3, "bytes");
	part_opaque(part, "compressed certificate", 3);
}

void decode_authorities(struct part *part)
{
	struct part list = part_vector(part, "certificate authorities", 2);

	while (part_left(&list))
		part_words(&list, "distinguished name", 2, dn_append);
}

/* RFC 8446 §4.3.2; RFC 5246 §7.4.4; before TLS 1.2 without signature schemes. */
void decode_certificate_request(struct part *part)
{
	part->place = PLACE_CERTIFICATE_REQUEST;
	if (decode_is_tls13(part->context->version)) {
		part_opaque(part, "request context", 1);
		decode_extensions(part);
		return;
	}
	part_codes(part, "certificate types", 1, "certificate type", 1, &registry_client_certificate_types);
	if (part->context->version >= VERSION_TLS12)
		part_schemes(part, "signature schemes");
	decode_authorities(part);
}

/* RFC 8446 §4.4.3, RFC 5246 §7.4.8; before TLS 1.2 without the scheme. */
void decode_certificate_verify(struct part *part)
{
	if (part->context->version >= VERSION_TLS12)
		part_scheme(part, "signature scheme");
	part_opaque(part, "signature", 2);
}

/* RFC 6066 §8, RFC 6961 §2.2. */
void decode_certificate_status(struct part *part)
{
	uint32_t type = part_code(part, "status type", 1, &registry_status_types);

	if (type == STATUS_OCSP_MULTI) {
		struct part list = part_vector(part, "OCSP responses", 3);
		while (part_left(&list))
			part_opaque(&list, "OCSP response", 3);
	} else if (type == STATUS_OCSP) {
		part_opaque(part, "OCSP response", 3);
	} else {
		part_rest(part, "status", WIRE_UNKNOWN);
	}
}

static void ocsp_request(struct part *part)
{
	struct part list = part_vector(part, "responders", 2);

	while (part_left(&list))
		part_opaque(&list, "responder", 2);
	part_opaque(part, "request extensions", 2);
}

/* Those of the second version have a length, so that unknown ones can be skipped (RFC 6961 §2.2). */
void decode_status_request(struct part *part, bool counted)
{
	uint32_t type = part_code(part, "status type", 1, &registry_status_types);
	struct part request = counted ? part_vector(part, "request", 2) : *part;

	if (type == STATUS_OCSP || (counted && type == STATUS_OCSP_MULTI))
		ocsp_request(&request);
	else
		part_rest(&request, "request", WIRE_UNKNOWN);
	if (counted)
		part_end(&request);
	else
		*part = request;
}

/* Logs are listed by the base64 of their id. */
static void log_id(struct part *part)
{
	char hex[PART_HEX_SIZE];
	struct buffer text;

	if (part_lacks(part, "log id", LOG_ID_BYTES))
		return;
	struct bytes id = bytes_first(part_bytes(part), LOG_ID_BYTES);
	buffer_init(&text, PART_HEX_SIZE);
	base64_encode(&text, id);
	part_field(
		part, "log id", LOG_ID_BYTES, WIRE_KNOWN, "%s, %s", buffer_text(&text), part_hex(id, hex, sizeof(hex)));
	buffer_done(&text);
}

static void timestamp(struct part *part)
{
	char date[64];

	if (part_lacks(part, "time", 8))
		return;
	uint64_t milliseconds = (uint64_t)part_peek(part, 0, 4) << 32 | part_peek(part, 4, 4);
	part_field(part, "time", 8, WIRE_KNOWN, "%s.%03u UTC",
		clock_date(date, sizeof(date), (int64_t)(milliseconds / 1000)), (unsigned)(milliseconds % 1000));
}

/* RFC 6962 §3.2. */
static void sct(struct part *part)
{
	if (part_code(part, "version", 1, &registry_sct_versions) != 0) {
		part_rest(part, "data", WIRE_UNKNOWN);
		return;
	}
	log_id(part);
	timestamp(part);
	part_opaque(part, "extensions", 2);
	part_code(part, "hash", 1, &registry_hashes);
	part_code(part, "signature algorithm", 1, &registry_signatures);
	part_opaque(part, "signature", 2);
	part_end(part);
}

void decode_sct_list(struct part *part)
{
	struct part list = part_vector(part, "timestamps", 2);

	while (part_left(&list)) {
		struct part inside = part_vector(&list, "signed certificate timestamp", 2);
		sct(&inside);
	}
}

/* RFC 9345 §4. */
void decode_delegated_credential(struct part *part)
{
	part_number(part, "valid time", 4, "seconds after the certificate's beginning");
	part_scheme(part, "scheme of its key");
	part_opaque(part, "public key", 3);
	part_scheme(part, "signature scheme");
	part_opaque(part, "signature", 2);
}
