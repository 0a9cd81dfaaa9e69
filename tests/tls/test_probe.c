/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_probe: the planner against simulated servers that read its hellos as a server would: what they speak, in which order
 * they choose, how they refuse, what they cannot stand; and the answers of hand-made flights.
 */
#include "../check_main.h"
#include "tls/hello_only.h"
#include "tls/probe.h"
#include "wire/reader.h"

#include <stdio.h>
#include <string.h>

enum { TLS13 = 0x0304, TLS12 = 0x0303, TLS11 = 0x0302, TLS10 = 0x0301, SSL3 = 0x0300, SSL2 = 0x0002 };
enum { LIST_MAX = 400, CONNECTIONS_MAX = 400 };

struct list {
	uint16_t codes[LIST_MAX];
	size_t count;
};

/* A ClientHello as a server reads it. */
struct heard {
	bool ssl2;
	uint16_t version; /* the best that is offered */
	size_t size;
	struct list versions, suites, groups, schemes;
	bool has_share_list;
	bool has_share;
	bool has_name;
	struct bytes alpn;
};

enum refusal { REFUSE_ALERT, REFUSE_BY_CLOSING, REFUSE_BY_INTERNAL_ERROR };

struct server {
	const char *what;
	const uint16_t versions[7]; /* zero ends each list */
	const uint16_t suites13[8];
	const uint16_t suites[8]; /* TLS 1.2 and below */
	const uint16_t groups13[8];
	const uint16_t groups[8];
	const uint16_t schemes[8];
	bool follows_client;
	bool prefers_for_some; /* its own order, unless the client's first is the last of its list */
	enum refusal refusal;
	size_t stalls_above;        /* bytes of a hello; 0: never */
	bool wants_share;           /* closes when there is no key share */
	bool hates_names;           /* unrecognized_name */
	uint16_t certificate_curve; /* must be offered */
	uint32_t dh_bits;
	const char *alpn;
	bool strict_alpn;
	bool flickers; /* every third connection breaks */
	bool silent;
	bool talks;
};

static void read_list(struct list *list, struct bytes bytes)
{
	struct reader reader = reader_over(bytes);

	while (reader_left(&reader) && list->count < LIST_MAX)
		list->codes[list->count++] = reader_u16(&reader);
	ck_assert(!reader.failed);
}

static void read_extension(struct heard *heard, uint16_t type, struct bytes body)
{
	struct reader reader = reader_over(body);

	switch (type) {
	case 0: heard->has_name = true; return;
	case 10: read_list(&heard->groups, reader_vector(&reader, 2)); break;
	case 13: read_list(&heard->schemes, reader_vector(&reader, 2)); break;
	case 16: heard->alpn = reader_vector(&reader, 2); break;
	case 43: read_list(&heard->versions, reader_vector(&reader, 1)); break;
	case 51:
		heard->has_share_list = true;
		heard->has_share = reader_vector(&reader, 2).len > 0;
		break;
	default: return;
	}
	ck_assert(!reader.failed && !reader_left(&reader));
}

static void hear(struct heard *heard, struct bytes record)
{
	struct reader reader = reader_over(record);

	*heard = (struct heard){.size = record.len};
	heard->ssl2 = record.data[0] & 0x80;
	heard->version = SSL2;
	if (heard->ssl2)
		return;
	ck_assert_uint_eq(reader_u8(&reader), 22);
	reader_u16(&reader);
	struct reader message = reader_over(reader_vector(&reader, 2));
	ck_assert(!reader.failed && !reader_left(&reader));
	ck_assert_uint_eq(reader_u8(&message), 1);
	struct reader hello = reader_over(reader_vector(&message, 3));
	ck_assert(!message.failed && !reader_left(&message));
	heard->version = reader_u16(&hello);
	reader_span(&hello, 32);
	reader_vector(&hello, 1);
	read_list(&heard->suites, reader_vector(&hello, 2));
	ck_assert_uint_eq(reader_vector(&hello, 1).len, 1);
	struct reader extensions = reader_over(reader_vector(&hello, 2));
	while (reader_left(&extensions)) {
		uint16_t type = reader_u16(&extensions);
		read_extension(heard, type, reader_vector(&extensions, 2));
	}
	ck_assert(!extensions.failed && heard->suites.count);
	if (heard->versions.count)
		heard->version = heard->versions.codes[0];
}

