/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sct: lists become timestamps (RFC 6962 §3.3), and each is checked over what its log signed (§3.2).
 */
#include "tls/sct.h"

#include "tls/ct_der.h"
#include "tls/ct_logs.h"
#include "tls/verify.h"
#include "wire/names.h"
#include "wire/reader.h"
#include <stdio.h>

enum { V1 = 0, CERTIFICATE_TIMESTAMP = 0, X509_ENTRY = 0, PRECERT_ENTRY = 1, SKEW = 300 };
enum { HEAD_MAX = 64, TAIL_MAX = 65536 + 8 };

struct work {
	struct arena *arena;
	const struct sct_request *request;
	struct chain_facts *chain;
	struct sct_facts *scts;
	/* the list at hand */
	enum sct_source source;
	struct buffer entry;  /* LogEntryType and signed_entry, which all of its timestamps share */
	const char *no_entry; /* why it cannot be made; NULL: it is there */
};

/* What only the judge needs of a timestamp. */
struct parts {
	struct bytes log_id;
	struct bytes extensions;
	struct bytes signature;
};

static struct sct_facts *add(struct work *work)
{
	struct chain_facts *chain = work->chain;

	if (chain->sct_count == SCT_KEPT_MAX) {
		chain->scts_dropped++;
		return NULL;
	}
	struct sct_facts *sct = &work->scts[chain->sct_count++];
	*sct = (struct sct_facts){.source = work->source};
	return sct;
}

static void say(struct sct_facts *sct, enum sct_result result, const char *reason)
{
	sct->result = result;
	sct->reason = reason;
}

/* What was signed */

static void put_number(struct buffer *out, uint64_t value, unsigned octets)
{
	while (octets--)
		buffer_append_byte(out, (unsigned char)(value >> 8 * octets));
}

static void put_vector(struct buffer *out, struct bytes bytes, unsigned octets)
{
	put_number(out, bytes.len, octets);
	buffer_append(out, bytes);
}

/* Whose key signed the first certificate; NULL: it is not known for sure. */
static const struct cert_facts *issuer_of_leaf(const struct chain_facts *chain)
{
	if (!chain->path_count || chain->path[0] || chain->certs[0].checks[CHECK_SIGNATURE].result != CHECK_PASSED)
		return NULL;
	if (chain->path_count > 1)
		return &chain->certs[chain->path[1]];
	return chain->trust_anchor != &chain->certs[0] ? chain->trust_anchor : NULL;
}

/* PreCert: the hash of the issuer's key, and the certificate without its timestamps. */
static void make_precertificate(struct work *work, const struct cert_facts *leaf)
{
	const struct cert_facts *issuer = issuer_of_leaf(work->chain);
	struct buffer tbs;

	if (!issuer) {
		work->no_entry = "the certificate of its issuer, whose key the log signed too, is not at hand";
		return;
	}
	buffer_init(&tbs, leaf->der.len + HEAD_MAX);
	put_number(&work->entry, PRECERT_ENTRY, 2);
	buffer_append(&work->entry, bytes_of(issuer->spki_sha256, sizeof(issuer->spki_sha256)));
	if (ct_der_precertificate(leaf->der, &tbs))
		put_vector(&work->entry, buffer_bytes(&tbs), 3);
	else
		work->no_entry = "what the log signed cannot be told from the certificate";
	buffer_done(&tbs);
}

static void make_entry(struct work *work)
{
	const struct cert_facts *leaf = &work->chain->certs[0];

	buffer_clear(&work->entry);
	work->no_entry = NULL;
	if (work->source == SCT_FROM_CERTIFICATE) {
		make_precertificate(work, leaf);
		return;
	}
	put_number(&work->entry, X509_ENTRY, 2);
	put_vector(&work->entry, leaf->der, 3);
}

static bool is_signed(
	struct work *work, const struct sct_facts *sct, const struct parts *parts, const struct ct_log *log)
{
	struct buffer data;

	buffer_init(&data, work->entry.len + HEAD_MAX + TAIL_MAX);
	put_number(&data, V1, 1);
	put_number(&data, CERTIFICATE_TIMESTAMP, 1);
	put_number(&data, sct->time_ms, 8);
	buffer_append(&data, buffer_bytes(&work->entry));
	put_vector(&data, parts->extensions, 2);
	bool good = ct_log_signed(log, buffer_bytes(&data), parts->signature);
	buffer_done(&data);
	return good;
}

/* The judgement */

static const char *wrong_scheme(struct work *work, const struct sct_facts *sct, const struct ct_log *log)
{
	const char *name = wire_scheme_name(sct->scheme), *expected = wire_scheme_name(ct_log_scheme(log));
	char number[8];

	snprintf(number, sizeof(number), "0x%04x", sct->scheme);
	return arena_printf(work->arena, "its signature is said to be %s, but the log's key makes %s",
		name ? name : number, expected ? expected : "another kind");
}

