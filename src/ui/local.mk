noinst_LIBRARIES += libui.a
UI_LIBS = libui.a $(VIEW_LIBS) $(READLINE_LIBS) $(NCURSES_LIBS)
libui_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) $(READLINE_CFLAGS)
libui_a_SOURCES = \
	src/ui/bindings.c src/ui/bindings.h \
	src/ui/completion.c src/ui/completion.h \
	src/ui/crash.c src/ui/crash.h \
	src/ui/keys.c src/ui/keys.h \
	src/ui/line_prompt.c src/ui/line_prompt.h \
	src/ui/prompt.c src/ui/prompt.h \
	src/ui/prompt_history.c \
	src/ui/terminal.c src/ui/terminal.h \
	src/ui/theme.c src/ui/theme.h
