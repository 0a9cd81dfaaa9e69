/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_certs: what certificates may hold: names of every kind, hostile ones among them, and too much of everything.
 */
#include "../check_main.h"
#include "judge.h"
#include "tls/certs.h"

#include <stdio.h>
#include <time.h>

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One leaf with those names below a root, judged. */
static void judge_names(struct judge *judge, const struct ca_recipe *recipe, const char *reference)
{
	static const struct ca_recipe usual;
	struct ca *root = ca_authority(&usual, "root", NULL), *leaf = ca_leaf(recipe, root);

	judge_init(judge);
	judge->request.reference_name = reference;
	judge_send(judge, leaf);
	judge_run(judge, root);
	ca_free(leaf);
	ca_free(root);
}

struct name_row {
	const char *what;
	const char *reference;
	unsigned char tag; /* of the GeneralName; 0: an SRVName */
	struct bytes value;
	const char *common_name; /* NULL: "leaf" */
	enum verdict_result result;
	const char *says;
};

static const struct name_row names[] = {
	{"dNSName", "mail.example.org", 0x82, BYTES_LITERAL("mail.example.org"), NULL, VERDICT_GOOD,
		"bears mail.example.org"},
	{"capitals", "MAIL.example.org.", 0x82, BYTES_LITERAL("Mail.Example.ORG"), NULL, VERDICT_GOOD, NULL},
	{"another", "mail.example.net", 0x82, BYTES_LITERAL("mail.example.org"), NULL, VERDICT_BAD,
		"mail.example.net is not among the certificate's names: mail.example.org"},
	{"wildcard", "mail.example.org", 0x82, BYTES_LITERAL("*.example.org"), NULL, VERDICT_GOOD,
		"bears *.example.org, a wildcard that covers mail.example.org"},
	{"wildcard, two labels", "a.mail.example.org", 0x82, BYTES_LITERAL("*.example.org"), NULL, VERDICT_BAD, NULL},
	{"wildcard, no label", "example.org", 0x82, BYTES_LITERAL("*.example.org"), NULL, VERDICT_BAD, NULL},
	{"wildcard, part of a label", "mail.example.org", 0x82, BYTES_LITERAL("m*.example.org"), NULL, VERDICT_BAD,
		NULL},
	{"wildcard, in the middle", "mail.example.org", 0x82, BYTES_LITERAL("mail.*.org"), NULL, VERDICT_BAD, NULL},
	{"wildcard, above a registry", "example.org", 0x82, BYTES_LITERAL("*.org"), NULL, VERDICT_BAD, NULL},
	{"address", "192.0.2.7", 0x87, BYTES_LITERAL("\xc0\x00\x02\x07"), NULL, VERDICT_GOOD, NULL},
	{"another address", "192.0.2.7", 0x87, BYTES_LITERAL("\xc0\x00\x02\x08"), NULL, VERDICT_BAD, "192.0.2.8"},
	{"IPv6", "2001:DB8:0:0::7", 0x87, BYTES_LITERAL("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x07"), NULL,
		VERDICT_GOOD, NULL},
	{"address of 5 octets", "192.0.2.7", 0x87, BYTES_LITERAL("\xc0\x00\x02\x07\x07"), NULL, VERDICT_BAD, NULL},
	{"address as a name", "192.0.2.7", 0x82, BYTES_LITERAL("192.0.2.7"), NULL, VERDICT_BAD,
		"counts only as an IP address"},
	{"address in the common name", "192.0.2.7", 0x81, BYTES_LITERAL("a@example.org"), "192.0.2.7", VERDICT_BAD,
		"only in the common name"},
	{"service", "example.org", 0, BYTES_LITERAL("_imap.example.org"), NULL, VERDICT_GOOD,
		"bears the service _imap.example.org"},
	{"another service", "example.org", 0, BYTES_LITERAL("_pop3.example.org"), NULL, VERDICT_BAD, NULL},
	{"service of a host", "mail.example.org", 0, BYTES_LITERAL("_imap.example.org"), NULL, VERDICT_BAD,
		"_imap.example.org"},
	{"service with a wildcard", "mail.example.org", 0, BYTES_LITERAL("_imap.*.example.org"), NULL, VERDICT_BAD,
		NULL},
	{"U-label asked",
		"b\xc3\xbc"
		"cher.example",
		0x82, BYTES_LITERAL("xn--bcher-kva.example"), NULL, VERDICT_GOOD, NULL},
	{"common name only", "mail.example.org", 0x81, BYTES_LITERAL("a@example.org"), "mail.example.org", VERDICT_BAD,
		"only in the common name, which no longer counts"},
	{"common name beside another name", "mail.example.org", 0x82, BYTES_LITERAL("example.net"), "mail.example.org",
		VERDICT_BAD, "among the certificate's names: example.net"},
	{"common name beside a URI", "mail.example.org", 0x86, BYTES_LITERAL("imap://mail.example.org"),
		"mail.example.org", VERDICT_BAD, "among the certificate's names: imap://"},
	{"another common name", "mail.example.org", 0x81, BYTES_LITERAL("a@example.org"), "example.net", VERDICT_BAD,
		"its common name is example.net"},
	{"NUL", "mail.example.org", 0x82, BYTES_LITERAL("mail.example.org\0.example.net"), NULL, VERDICT_BAD,
		"mail.example.org^@.example.net"},
	{"ESC", "mail.example.org", 0x82, BYTES_LITERAL("\x1b[31mmail.example.org"), NULL, VERDICT_BAD, "^["},
	{"line end", "mail.example.org", 0x82, BYTES_LITERAL("a\r\nchain: good"), NULL, VERDICT_BAD, "a^M^Jchain"},
	{"DEL", "mail.example.org", 0x82, BYTES_LITERAL("mail\x7f.example.org"), NULL, VERDICT_BAD, "^?"},
	{"bidirectional control", "mail.example.org", 0x82, BYTES_LITERAL("\xe2\x80\xaegro.elpmaxe.liam"), NULL,
		VERDICT_BAD, "<U+202E>gro"},
	{"C1", "mail.example.org", 0x82,
		BYTES_LITERAL("\x9b"
			      "31mmail.example.org"),
		NULL, VERDICT_BAD, "<9B>31m"},
	{"U-label borne",
		"b\xc3\xbc"
		"cher.example",
		0x82,
		BYTES_LITERAL("b\xc3\xbc"
			      "cher.example"),
		NULL, VERDICT_BAD, NULL},
	{"wildcard for a U-label",
		"b\xc3\xbc"
		"cher.example.org",
		0x82, BYTES_LITERAL("*.example.org"), NULL, VERDICT_GOOD, NULL},
	{"wildcard inside an A-label",
		"b\xc3\xbc"
		"cher.example.org",
		0x82, BYTES_LITERAL("xn--*-kva.example.org"), NULL, VERDICT_BAD, NULL},
	{"wildcard for an address", "192.0.2.7", 0x82, BYTES_LITERAL("*.0.2.7"), NULL, VERDICT_BAD, NULL},
	{"a blank", "mail.example.org", 0x82, BYTES_LITERAL("mail.example.org "), NULL, VERDICT_BAD, NULL},
};

