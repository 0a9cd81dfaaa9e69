/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_words: the tables of words are sorted, well written, and complete against IANA's registries.
 */
#include "advice/words.h"

#include "../check_main.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Texts and references of these are held to form; the other tables have references of their own kinds. */
static const struct word_table *const mail_tables[] = {
	&words_smtp_replies,
	&words_smtp_classes,
	&words_enhanced_codes,
	&words_smtp_extensions,
	&words_smtp_commands,
	&words_imap_capabilities,
	&words_imap_codes,
	&words_imap_commands,
	&words_imap_responses,
	&words_pop3_capabilities,
	&words_pop3_codes,
	&words_pop3_commands,
	&words_sieve_capabilities,
	&words_sieve_codes,
	&words_sieve_commands,
	&words_sasl,
};

#define MAIL_TABLES (sizeof(mail_tables) / sizeof(mail_tables[0]))

/* What IANA has registered; a family is written as its row is. */
static const struct {
	const struct word_table *table;
	const char *words;
} registries[] = {
	{&words_smtp_classes, "2 3 4 5"},
	/* No registry: RFC 5321 §4.2.3 and the extensions' own documents. */
	{&words_smtp_replies,
		"211 214 220 221 235 250 251 252 253 334 354 355 421 432 450 451 452 453 454 455 458 459 500 501 502 503 "
		"504 521 523 524 525 530 534 535 538 550 551 552 553 554 555 556"},
	/* "SMTP Enhanced Status Codes", whole. */
	{&words_enhanced_codes,
		"X.0.0 X.1.0 X.1.1 X.1.2 X.1.3 X.1.4 X.1.5 X.1.6 X.1.7 X.1.8 X.1.9 X.1.10 X.2.0 X.2.1 X.2.2 X.2.3 X.2.4 "
		"X.3.0 X.3.1 X.3.2 X.3.3 X.3.4 X.3.5 X.3.6 X.4.0 X.4.1 X.4.2 X.4.3 X.4.4 X.4.5 X.4.6 X.4.7 X.5.0 X.5.1 "
		"X.5.2 X.5.3 X.5.4 X.5.5 X.5.6 X.6.0 X.6.1 X.6.2 X.6.3 X.6.4 X.6.5 X.6.6 X.6.7 X.6.8 X.6.9 X.6.10 X.7.0 "
		"X.7.1 X.7.2 X.7.3 X.7.4 X.7.5 X.7.6 X.7.7 X.7.8 X.7.9 X.7.10 X.7.11 X.7.12 X.7.13 X.7.14 X.7.15 X.7.16 "
		"X.7.17 X.7.18 X.7.19 X.7.20 X.7.21 X.7.22 X.7.23 X.7.24 X.7.25 X.7.26 X.7.27 X.7.28 X.7.29 X.7.30"},
	/* "SMTP Service Extensions", whole. */
	{&words_smtp_extensions,
		"SEND SOML SAML VRFY EXPN HELP TURN 8BITMIME SIZE VERB ONEX CHUNKING BINARYMIME CHECKPOINT DELIVERBY "
		"PIPELINING DSN ETRN ENHANCEDSTATUSCODES STARTTLS NO-SOLICITING MTRK SUBMITTER ATRN AUTH BURL "
		"FUTURERELEASE UTF8SMTP CONPERM CONNEG SMTPUTF8 MT-PRIORITY RRVS REQUIRETLS LIMITS"},
	{&words_smtp_commands,
		"EHLO HELO LHLO MAIL RCPT DATA BDAT RSET VRFY EXPN HELP NOOP QUIT SEND SOML SAML TURN ETRN ATRN AUTH BURL "
		"STARTTLS XCLIENT XFORWARD"},
	/* "IMAP Capabilities", whole. */
	{&words_imap_capabilities,
		"ACL ANNOTATE-EXPERIMENT-1 APPENDLIMIT AUTH=* BINARY CATENATE CHILDREN COMPRESS=DEFLATE CONDSTORE "
		"CONTEXT=SEARCH CONTEXT=SORT CONVERT CREATE-SPECIAL-USE ENABLE ESEARCH ESORT FILTERS I18NLEVEL=1 "
		"I18NLEVEL=2 ID IDLE IMAP4REV1 IMAP4REV2 IMAPSIEVE=* INPROGRESS JMAPACCESS LANGUAGE LIST-EXTENDED "
		"LIST-METADATA LIST-MYRIGHTS LIST-STATUS LITERAL+ LITERAL- LOGIN-REFERRALS LOGINDISABLED "
		"MAILBOX-REFERRALS MESSAGELIMIT=* METADATA METADATA-SERVER MOVE MULTIAPPEND MULTISEARCH NAMESPACE NOTIFY "
		"OBJECTID PARTIAL PREVIEW QRESYNC QUOTA QUOTA=* QUOTA=RES-* QUOTASET REPLACE RIGHTS=* SASL-IR SAVEDATE "
		"SAVELIMIT=* SEARCH=FUZZY SEARCHRES SORT SORT=DISPLAY SPECIAL-USE STARTTLS STATUS=SIZE THREAD=* UIDBATCHES UIDONLY "
		"UIDPLUS UNAUTHENTICATE UNSELECT URL-PARTIAL URLAUTH URLAUTH=BINARY UTF8=ACCEPT UTF8=ALL UTF8=APPEND "
		"UTF8=ONLY UTF8=USER WITHIN"},
	/* "IMAP Response Codes", whole. */
	{&words_imap_codes,
		"NEWNAME REFERRAL ALERT BADCHARSET PARSE PERMANENTFLAGS READ-ONLY READ-WRITE TRYCREATE UIDNEXT UIDVALIDITY "
		"UNSEEN UNKNOWN-CTE UIDNOTSTICKY APPENDUID COPYUID URLMECH TOOBIG BADURL HIGHESTMODSEQ NOMODSEQ MODIFIED "
		"COMPRESSIONACTIVE CLOSED NOTSAVED BADCOMPARATOR ANNOTATE ANNOTATIONS TEMPFAIL MAXCONVERTMESSAGES "
		"MAXCONVERTPARTS NOUPDATE NOTIFICATIONOVERFLOW BADEVENT UNDEFINED-FILTER METADATA UNAVAILABLE "
		"AUTHENTICATIONFAILED AUTHORIZATIONFAILED EXPIRED PRIVACYREQUIRED CONTACTADMIN NOPERM INUSE EXPUNGEISSUED "
		"CORRUPTION SERVERBUG CLIENTBUG CANNOT LIMIT OVERQUOTA ALREADYEXISTS NONEXISTENT USEATTR DOWNGRADED "
		"MAILBOXID CAPABILITY HASCHILDREN UIDREQUIRED INPROGRESS MESSAGELIMIT"},
	{&words_imap_commands,
		"CAPABILITY NOOP LOGOUT STARTTLS AUTHENTICATE LOGIN ENABLE SELECT EXAMINE CREATE DELETE RENAME SUBSCRIBE "
		"UNSUBSCRIBE LIST LSUB NAMESPACE STATUS APPEND IDLE DONE CHECK CLOSE UNSELECT EXPUNGE SEARCH FETCH STORE "
		"COPY MOVE UID UIDBATCHES ID SORT THREAD GETACL SETACL DELETEACL LISTRIGHTS MYRIGHTS GETQUOTA GETQUOTAROOT SETQUOTA "
		"GETMETADATA SETMETADATA NOTIFY COMPRESS UNAUTHENTICATE REPLACE ESEARCH"},
	{&words_imap_responses,
		"OK NO BAD BYE PREAUTH CAPABILITY ENABLED LIST LSUB NAMESPACE STATUS ESEARCH SEARCH FLAGS EXISTS RECENT "
		"EXPUNGE VANISHED FETCH ID SORT THREAD ACL QUOTA QUOTAROOT METADATA"},
	/* "POP3 Capabilities" and "POP3 Response Codes", whole. */
	{&words_pop3_capabilities,
		"TOP USER SASL RESP-CODES LOGIN-DELAY PIPELINING EXPIRE UIDL IMPLEMENTATION STLS AUTH-RESP-CODE UTF8 LANG"},
	{&words_pop3_codes, "LOGIN-DELAY IN-USE SYS/PERM SYS/TEMP AUTH UTF8"},
	{&words_pop3_commands, "APOP AUTH CAPA DELE LANG LIST NOOP PASS QUIT RETR RSET STAT STLS TOP UIDL USER UTF8"},
	/* "ManageSieve Capabilities" and "ManageSieve Response Codes", whole; and "Sieve Extensions", whole. */
	{&words_sieve_capabilities,
		"IMPLEMENTATION SASL SIEVE STARTTLS NOTIFY MAXREDIRECTS LANGUAGE OWNER VERSION EXTLISTS UNAUTHENTICATE "
		"body comparator-* convert copy date duplicate editheader enclose encoded-character enotify envelope "
		"envelope-deliverby envelope-dsn environment ereject extlists extracttext fcc fileinto foreverypart ihave "
		"imapsieve imap4flags include index mailbox mailboxid mboxmetadata mime processcalendar redirect-deliverby "
		"redirect-dsn regex reject relational replace servermetadata spamtest spamtestplus special-use subaddress "
		"vacation vacation-seconds variables virustest vnd.cyrus.* vnd.dovecot.* vnd.stalwart.*"},
	{&words_sieve_codes,
		"AUTH-TOO-WEAK ENCRYPT-NEEDED QUOTA QUOTA/MAXSCRIPTS QUOTA/MAXSIZE REFERRAL SASL TRANSITION-NEEDED TRYLATER "
		"ACTIVE NONEXISTENT ALREADYEXISTS WARNINGS TAG"},
	{&words_sieve_commands,
		"AUTHENTICATE STARTTLS LOGOUT CAPABILITY HAVESPACE PUTSCRIPT LISTSCRIPTS SETACTIVE GETSCRIPT DELETESCRIPT "
		"RENAMESCRIPT CHECKSCRIPT NOOP UNAUTHENTICATE"},
	/* "SASL Mechanisms" and "SASL SCRAM Family Mechanisms", whole. */
	{&words_sasl,
		"9798-M-DSA-SHA1 9798-M-ECDSA-SHA1 9798-M-RSA-SHA1-ENC 9798-U-DSA-SHA1 9798-U-ECDSA-SHA1 "
		"9798-U-RSA-SHA1-ENC ANONYMOUS CRAM-MD5 DIGEST-MD5 EAP-AES128 EAP-AES128-PLUS ECDH-X25519-CHALLENGE "
		"ECDSA-NIST256P-CHALLENGE EXTERNAL GS2-* GS2-KRB5 GS2-KRB5-PLUS GSS-SPNEGO GSSAPI KERBEROS_V4 KERBEROS_V5 "
		"LOGIN NMAS_AUTHEN NMAS_LOGIN NMAS-SAMBA-AUTH NTLM OAUTH10A OAUTHBEARER OPENID20 OTP PLAIN SAML20 SCRAM-* "
		"SECURID SKEY SPNEGO SPNEGO-PLUS XOAUTH XOAUTH2 SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 "
		"SCRAM-SHA-256-PLUS"},
};

