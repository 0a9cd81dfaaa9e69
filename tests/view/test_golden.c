/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_golden: screens of a session that was written down by hand (scene.h), at several sizes, against tests/view/golden.
 */
#include "../check_main.h"
#include "scene.h"

#include <string.h>

START_TEST(every_tab_at_every_size)
{
	static const char *const names[] = {"session", "tls", "certificates", "capabilities", "handshake", "findings"};
	static const int sizes[][2] = {{24, 80}, {40, 120}, {24, 60}, {10, 40}};

	for (int tab = 0; tab < TABS; tab++)
		for (size_t i = 0; i < 4; i++) {
			struct scene scene;
			struct buffer first;
			scene_begin(&scene);
			/* The layout of the first paint decides what a tab's key does. */
			buffer_init(&first, SCENE_MAX);
			scene_paint(&scene, sizes[i][0], sizes[i][1], SAFE_UTF8, &first);
			buffer_done(&first);
			view_act(scene.view, (enum action)(ACTION_TAB_SESSION + tab));
			scene_compare(&scene, sizes[i][0], sizes[i][1], names[tab]);
			scene_end(&scene);
		}
}
END_TEST

START_TEST(conversation_alone)
{
	struct scene scene;

	scene_begin(&scene);
	scene_compare(&scene, 10, 40, "conversation");
	view_act(scene.view, ACTION_HELP);
	scene_compare(&scene, 24, 80, "help");
	view_act(scene.view, ACTION_BACK);
	view_act(scene.view, ACTION_NEXT_PANE);
	view_act(scene.view, ACTION_OPEN);
	scene_compare(&scene, 24, 80, "detail");
	scene_end(&scene);
}
END_TEST

/* The cursor on «cipher suites»; and a message that is broken. */
START_TEST(message_detail)
{
	static const int sizes[][2] = {{24, 80}, {40, 120}};

	for (size_t i = 0; i < 2; i++) {
		struct scene scene;
		struct buffer first;
		scene_begin(&scene);
		view_act(scene.view, ACTION_TAB_HANDSHAKE);
		view_act(scene.view, ACTION_NEXT_PANE);
		view_act(scene.view, ACTION_NEXT_PANE);
		buffer_init(&first, SCENE_MAX);
		scene_paint(&scene, sizes[i][0], sizes[i][1], SAFE_UTF8, &first);
		scene_move(&scene, 7);
		view_act(scene.view, ACTION_OPEN);
		buffer_clear(&first);
		scene_paint(&scene, sizes[i][0], sizes[i][1], SAFE_UTF8, &first);
		scene_move(&scene, 6);
		scene_compare(&scene, sizes[i][0], sizes[i][1], "message");
		view_act(scene.view, ACTION_BACK);
		scene_move(&scene, 2);
		view_act(scene.view, ACTION_OPEN);
		scene_compare(&scene, sizes[i][0], sizes[i][1], "broken-message");
		buffer_done(&first);
		scene_end(&scene);
	}
}
END_TEST

START_TEST(certificate_detail)
{
	struct scene scene;
	struct buffer first;

	scene_begin(&scene);
	view_act(scene.view, ACTION_TAB_CERTS);
	buffer_init(&first, SCENE_MAX);
	scene_paint(&scene, 40, 120, SAFE_UTF8, &first);
	buffer_done(&first);
	/* The row of the leaf. */
	view_click(scene.view, 19, 80);
	view_act(scene.view, ACTION_OPEN);
	scene_compare(&scene, 40, 120, "certificate");
	scene_end(&scene);
}
END_TEST

/* The end of the tab. */
START_TEST(timestamps)
{
	struct scene scene;
	struct buffer first;

	scene_begin(&scene);
	view_act(scene.view, ACTION_TAB_CERTS);
	view_act(scene.view, ACTION_NEXT_PANE);
	view_act(scene.view, ACTION_NEXT_PANE);
	buffer_init(&first, SCENE_MAX);
	scene_paint(&scene, 40, 120, SAFE_UTF8, &first);
	view_act(scene.view, ACTION_END);
	scene_compare(&scene, 40, 120, "timestamps");
	buffer_done(&first);
	scene_end(&scene);
}
END_TEST

START_TEST(start_screen)
{
	static const char *const targets[] = {"imaps://mail.example.org", "smtp://192.0.2.7:2525", "demo"};
	struct start_list list = {.targets = targets, .count = 3, .selected = 1};
	struct scene scene;

	scene_begin(&scene);
	view_start(scene.view, &list);
	scene_compare(&scene, 24, 80, "start");
	scene_end(&scene);
}
END_TEST

/* No size may write outside of the grid, and no cell may hold a control byte. */
START_TEST(every_size_is_safe)
{
	struct scene scene;

	scene_begin(&scene);
	for (int tab = 0; tab < TABS; tab++) {
		view_act(scene.view, (enum action)(ACTION_TAB_SESSION + tab));
		for (int rows = 0; rows <= 30; rows++)
			for (int cols = 0; cols <= 130; cols += rows < 12 ? 1 : 7) {
				struct buffer text;
				buffer_init(&text, SCENE_MAX);
				scene_paint(&scene, rows, cols, tab % 2 ? SAFE_ASCII : SAFE_UTF8, &text);
				struct bytes bytes = buffer_bytes(&text);
				for (size_t i = 0; i < bytes.len; i++)
					ck_assert(bytes.data[i] == '\n' ||
						  (bytes.data[i] >= 0x20 && bytes.data[i] != 0x7f));
				buffer_done(&text);
			}
	}
	scene_end(&scene);
}
END_TEST

/* Scrolling back stays where it is while new lines come; the end follows again; search goes to the hit. */
START_TEST(follow_and_find)
{
	struct scene scene;
	struct buffer before, after;

	scene_begin(&scene);
	buffer_init(&before, SCENE_MAX);
	buffer_init(&after, SCENE_MAX);
	scene_paint(&scene, 10, 90, SAFE_UTF8, &before);
	view_act(scene.view, ACTION_PAGE_UP);
	ck_assert(!view_following(scene.view));
	buffer_clear(&before);
	scene_paint(&scene, 10, 90, SAFE_UTF8, &before);
	for (int i = 0; i < 1000; i++)
		scene_say(&scene, DIRECTION_IN, LINE_UNTAGGED, 0, "* 1 EXISTS", 1);
	view_catch_up(scene.view);
	scene_paint(&scene, 10, 90, SAFE_UTF8, &after);
	size_t status = bytes_index(buffer_bytes(&before), '\n', 0), now = bytes_index(buffer_bytes(&after), '\n', 0);
	ck_assert(bytes_equal(bytes_first(bytes_from(buffer_bytes(&before), status), 400),
		bytes_first(bytes_from(buffer_bytes(&after), now), 400)));
	ck_assert_ptr_nonnull(strstr(buffer_text(&after), "+1000 new"));
	view_act(scene.view, ACTION_END);
	ck_assert(view_following(scene.view));
	ck_assert(view_find(scene.view, BYTES_LITERAL("ready TO start")));
	ck_assert(!view_find(scene.view, BYTES_LITERAL("nowhere to be found")));
	buffer_done(&before);
	buffer_done(&after);
	scene_end(&scene);
}
END_TEST

CHECK_MAIN("golden screens", every_tab_at_every_size, conversation_alone, message_detail, certificate_detail,
	timestamps, start_screen, every_size_is_safe, follow_and_find)