START_TEST(reference_names)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct name_row *row = &names[i];
		struct judge judge;
		struct buffer sans;
		buffer_init(&sans, 1024);
		if (row->tag)
			ca_put(&sans, row->tag, row->value);
		else
			ca_put_srv(&sans, row->value);
		struct ca_recipe recipe = {.sans = buffer_bytes(&sans), .name = bytes_str(row->common_name)};
		judge_names(&judge, &recipe, row->reference);
		judge_expect(&judge, row->what, VERDICT_NAME, row->result, row->says);
		ck_assert_msg(judge.certs[0].san_count == 1, "%s: %zu names", row->what, judge.certs[0].san_count);
		if (row->result == VERDICT_GOOD)
			ck_assert_msg(judge.certs[0].sans[0].matches, "%s: not marked", row->what);
		buffer_done(&sans);
		judge_done(&judge);
	}
}
END_TEST

/* RFC 7817 §3: the domain of the mail address may be borne instead of the host. */
START_TEST(mail_domain)
{
	static const struct {
		const char *what;
		struct bytes dns, srv;
		enum verdict_result result;
		const char *says;
	} rows[] = {
		{"domain", BYTES_LITERAL("example.org"), {0}, VERDICT_GOOD, "covers the domain of the mail address"},
		{"service of the domain", BYTES_LITERAL("other.example.net"), BYTES_LITERAL("_imap.example.org"),
			VERDICT_GOOD, "bears the service _imap.example.org"},
		{"service of the host", BYTES_LITERAL("other.example.net"), BYTES_LITERAL("_imap.mail.example.net"),
			VERDICT_BAD, NULL},
		{"host", BYTES_LITERAL("mail.example.net"), {0}, VERDICT_GOOD, "bears mail.example.net"},
		{"neither", BYTES_LITERAL("example.com"), {0}, VERDICT_BAD, NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const struct ca_recipe usual;
		struct judge judge;
		struct buffer sans;
		buffer_init(&sans, 1024);
		ca_put(&sans, 0x82, rows[i].dns);
		if (rows[i].srv.len)
			ca_put_srv(&sans, rows[i].srv);
		struct ca *root = ca_authority(&usual, "root", NULL);
		struct ca *leaf = ca_leaf(&(struct ca_recipe){.sans = buffer_bytes(&sans)}, root);
		judge_init(&judge);
		judge.request.reference_name = "mail.example.net";
		judge.request.mail_domain = "example.org";
		judge_send(&judge, leaf);
		judge_run(&judge, root);
		judge_expect(&judge, rows[i].what, VERDICT_NAME, rows[i].result, rows[i].says);
		judge_done(&judge);
		ca_free(leaf);
		ca_free(root);
		buffer_done(&sans);
	}
}
END_TEST

/* Names of subjects and issuers stand in the sentences of every verdict. */
START_TEST(hostile_common_names)
{
	static const struct bytes rows[] = {BYTES_LITERAL("mail.example.org\0.example.net"),
		BYTES_LITERAL("\x1b]0;owned\x07mail"), BYTES_LITERAL("\xe2\x80\xaegro.elpmaxe"),
		BYTES_LITERAL("\xc2\x9b"
			      "31m"),
		BYTES_LITERAL("a\nchain: good"), BYTES_LITERAL("\xff\xfe\xfd"), BYTES_LITERAL("%n%n%s"),
		BYTES_LITERAL("a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81")};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const struct ca_recipe usual;
		const struct ca_recipe recipe = {.name = rows[i], .until_days = -1, .flag = CA_FLAG_NO};
		struct buffer sans;
		struct judge judge;
		buffer_init(&sans, 64);
		ca_put(&sans, 0x81, BYTES_LITERAL("a@example.org"));
		const struct ca_recipe named = {.name = rows[i], .sans = buffer_bytes(&sans)};
		struct ca *root = ca_authority(&usual, "root", NULL), *middle = ca_authority(&recipe, "", root);
		struct ca *leaf = ca_leaf(&named, middle);
		judge_init(&judge);
		judge_send(&judge, leaf);
		judge_send(&judge, middle);
		judge_run(&judge, root);
		judge_expect(&judge, "hostile", VERDICT_CHAIN, VERDICT_BAD, "no authority");
		judge_expect(&judge, "hostile", VERDICT_DATES, VERDICT_BAD, "expired");
		judge_expect(&judge, "hostile", VERDICT_NAME, VERDICT_BAD, NULL);
		ck_assert_ptr_null(strstr(judge.result.verdicts[VERDICT_NAME].reason, "only in the common name"));
		judge_done(&judge);
		ca_free(leaf);
		ca_free(middle);
		ca_free(root);
		buffer_done(&sans);
	}
}
END_TEST

