/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * teacher: from step to step.
 */
#include "app/teacher.h"

#include "app/console.h"
#include "app/servers.h"
#include "app/shelf.h"
#include "app/wrap.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 1 << 18 };

/* What is said */

const char *teacher_by_hand(const struct lesson_step *step)
{
	size_t len = strlen(step->text);

	if (!step->by_hand)
		return "";
	/* Behind a command a full stop would be typed with it. */
	return len && strchr(".?!", step->text[len - 1]) ? " When you have, type :next" : " (then type :next)";
}

static void write_step(struct buffer *out, const struct lesson *lesson)
{
	size_t count, present = lesson_present(lesson);
	const struct lesson_step *steps = lesson_steps(lesson, &count);
	struct buffer text;

	buffer_init(&text, TEXT_MAX);
	buffer_printf(&text, "Step %zu of %zu: %s%s", present + 1, count, steps[present].text,
		teacher_by_hand(&steps[present]));
	wrap_text(out, bytes_str(buffer_text(&text)));
	buffer_done(&text);
}

void teacher_closing(const struct lesson *lesson, struct buffer *out)
{
	const struct shelf_lesson *next = shelf_next(lesson_name(lesson));
	char title[200];
	size_t count;

	lesson_steps(lesson, &count);
	if (lesson_present(lesson) == count)
		buffer_append_text(out, "The lesson is finished. ");
	buffer_printf(out, "%s%s", lesson_closing(lesson), *lesson_closing(lesson) ? "\n\n" : "");
	if (next)
		buffer_printf(out, "Next: :lesson %s (%s)", next->name, shelf_title(next, title, sizeof(title)));
	else
		buffer_append_text(out, ":lesson lists all lessons.");
}

static void say(struct console *console, const char *title, struct buffer *text)
{
	/* The caller's frame puts the end of the last line. */
	while (text->len && buffer_bytes(text).data[text->len - 1] == '\n')
		buffer_truncate(text, text->len - 1);
	console->hooks->taught(console->context, title, buffer_text(text));
	buffer_done(text);
}

static void say_begin(struct console *console)
{
	const struct lesson *lesson = console->teacher.lesson;
	char title[300];
	struct buffer text;

	buffer_init(&text, TEXT_MAX);
	snprintf(title, sizeof(title), "Lesson: %s", lesson_title(lesson));
	if (*lesson_intro(lesson)) {
		wrap_text(&text, bytes_str(lesson_intro(lesson)));
		buffer_append_byte(&text, '\n');
	}
	write_step(&text, lesson);
	say(console, title, &text);
}

/* Steps from before on are done now. */
static void say_ticked(struct console *console, size_t before)
{
	const struct lesson *lesson = console->teacher.lesson;
	size_t count, present = lesson_present(lesson);
	const struct lesson_step *steps = lesson_steps(lesson, &count);
	char title[80];
	struct buffer text, closing;

	buffer_init(&text, TEXT_MAX);
	for (size_t i = before; i < present; i++)
		if (*steps[i].notice)
			wrap_text(&text, bytes_str(steps[i].notice));
	snprintf(title, sizeof(title), "Step %zu is done.", present);
	if (present < count) {
		write_step(&text, lesson);
	} else {
		buffer_init(&closing, TEXT_MAX);
		teacher_closing(lesson, &closing);
		wrap_text(&text, bytes_str(buffer_text(&closing)));
		buffer_done(&closing);
	}
	say(console, title, &text);
}

/* Beginning and end */

static void forget_lesson(struct teacher *teacher)
{
	/* The texts of the options in use are the lesson's: it stays until others are. */
	if (teacher->lesson != teacher->furnished_by)
		lesson_free(teacher->lesson);
	teacher->lesson = NULL;
	teacher->connection = 0;
}

bool teacher_begin(struct console *console, const char *name, struct error *error)
{
	struct teacher *teacher = &console->teacher;
	struct lesson *lesson = shelf_open(name, error);

	if (!lesson)
		return false;
	if (!lesson_setup_check(lesson, console->base_options, error)) {
		lesson_free(lesson);
		return false;
	}
	forget_lesson(teacher);
	teacher->lesson = lesson;
	lesson_begin(lesson, console->journal);
	say_begin(console);
	/* The target is the lesson's. */
	console_connect(console, &teacher->setup.target);
	return true;
}

static void end_lesson(struct console *console, const char *sentence)
{
	struct buffer text;

	if (!console->teacher.lesson)
		return;
	forget_lesson(&console->teacher);
	buffer_init(&text, TEXT_MAX);
	buffer_append_text(&text, sentence);
	say(console, "The lesson is over.", &text);
}

void teacher_end(struct console *console)
{
	if (!console->teacher.lesson)
		console_say(console, SEVERITY_INFO, "no lesson goes on; :lesson lists them");
	end_lesson(console, "The server stays as it was until :connect opens another one.");
}

