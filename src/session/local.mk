noinst_LIBRARIES += libsession.a
SESSION_LIBS = libsession.a $(PROTO_LIBS) $(TLS_LIBS)
libsession_a_SOURCES = \
	src/session/after.c \
	src/session/conductor.h \
	src/session/foreign.c \
	src/session/limits.c \
	src/session/script.c src/session/script.h \
	src/session/script_expect.c \
	src/session/script_run.c \
	src/session/script_values.c \
	src/session/session.c src/session/session.h \
	src/session/smuggling.c \
	src/session/starttls.c \
	src/session/steps.h \
	src/session/stream.c \
	src/session/trial.c