START_TEST(no_names)
{
	static const unsigned char nothing[] = {0x30, 0};
	struct judge judge;
	const struct ca_recipe recipe = {.sans = {nothing, 0}, .name = BYTES_LITERAL("")};

	/* Without the extension, the leaf of ca_leaf would bear a name: an authority as a leaf bears none. */
	static const struct ca_recipe usual;
	struct ca *root = ca_authority(&usual, "root", NULL), *leaf = ca_authority(&recipe, "", root);
	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_run(&judge, root);
	judge_expect(&judge, "no names", VERDICT_NAME, VERDICT_BAD, "bears no host name at all");
	judge_done(&judge);
	ca_free(leaf);
	ca_free(root);
}
END_TEST

/* Many names */

static void judge_many(struct judge *judge, size_t others, bool with_match)
{
	struct buffer sans;
	char name[40];

	buffer_init(&sans, 1 << 20);
	for (size_t i = 0; i < others; i++) {
		snprintf(name, sizeof(name), "h%zu.example.net", i);
		ca_put(&sans, 0x82, bytes_str(name));
	}
	if (with_match)
		ca_put(&sans, 0x82, BYTES_LITERAL("mail.example.org"));
	judge_names(judge, &(struct ca_recipe){.sans = buffer_bytes(&sans)}, "mail.example.org");
	buffer_done(&sans);
}

