/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene: a journal and its view, for tests of screens.
 *
 * UPDATE_GOLDEN=1 writes the files of tests/view/golden anew; then read the difference as a person would.
 */
#ifndef STARLIT_TESTS_SCENE_H
#define STARLIT_TESTS_SCENE_H

#include "view/view.h"

enum { SCENE_MAX = 1 << 20 };

struct scene {
	struct clock_hands hands;
	struct journal *journal;
	struct view *view;
};

/* With the whole session, seen by the view; or with nothing yet. */
void scene_begin(struct scene *scene);
void scene_begin_empty(struct scene *scene);
void scene_play(struct scene *scene);
void scene_end(struct scene *scene);
void scene_say(
	struct scene *scene, enum direction direction, enum line_role role, uint32_t flags, const char *text, int ms);
/* Appends the screen as text. */
void scene_paint(struct scene *scene, int rows, int cols, enum safe_charset charset, struct buffer *out);
/* Paints for the sake of the layout, which the next actions go by. */
void scene_settle(struct scene *scene, int rows, int cols);
void scene_move(struct scene *scene, int down);
/* The screen is that of the golden file. */
void scene_compare(struct scene *scene, int rows, int cols, const char *name);

#endif
