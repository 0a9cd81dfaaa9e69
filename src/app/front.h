/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front: the interactive program: terminal, prompt, view and connection on one loop.
 *
 * One round: wait; feed what arrived; run at most one typed line; views catch up; one paint; work out what to wait for.
 *
 * The struct is shared by front.c (the loop), front_keys.c (what a key does), front_lines.c (what a typed line does),
 * front_commands.c (local commands of a screen), front_explain.c and front_probe.c. Nobody else knows it.
 */
#ifndef STARLIT_APP_FRONT_H
#define STARLIT_APP_FRONT_H

#include "app/commands.h"
#include "app/config_file.h"
#include "app/console.h"
#include "app/prober.h"
#include "app/recent.h"
#include "ui/keys.h"
#include "view/view.h"

/* What a single key will answer. */
enum question {
	QUESTION_NONE,
	QUESTION_SECRET_IN_CLEAR, /* a password over a connection in the clear, */
	QUESTION_SECRET_SURELY,   /* and once more */
	QUESTION_CONFIRM,         /* of a local command: front->yes */
	QUESTION_PASTE,           /* several lines at once */
	QUESTION_PROBE,           /* many connections to a server */
	QUESTION_QUIT             /* while a message or a literal is being typed */
};

enum { LISTED_LESSONS = 40 };

struct front {
	struct console console;
	struct view *view;
	struct grid grid;
	struct keys *keys;
	struct watch *tty;
	struct alarm *escape;
	struct signal_watch *signals[4];
	struct prober *prober;     /* of :probe; NULL: none was asked for */
	struct target probed;      /* its target */
	uint64_t probe_began;      /* the event from which on its findings are */
	struct recent recent;      /* targets used before */
	bool starting;             /* the start screen is shown */
	struct start_list targets; /* what it lists: named servers, front->recent, the demo, lessons */
	const char *listed[CONFIG_SERVERS_MAX + RECENT_TARGETS + 1 + LISTED_LESSONS];
	char lessons[LISTED_LESSONS][100]; /* as they are listed */
	size_t lesson_count;
	char chosen[100];   /* the line that begins the one that was picked */
	struct board board; /* the lesson's, as the view shows it */
	struct board_step steps[LESSON_STEPS_MAX];
	struct buffer board_texts;
	bool finding; /* the prompt takes a search text */
	enum question question;
	void (*yes)(struct console *console);
	struct buffer held;       /* the line or the paste that a question is about; secret */
	struct buffer ahead;      /* pasted lines that wait for the server's answers; secret */
	struct buffer one_by_one; /* pasted lines that go into the prompt after each other; secret */
	uint32_t mark;            /* a test's mark that is answered after the next frame; 0: none */
	bool dirty;
	bool quitting;
	int exit_status;
};

/* front.c */
int front_run(const struct options *options, struct error *error);
void front_popup(struct front *front, const char *title, const char *text);
void front_quit(struct front *front);
/* Sets kind and label of the prompt by what is due now. */
void front_set_prompt(struct front *front);

/* Writes the present screen to a file: SVG or text, by its ending. */
bool front_dump(struct front *front, const char *path, bool replace, struct error *error);
/* The start screen's list, with the selection moved by so many rows. */
void front_show_targets(struct front *front, int move);
struct bytes front_selected_target(struct front *front);

/* front_lesson.c */
void front_lesson_init(struct front *front);
void front_lesson_done(struct front *front);
/* The board shows how far the lesson is. */
void front_lesson_show(struct front *front);
/* Appends the lessons to what the start screen lists; returns how many it lists then. */
size_t front_lesson_list(struct front *front, size_t count);
/* The line that begins the index-th of the lessons there. */
const char *front_lesson_line(struct front *front, size_t index);

/* front_commands.c */
extern const struct command front_commands[];
extern const size_t front_command_count;

/* front_keys.c */
void front_keys(struct front *front, struct bytes bytes);
void front_escape(struct front *front);

/* front_explain.c */
/* F2 */
void front_explain(struct front *front);

/* front_probe.c */
/* Begins to ask front->probed. */
void front_probe(struct front *front);
/* :probe; while one runs it breaks that off. */
void front_probe_command(struct front *front, struct bytes arguments);

/* front_lines.c */
void front_line(struct front *front, struct bytes line, bool secret);
void front_send(struct front *front, struct bytes line);
void front_answer(struct front *front, uint32_t key);
/* Takes pasted text: one line is inserted, several are asked about. */
void front_paste(struct front *front, struct bytes text, bool cut);
/* Sends the next pasted line when the server is ready for it. */
void front_send_ahead(struct front *front);
bool front_complete(
	struct front *front, struct bytes text, size_t index, struct buffer *ret_line, const char **ret_help);

#endif
