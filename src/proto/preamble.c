/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preamble: the table, and the walk over a row's steps.
 */
#include "proto/preamble.h"

#include "base/alloc.h"
#include "proto/preamble_frames.h"
#include <assert.h>
#include <stdlib.h>

/* What is said, then what is awaited; the next step is for a yes. */
struct preamble_step {
	struct bytes say;
	bool names_host; /* the host's name stands between say and behind */
	struct bytes behind;
	frame_fn *frame; /* NULL: nothing is awaited, TLS begins */
	judge_fn *judge;
	const char *want;
	const char *no; /* what a no means, where the answer itself does not tell; else NULL */
};

#define SAY(text) .say = {(const unsigned char *)(text), sizeof(text) - 1}

static const struct preamble_step ftp_steps[] = {
	{.frame = frame_reply, .judge = judge_code, .want = "220"},
	{SAY("AUTH TLS\r\n"), .frame = frame_reply, .judge = judge_code, .want = "234"},
};

static const struct preamble_step nntp_steps[] = {
	{.frame = frame_line, .judge = judge_code, .want = "200 201"},
	{SAY("STARTTLS\r\n"), .frame = frame_line, .judge = judge_code, .want = "382"},
};

#define STREAM(namespace)                                                                                                                    \
	SAY("<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='" namespace "' version='1.0' to='"), \
		.names_host = true, .behind = {(const unsigned char *)"'>", 2}, .frame = frame_xml,                                          \
		.judge = judge_features, .want = "features",                                                                                 \
		.no = "the server's stream features do not offer STARTTLS"

