/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trace: line by line, with what the lines before have begun.
 */
#include "trace.h"

#include "base/base64.h"
#include "wire/message.h"
#include "wire/names.h"
#include <stdio.h>
#include <stdlib.h>

struct trace {
	struct account *account;
	struct buffer *side; /* of the present record; NULL: none yet */
	unsigned record_type;
	unsigned record_version;
	unsigned message;
	bool in_body; /* of a message that OpenSSL shows by its bytes */
	unsigned extension;
	size_t extension_left; /* bytes of it that have not been seen in its dump */
	struct buffer dump;    /* bytes of the present extension or body */
	unsigned time;         /* the first four bytes of a random value */
	const char *item;      /* what the next code of a list is called; NULL: it stands in no list */
	bool is_protocols;
	bool in_certificate, in_pem;
	size_t certificate_length;
	struct buffer pem;
};

/* Values of a line */

static struct bytes after(struct bytes line, const char *mark)
{
	size_t at = bytes_find(line, bytes_str(mark));

	return at == line.len && *mark ? (struct bytes){0} : bytes_from(line, at + strlen(mark));
}

static unsigned long number(struct bytes text, int base)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%.*s", (int)text.len, (const char *)text.data);
	return strtoul(digits, NULL, base);
}

/* "secp256r1 (P-256) (23)": the number in the last parentheses. */
static unsigned last_number(struct bytes line)
{
	size_t at = line.len;

	while (at && line.data[at - 1] != '(')
		at--;
	return (unsigned)number(bytes_from(line, at), 0);
}

static bool hex_byte(struct bytes text, unsigned char *ret_byte)
{
	static const char digits[] = "0123456789abcdef";
	unsigned value = 0;

	for (size_t i = 0; i < 2; i++) {
		const char *digit = i < text.len ? strchr(digits, ascii_lower(text.data[i])) : NULL;
		if (!digit || !*digit)
			return false;
		value = value << 4 | (unsigned)(digit - digits);
	}
	*ret_byte = (unsigned char)value;
	return true;
}

static void append_hex(struct buffer *out, struct bytes text, size_t step)
{
	unsigned char byte;

	for (; hex_byte(text, &byte); text = bytes_from(text, step))
		buffer_append_byte(out, byte);
}

/* "random_bytes (len=28): AA44" */
static void tell_hex(struct trace *trace, const char *label, struct bytes line)
{
	struct buffer bytes;

	buffer_init(&bytes, 1 << 20);
	append_hex(&bytes, after(line, "): "), 2);
	account_hex(trace->side, label, buffer_bytes(&bytes));
	buffer_done(&bytes);
}

/* What dumps have gathered */

/* RFC 6066 §8. */
static void tell_body(struct trace *trace)
{
	struct bytes bytes = buffer_bytes(&trace->dump);

	if (trace->message == WIRE_CERTIFICATE_STATUS && bytes.len > 4) {
		buffer_printf(trace->side, "status type %u\n", bytes.data[0]);
		account_hex(trace->side, "OCSP response", bytes_from(bytes, 4));
	} else {
		account_hex(trace->side, "? data", bytes);
	}
}

static void end_extension(struct trace *trace)
{
	if (trace->dump.len && trace->in_body)
		tell_body(trace);
	else if (trace->side && trace->dump.len)
		account_raw_extension(trace->side, trace->extension, buffer_bytes(&trace->dump));
	buffer_clear(&trace->dump);
	trace->extension_left = 0;
}

static bool is_dump(struct bytes line)
{
	unsigned char byte;

	return line.len > 7 && hex_byte(line, &byte) && hex_byte(bytes_from(line, 2), &byte) &&
	       bytes_starts_with(bytes_from(line, 4), " - ");
}

/* One line for each kind of line */

static void take_extension(struct trace *trace, struct bytes line)
{
	static const struct {
		unsigned type;
		const char *item;
	} lists[] = {{10, "group"}, {11, "point format"}, {13, "signature scheme"}, {50, "signature scheme"},
		{43, "version"}, {45, "mode"}};
	unsigned length = (unsigned)number(after(line, "length="), 10);

	end_extension(trace);
	trace->in_body = false;
	trace->extension = last_number(bytes_first(line, bytes_find(line, BYTES_LITERAL("), length="))));
	trace->item = NULL;
	trace->is_protocols = trace->extension == 16;
	trace->extension_left = account_is_raw(trace->extension) ? length : 0;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (lists[i].type == trace->extension)
			trace->item = lists[i].item;
	buffer_printf(trace->side, "extension %u %u\n", trace->extension, length);
}