START_TEST(many_names)
{
	struct judge judge;
	double began = cpu_seconds();

	judge_many(&judge, 1999, true);
	ck_assert_uint_eq(judge.certs[0].san_count, 2000);
	judge_expect(&judge, "2000 names", VERDICT_NAME, VERDICT_GOOD, "bears mail.example.org");
	judge_done(&judge);
	judge_many(&judge, 2000, false);
	judge_expect(&judge, "2000 others", VERDICT_NAME, VERDICT_BAD, "h3.example.net and 1996 more");
	judge_done(&judge);
	/* Beyond what is kept, nobody looked: neither good nor bad. */
	judge_many(&judge, CERTS_SANS_MAX + 1000, true);
	ck_assert_uint_eq(judge.certs[0].san_count, CERTS_SANS_MAX);
	ck_assert_uint_eq(judge.certs[0].san_dropped, 1001);
	judge_expect(&judge, "too many", VERDICT_NAME, VERDICT_NOT_CHECKED, "1001 more were not looked at");
	judge_done(&judge);
	ck_assert_msg(cpu_seconds() - began < 10, "it took %.1f s", cpu_seconds() - began);
}
END_TEST

/* Ten thousand constraints against four thousand names. */
START_TEST(many_constraints)
{
	static const struct ca_recipe usual;
	struct buffer sans, subtrees, tree, general, constraints;
	char name[40];
	double began = cpu_seconds();

	buffer_init(&sans, 1 << 20);
	buffer_init(&subtrees, 1 << 20);
	buffer_init(&tree, 256);
	buffer_init(&general, 1 << 20);
	buffer_init(&constraints, 1 << 20);
	for (size_t i = 0; i < 4000; i++) {
		snprintf(name, sizeof(name), "h%zu.example.net", i);
		ca_put(&sans, 0x82, bytes_str(name));
	}
	for (size_t i = 0; i < 10000; i++) {
		snprintf(name, sizeof(name), "n%zu.test", i);
		buffer_clear(&tree);
		ca_put(&tree, 0x82, bytes_str(name));
		ca_put(&subtrees, 0x30, buffer_bytes(&tree));
	}
	ca_put(&general, 0xa1, buffer_bytes(&subtrees));
	ca_put(&constraints, 0x30, buffer_bytes(&general));
	const struct ca_recipe recipe = {.extra_oid = "2.5.29.30", .extra = buffer_bytes(&constraints)};
	struct ca *root = ca_authority(&usual, "root", NULL), *middle = ca_authority(&recipe, "middle", root);
	struct ca *leaf = ca_leaf(&(struct ca_recipe){.sans = buffer_bytes(&sans)}, middle);
	struct judge judge;
	judge_init(&judge);
	judge_send(&judge, leaf);
	judge_send(&judge, middle);
	judge_run(&judge, root);
	judge_expect(&judge, "constraints", VERDICT_CHAIN, VERDICT_NOT_CHECKED, "middle has too many name constraints");
	ck_assert_int_eq(judge.certs[1].checks[CHECK_NAME_CONSTRAINTS].result, CHECK_NOT_DONE);
	ck_assert_ptr_nonnull(strstr(judge.certs[1].name_constraints, "and more"));
	ck_assert_msg(cpu_seconds() - began < 10, "it took %.1f s", cpu_seconds() - began);
	judge_done(&judge);
	ca_free(leaf);
	ca_free(middle);
	ca_free(root);
	buffer_done(&sans);
	buffer_done(&subtrees);
	buffer_done(&tree);
	buffer_done(&general);
	buffer_done(&constraints);
}
END_TEST

