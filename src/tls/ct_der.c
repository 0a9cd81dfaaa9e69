/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ct_der: walks over DER.
 *
 *	Certificate   SEQUENCE { TBSCertificate SEQUENCE { ..., [3] { SEQUENCE OF Extension } }, ... }
 *	OCSPResponse  SEQUENCE { status, [0] { SEQUENCE { type, OCTET STRING { BasicOCSPResponse } } } }
 *	BasicOCSPResponse SEQUENCE { ResponseData SEQUENCE { ..., SEQUENCE OF SingleResponse, ... }, ... }
 *	SingleResponse    SEQUENCE { CertID, status, thisUpdate, [0] nextUpdate, [1] { SEQUENCE OF Extension } }
 *	Extension         SEQUENCE { OBJECT IDENTIFIER, BOOLEAN OPTIONAL, OCTET STRING }
 */
#include "tls/ct_der.h"

#include "wire/der.h"
#include <gnutls/ocsp.h>

enum {
	TAG_BOOLEAN = 0x01,
	TAG_OCTETS = 0x04,
	TAG_OID = 0x06,
	TAG_SEQUENCE = 0x30,
	TAG_BYTES_OF_RESPONSE = 0xa0,
	TAG_SINGLE_EXTENSIONS = 0xa1,
	TAG_EXTENSIONS = 0xa3,
	SINGLES_MAX = 64
};

static const struct bytes oid_certificate = BYTES_LITERAL("\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02");
static const struct bytes oid_response = BYTES_LITERAL("\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x05");

/* Whether that is an Extension with the identifier. */
static bool is_named(struct bytes extension, struct bytes oid)
{
	struct bytes name;

	return der_take(&extension, TAG_OID, &name) && bytes_equal(name, oid);
}

/* The list in its two OCTET STRINGs: the extension's own, and the one of RFC 6962 §3.3. */
static bool read_list(struct bytes extension, struct bytes *ret_list)
{
	struct bytes skipped, value, list;

	if (!der_take(&extension, TAG_OID, &skipped))
		return false;
	der_take(&extension, TAG_BOOLEAN, &skipped);
	if (!der_take(&extension, TAG_OCTETS, &value) || extension.len || !der_take(&value, TAG_OCTETS, &list) ||
		value.len)
		return false;
	*ret_list = list;
	return true;
}

static enum ct_found find(struct bytes extensions, struct bytes oid, struct bytes *ret_list)
{
	struct bytes whole, extension, list = {0};
	enum ct_found found = CT_NONE;
	unsigned char tag;

	while (der_next(&extensions, &tag, &whole, &extension)) {
		if (tag != TAG_SEQUENCE || !is_named(extension, oid))
			continue;
		/* A second one is not allowed (RFC 5280 §4.2), and nobody could tell which counts. */
		if (found != CT_NONE || !read_list(extension, &list))
			return CT_BROKEN;
		found = CT_FOUND;
	}
	if (found == CT_FOUND)
		*ret_list = list;
	return found;
}

/* Certificates */

/* What stands in the TBSCertificate before the extensions, and the content of their sequence. */
static bool open_certificate(struct bytes certificate, struct bytes *ret_fields, struct bytes *ret_extensions)
{
	struct bytes outer, tbs, wrapped, whole, content, extensions;
	unsigned char tag;

	if (!der_take(&certificate, TAG_SEQUENCE, &outer) || !der_take(&outer, TAG_SEQUENCE, &tbs))
		return false;
	struct bytes rest = tbs, here = tbs;
	for (; !der_take(&rest, TAG_EXTENSIONS, &wrapped); here = rest)
		if (!der_next(&rest, &tag, &whole, &content))
			return false;
	/* Nothing may follow them (RFC 5280 §4.1). */
	if (rest.len || !der_take(&wrapped, TAG_SEQUENCE, &extensions) || wrapped.len)
		return false;
	*ret_fields = bytes_first(tbs, tbs.len - here.len);
	*ret_extensions = extensions;
	return true;
}

enum ct_found ct_der_certificate(struct bytes certificate, struct bytes *ret_list)
{
	struct bytes fields, extensions;

	if (!open_certificate(certificate, &fields, &extensions))
		return CT_NONE;
	return find(extensions, oid_certificate, ret_list);
}

/* Responses */

/* The entries of a response of the basic kind (RFC 6960 §4.2.1). */
static bool open_response(struct bytes response, struct bytes *ret_singles)
{
	struct bytes outer, wrapped, inner, octets, basic, data, whole, content;
	unsigned char tag;

	if (!der_take(&response, TAG_SEQUENCE, &outer) || !der_next(&outer, &tag, &whole, &content) ||
		!der_take(&outer, TAG_BYTES_OF_RESPONSE, &wrapped) || !der_take(&wrapped, TAG_SEQUENCE, &inner) ||
		!der_next(&inner, &tag, &whole, &content) || !der_take(&inner, TAG_OCTETS, &octets) ||
		!der_take(&octets, TAG_SEQUENCE, &basic) || !der_take(&basic, TAG_SEQUENCE, &data))
		return false;
	/* Version, responder and date stand before them, with other tags. */
	while (!der_take(&data, TAG_SEQUENCE, ret_singles))
		if (!der_next(&data, &tag, &whole, &content))
			return false;
	return true;
}