/* Names that are OpenSSL's own are left out: the two last of IANA's list have none there. */
static bool has_own_name(struct bytes name)
{
	return bytes_starts_with(name, "dsa_") || bytes_find(name, BYTES_LITERAL("_sha224")) < name.len ||
	       bytes_starts_with(name, "gost") || bytes_starts_with(name, "UNKNOWN");
}

/* "ecdh_x25519 (29)" */
static void tell_group(struct trace *trace, struct bytes line)
{
	struct bytes name = bytes_first(line, bytes_index(line, ' ', 0));

	if (bytes_starts_with(name, "ecdh_"))
		name = bytes_from(name, 5);
	buffer_printf(trace->side, "group 0x%04x %.*s\n", last_number(line), (int)name.len, (const char *)name.data);
}

static void take_item(struct trace *trace, struct bytes line)
{
	unsigned code = last_number(line);
	struct bytes name = bytes_first(line, bytes_index(line, ' ', 0));

	if (bytes_is(bytes_str(trace->item), "group"))
		tell_group(trace, line);
	else if (bytes_is(bytes_str(trace->item), "signature scheme") && !has_own_name(name))
		buffer_printf(trace->side, "signature scheme 0x%04x %.*s\n", code, (int)name.len, name.data);
	else if (bytes_is(bytes_str(trace->item), "mode"))
		buffer_printf(trace->side, "mode %u %.*s\n", code, (int)name.len, name.data);
	else
		buffer_printf(trace->side, "%s 0x%04x\n", trace->item, code);
}

static void take_suite(struct trace *trace, struct bytes line)
{
	struct bytes code = after(line, "{"), name = after(line, "} ");

	buffer_printf(trace->side, "cipher suite 0x%02lx%02lx %.*s\n", number(code, 0), number(after(code, ","), 0),
		(int)name.len, name.data);
}

static void take_time(struct trace *trace, struct bytes line)
{
	trace->time = (unsigned)number(after(line, "="), 16);
}

static void take_random(struct trace *trace, struct bytes line)
{
	char label[24];
	struct buffer bytes;

	buffer_init(&bytes, 64);
	append_hex(&bytes, after(line, "): "), 2);
	snprintf(label, sizeof(label), "random %08x", trace->time);
	buffer_append_text(trace->side, label);
	for (size_t i = 0; i < bytes.len; i++)
		buffer_printf(trace->side, "%02x", buffer_bytes(&bytes).data[i]);
	buffer_append_byte(trace->side, '\n');
	buffer_done(&bytes);
}

/* "client_version=0x303 (TLS 1.2)" */
static void take_version(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "version 0x%04lx\n", number(after(line, "="), 0));
}

static void take_compression(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "compression method %u\n", last_number(line));
}

static void take_extensions(struct trace *trace, struct bytes line)
{
	end_extension(trace);
	if (number(after(line, "= "), 10))
		buffer_printf(trace->side, "extensions %lu\n", number(after(line, "= "), 10));
}

static void take_group(struct trace *trace, struct bytes line)
{
	tell_group(trace, after(line, ": "));
}

static void take_scheme(struct trace *trace, struct bytes line)
{
	trace->item = "signature scheme";
	take_item(trace, after(line, ": "));
	trace->item = NULL;
}

static void take_schemes(struct trace *trace, struct bytes line)
{
	(void)line;
	trace->item = "signature scheme";
}

static void take_types(struct trace *trace, struct bytes line)
{
	(void)line;
	trace->item = "certificate type";
}

static void take_certificates(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "certificates %lu\n", number(after(line, "="), 10));
}

static void take_certificate(struct trace *trace, struct bytes line)
{
	end_extension(trace);
	buffer_printf(trace->side, "certificate of %lu\n", number(after(line, "="), 10));
}

