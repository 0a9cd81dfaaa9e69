/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_names: RFC 9525 and RFC 7817 as rows.
 */
#include "../check_main.h"
#include "tls/names.h"

START_TEST(dns_names)
{
	static const struct {
		struct bytes presented;
		const char *reference;
		bool matches, wildcard;
	} rows[] = {
		{BYTES_LITERAL("mail.example.org"), "mail.example.org", true, false},
		{BYTES_LITERAL("MAIL.Example.ORG"), "mail.example.org", true, false},
		{BYTES_LITERAL("mail.example.org."), "mail.example.org", true, false},
		{BYTES_LITERAL("mail.example.org"), "mail.example.org.", true, false},
		{BYTES_LITERAL("mail.example.org"), "example.org", false, false},
		{BYTES_LITERAL("example.org"), "mail.example.org", false, false},
		{BYTES_LITERAL("*.example.org"), "mail.example.org", true, true},
		{BYTES_LITERAL("*.example.org"), "MAIL.EXAMPLE.ORG", true, true},
		{BYTES_LITERAL("*.example.org"), "a.mail.example.org", false, false},
		{BYTES_LITERAL("*.example.org"), "example.org", false, false},
		{BYTES_LITERAL("*.example.org"), ".example.org", false, false},
		{BYTES_LITERAL("*.org"), "example.org", false, false},
		{BYTES_LITERAL("*"), "example.org", false, false},
		{BYTES_LITERAL("*."), "example.org", false, false},
		{BYTES_LITERAL("m*.example.org"), "mail.example.org", false, false},
		{BYTES_LITERAL("*l.example.org"), "mail.example.org", false, false},
		{BYTES_LITERAL("mail.*.org"), "mail.example.org", false, false},
		{BYTES_LITERAL("**.example.org"), "mail.example.org", false, false},
		{BYTES_LITERAL("*.*.example.org"), "a.b.example.org", false, false},
		{BYTES_LITERAL("mail.example.org\0.evil.example"), "mail.example.org", false, false},
		{BYTES_LITERAL("mail.example.org "), "mail.example.org", false, false},
		{BYTES_LITERAL(""), "mail.example.org", false, false},
		{BYTES_LITERAL("."), "mail.example.org", false, false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool wildcard = true;
		bool matches = names_dns_match(rows[i].presented, bytes_str(rows[i].reference), &wildcard);
		ck_assert_msg(matches == rows[i].matches && wildcard == rows[i].wildcard, "row %zu", i);
	}
}
END_TEST

static enum name_match match(struct san *sans, size_t count, const char *common_name, const char *reference)
{
	struct cert_facts cert = {.sans = sans, .san_count = count, .common_name = common_name};

	const struct reference_identity wanted = {.host = reference, .service = "_imap"};

	return names_match(&cert, &wanted, sans);
}

START_TEST(certificates)
{
	struct san dns[] = {{.kind = SAN_DNS, .value = BYTES_LITERAL("other.example.org")},
		{.kind = SAN_DNS, .value = BYTES_LITERAL("*.example.org")},
		{.kind = SAN_DNS, .value = BYTES_LITERAL("mail.example.org")}};
	struct san address[] = {{.kind = SAN_IP, .value = BYTES_LITERAL("192.0.2.7")},
		{.kind = SAN_IP, .value = BYTES_LITERAL("2001:db8::7")}};
	struct san srv[] = {{.kind = SAN_SRV, .value = BYTES_LITERAL("_imap.example.org")}};
	struct san text[] = {{.kind = SAN_DNS, .value = BYTES_LITERAL("192.0.2.7")}};
	struct san email[] = {{.kind = SAN_EMAIL, .value = BYTES_LITERAL("a@example.org")}};

	ck_assert_int_eq(match(dns, 3, NULL, "mail.example.org"), NAME_MATCHES);
	ck_assert(!dns[0].matches && dns[1].matches && dns[2].matches);
	ck_assert_int_eq(match(dns, 3, NULL, "imap.example.org"), NAME_WILDCARD);
	ck_assert_int_eq(match(dns, 3, "mail.example.net", "mail.example.net"), NAME_DIFFERS);
	ck_assert_int_eq(match(address, 2, NULL, "192.0.2.7"), NAME_MATCHES);
	ck_assert_int_eq(match(address, 2, NULL, "2001:DB8:0::7"), NAME_MATCHES);
	ck_assert_int_eq(match(address, 2, NULL, "192.0.2.8"), NAME_DIFFERS);
	ck_assert_int_eq(match(text, 1, NULL, "192.0.2.7"), NAME_AS_TEXT);
	ck_assert_int_eq(match(srv, 1, NULL, "example.org"), NAME_SERVICE);
	ck_assert_int_eq(match(srv, 1, NULL, "mail.example.org"), NAME_DIFFERS);
	ck_assert_int_eq(match(email, 1, "mail.example.org", "mail.example.org"), NAME_COMMON_NAME);
	ck_assert_int_eq(match(NULL, 0, "mail.example.org", "mail.example.org"), NAME_COMMON_NAME);
	ck_assert_int_eq(match(NULL, 0, "192.0.2.7", "192.0.2.7"), NAME_COMMON_NAME);
	ck_assert_int_eq(match(NULL, 0, NULL, "mail.example.org"), NAME_NONE);
	struct san idn[] = {{.kind = SAN_DNS, .value = BYTES_LITERAL("xn--bcher-kva.example")}};
	ck_assert_int_eq(match(idn, 1, NULL,
				 "b\xc3\xbc"
				 "cher.example"),
		NAME_MATCHES);
}
END_TEST

CHECK_MAIN("names", dns_names, certificates)
