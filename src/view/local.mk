noinst_LIBRARIES += libview.a
VIEW_LIBS = libview.a $(MODEL_LIBS)
libview_a_SOURCES = \
	src/view/bars.c \
	src/view/board.c \
	src/view/conversation.c \
	src/view/detail.c \
	src/view/grid.c src/view/grid.h \
	src/view/keys.c \
	src/view/layout.c src/view/layout.h \
	src/view/message.c src/view/message.h \
	src/view/overlay.c \
	src/view/pane_before.c \
	src/view/pane_certs.c \
	src/view/pane_findings.c \
	src/view/pane_handshake.c \
	src/view/panel.c \
	src/view/panes.c \
	src/view/rows.c src/view/rows.h \
	src/view/screen.h \
	src/view/selected.c \
	src/view/start.c \
	src/view/step.c \
	src/view/svg.c src/view/svg.h \
	src/view/view.c src/view/view.h