static void take_authority(struct trace *trace, struct bytes line)
{
	trace->item = NULL;
	buffer_printf(trace->side, "distinguished name of %lu\n", number(after(line, "len="), 10));
}

static void take_alert(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "alert %u %u\n", last_number(bytes_first(line, bytes_index(line, ',', 0))),
		last_number(line));
}

static void skip(struct trace *trace, struct bytes line)
{
	(void)line;
	trace->item = NULL;
}

static void take_inner(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "inner %u\n", last_number(line));
}

static void take_record_type(struct trace *trace, struct bytes line)
{
	trace->record_type = last_number(line);
}

static void take_record_version(struct trace *trace, struct bytes line)
{
	trace->record_version = last_number(line);
}

static void take_record_length(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "record %u %04x %lu\n", trace->record_type, trace->record_version,
		number(after(line, "= "), 10));
}

static void take_sent(struct trace *trace, struct bytes line)
{
	(void)line;
	end_extension(trace);
	trace->item = NULL;
	trace->is_protocols = false;
	trace->side = &trace->account->in;
}

static void take_received(struct trace *trace, struct bytes line)
{
	take_sent(trace, line);
	trace->side = &trace->account->out;
}

static void take_details(struct trace *trace, struct bytes line)
{
	(void)line;
	trace->in_certificate = true;
}

/* Behind the client's, in the same field (RFC 5746 §3.5). */
static void take_server_data(struct trace *trace, struct bytes line)
{
	struct buffer *side = trace->side;

	if (side->len)
		buffer_truncate(side, side->len - 1);
	for (struct bytes hex = after(line, "): "); hex.len; hex = bytes_from(hex, 1))
		buffer_append_byte(side, ascii_lower(hex.data[0]));
	buffer_append_byte(side, '\n');
}

static void take_update(struct trace *trace, struct bytes line)
{
	buffer_printf(trace->side, "request %u\n", last_number(line));
}

static const struct row {
	const char *start;
	void (*take)(struct trace *trace, struct bytes line);
	const char *label; /* of bytes in hex, or of a decimal number, where take is NULL */
} rows[] = {
	{"Sent Record", take_sent, NULL},
	{"Received Record", take_received, NULL},
	{"Header:", skip, NULL},
	{"Version = ", take_record_version, NULL},
	{"Content Type = ", take_record_type, NULL},
	{"Length = ", take_record_length, NULL},
	{"Inner Content Type = ", take_inner, NULL},
	{"change_cipher_spec (1)", skip, NULL},
	{"Level=", take_alert, NULL},
	{"client_version=", take_version, NULL},
	{"server_version=", take_version, NULL},
	{"Random:", skip, NULL},
	{"gmt_unix_time=0x", take_time, NULL},
	{"random_bytes (len=", take_random, NULL},
	{"session_id (len=", NULL, "session id"},
	{"cipher_suites (len=", skip, NULL},
	{"{0x", take_suite, NULL},
	{"cipher_suite {0x", take_suite, NULL},
	{"compression_methods (len=", skip, NULL},
	{"compression_method: ", take_compression, NULL},
	{"No Compression (0x", take_compression, NULL},
	{"extensions, length = ", take_extensions, NULL},
	{"No extensions", take_extensions, NULL},
	{"extension_type=", take_extension, NULL},
	{"NamedGroup: ", take_group, NULL},
	{"key_exchange: ", NULL, "key exchange"},
	{"<EMPTY>", skip, NULL},
	{"client_verify_data (len=", NULL, "renegotiated connection"},
	{"server_verify_data (len=", take_server_data, NULL},
	{"context (len=", NULL, "request context"},
	{"request_context (len=", NULL, "request context"},
	{"certificate_list, length=", take_certificates, NULL},
	{"ASN.1Cert, length=", take_certificate, NULL},
	{"------details-----", take_details, NULL},
	{"Signature Algorithm: ", take_scheme, NULL},
	{"Signature (len=", NULL, "signature"},
	{"verify_data (len=", NULL, "verify data"},
	{"ticket_lifetime_hint=", NULL, "lifetime"},
	{"ticket_age_add=", NULL, "age add"},
	{"ticket_nonce (len=", NULL, "nonce"},
	{"ticket (len=", NULL, "ticket"},
	{"max_early_data=", NULL, "maximum early data"},
	{"KeyExchangeAlgorithm=", skip, NULL},
	{"named_curve: ", take_group, NULL},
	{"point (len=", NULL, "public key"},
	{"ecdh_Yc (len=", NULL, "public key"},
	{"dh_p (len=", NULL, "prime"},
	{"dh_g (len=", NULL, "generator"},
	{"dh_Ys (len=", NULL, "public key"},
	{"dh_Yc (len=", NULL, "public key"},
	{"EncryptedPreMasterSecret (len=", NULL, "encrypted premaster secret"},
	{"certificate_types (len=", take_types, NULL},
	{"signature_algorithms (len=", take_schemes, NULL},
	{"certificate_authorities (len=", skip, NULL},
	{"DistinguishedName (len=", take_authority, NULL},
	{"update_requested (", take_update, NULL},
	{"update_not_requested (", take_update, NULL},
	{"Unsupported, hex dump follows:", skip, NULL},
};