static bool has_row(const struct word_table *table, struct bytes word)
{
	for (size_t i = 0; i < table->count; i++)
		if (bytes_equal_nocase(bytes_str(table->rows[i].word), word))
			return true;
	return false;
}

/* As strcasecmp has it: words.h promises that. */
START_TEST(test_sorted)
{
	for (size_t t = 0; t < word_table_count; t++) {
		const struct word_table *table = word_tables[t];
		for (size_t i = 1; i < table->count; i++)
			ck_assert_msg(strcasecmp(table->rows[i - 1].word, table->rows[i].word) < 0,
				"%s: %s is before %s", table->name, table->rows[i - 1].word, table->rows[i].word);
	}
}
END_TEST

START_TEST(test_named)
{
	for (size_t t = 0; t < MAIL_TABLES; t++) {
		const struct word_table *table = mail_tables[t];
		ck_assert_msg(!table->count || *table->name, "table %zu has no name", t);
	}
}
END_TEST

/* Plain sentences of ASCII, with one space between words. */
static const char *fault_of_text(const char *text)
{
	size_t len = strlen(text);

	if (len < 30 || len > 600)
		return "the text is not between 30 and 600 octets";
	if (text[len - 1] != '.')
		return "the text does not end with a full stop";
	if (!isupper((unsigned char)text[0]) && !isdigit((unsigned char)text[0]))
		return "the text does not begin with a capital";
	if (strstr(text, "  "))
		return "the text has two spaces in a row";
	for (size_t i = 0; i < len; i++)
		if (text[i] < ' ' || text[i] > '~')
			return "the text has an octet that is not printable ASCII";
	return NULL;
}

