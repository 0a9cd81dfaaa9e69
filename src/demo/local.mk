noinst_LIBRARIES += libdemo.a
DEMO_LIBS = libdemo.a $(PROTO_LIBS) $(TLS_LIBS)
libdemo_a_SOURCES = \
	src/demo/demo.c src/demo/demo.h \
	src/demo/demo_imap.c \
	src/demo/demo_pop3.c \
	src/demo/demo_sieve.c \
	src/demo/demo_smtp.c \
	src/demo/demo_store.c \
	src/demo/server.h
