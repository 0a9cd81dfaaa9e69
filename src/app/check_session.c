/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_session: the standard flow.
 */
#include "app/check_session.h"

#include "advice/advice.h"
#include "base/alloc.h"
#include <stdlib.h>

/* A session with a large certificate chain takes some 100 KiB. */
enum { JOURNAL_MAX = 4 << 20 };

/* How far the dialogue has come. */
enum asked { ASKED_NOTHING, ASKED_CAPABILITIES, ASKED_TLS, ASKED_AGAIN, ASKED_TO_LEAVE };

struct check_session {
	struct journal *journal;
	struct connection *connection;
	struct alarm *alarm; /* of the step, or of the whole session where that is nearer */
	int64_t step_us;     /* limit */
	enum asked step_asked;
	enum phase step_phase;
	bool step_greeted; /* with the two before: the step that the alarm is for */
	struct digest digest;
	enum asked asked;
	bool implicit_tls;
	bool starttls_expected;
	const char *gave_up; /* why we did not go on, where no event tells it; NULL: we did */
};

/* What is to be waited for no longer. */
static void hang_up(struct check_session *session)
{
	session->asked = ASKED_TO_LEAVE;
	connection_close(session->connection);
	if (connection_alive(session->connection))
		connection_close(session->connection);
}

static void leave(struct check_session *session)
{
	session->asked = ASKED_TO_LEAVE;
	connection_close(session->connection);
}

/*
 * The session's own limits begin anew with whatever comes. Here a step has to be done in that time, however busily a server sends:
 * a second more, so that the session's own word comes first.
 */
static void set_alarm(struct check_session *session)
{
	int64_t left = CHECK_TOTAL_US - journal_now(session->journal), step = session->step_us + 1000000;

	if (left < 0)
		left = 0;
	alarm_set(session->alarm, session->digest.link == LINK_OPEN && step < left ? step : left);
}

static void watch_step(struct check_session *session)
{
	const struct digest *digest = &session->digest;
	bool greeted = digest->greeting || digest->link != LINK_OPEN;

	if (session->step_greeted == greeted && session->step_asked == session->asked &&
		session->step_phase == digest->phase)
		return;
	session->step_greeted = greeted;
	session->step_asked = session->asked;
	session->step_phase = digest->phase;
	set_alarm(session);
}

static void on_alarm(void *context)
{
	struct check_session *session = context;
	bool total = journal_now(session->journal) >= CHECK_TOTAL_US;
	struct event late = {.kind = EVENT_TIMEOUT,
		.timeout = {.of = session->digest.greeting ? TIMEOUT_REPLY : TIMEOUT_GREETING,
			.limit_us = total ? CHECK_TOTAL_US : session->step_us}};

	if (!connection_alive(session->connection))
		return;
	if (total)
		session->gave_up = "the whole session took too long";
	journal_append(session->journal, &late);
	hang_up(session);
}

/* The dialogue */

static bool is_welcome(const struct event *greeting)
{
	return greeting->reply.status == REPLY_POSITIVE || greeting->reply.status == REPLY_PREAUTH;
}

/* The server has refused to tell its capabilities: then it offers nothing. */
static void tell_not_offered(struct check_session *session)
{
	struct event event = {.kind = EVENT_STARTTLS,
		.starttls = {.step = STARTTLS_NOT_OFFERED,
			.text = BYTES_LITERAL("the server does not tell its capabilities")}};
	const struct event *reply = session->digest.last_reply;

	if (!session->digest.caps_clear && reply &&
		(reply->reply.status == REPLY_REFUSED || reply->reply.status == REPLY_BAD))
		journal_append(session->journal, &event);
}

static void converse_in_clear(struct check_session *session, struct session *conductor)
{
	const struct proto *proto = session_proto(conductor);
	struct error error;

	if (session->digest.greeting->reply.status == REPLY_PREAUTH) {
		session->gave_up = "the server has authenticated us already, which rules STARTTLS out";
		leave(session);
	} else if (session->asked == ASKED_NOTHING && !proto_caps(proto)) {
		session->asked = ASKED_CAPABILITIES;
		session_greet(conductor, &error);
	} else if (session->asked < ASKED_TLS &&
		   caps_has(proto_caps(proto), proto_info(proto_protocol(proto))->upgrade_cap)) {
		session->asked = ASKED_TLS;
		session_starttls(conductor, &error);
	} else {
		if (session->asked < ASKED_TLS)
			tell_not_offered(session);
		leave(session);
	}
}

