/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * debug_log: line by line.
 */
#include "debug_log.h"

#include "wire/message.h"
#include "wire/names.h"
#include <stdio.h>
#include <stdlib.h>

struct reading {
	struct debug_log *log;
	bool has_record; /* received, and not told yet: its type inside comes with another line */
	unsigned record_type;
	unsigned long record_length;
};

void debug_log_init(struct debug_log *log)
{
	account_init(&log->messages);
	account_init(&log->records);
	account_init(&log->extensions);
}

void debug_log_done(struct debug_log *log)
{
	account_done(&log->messages);
	account_done(&log->records);
	account_done(&log->extensions);
}

/* False when the mark is not in the line. */
static bool number_behind(struct bytes line, const char *mark, unsigned long *ret_number)
{
	size_t at = bytes_find(line, bytes_str(mark));
	char digits[24];

	if (at == line.len)
		return false;
	struct bytes rest = bytes_from(line, at + strlen(mark));
	snprintf(digits, sizeof(digits), "%.*s", (int)rest.len, (const char *)rest.data);
	*ret_number = strtoul(digits, NULL, 10);
	return true;
}

/* "Sent Packet[1] Application Data(23) in epoch 0": the number before the mark. */
static unsigned number_before(struct bytes line, const char *mark)
{
	struct bytes head = bytes_first(line, bytes_find(line, bytes_str(mark)));
	size_t at = head.len;
	unsigned long number = 0;

	while (at && ascii_is_digit(head.data[at - 1]))
		at--;
	for (; at < head.len; at++)
		number = number * 10 + (unsigned)(head.data[at] - '0');
	return (unsigned)number;
}

/* "SERVER KEY EXCHANGE" is "ServerKeyExchange". */
static bool is_same_name(struct bytes shouted, const char *name)
{
	for (; shouted.len; shouted = bytes_from(shouted, 1)) {
		unsigned char letter = shouted.data[0];
		if (letter == ' ' || letter == '_')
			continue;
		if (!*name || ascii_lower(letter) != ascii_lower((unsigned char)*name))
			return false;
		name++;
	}
	return !*name;
}

/* -1 when it is no message: change_cipher_spec is queued like one. */
static int message_type(struct bytes name)
{
	if (bytes_is(name, "HELLO RETRY REQUEST"))
		return WIRE_SERVER_HELLO;
	for (int type = 0; type < 256; type++) {
		const char *known = wire_message_name((uint8_t)type);
		if (known && is_same_name(name, known))
			return type;
	}
	return -1;
}

static void take_queued(struct reading *reading, struct bytes text)
{
	struct bytes name = bytes_first(text, bytes_find(text, BYTES_LITERAL(" was queued")));
	unsigned long length = 0;
	int type = message_type(name);

	if (type >= 0 && number_behind(text, "queued [", &length) && length >= 4)
		account_message(&reading->log->messages.in, (unsigned)type, length - 4);
}

static void take_handshake(struct reading *reading, struct bytes text)
{
	unsigned long length = 0;

	if (bytes_find(text, BYTES_LITERAL(" was queued [")) < text.len)
		take_queued(reading, text);
	else if (number_behind(text, ") was received. Length ", &length))
		account_message(&reading->log->messages.out, number_before(text, ") was received"), length);
}

static void tell_received(struct reading *reading)
{
	if (reading->has_record)
		buffer_printf(
			&reading->log->records.out, "record %u of %lu\n", reading->record_type, reading->record_length);
	reading->has_record = false;
}

static void take_record(struct reading *reading, struct bytes text)
{
	unsigned long length = 0;

	if (bytes_starts_with(text, "Received Packet ") && number_behind(text, "with length: ", &length)) {
		tell_received(reading);
		*reading = (struct reading){.log = reading->log,
			.has_record = true,
			.record_type = number_before(text, ") with length"),
			.record_length = length};
	} else if (bytes_starts_with(text, "Decrypted Packet[")) {
		reading->record_type = number_before(text, ") with length");
		tell_received(reading);
	} else if (bytes_starts_with(text, "Sent Packet[") && number_behind(text, "and length: ", &length)) {
		buffer_printf(
			&reading->log->records.in, "record %u of %lu\n", number_before(text, ") in epoch"), length - 5);
	}
}

static void take_alert(struct reading *reading, struct bytes text)
{
	bool sent = bytes_starts_with(text, "Sending Alert[");
	unsigned long level = 0, description = 0;

	if ((!sent && !bytes_starts_with(text, "Alert[")) || !number_behind(text, "Alert[", &level) ||
		!number_behind(text, "|", &description))
		return;
	buffer_printf(
		sent ? &reading->log->messages.in : &reading->log->messages.out, "alert %lu %lu\n", level, description);
}

static void take_extension(struct reading *reading, struct bytes text)
{
	bool sent = bytes_starts_with(text, "Sending extension ");
	unsigned long type = 0, length = 0;

	if ((sent || bytes_starts_with(text, "Parsing extension '")) && number_behind(text, "/", &type) &&
		number_behind(text, " (", &length))
		buffer_printf(sent ? &reading->log->extensions.in : &reading->log->extensions.out,
			"extension %lu %lu\n", type, length);
}

/* "|<4>| HSK[0x55ca]: ..." */
static void take_line(struct reading *reading, struct bytes line)
{
	struct bytes part = bytes_from(line, strlen("|<4>| "));
	struct bytes text = bytes_from(part, bytes_find(part, BYTES_LITERAL(": ")) + 2);

	if (bytes_starts_with(part, "HSK["))
		take_handshake(reading, text);
	else if (bytes_starts_with(part, "EXT["))
		take_extension(reading, text);
	if (bytes_starts_with(part, "REC")) {
		take_record(reading, text);
		take_alert(reading, text);
	}
}

void debug_log_read(struct bytes text, struct debug_log *log)
{
	struct reading reading = {.log = log};

	while (text.len) {
		size_t end = bytes_index(text, '\n', 0);
		take_line(&reading, bytes_first(text, end));
		text = bytes_from(text, end + 1);
	}
	tell_received(&reading);
}
