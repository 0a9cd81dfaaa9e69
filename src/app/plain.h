/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plain: line mode: the session as lines on standard output, typed at a terminal or read from a pipe.
 *
 * One round: move bytes; send the lines that the server is ready for; write what there is to say; ask for the next line.
 *
 * The struct is shared by plain.c (the loop and its end), plain_input.c (what is read and what a line does),
 * plain_output.c (what is written) and plain_person.c (a terminal with somebody at it). Nobody else knows it.
 */
#ifndef STARLIT_APP_PLAIN_H
#define STARLIT_APP_PLAIN_H

#include "app/console.h"
#include "base/safe.h"
#include "model/outcome.h"

/* What the next typed line answers. */
enum plain_question {
	PLAIN_ASKS_NOTHING,
	PLAIN_ASKS_SECRET_IN_CLEAR, /* a password over a connection in the clear, */
	PLAIN_ASKS_SECRET_SURELY,   /* and once more */
	PLAIN_ASKS_CONFIRM,         /* of a local command: plain->yes */
	PLAIN_ASKS_QUIT             /* while a message or a literal is being typed */
};

struct plain {
	struct console console;
	struct signal_watch *signals[5];
	struct alarm *patience; /* how long an interrupted session may still take */
	/* in */
	bool person;         /* standard input is a terminal */
	struct watch *in;    /* NULL: standard input is a file, always ready */
	struct buffer input; /* lines that wait to be sent; secret */
	bool input_ended;
	bool quits_later;    /* a person: Ctrl-D behind lines that wait */
	uint64_t line;       /* of the input, from 1: the one that was taken last */
	bool holds;          /* --pipeline: what follows depends on the reply */
	bool leads;          /* what follows is no command, if the server agreed to the line before */
	struct buffer asked; /* the line that a question is about; secret */
	enum plain_question question;
	void (*yes)(struct console *console);
	bool closed_told; /* to a person: that the connection is closed */
	/* out */
	struct watch *out; /* NULL: a file or a terminal, always ready */
	bool out_ready;
	bool out_broken;       /* nobody reads it any more */
	struct buffer written; /* rendered, and not yet written */
	uint64_t cursor;       /* the next event to be rendered */
	bool typed_shown;      /* the line being sent stands on the terminal as it was typed, */
	uint64_t typed;        /* and this is its event; UINT64_MAX: none */
	enum safe_charset charset;
	/* the end */
	bool leaving;
	bool interrupted;
	enum outcome failure; /* of our own or of the input's; OUTCOME_FINE: none */
};

/* plain.c */
/* Runs until the input, the server or the user ends it. Returns the exit status: enum outcome; -1: error is filled in. */
int plain_run(const struct options *options, struct error *error);
/* Says good-bye and ends when that is answered. */
void plain_leave(struct plain *plain);
/* The input cannot go on: says why and leaves. */
void plain_fail(struct plain *plain, enum outcome failure, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Leaves when there is nothing left to do, or when the input must not go on. */
void plain_leave_when_over(struct plain *plain);
/* A watch that does not make the descriptor non-blocking for those who share it; NULL: it is always ready. */
struct watch *plain_watch(struct plain *plain, int fd, watch_fn *fn);

/* plain_input.c */
void plain_input_start(struct plain *plain);
/* Reads when nothing waits, and sends what the server is ready for. */
void plain_input_go_on(struct plain *plain);
/* Takes up what stands in the pipe this very moment; false when nothing does. */
bool plain_input_look(struct plain *plain);
/* Nothing is left to be sent and nothing is awaited. */
bool plain_input_done(struct plain *plain);
/* Takes a line: a local command, or one for the server. */
void plain_line(struct plain *plain, struct bytes line);
/* Sends it, unless it should be asked about first. */
void plain_send(struct plain *plain, struct bytes line);
void plain_send_now(struct plain *plain, struct bytes line);
/* The server is ready for the next line. */
bool plain_server_takes(const struct plain *plain);

/* plain_output.c */
void plain_output_start(struct plain *plain);
/* Takes up what was said since, and writes as much as standard output takes. */
void plain_output(struct plain *plain);
/* The server's own bytes: as they are, but for a terminal. */
bool plain_put_bytes(struct plain *plain, struct bytes bytes);
bool plain_output_done(const struct plain *plain);
/* The console's hooks. */
void plain_say(void *context, enum severity severity, const char *sentence);
void plain_show(void *context, const char *title, const char *text);

/* plain_person.c */
bool plain_person_start(struct plain *plain, struct error *error);
void plain_person_stop(struct plain *plain);
/* Shows the prompt when it is the person's turn. */
void plain_person_turn(struct plain *plain);
void plain_person_ask(struct plain *plain, enum plain_question question, struct bytes line);
void plain_person_read(struct plain *plain);
void plain_person_use_history(struct plain *plain, const struct target *target);

#endif