/* After STARTTLS the conductor asks for the capabilities by itself. */
static void converse_inside(struct check_session *session, struct session *conductor)
{
	struct error error;

	if (session->implicit_tls && session->asked < ASKED_AGAIN && !proto_caps(session_proto(conductor))) {
		session->asked = ASKED_AGAIN;
		session_greet(conductor, &error);
	} else {
		leave(session);
	}
}

static void converse(struct check_session *session)
{
	struct session *conductor = connection_session(session->connection);

	if (session->asked == ASKED_TO_LEAVE || proto_state(session_proto(conductor)) != PROTO_READY ||
		!session->digest.greeting)
		return;
	if (!is_welcome(session->digest.greeting))
		leave(session);
	else if (session_phase(conductor) == PHASE_TLS)
		converse_inside(session, conductor);
	else
		converse_in_clear(session, conductor);
}

/* A person waits on when a reply is late; we do not. */
static void give_up(struct check_session *session, const struct event *event)
{
	if (event->kind == EVENT_LIMIT && event->limit.of != LIMIT_OUTPUT) {
		session->gave_up = "the server sends without end";
		hang_up(session);
	} else if (event->kind == EVENT_TIMEOUT &&
		   (event->timeout.of == TIMEOUT_GREETING || event->timeout.of == TIMEOUT_REPLY)) {
		hang_up(session);
	} else if (event == session->digest.stranger && !session->digest.greeting) {
		/* It waits for its own protocol, and we for ours. */
		hang_up(session);
	}
}

static bool catch_up(struct check_session *session)
{
	uint64_t from = session->digest.cursor;

	digest_catch_up(&session->digest, session->journal);
	for (uint64_t number = from; number < session->digest.cursor; number++)
		if (session->asked != ASKED_TO_LEAVE)
			give_up(session, journal_at(session->journal, number));
	return session->digest.cursor != from;
}

/* Whether anything has happened since the last round. */
static bool has_work(const struct check_session *session)
{
	const struct session *conductor = connection_session(session->connection);

	return !connection_alive(session->connection) || journal_count(session->journal) != session->digest.cursor ||
	       session_output(conductor).len || session_wants_peek(conductor) || session_wants_close(conductor);
}

bool check_session_pump(struct check_session *session)
{
	if (!has_work(session))
		return false;
	bool more;
	do {
		connection_pump(session->connection);
		more = catch_up(session);
		if (more && connection_alive(session->connection))
			converse(session);
		watch_step(session);
	} while (more && connection_alive(session->connection));
	return !connection_alive(session->connection);
}

void check_session_expect_starttls(struct check_session *session)
{
	session->starttls_expected = true;
}

/* The result */

void check_session_result(struct check_session *session, struct checked *ret_checked)
{
	struct advice *advice = advice_new(session->journal);

	advice_expect_starttls(advice, session->starttls_expected);
	advice_catch_up(advice);
	advice_free(advice);
	digest_catch_up(&session->digest, session->journal);
	checked_take(ret_checked, session->journal, &session->digest);
	if (session->gave_up)
		checked_end(ret_checked, ret_checked->outcome == OUTCOME_FINE ? OUTCOME_PROTOCOL : ret_checked->outcome,
			session->gave_up);
}

/* Beginning and end */

static void set_limits(struct connection_config *config)
{
	struct session_limits *limits = &config->session.limits;

	if (!limits->greeting_us)
		limits->greeting_us = CHECK_REPLY_US;
	if (!limits->reply_us)
		limits->reply_us = CHECK_REPLY_US;
	config->session.add_tags = true;
	config->session.greet_after_tls = true;
	/* A configuration file may ask for it, for sessions that are typed. */
	config->session.starttls_at_once = false;
	config->capture = NULL;
}

struct check_session *check_session_new(struct loop *loop, const struct connection_config *config, struct error *error)
{
	struct check_session *session = alloc_zero(1, sizeof(*session));
	struct journal_config journal = {.clock = clock_system(), .spill_fd = -1, .memory_max = JOURNAL_MAX};
	struct connection_config limited = *config;

	set_limits(&limited);
	digest_init(&session->digest);
	session->implicit_tls = config->target.implicit_tls;
	session->journal = journal_new(&journal);
	session->alarm = alarm_new(loop, on_alarm, session);
	session->connection = connection_new(loop, session->journal, &limited, error);
	if (!session->connection) {
		check_session_free(session);
		return NULL;
	}
	session->step_us = limited.session.limits.reply_us;
	session->step_greeted = true;
	set_alarm(session);
	return session;
}

void check_session_free(struct check_session *session)
{
	if (!session)
		return;
	connection_free(session->connection);
	alarm_free(session->alarm);
	journal_free(session->journal);
	free(session);
}
