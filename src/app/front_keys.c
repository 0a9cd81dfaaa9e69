/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * front_keys: what a key does. First a question, then the screen's own keys, then the prompt.
 */
#include "app/front.h"

#include "app/unlock.h"
#include "ui/bindings.h"
#include "ui/prompt.h"
#include "ui/terminal.h"

enum { CTRL_C = 3, CTRL_L = 12, CTRL_Z = 26, BACKS_MAX = 16 };

static struct binding_place place_of(const struct front *front)
{
	const struct proto *proto = console_proto(&front->console);
	bool command = !proto || (proto_state(proto) != PROTO_BODY && proto_state(proto) != PROTO_LITERAL &&
					 proto_state(proto) != PROTO_ANSWER);

	return (struct binding_place){.focus = view_focus(front->view),
		.modal = view_modal(front->view),
		.prompt_empty = prompt_empty(),
		.waits = view_waiting(front->view),
		.wants_line = command && !front->console.asking_secret && !front->console.unlocking};
}

/* A search text is finished by Enter or left with Escape; both give the prompt back. */
static void leave_find(struct front *front)
{
	front->finding = false;
	prompt_clear();
}

/* Out of all that is open: who reads a popup and types the next command need not close it first. */
static void begin_command(struct front *front, const struct key *key)
{
	for (int i = 0; i < BACKS_MAX && (view_modal(front->view) || view_focus(front->view) != FOCUS_PROMPT); i++)
		view_act(front->view, ACTION_BACK);
	prompt_key(key);
}

static bool act_program(struct front *front, enum action action, const struct key *key)
{
	switch ((int)action) {
	case ACTION_COMMAND: begin_command(front, key); return true;
	case ACTION_SUSPEND: terminal_suspend(); return true;
	case ACTION_LEAVE: loop_stop(front->console.loop); return true;
	case ACTION_REDRAW: terminal_redraw(); return true;
	case ACTION_EXPLAIN: front_explain(front); return true;
	case ACTION_FIND:
		front->finding = true;
		prompt_clear();
		return true;
	default: return false;
	}
}

/* The mouse, and the start screen's list. */
static bool take_pointer(struct front *front, const struct key *key)
{
	if (key->kind != KEY_MOUSE)
		return false;
	if (key->button == 64 || key->button == 65)
		view_wheel(front->view, key->row, key->col, key->button == 64 ? -3 : 3);
	else if (key->button == 0)
		view_click(front->view, key->row, key->col);
	return true;
}

static bool take_start_list(struct front *front, const struct key *key)
{
	if (!front->starting || front->console.unlocking || view_modal(front->view) || !prompt_empty())
		return false;
	if (key->kind == KEY_UP || key->kind == KEY_DOWN) {
		front_show_targets(front, key->kind == KEY_UP ? -1 : 1);
		return true;
	}
	return false;
}

static bool take_escape(struct front *front, const struct key *key)
{
	bool leaves = key->kind == KEY_ESCAPE || (key->kind == KEY_CHARACTER && key->point == CTRL_C);

	if (!leaves || view_modal(front->view))
		return false;
	if (front->finding) {
		leave_find(front);
		return true;
	}
	if (front->console.unlocking) {
		unlock_give_up(&front->console);
		return true;
	}
	if (front->console.asking_secret) {
		front->console.asking_secret = false;
		secret_clear(&front->console.before_secret);
		console_say(&front->console, SEVERITY_INFO, "nothing was sent");
		return true;
	}
	if (key->kind == KEY_CHARACTER && front->ahead.len) {
		buffer_clear(&front->ahead);
		console_say(&front->console, SEVERITY_INFO, "the rest of the pasted lines was dropped");
		return true;
	}
	return false;
}

static void take_key(struct front *front, const struct key *key)
{
	struct binding_place place = place_of(front);

	if (key->kind == KEY_SYNC || key->kind == KEY_FOCUS || take_pointer(front, key))
		return;
	if (front->question != QUESTION_NONE && bindings_action(key, &place) != ACTION_LEAVE) {
		front_answer(front, key->kind == KEY_CHARACTER ? key->point : 0);
		return;
	}
	if (take_escape(front, key) || take_start_list(front, key))
		return;
	if (key->kind == KEY_PASTE) {
		front_paste(front, key->text, key->cut);
		return;
	}
	enum action action = bindings_action(key, &place);
	if (action != ACTION_NONE && (act_program(front, action, key) || view_act(front->view, action)))
		return;
	if (place.focus == FOCUS_PROMPT && !place.modal)
		prompt_key(key);
}

/*
 * A test's mark is answered after a frame that shows everything before it, so the round must end first: the mark is
 * kept and answered when the keys behind it are done.
 */
void front_keys(struct front *front, struct bytes bytes)
{
	struct key key;

	keys_feed(front->keys, bytes);
	while (keys_next(front->keys, &key)) {
		if (key.kind == KEY_SYNC)
			front->mark = key.point;
		take_key(front, &key);
		front_set_prompt(front);
	}
}

void front_escape(struct front *front)
{
	keys_escape(front->keys);
	front_keys(front, (struct bytes){0});
}