START_TEST(test_texts)
{
	for (size_t t = 0; t < MAIL_TABLES; t++) {
		for (size_t i = 0; i < mail_tables[t]->count; i++) {
			const struct explanation *row = &mail_tables[t]->rows[i];
			const char *fault = fault_of_text(row->text);
			ck_assert_msg(!fault, "%s %s: %s", mail_tables[t]->name, row->word, fault);
		}
	}
}
END_TEST

static struct {
	const char *text;
	bool good;
} const texts[] = {
	{"This is a sentence of sufficient length.", true},
	{"Too short.", false},
	{"This sentence has no full stop at its end", false},
	{"this sentence begins without a capital letter.", false},
	{"This sentence has  two spaces in a row, somewhere.", false},
	{"This sentence has a \xc3\xa4 which is not printable ASCII.", false},
};

START_TEST(test_faults_of_texts)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(!fault_of_text(texts[i].text) == texts[i].good, "%s", texts[i].text);
}
END_TEST

/* "RFC 5321", "RFC 5321 §4.2.3". */
static bool is_rfc(const char *reference)
{
	const char *at = reference;
	size_t digits;

	if (strncmp(at, "RFC ", 4))
		return false;
	at += 4;
	digits = strspn(at, "0123456789");
	if (digits < 3 || digits > 5 || *at == '0')
		return false;
	at += digits;
	if (!*at)
		return true;
	if (strncmp(at, " \xc2\xa7", 3) || !isdigit((unsigned char)at[3]))
		return false;
	at += 3;
	return !at[strspn(at, "0123456789.")] && at[strlen(at) - 1] != '.';
}