static void judge(struct work *work, struct sct_facts *sct, const struct parts *parts)
{
	const struct ct_log *log = ct_logs_find(work->request->logs, parts->log_id);

	if (log)
		sct->log_name = ct_log_name(log) ? verdict_safe(work->arena, ct_log_name(log)) : NULL;
	/* RFC 6962 §5.2: clients must refuse it, whoever signed it. */
	if ((int64_t)(sct->time_ms / 1000) > work->chain->as_of + SKEW)
		say(sct, SCT_BAD, "its time is yet to come");
	else if (!log)
		say(sct, SCT_NOT_CHECKED, "no key of this log was given (--ct-logs)");
	else if (sct->scheme != ct_log_scheme(log))
		say(sct, SCT_BAD, wrong_scheme(work, sct, log));
	else if (work->no_entry)
		say(sct, SCT_NOT_CHECKED, work->no_entry);
	else if (is_signed(work, sct, parts, log))
		say(sct, SCT_GOOD, "signed by the log");
	else
		say(sct, SCT_BAD, "the log did not sign this for this certificate");
}

/* The lists */

static bool read_v1(struct reader *reader, struct sct_facts *sct, struct parts *ret_parts)
{
	struct parts parts = {.log_id = reader_span(reader, CT_LOG_ID_LEN)};

	sct->time_ms = (uint64_t)reader_u32(reader) << 32;
	sct->time_ms |= reader_u32(reader);
	parts.extensions = reader_vector(reader, 2);
	sct->scheme = reader_u16(reader);
	parts.signature = reader_vector(reader, 2);
	if (reader->failed || reader_left(reader))
		return false;
	memcpy(sct->log_id, parts.log_id.data, sizeof(sct->log_id));
	sct->readable = true;
	*ret_parts = parts;
	return true;
}

static void read_one(struct work *work, struct bytes bytes)
{
	struct reader reader = reader_over(bytes);
	struct sct_facts *sct = add(work);
	struct parts parts;

	if (!sct)
		return;
	sct->version = reader_u8(&reader);
	if (reader.failed)
		say(sct, SCT_BAD, "it is empty");
	else if (sct->version != V1)
		say(sct, SCT_NOT_CHECKED, "it is of a version that is not known here");
	else if (read_v1(&reader, sct, &parts))
		judge(work, sct, &parts);
	else
		say(sct, SCT_BAD, "it is cut short or too long: it cannot be read");
}

static void read_list(struct work *work, struct bytes bytes)
{
	struct reader outer = reader_over(bytes);
	struct reader list = reader_over(reader_vector(&outer, 2));
	bool broken = outer.failed || reader_left(&outer) || !reader_left(&list);

	make_entry(work);
	while (reader_left(&list)) {
		struct bytes one = reader_vector(&list, 2);
		if (!list.failed)
			read_one(work, one);
	}
	struct sct_facts *last = broken || list.failed ? add(work) : NULL;
	if (last)
		say(last, SCT_BAD,
			!outer.failed && !list.failed && !list.bytes.len ? "the list of them is empty"
									 : "the list of them is malformed");
}

static void read_found(struct work *work, enum sct_source source, enum ct_found found, struct bytes list)
{
	work->source = source;
	if (found == CT_FOUND)
		read_list(work, list);
	struct sct_facts *broken = found == CT_BROKEN ? add(work) : NULL;
	if (broken)
		say(broken, SCT_BAD, "the extension that should hold them is malformed, or there twice");
}

static void read_all(struct work *work)
{
	const struct sct_request *request = work->request;
	struct bytes der = work->chain->certs[0].der, list = {0};
	enum ct_found found = ct_der_certificate(der, &list);

	read_found(work, SCT_FROM_CERTIFICATE, found, list);
	read_found(work, SCT_FROM_TLS, request->from_tls.len ? CT_FOUND : CT_NONE, request->from_tls);
	found = request->staple.len ? ct_der_response(request->staple, der, &list) : CT_NONE;
	read_found(work, SCT_FROM_OCSP, found, list);
}

void sct_judge(struct arena *arena, const struct sct_request *request, struct chain_facts *chain)
{
	struct work work = {.arena = arena,
		.request = request,
		.chain = chain,
		.scts = arena_alloc(arena, SCT_KEPT_MAX * sizeof(*work.scts))};

	if (!work.scts || !chain->count)
		return;
	buffer_init(&work.entry, chain->certs[0].der.len + HEAD_MAX);
	chain->scts = work.scts;
	chain->sct_count = chain->scts_dropped = 0;
	read_all(&work);
	buffer_done(&work.entry);
}