void teacher_left(struct teacher *teacher)
{
	lesson_free(teacher->furnished_by);
	teacher->furnished_by = NULL;
}

void teacher_done(struct teacher *teacher)
{
	forget_lesson(teacher);
	teacher_left(teacher);
}

void teacher_offer(struct console *console)
{
	char title[200];

	if (console->config.target.demo && !console->teacher.lesson && shelf_count)
		console_say(console, SEVERITY_INFO, "new here? :lesson %s leads you through it (%s); :lesson lists all",
			shelf_lessons[0].name, shelf_title(&shelf_lessons[0], title, sizeof(title)));
}

/* Connections */

static bool furnish(struct console *console, struct error *error)
{
	struct teacher *teacher = &console->teacher;
	struct buffer *resumed = &console->tls_session;
	bool resumes = console->config.session.tls.resume.len > 0;
	bool fresh = teacher->furnished_by != teacher->lesson;
	struct lesson_setup setup;

	if (!lesson_setup_make(teacher->lesson, teacher->connection, console->base_options, &setup, error) ||
		!servers_use(console, &setup.options, error))
		return false;
	if (fresh || !lesson_setup_same_server(&setup.server, &teacher->setup.server)) {
		local_server_free(console->config.local);
		console->config.local =
			local_server_new(setup.target.host, journal_clock(console->journal), &setup.server);
	}
	if (resumes) {
		console->config.session.tls.resume = buffer_bytes(resumed);
		console->config.session.starttls_at_once = true;
	}
	/* What is sent from a pipe is what stands in it. */
	console->config.session.greet_after_tls = console->config.session.somebody;
	console->config.demo_other_door = setup.other_door;
	teacher->setup = setup;
	if (fresh)
		teacher_left(teacher);
	teacher->furnished_by = teacher->lesson;
	return true;
}

/* The present step, or the one behind those that are ticked by hand, asks for a connection. */
static bool connection_wanted(const struct lesson *lesson)
{
	size_t count, step = lesson_present(lesson);
	const struct lesson_step *steps = lesson_steps(lesson, &count);
	bool by_hand = true;

	for (; step < count && by_hand; step++) {
		by_hand = steps[step].by_hand;
		if (strstr(steps[step].text, ":reconnect") || strstr(steps[step].text, ":resume"))
			return true;
	}
	return step == count && by_hand;
}

static bool has_settings_for(const struct lesson *lesson, unsigned connection)
{
	size_t count;
	const struct lesson_setting *settings = lesson_settings(lesson, &count);

	for (size_t i = 0; i < count; i++)
		if (settings[i].connection == connection)
			return true;
	return false;
}

/* A step may be about the server that was: whoever connects too early could wait for its tick for ever. */
static void warn_early(struct console *console)
{
	const struct teacher *teacher = &console->teacher;
	const struct lesson *lesson = teacher->lesson;

	if (teacher->connection > 1 && has_settings_for(lesson, teacher->connection) && !connection_wanted(lesson))
		console_say(console, SEVERITY_INFO,
			"this is the lesson's next server; if step %zu meant the one before, :lesson %s begins anew",
			lesson_present(lesson) + 1, lesson_name(lesson));
}

bool teacher_connecting(struct console *console, struct target *target)
{
	struct teacher *teacher = &console->teacher;
	struct error error;

	if (!teacher->lesson)
		return true;
	if (teacher->connection < LESSON_CONNECTIONS_MAX)
		teacher->connection++;
	if (!furnish(console, &error)) {
		console_say(console, SEVERITY_ERROR, "%s", error.sentence);
		return false;
	}
	warn_early(console);
	*target = teacher->setup.target;
	return true;
}

bool teacher_leave(struct console *console)
{
	struct teacher *teacher = &console->teacher;

	if (!teacher->furnished_by)
		return false;
	end_lesson(console, "Another server was asked for.");
	console_end_connection(console);
	local_server_free(console->config.local);
	console->config.local = NULL;
	return true;
}

/* Going on */

void teacher_next(struct console *console)
{
	struct lesson *lesson = console->teacher.lesson;
	size_t count, before = lesson ? lesson_present(lesson) : 0;

	if (!lesson)
		console_say(
			console, SEVERITY_WARNING, ":next goes on in a lesson, and there is none; :lesson lists them");
	else if (lesson_tick(lesson))
		say_ticked(console, before);
	else if (lesson_steps(lesson, &count) && before < count)
		console_say(console, SEVERITY_INFO,
			"this step is ticked off by itself once it is done; :lesson %s begins anew",
			lesson_name(lesson));
	else
		console_say(console, SEVERITY_INFO, "the lesson is finished; :lesson lists the others");
}

void teacher_catch_up(struct console *console)
{
	struct lesson *lesson = console->teacher.lesson;
	size_t before = lesson ? lesson_present(lesson) : 0;

	if (lesson && !console->teacher.waits && lesson_catch_up(lesson, console->journal))
		say_ticked(console, before);
}