/* A registry, or the paper of who invented it; some words have neither. */
static bool is_named(const char *reference)
{
	static const char *const names[] = {"IANA ", "Postfix ", "Microsoft ", "Google ", "Apple ", "Dovecot "};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strncmp(reference, names[i], strlen(names[i])) && reference[strlen(names[i])])
			return true;
	return !strcmp(reference, "not registered");
}

static bool is_reference(const char *reference)
{
	char one[64];
	const char *comma = strstr(reference, ", ");
	size_t len = comma ? (size_t)(comma - reference) : strlen(reference);

	if (len >= sizeof(one))
		return false;
	memcpy(one, reference, len);
	one[len] = '\0';
	return (is_rfc(one) || is_named(one)) && (!comma || is_reference(comma + 2));
}

static struct {
	const char *reference;
	bool good;
} const references[] = {
	{"RFC 5321", true},
	{"RFC 821", true},
	{"RFC 10022", true},
	{"RFC 5321 §4.2.3", true},
	{"RFC 5321 §4.2.3, RFC 3207 §4", true},
	{"IANA SASL Mechanisms", true},
	{"not registered", true},
	{"", false},
	{"RFC", false},
	{"RFC 532112", false},
	{"RFC 5321 §", false},
	{"RFC 5321 §4.", false},
	{"RFC 5321 4.2", false},
	{"RFC5321", false},
	{"RFC 5321,", false},
	{"RFC 5321, ", false},
	{"IANA ", false},
	{"somewhere", false},
};

START_TEST(test_faults_of_references)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
		ck_assert_msg(
			is_reference(references[i].reference) == references[i].good, "%s", references[i].reference);
}
END_TEST