static size_t place(const uint16_t *codes, size_t count, uint16_t code)
{
	size_t i = 0;

	while (i < count && codes[i] != code)
		i++;
	return i;
}

static size_t length(const uint16_t *codes)
{
	size_t count = 0;

	while (codes[count])
		count++;
	return count;
}

/* 0: nothing in common. */
static uint16_t choose(const struct server *server, const uint16_t *mine, const struct list *theirs)
{
	size_t count = length(mine);
	bool client = server->follows_client || (server->prefers_for_some && theirs->count && count > 2 &&
							theirs->codes[0] == mine[count - 1] && theirs->count > 2);

	/* For some: the second of the client's list, which is neither end of it. */
	if (client && !server->follows_client)
		return theirs->codes[1];
	for (size_t i = 0; client && i < theirs->count; i++)
		if (place(mine, count, theirs->codes[i]) < count)
			return theirs->codes[i];
	for (size_t i = 0; !client && i < count; i++)
		if (place(theirs->codes, theirs->count, mine[i]) < theirs->count)
			return mine[i];
	return 0;
}

static struct probe_answer refuse(const struct server *server, uint8_t alert)
{
	switch (server->refusal) {
	case REFUSE_ALERT: return (struct probe_answer){.kind = PROBE_ANSWER_ALERT, .alert = alert};
	case REFUSE_BY_CLOSING: return (struct probe_answer){.kind = PROBE_ANSWER_CLOSED};
	case REFUSE_BY_INTERNAL_ERROR: return (struct probe_answer){.kind = PROBE_ANSWER_ALERT, .alert = 80};
	}
	return (struct probe_answer){.kind = PROBE_ANSWER_NONE};
}

/* The best version of the server's that is not above the client's. */
static uint16_t version_for(const struct server *server, const struct heard *heard)
{
	for (size_t i = 0; server->versions[i]; i++)
		if (server->versions[i] <= heard->version && (server->versions[i] != SSL2 || heard->ssl2))
			return server->versions[i];
	return 0;
}

static bool is_ecdhe(uint16_t suite)
{
	return suite >> 8 == 0xc0 || suite == 0xcca8 || suite == 0xcca9;
}

static bool is_dhe(uint16_t suite)
{
	return suite == 0x009e || suite == 0x0033 || suite == 0x0039 || suite == 0x009f;
}

static struct probe_answer answer_open(const struct server *server, const struct heard *heard, uint16_t version)
{
	struct probe_answer answer = {.kind = PROBE_ANSWER_HELLO, .version = version, .renegotiation = true};

	answer.suite = choose(server, server->suites, &heard->suites);
	if (!answer.suite)
		return refuse(server, 40);
	if (is_ecdhe(answer.suite)) {
		answer.group = choose(server, server->groups, &heard->groups);
		bool curve = !server->certificate_curve || place(heard->groups.codes, heard->groups.count,
								   server->certificate_curve) < heard->groups.count;
		if (!answer.group || !curve)
			return refuse(server, 40);
	}
	if (is_dhe(answer.suite))
		answer.dh_bits = server->dh_bits;
	if (version == TLS12 && (is_ecdhe(answer.suite) || is_dhe(answer.suite))) {
		answer.scheme = choose(server, server->schemes, &heard->schemes);
		if (!answer.scheme)
			return refuse(server, 40);
	}
	if (heard->alpn.len && server->alpn) {
		struct bytes name = bytes_from(heard->alpn, 1);
		if (bytes_find(heard->alpn, bytes_str(server->alpn)) < heard->alpn.len)
			snprintf(answer.alpn, sizeof(answer.alpn), "%s", server->alpn);
		else if (server->strict_alpn && name.len)
			return refuse(server, 120);
	}
	return answer;
}

static struct probe_answer answer_of(const struct server *server, const struct heard *heard, size_t connection)
{
	struct probe_answer answer = {.kind = PROBE_ANSWER_HELLO, .version = TLS13};

