noinst_LIBRARIES += libsession.a
SESSION_LIBS = libsession.a $(PROTO_LIBS) $(TLS_LIBS)
libsession_a_SOURCES = \
	src/session/after.c \
	src/session/conductor.h \
	src/session/limits.c \
	src/session/session.c src/session/session.h \
	src/session/starttls.c \
	src/session/stream.c