START_TEST(test_references)
{
	for (size_t t = 0; t < MAIL_TABLES; t++) {
		for (size_t i = 0; i < mail_tables[t]->count; i++) {
			const struct explanation *row = &mail_tables[t]->rows[i];
			ck_assert_msg(is_reference(row->reference), "%s %s: %s", mail_tables[t]->name, row->word,
				row->reference);
		}
	}
}
END_TEST

START_TEST(test_complete)
{
	for (size_t r = 0; r < sizeof(registries) / sizeof(registries[0]); r++) {
		struct bytes rest = bytes_str(registries[r].words);
		for (struct bytes word = bytes_word(&rest); word.len; word = bytes_word(&rest))
			ck_assert_msg(has_row(registries[r].table, word), "%s is missing: %.*s",
				registries[r].table->name, (int)word.len, (const char *)word.data);
	}
}
END_TEST

/* Every table that is held to form is held complete as well. */
START_TEST(test_every_table_has_a_list)
{
	for (size_t t = 0; t < MAIL_TABLES; t++) {
		size_t lists = 0;
		for (size_t r = 0; r < sizeof(registries) / sizeof(registries[0]); r++)
			lists += registries[r].table == mail_tables[t];
		ck_assert_msg(lists == 1 || !mail_tables[t]->count, "%s: %zu lists", mail_tables[t]->name, lists);
	}
}
END_TEST

static const struct explanation found_rows[] = {
	{"AUTH", "", ""},
	{"AUTH=*", "", ""},
	{"AUTH=PLAIN", "", ""},
	{"X*", "", ""},
	{"XXXX*", "", ""},
};
static const struct word_table found_table = {
	.name = "a test",
	.protocols = "SMTP LMTP",
	.rows = found_rows,
	.count = sizeof(found_rows) / sizeof(found_rows[0]),
};

static struct {
	const char *word;
	const char *found; /* NULL: none */
} const finds[] = {
	{"AUTH", "AUTH"},
	{"auth", "AUTH"},
	{"AUTH=LOGIN", "AUTH=*"},
	{"Auth=Login", "AUTH=*"},
	{"AUTH=", "AUTH=*"},
	{"AUTH=PLAIN", "AUTH=PLAIN"},
	{"AUTH=PLAINER", "AUTH=*"},
	{"AUT", NULL},
	{"AUTHX", NULL},
	{"X", "X*"},
	{"xclient", "X*"},
	{"XXX", "X*"},
	{"XXXX", "XXXX*"},
	{"XXXXXXXA", "XXXX*"},
	{"SIZE", NULL},
	{"", NULL},
};

START_TEST(test_find)
{
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		const struct explanation *row = words_find(&found_table, bytes_str(finds[i].word));
		if (!finds[i].found)
			ck_assert_msg(!row, "%s is found", finds[i].word);
		else
			ck_assert_msg(row && !strcmp(row->word, finds[i].found), "%s is found as %s", finds[i].word,
				row ? row->word : "nothing");
	}
}
END_TEST

START_TEST(test_find_in_nothing)
{
	static const struct word_table empty = {.name = "nothing", .protocols = ""};

	ck_assert_ptr_null(words_find(&empty, bytes_str("AUTH")));
	ck_assert_ptr_null(words_find(&empty, bytes_str("")));
}
END_TEST

START_TEST(test_belong)
{
	static const struct word_table any = {.name = "anything", .protocols = ""};

	ck_assert(words_belong(&found_table, bytes_str("SMTP")));
	ck_assert(words_belong(&found_table, bytes_str("lmtp")));
	ck_assert(!words_belong(&found_table, bytes_str("IMAP")));
	ck_assert(!words_belong(&found_table, bytes_str("SMT")));
	ck_assert(words_belong(&any, bytes_str("IMAP")));
}
END_TEST

CHECK_MAIN("words", test_sorted, test_named, test_texts, test_faults_of_texts, test_references,
	test_faults_of_references, test_complete, test_every_table_has_a_list, test_find, test_find_in_nothing,
	test_belong)