	if (server->silent || (server->stalls_above && heard->size > server->stalls_above))
		return (struct probe_answer){.kind = PROBE_ANSWER_SILENT};
	if (server->talks)
		return (struct probe_answer){.kind = PROBE_ANSWER_TEXT};
	if (server->flickers && connection % 3 == 2)
		return (struct probe_answer){.kind = PROBE_ANSWER_CUT};
	if (server->hates_names && heard->has_name)
		return (struct probe_answer){.kind = PROBE_ANSWER_ALERT, .alert = 112};
	uint16_t version = version_for(server, heard);
	if (version == SSL2)
		return (struct probe_answer){
			.kind = PROBE_ANSWER_SSL2, .version = SSL2, .ssl2 = {0x0700c0}, .ssl2_count = 1};
	if (!version || (heard->version == TLS13 && version != TLS13))
		return refuse(server, 70);
	if (version != TLS13)
		return answer_open(server, heard, version);
	ck_assert(heard->has_share_list && heard->schemes.count && heard->groups.count);
	if (server->wants_share && !heard->has_share)
		return (struct probe_answer){.kind = PROBE_ANSWER_CLOSED};
	answer.suite = choose(server, server->suites13, &heard->suites);
	answer.group = choose(server, server->groups13, &heard->groups);
	return answer.suite && answer.group ? answer : refuse(server, 40);
}

static void some_bytes(void *context, unsigned char *bytes, size_t len)
{
	unsigned char *next = context;

	for (size_t i = 0; i < len; i++)
		bytes[i] = (*next)++;
}

/* Runs a whole probe; returns how many connections it took. */
static size_t run(const struct server *server, struct probe **ret_probe)
{
	unsigned char seed = 0;
	struct probe_settings settings = {
		.server_name = "mail.example.org", .alpn = "imap", .random = some_bytes, .context = &seed};
	struct probe *probe = probe_new(&settings);
	size_t connections = 0;
	struct buffer hello;

	buffer_init(&hello, 1 << 16);
	while (probe_next(probe, &hello)) {
		struct heard heard;
		ck_assert_msg(connections < CONNECTIONS_MAX, "%s: too many connections", server->what);
		hear(&heard, buffer_bytes(&hello));
		ck_assert_uint_gt(strlen(probe_question(probe)), 0);
		struct probe_answer answer = answer_of(server, &heard, connections++);
		probe_take(probe, &answer);
		buffer_clear(&hello);
	}
	buffer_done(&hello);
	*ret_probe = probe;
	return connections;
}

/* Everything of a topic as «name=finding ...», the version in front where it is one of several. */
static char *found(const struct probe *probe, enum probe_topic topic, uint16_t version)
{
	static char text[8192];
	size_t used = 0;

	text[0] = 0;
	for (size_t i = 0; i < probe_results(probe); i++) {
		const struct probe_result *result = probe_result_at(probe, i);
		char name[80];
		static const char marks[] = {'+', '-', '?', '*'};

		if (result->topic != topic || (version && result->version != version))
			continue;
		ck_assert(result->reason[0]);
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%c%s", used ? " " : "",
			marks[result->answer],
			topic == PROBE_SUITE_ORDER || topic == PROBE_GROUP_ORDER
				? result->reason
				: probe_result_name(result, name, sizeof(name)));
		ck_assert_uint_lt(used, sizeof(text));
	}
	return text;
}

#define MODERN                                                                                                         \
	.versions = {TLS13, TLS12}, .suites13 = {0x1302, 0x1303, 0x1301},                                              \
	.suites = {0xc030, 0xc02f, 0x009e, 0x009c, 0x002f}, .groups13 = {0x11ec, 0x001d, 0x0017},                      \
	.groups = {0x001d, 0x0017}, .schemes = {0x0804, 0x0401}