static enum ct_found find_in_single(struct bytes single, struct bytes *ret_list)
{
	struct bytes wrapped, extensions, whole, content;
	unsigned char tag;
	int fields = 0;

	/* CertID, status and date: a status can have the same tag as the extensions. */
	while (fields < 3 && der_next(&single, &tag, &whole, &content))
		fields++;
	while (!der_take(&single, TAG_SINGLE_EXTENSIONS, &wrapped))
		if (!der_next(&single, &tag, &whole, &content))
			return CT_NONE;
	return der_take(&wrapped, TAG_SEQUENCE, &extensions) ? find(extensions, oid_response, ret_list) : CT_NONE;
}

static bool is_about(gnutls_ocsp_resp_t response, unsigned index, struct bytes certificate)
{
	gnutls_datum_t der = {(unsigned char *)certificate.data, (unsigned)certificate.len};
	gnutls_x509_crt_t crt;

	if (gnutls_x509_crt_init(&crt) < 0)
		return false;
	bool about = gnutls_x509_crt_import(crt, &der, GNUTLS_X509_FMT_DER) >= 0 &&
		     gnutls_ocsp_resp_check_crt(response, index, crt) >= 0;
	gnutls_x509_crt_deinit(crt);
	return about;
}

static enum ct_found find_in_singles(
	gnutls_ocsp_resp_t response, struct bytes singles, struct bytes certificate, struct bytes *ret_list)
{
	struct bytes single;

	for (unsigned i = 0; i < SINGLES_MAX && der_take(&singles, TAG_SEQUENCE, &single); i++) {
		struct bytes list;
		enum ct_found found = find_in_single(single, &list);
		if (found == CT_NONE || !is_about(response, i, certificate))
			continue;
		if (found == CT_FOUND)
			*ret_list = list;
		return found;
	}
	return CT_NONE;
}

enum ct_found ct_der_response(struct bytes response, struct bytes certificate, struct bytes *ret_list)
{
	gnutls_datum_t der = {(unsigned char *)response.data, (unsigned)response.len};
	gnutls_ocsp_resp_t imported;
	enum ct_found found = CT_NONE;
	struct bytes singles;

	if (!open_response(response, &singles) || gnutls_ocsp_resp_init(&imported) < 0)
		return CT_NONE;
	if (gnutls_ocsp_resp_import(imported, &der) >= 0)
		found = find_in_singles(imported, singles, certificate, ret_list);
	gnutls_ocsp_resp_deinit(imported);
	return found;
}

/* What the log signed */

static bool put(struct buffer *out, unsigned char tag, struct bytes content)
{
	unsigned char header[5] = {tag, (unsigned char)content.len};
	size_t len = 2;

	if (content.len > 0xffffff)
		return false;
	if (content.len >= 0x80) {
		unsigned octets = content.len > 0xffff ? 3 : content.len > 0xff ? 2 : 1;
		header[1] = (unsigned char)(0x80 | octets);
		while (octets--)
			header[len++] = (unsigned char)(content.len >> 8 * octets);
	}
	return buffer_append(out, bytes_of(header, len)) && buffer_append(out, content);
}

/* The extensions but that one, wrapped as they were. Without any other, the field is left out (RFC 5280 §4.1). */
static bool put_others(struct buffer *out, struct bytes extensions)
{
	struct buffer others, wrapped;
	struct bytes whole, content;
	unsigned char tag;
	size_t removed = 0;
	bool fits = true;

	buffer_init(&others, extensions.len);
	buffer_init(&wrapped, extensions.len + 8);
	while (fits && der_next(&extensions, &tag, &whole, &content)) {
		if (tag == TAG_SEQUENCE && is_named(content, oid_certificate))
			removed++;
		else
			fits = buffer_append(&others, whole);
	}
	bool good = fits && !extensions.len && removed == 1;
	if (good && others.len)
		good = put(&wrapped, TAG_SEQUENCE, buffer_bytes(&others)) &&
		       put(out, TAG_EXTENSIONS, buffer_bytes(&wrapped));
	buffer_done(&others);
	buffer_done(&wrapped);
	return good;
}

bool ct_der_precertificate(struct bytes certificate, struct buffer *tbs)
{
	struct bytes fields, extensions;
	struct buffer content;

	if (!open_certificate(certificate, &fields, &extensions))
		return false;
	buffer_init(&content, certificate.len);
	bool good = buffer_append(&content, fields) && put_others(&content, extensions) &&
		    put(tbs, TAG_SEQUENCE, buffer_bytes(&content));
	buffer_done(&content);
	return good;
}