/* Facts */

START_TEST(fields)
{
	static const struct ca_recipe usual;
	const struct ca_recipe middle_recipe = {.permitted = "example.org",
				       .excluded = "www.example.org",
				       .path_length = 1},
			       leaf_recipe = {.must_staple = true,
				       .issuer_url = "http://ca.example.org/m.cer",
				       .purpose = GNUTLS_KP_ANY};
	struct ca *root = ca_authority(&usual, "root", NULL), *middle = ca_authority(&middle_recipe, "middle", root);
	struct ca *leaf = ca_leaf(&leaf_recipe, middle);
	struct arena arena;
	struct cert_facts facts;

	arena_init(&arena, 1 << 20);
	certs_read(&arena, ca_der(middle, &arena), &facts);
	ck_assert_str_eq(facts.subject, "CN=middle");
	ck_assert_str_eq(facts.issuer, "CN=root");
	ck_assert_str_eq(facts.name_constraints, "permitted DNS example.org; excluded DNS www.example.org");
	ck_assert(facts.is_ca && facts.path_length == 0 && !facts.self_issued && facts.for_servers);
	ck_assert_str_eq(facts.key_usage, "keyCertSign, cRLSign");
	certs_read(&arena, ca_der(leaf, &arena), &facts);
	ck_assert(facts.must_staple && !facts.is_ca && facts.for_servers && facts.path_length == -1);
	ck_assert_str_eq(facts.extended_key_usage, "any");
	ck_assert_str_eq(facts.issuer_url, "http://ca.example.org/m.cer");
	ck_assert_ptr_null(facts.ocsp_url);
	ck_assert_str_eq(facts.key, "EC SECP256R1");
	ck_assert_str_eq(facts.signature, "ECDSA-SHA256");
	ck_assert_int_eq(facts.not_after, CA_NOW + (int64_t)90 * CA_DAY);
	/* Nothing was checked yet, hence nothing has passed. */
	for (int i = 0; i < CERT_CHECKS; i++)
		ck_assert_int_eq(facts.checks[i].result, CHECK_NOT_DONE);
	arena_done(&arena);
	ca_free(leaf);
	ca_free(middle);
	ca_free(root);
}
END_TEST

/* Cut anywhere, and with one octet changed anywhere: read or refused, never a crash, and never trusted when it was changed. */
START_TEST(damaged)
{
	static const struct ca_recipe usual;
	struct ca *root = ca_authority(&usual, "root", NULL), *leaf = ca_leaf(&usual, root);
	struct judge judge;
	unsigned char copy[4096];

	judge_init(&judge);
	struct bytes good = ca_der(leaf, &judge.arena);
	judge_done(&judge);
	for (size_t at = 0; at < 1200; at += 3) {
		judge_init(&judge);
		good = ca_der(leaf, &judge.arena);
		if (at >= good.len)
			break;
		judge_send_der(&judge, bytes_first(good, at));
		ck_assert_ptr_nonnull(judge.certs[0].parse_error);
		judge_run(&judge, root);
		judge_expect(&judge, "cut", VERDICT_CHAIN, VERDICT_BAD, "cannot be read");
		memcpy(copy, good.data, good.len);
		copy[at] ^= 0x11;
		judge.request.count = 0;
		memset(judge.certs, 0, sizeof(judge.certs));
		judge_send_der(&judge, bytes_of(copy, good.len));
		judge_run(&judge, root);
		judge_expect(&judge, "changed", VERDICT_CHAIN, VERDICT_BAD, NULL);
		judge_done(&judge);
	}
	judge_done(&judge);
	ca_free(leaf);
	ca_free(root);
}
END_TEST

CHECK_MAIN("certs", reference_names, mail_domain, hostile_common_names, no_names, many_names, many_constraints, fields,
	damaged)