static const struct {
	struct server server;
	const char *versions, *suites13, *suites12, *order12, *groups13, *groups12, *schemes, *dh, *alpn, *size;
	size_t connections;
} cases[] = {
	{{.what = "modern", MODERN, .dh_bits = 2048}, "+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0",
		"+TLS_AES_256_GCM_SHA384 +TLS_CHACHA20_POLY1305_SHA256 +TLS_AES_128_GCM_SHA256",
		"+TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 +TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 "
		"+TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_WITH_AES_128_CBC_SHA",
		"+the server chooses by its own order",
		"+X25519MLKEM768 +x25519 +secp256r1 -SecP256r1MLKEM768 -SecP384r1MLKEM1024", "+x25519 +secp256r1",
		"+rsa_pss_rsae_sha256 +rsa_pkcs1_sha256", "+2048 bits", "-imap *http/1.1", "+2048 bytes", 36},
	{{.what = "client's order", MODERN, .follows_client = true, .alpn = "imap", .strict_alpn = true},
		"+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0",
		"+TLS_AES_128_GCM_SHA256 +TLS_AES_256_GCM_SHA384 +TLS_CHACHA20_POLY1305_SHA256", NULL,
		"+the server follows the client's order", NULL, NULL, NULL, "", NULL, NULL, 0},
	{{.what = "some of each", MODERN, .prefers_for_some = true}, NULL, NULL, NULL,
		"+the server follows its own order for some and the client's for others", NULL, NULL, NULL, NULL, NULL,
		NULL, 0},
	{{.what = "closes", MODERN, .refusal = REFUSE_BY_CLOSING},
		"+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0",
		"+TLS_AES_256_GCM_SHA384 +TLS_CHACHA20_POLY1305_SHA256 +TLS_AES_128_GCM_SHA256", NULL,
		"+the server chooses by its own order", NULL, "+x25519 +secp256r1", NULL, NULL, NULL, NULL, 0},
	{{.what = "internal errors", MODERN, .refusal = REFUSE_BY_INTERNAL_ERROR},
		"+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		NULL, 0},
	{{.what = "stalls above 400 bytes", MODERN, .stalls_above = 400},
		"+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0", NULL,
		"+TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 +TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 "
		"+TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_WITH_AES_128_CBC_SHA",
		"+the server chooses by its own order", NULL, "+x25519 +secp256r1", NULL, NULL, NULL, "? ?2048 bytes",
		0},
	{{.what = "wants a share", MODERN, .wants_share = true},
		"+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0",
		"+TLS_AES_256_GCM_SHA384 +TLS_CHACHA20_POLY1305_SHA256 +TLS_AES_128_GCM_SHA256", NULL, NULL, "*", NULL,
		NULL, NULL, NULL, NULL, 0},
	{{.what = "no names", MODERN, .hates_names = true}, "+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0",
		NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0},
	{{.what = "flickers", MODERN, .flickers = true}, "+TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0", NULL,
		"+TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 +TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 "
		"+TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_WITH_AES_128_CBC_SHA",
		NULL, NULL, "+x25519 +secp256r1", NULL, NULL, NULL, NULL, 0},
	{{.what = "silent", .silent = true}, "?TLS 1.3 ?TLS 1.2 ?TLS 1.1 ?TLS 1.0 ?SSL 3.0 ?SSL 2.0", "", "", "", "",
		"", "", "", "", NULL, 16},
	{{.what = "talks", .talks = true}, "?TLS 1.3 ?TLS 1.2 ?TLS 1.1 ?TLS 1.0 ?SSL 3.0 ?SSL 2.0", "", "", "", "", "",
		"", "", "", NULL, 0},
	{{.what = "old",
		 .versions = {TLS10, SSL3, SSL2},
		 .suites = {0x0039, 0x002f, 0x000a, 0x0005, 0x0003},
		 .dh_bits = 1024},
		"-TLS 1.3 -TLS 1.2 -TLS 1.1 +TLS 1.0 +SSL 3.0 +SSL 2.0", "", "", "", "", "", "", "+1024 bits", NULL,
		"+2048 bytes", 0},
	{{.what = "ecdsa alone",
		 .versions = {TLS12},
		 .suites = {0xc02b, 0xc02c},
		 .groups = {0x0017, 0x0018, 0x001d},
		 .schemes = {0x0403},
		 .certificate_curve = 0x0018},
		"-TLS 1.3 +TLS 1.2 -TLS 1.1 -TLS 1.0 -SSL 3.0 -SSL 2.0", "",
		"+TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 +TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", NULL, "",
		"+secp256r1 +secp384r1 *", "+ecdsa_secp256r1_sha256", "", NULL, NULL, 0},
	{{.what = "rare suites, its own order over blocks",
		 .versions = {TLS12},
		 .suites = {0x0019, 0x002f, 0x0018, 0xc02f, 0x0003},
		 .groups = {0x0017},
		 .schemes = {0x0401}},
		NULL, "",
		"+TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA +TLS_RSA_WITH_AES_128_CBC_SHA +TLS_DH_anon_WITH_RC4_128_MD5 "
		"+TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 +TLS_RSA_EXPORT_WITH_RC4_40_MD5",
		"+the server chooses by its own order", "", "+secp256r1", "+rsa_pkcs1_sha256", NULL, NULL, NULL, 0},
};

static void expect(const char *what, const char *topic, const char *got, const char *want)
{
	if (want)
		ck_assert_msg(!strcmp(got, want), "%s, %s:\n got %s\nwant %s", what, topic, got, want);
}

START_TEST(servers)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *what = cases[i].server.what;
		struct probe *probe;
		size_t connections = run(&cases[i].server, &probe);

		expect(what, "versions", found(probe, PROBE_VERSION, 0), cases[i].versions);
		expect(what, "suites of 1.3", found(probe, PROBE_SUITE, TLS13), cases[i].suites13);
		expect(what, "suites of 1.2", found(probe, PROBE_SUITE, TLS12), cases[i].suites12);
		expect(what, "order in 1.2", found(probe, PROBE_SUITE_ORDER, TLS12), cases[i].order12);
		expect(what, "groups of 1.3", found(probe, PROBE_GROUP, TLS13), cases[i].groups13);
		expect(what, "groups of 1.2", found(probe, PROBE_GROUP, TLS12), cases[i].groups12);
		expect(what, "schemes", found(probe, PROBE_SCHEME, TLS12), cases[i].schemes);
		expect(what, "dh", found(probe, PROBE_DH_SIZE, 0), cases[i].dh);
		expect(what, "alpn", found(probe, PROBE_ALPN, 0), cases[i].alpn);
		expect(what, "size", found(probe, PROBE_HELLO_SIZE, 0), cases[i].size);
		if (cases[i].connections)
			ck_assert_msg(connections == cases[i].connections, "%s: %zu connections", what, connections);
		probe_free(probe);
	}
}
END_TEST