/* "    ClientHello, Length=400" */
static bool take_message(struct trace *trace, struct bytes line)
{
	struct bytes name = bytes_first(line, bytes_find(line, BYTES_LITERAL(", Length=")));

	for (unsigned type = 0; name.len < line.len && type < 256; type++)
		if (bytes_is(name, wire_message_name((uint8_t)type))) {
			end_extension(trace);
			trace->item = NULL;
			trace->is_protocols = false;
			trace->in_body = true;
			trace->message = type;
			account_message(trace->side, type, number(after(line, "Length="), 10));
			return true;
		}
	return false;
}

/* What OpenSSL prints of a certificate ends with its PEM: that is what counts. */
static void take_inside_certificate(struct trace *trace, struct bytes line)
{
	struct buffer der;

	if (bytes_starts_with(line, "-----BEGIN CERTIFICATE-----")) {
		trace->in_pem = true;
	} else if (bytes_starts_with(line, "-----END CERTIFICATE-----")) {
		buffer_init(&der, 1 << 20);
		base64_decode(&der, buffer_bytes(&trace->pem));
		account_hex(trace->side, "certificate", buffer_bytes(&der));
		buffer_done(&der);
		buffer_clear(&trace->pem);
		trace->in_pem = false;
	} else if (bytes_starts_with(line, "------------------")) {
		trace->in_certificate = false;
	} else if (trace->in_pem) {
		buffer_append(&trace->pem, line);
	}
}

static bool take_known(struct trace *trace, struct bytes line)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!bytes_starts_with(line, rows[i].start))
			continue;
		if (rows[i].take)
			rows[i].take(trace, line);
		else if (!strstr(rows[i].start, "(len=") && rows[i].start[strlen(rows[i].start) - 1] == '=')
			buffer_printf(trace->side, "%s %lu\n", rows[i].label, number(after(line, "="), 10));
		else
			tell_hex(trace, rows[i].label, line);
		return true;
	}
	return take_message(trace, line);
}

static void take_rest(struct trace *trace, struct bytes line)
{
	if (trace->item && line.data[line.len - 1] == ')')
		take_item(trace, line);
	else if (trace->side)
		buffer_printf(trace->side, "? %.*s\n", (int)line.len, (const char *)line.data);
}

static void take_line(struct trace *trace, struct bytes line)
{
	if (trace->in_certificate)
		take_inside_certificate(trace, line);
	else if (trace->is_protocols && line.len && !bytes_starts_with(line, "extension_type="))
		buffer_printf(trace->side, "protocol %.*s\n", (int)line.len, line.data);
	else if (!line.len)
		trace->is_protocols = false;
	else if (is_dump(line))
		append_hex(&trace->dump, bytes_from(line, 7), 3);
	else if (!take_known(trace, line))
		take_rest(trace, line);
}

void trace_read(struct bytes text, struct account *account)
{
	struct trace trace = {.account = account};

	buffer_init(&trace.dump, 1 << 20);
	buffer_init(&trace.pem, 1 << 20);
	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		struct bytes line = bytes_trim(bytes_first(text, end));
		text = bytes_from(text, end + 1);
		take_line(&trace, line);
	}
	end_extension(&trace);
	buffer_done(&trace.dump);
	buffer_done(&trace.pem);
}