#define XMPP_STARTTLS                                                                                                  \
	SAY("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), .frame = frame_xml, .judge = judge_element,        \
								    .want = "proceed"

static const struct preamble_step xmpp_steps[] = {{STREAM("jabber:client")}, {XMPP_STARTTLS}};
static const struct preamble_step xmpp_server_steps[] = {{STREAM("jabber:server")}, {XMPP_STARTTLS}};

static const struct preamble_step irc_steps[] = {
	{SAY("STARTTLS\r\n"), .frame = frame_line, .judge = judge_numeric, .want = "670"},
};

/* SSLRequest: its length, and a number that is no version of the protocol. */
static const struct preamble_step postgres_steps[] = {
	{SAY("\0\0\0\x08\x04\xd2\x16\x2f"), .frame = frame_letter, .judge = judge_letter, .want = "S",
		.no = "the server was built or configured without TLS"},
};

/* The answer to the greeting says what is wanted, TLS among it, in packet 1; TLS follows at once. */
static const struct preamble_step mysql_steps[] = {
	{.frame = frame_packet, .judge = judge_greeting, .want = "", .no = "the server's greeting does not offer TLS"},
	/* 32 bytes; protocol 4.1, long password, TLS, secure connection; packets up to 16 MiB; latin1. */
	{SAY("\x20\0\0\x01\x05\x8a\0\0\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")},
};

/* LDAPMessage 1, an ExtendedRequest with the name 1.3.6.1.4.1.1466.20037. */
static const struct preamble_step ldap_steps[] = {
	{SAY("\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
	     "1.3.6.1.4.1.1466.20037"),
		.frame = frame_ber, .judge = judge_extended, .want = ""},
};

#define STEPS(list) .steps = (list), .step_count = sizeof(list) / sizeof((list)[0])

static const struct preamble_info rows[] = {
	{.name = "ftp", .title = "FTP", .port = 21, .text = true, STEPS(ftp_steps)},
	{.name = "nntp", .title = "NNTP", .port = 119, .text = true, STEPS(nntp_steps)},
	{.name = "xmpp", .title = "XMPP", .port = 5222, .text = true, .speaks_to_one = true, STEPS(xmpp_steps)},
	{.name = "xmpp-server",
		.title = "XMPP",
		.port = 5269,
		.text = true,
		.speaks_to_one = true,
		STEPS(xmpp_server_steps)},
	{.name = "irc", .title = "IRC", .port = 6667, .text = true, STEPS(irc_steps)},
	{.name = "postgres", .title = "PostgreSQL", .port = 5432, STEPS(postgres_steps)},
	{.name = "mysql", .title = "MySQL", .port = 3306, STEPS(mysql_steps)},
	{.name = "ldap", .title = "LDAP", .port = 389, STEPS(ldap_steps)},
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const struct preamble_info *preamble_named(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(name, rows[i].name))
			return &rows[i];
	return NULL;
}

size_t preamble_count(void)
{
	return ROWS;
}

const struct preamble_info *preamble_at(size_t index)
{
	return &rows[index];
}

struct preamble {
	const struct preamble_info *info;
	char *host;
	size_t step;        /* whose answer is awaited */
	bool asked;         /* something of ours is on its way that has not left whole */
	struct buffer kept; /* an answer that is not whole yet */
	size_t handed;      /* bytes of it that were given out, dropped at the next call */
	frame_fn *answered; /* that of the last answer */
	const char *problem;
};

struct preamble *preamble_new(const struct preamble_info *info, const char *host)
{
	struct preamble *preamble = alloc_zero(1, sizeof(*preamble));

	preamble->info = info;
	preamble->host = alloc_text(host);
	buffer_init(&preamble->kept, PREAMBLE_ANSWER_MAX);
	return preamble;
}

void preamble_free(struct preamble *preamble)
{
	if (!preamble)
		return;
	buffer_done(&preamble->kept);
	free(preamble->host);
	free(preamble);
}

/* The name stands in an attribute: what could end that is left out (no host name holds it). */
static void append_host(struct buffer *out, const char *host)
{
	for (const char *c = host; *c; c++)
		if (!strchr("<>&'\"", *c))
			buffer_append_byte(out, (unsigned char)*c);
}

static void say(struct preamble *preamble, struct buffer *out)
{
	const struct preamble_step *step = &preamble->info->steps[preamble->step];

	if (!step->say.len)
		return;
	buffer_append(out, step->say);
	if (step->names_host)
		append_host(out, preamble->host);
	buffer_append(out, step->behind);
	preamble->asked = true;
}

void preamble_begin(struct preamble *preamble, struct buffer *out)
{
	say(preamble, out);
}

void preamble_sent(struct preamble *preamble)
{
	preamble->asked = false;
}

static enum preamble_result broken(struct preamble *preamble, const char *problem)
{
	preamble->problem = problem;
	return PREAMBLE_BROKEN;
}

static enum preamble_result next_step(struct preamble *preamble, struct buffer *out)
{
	preamble->step++;
	if (preamble->step == preamble->info->step_count)
		return PREAMBLE_AGREED;
	say(preamble, out);
	return preamble->info->steps[preamble->step].frame ? PREAMBLE_MORE_HERE : PREAMBLE_AGREED;
}

static enum preamble_result judge(struct preamble *preamble, struct bytes answer, struct buffer *out)
{
	const struct preamble_step *step = &preamble->info->steps[preamble->step];

	switch (step->judge(answer, step->want)) {
	case ANSWER_SKIPPED: return PREAMBLE_MORE_HERE;
	case ANSWER_NO:
		preamble->problem = answer_is_error(answer, step->frame) ? NULL : step->no;
		return PREAMBLE_REFUSED;
	case ANSWER_NONSENSE: return broken(preamble, "this is not what a server of this protocol says");
	case ANSWER_YES: break;
	}
	/* What stood in the socket before the question left answers nothing. */
	if (preamble->asked)
		return broken(preamble, "the server agreed before it was asked: that is no answer");
	return next_step(preamble, out);
}

/* Adds input up to the limit; *ret_before is what had been kept. */
static struct bytes keep(struct preamble *preamble, struct bytes input, size_t *ret_before)
{
	buffer_consume(&preamble->kept, preamble->handed);
	preamble->handed = 0;
	*ret_before = preamble->kept.len;
	buffer_append(&preamble->kept, bytes_first(input, buffer_room(&preamble->kept)));
	return buffer_bytes(&preamble->kept);
}

enum preamble_result preamble_receive(
	struct preamble *preamble, struct bytes input, size_t *ret_used, struct bytes *ret_answer, struct buffer *out)
{
	size_t before;
	struct bytes kept = keep(preamble, input, &before);

	*ret_answer = (struct bytes){0};
	preamble->answered = preamble->info->steps[preamble->step].frame;
	size_t whole = preamble->answered(kept);
	if (!whole) {
		*ret_used = input.len;
		return buffer_room(&preamble->kept)
			       ? PREAMBLE_NEED_MORE
			       : broken(preamble, "the server's answer does not end: more than 16 KiB came");
	}
	/* More bytes never make an answer shorter. */
	assert(whole > before);
	/* Bytes behind the answer stay with the caller. */
	buffer_truncate(&preamble->kept, whole);
	preamble->handed = whole;
	*ret_used = whole - before;
	*ret_answer = bytes_first(kept, whole);
	return judge(preamble, *ret_answer, out);
}

const char *preamble_problem(const struct preamble *preamble)
{
	return preamble->problem;
}

struct bytes preamble_text(const struct preamble *preamble, struct bytes answer)
{
	return answer_text(answer, preamble->answered);
}

struct bytes preamble_rest(const struct preamble *preamble)
{
	return bytes_from(buffer_bytes(&preamble->kept), preamble->handed);
}