/* Flights that servers send, and what is read from them. */

#define RANDOM "0123456789abcdef0123456789abcdef"
#define RETRY                                                                                                              \
	"\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07\x9e\x09\xe2" \
	"\xc8\xa8\x33\x9c"
#define FLIGHT(literal) .flight = BYTES_LITERAL(literal)

static const struct {
	const char *what;
	struct bytes flight;
	struct probe_answer want;
} flights[] = {
	{"nothing", {0}, {.kind = PROBE_ANSWER_CLOSED}},
	{"a retry",
		FLIGHT("\x16\x03\x03\x00\x38\x02\x00\x00\x34\x03\x03" RETRY
		       "\x00\x13\x02\x00\x00\x0c\x00\x2b\x00\x02\x03\x04"
		       "\x00\x33\x00\x02\x11\xec"),
		{.kind = PROBE_ANSWER_HELLO, .version = TLS13, .suite = 0x1302, .group = 0x11ec}},
	{"a hello without extensions, then the end",
		FLIGHT("\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01" RANDOM "\x00\x00\x2f\x00"),
		{.kind = PROBE_ANSWER_HELLO, .version = TLS10, .suite = 0x002f}},
	{"a curve and a scheme",
		FLIGHT("\x16\x03\x03\x00\x35\x02\x00\x00\x31\x03\x03" RANDOM
		       "\x00\xc0\x2f\x00\x00\x09\xff\x01\x00\x01\x00\x00\x17"
		       "\x00\x00"
		       "\x16\x03\x03\x00\x10\x0c\x00\x00\x0c\x03\x00\x1d\x02xy\x08\x04\x00\x02ss"
		       "\x16\x03\x03\x00\x04\x0e\x00\x00\x00"),
		{.kind = PROBE_ANSWER_HELLO,
			.version = TLS12,
			.suite = 0xc02f,
			.group = 0x001d,
			.scheme = 0x0804,
			.key_exchange = true,
			.renegotiation = true,
			.extended_master_secret = true}},
	{"a small prime",
		FLIGHT("\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01" RANDOM "\x00\x00\x39\x00"
		       "\x16\x03\x01\x00\x0f\x0c\x00\x00\x0b\x00\x03\x00\x0f\xff\x00\x01\x02\x00\x01\x03"
		       "\x16\x03\x01\x00\x04\x0e\x00\x00\x00"),
		{.kind = PROBE_ANSWER_HELLO, .version = TLS10, .suite = 0x0039, .dh_bits = 12, .key_exchange = true}},
	{"an alert", FLIGHT("\x15\x03\x01\x00\x02\x02\x46"), {.kind = PROBE_ANSWER_ALERT, .alert = 70}},
	{"a warning, then an alert", FLIGHT("\x15\x03\x01\x00\x02\x01\x70\x15\x03\x01\x00\x02\x02\x28"),
		{.kind = PROBE_ANSWER_ALERT, .alert = 40}},
	{"a warning, then the end", FLIGHT("\x15\x03\x01\x00\x02\x01\x70"), {.kind = PROBE_ANSWER_CLOSED}},
	{"close_notify", FLIGHT("\x15\x03\x01\x00\x02\x01\x00"), {.kind = PROBE_ANSWER_ALERT}},
	{"half a record", FLIGHT("\x16\x03\x03\x00\x33\x02\x00\x00\x2f\x03\x03"),
		{.kind = PROBE_ANSWER_CUT, .cut = true}},
	{"text", FLIGHT("500 what?\r\n"), {.kind = PROBE_ANSWER_TEXT}},
	{"other bytes", FLIGHT("\xff\xfe\xfd\xfc\xfb"), {.kind = PROBE_ANSWER_TEXT}},
	{"a broken hello", FLIGHT("\x16\x03\x03\x00\x06\x02\x00\x00\x02\x03\x03"), {.kind = PROBE_ANSWER_TEXT}},
	{"SSL 2.0", FLIGHT("\x80\x17\x04\x00\x01\x00\x02\x00\x02\x00\x06\x00\x04zz\x07\x00\xc0\x01\x00\x80iiii"),
		{.kind = PROBE_ANSWER_SSL2, .version = SSL2, .ssl2 = {0x0700c0, 0x010080}, .ssl2_count = 2}},
	{"SSL 2.0 that lies of its lengths", FLIGHT("\x80\x0b\x04\x00\x01\x00\x02\xff\xff\x00\x06\x00\x04"),
		{.kind = PROBE_ANSWER_TEXT, .version = SSL2}},
	{"an error of SSL 2.0", FLIGHT("\x80\x03\x00\x00\x01"), {.kind = PROBE_ANSWER_ALERT, .version = SSL2}},
	{"half of SSL 2.0", FLIGHT("\x80\x17\x04\x00\x01\x00"), {.kind = PROBE_ANSWER_CLOSED}},
};

