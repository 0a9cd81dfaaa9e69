noinst_LIBRARIES += libproto.a
PROTO_LIBS = libproto.a $(MODEL_LIBS)
libproto_a_SOURCES = \
	src/proto/complete.c \
	src/proto/engine.c src/proto/engine.h \
	src/proto/imap.c src/proto/imap.h \
	src/proto/imap_parse.c src/proto/imap_parse.h \
	src/proto/imap_receive.c \
	src/proto/imap_send.c \
	src/proto/imap_verbs.c \
	src/proto/lines.c src/proto/lines.h \
	src/proto/literal.c src/proto/literal.h \
	src/proto/misplaced.c \
	src/proto/pop3.c \
	src/proto/preamble.c src/proto/preamble.h \
	src/proto/preamble_frames.c src/proto/preamble_frames.h \
	src/proto/proto.c src/proto/proto.h \
	src/proto/raw.c \
	src/proto/sieve.c src/proto/sieve.h \
	src/proto/sieve_parse.c src/proto/sieve_parse.h \
	src/proto/sieve_receive.c \
	src/proto/sieve_send.c \
	src/proto/smtp.c \
	src/proto/smtp_verbs.c src/proto/smtp_verbs.h \
	src/proto/wrong_port.c