/* Feeds the flight in such pieces, ends the stream where the engine waits for more, and folds the events. */
static struct probe_answer listen_to(struct bytes flight, size_t chunk)
{
	struct clock_hands hands = {0};
	struct journal_config config = {.clock = clock_fixed(&hands), .spill_fd = -1};
	struct journal *journal = journal_new(&config);
	struct tls *tls = tls_hello_only_new(BYTES_LITERAL("\x80\x01\x01"), journal);
	struct probe_answer answer = {.kind = PROBE_ANSWER_NONE};
	struct event closed = {.kind = EVENT_CLOSED, .closed = {.how = CLOSED_BY_PEER}};

	tls_receive(tls, (struct bytes){0});
	ck_assert(bytes_equal(buffer_bytes(tls_wire_out(tls)), BYTES_LITERAL("\x80\x01\x01")));
	while (flight.len && tls_state(tls) == TLS_HANDSHAKING) {
		struct bytes piece = bytes_first(flight, chunk);
		ck_assert_uint_eq(tls_receive(tls, piece), piece.len);
		flight = bytes_from(flight, piece.len);
	}
	tls_wire_ended(tls);
	ck_assert(tls_state(tls) == TLS_ENDED || tls_state(tls) == TLS_BROKEN);
	ck_assert(!tls_send(tls, BYTES_LITERAL("x")) && !tls_plain_in(tls)->len);
	journal_append(journal, &closed);
	for (uint64_t i = 0; i < journal_count(journal); i++)
		probe_answer_see(&answer, journal_at(journal, i));
	tls_free(tls);
	journal_free(journal);
	return answer;
}

START_TEST(answers)
{
	for (size_t i = 0; i < sizeof(flights) / sizeof(flights[0]); i++)
		for (size_t chunk = 1; chunk < 70; chunk++) {
			struct probe_answer got = listen_to(flights[i].flight, chunk);
			const struct probe_answer *want = &flights[i].want;
			char text[64];

			ck_assert_msg(
				got.kind == want->kind && got.version == want->version && got.suite == want->suite &&
					got.group == want->group && got.scheme == want->scheme &&
					got.dh_bits == want->dh_bits && got.alert == want->alert &&
					got.renegotiation == want->renegotiation && got.cut == want->cut &&
					got.extended_master_secret == want->extended_master_secret &&
					got.key_exchange == want->key_exchange && got.ssl2_count == want->ssl2_count &&
					!memcmp(got.ssl2, want->ssl2, sizeof(got.ssl2)),
				"%s, %zu bytes at once: %s", flights[i].what, chunk,
				probe_answer_text(&got, text, sizeof(text)));
		}
}
END_TEST

/* Whatever comes, it ends in a state and an answer. */
START_TEST(noise)
{
	unsigned char bytes[300];
	uint32_t state = 1;

	for (int round = 0; round < 2000; round++) {
		for (size_t i = 0; i < sizeof(bytes); i++) {
			state = state * 1664525 + 1013904223;
			bytes[i] = (unsigned char)(state >> 24);
		}
		/* Half of them look like the beginning of something. */
		memcpy(bytes,
			round % 4 == 0   ? "\x16\x03\x03\x00\x33\x02"
			: round % 4 == 1 ? "\x80\x40\x04\x00"
					 : "\x15\x03\x03\x00",
			4);
		struct probe_answer answer = listen_to(bytes_of(bytes, sizeof(bytes)), 1 + (size_t)round % 60);
		ck_assert_int_ne(answer.kind, PROBE_ANSWER_NONE);
		ck_assert_uint_le(answer.ssl2_count, PROBE_SSL2_SPECS_MAX);
	}
}
END_TEST

/* A probe that is broken off says so, and tells what it knows; nothing that a server answers keeps it from ending. */
START_TEST(ends)
{
	unsigned char seed = 0;
	struct probe_settings settings = {.alpn = "imap", .random = some_bytes, .context = &seed};
	uint32_t state = 7;

	for (int round = 0; round < 200; round++) {
		struct probe *probe = probe_new(&settings);
		struct buffer hello;
		size_t connections = 0;

		buffer_init(&hello, 1 << 16);
		while (probe_next(probe, &hello)) {
			struct probe_answer answer = {.kind = PROBE_ANSWER_HELLO};
			struct heard heard;
			hear(&heard, buffer_bytes(&hello));
			state = state * 1664525 + 1013904223;
			answer.version = state >> 24 & 7 ? heard.version : TLS10;
			answer.suite = heard.suites.count ? heard.suites.codes[(state >> 8) % heard.suites.count] : 1;
			answer.group = (uint16_t)(state >> 28 & 3 ? state >> 16 & 31 : 0x001d);
			answer.scheme = 0x0401;
			if (!(state >> 20 & 15))
				answer.kind = PROBE_ANSWER_ALERT;
			probe_take(probe, &answer);
			buffer_clear(&hello);
			ck_assert_uint_lt(++connections, 4 * 512);
			if (round % 2 && connections == (size_t)round)
				probe_end(probe, "enough");
		}
		ck_assert(round % 2 == 0 || connections != (size_t)round ||
			  probe_result_at(probe, probe_results(probe) - 1)->topic == PROBE_ENDED);
		buffer_done(&hello);
		probe_free(probe);
	}
}
END_TEST

CHECK_MAIN("probe", servers, answers, noise, ends)
