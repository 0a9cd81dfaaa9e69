noinst_LIBRARIES += libbase.a
BASE_LIBS = libbase.a $(UNISTRING_LIBS) $(IDN_LIBS)
libbase_a_CPPFLAGS = $(AM_CPPFLAGS) $(IDN_CFLAGS)
libbase_a_SOURCES = \
	src/base/alloc.c src/base/alloc.h \
	src/base/arena.c src/base/arena.h \
	src/base/base64.c src/base/base64.h \
	src/base/buffer.c src/base/buffer.h \
	src/base/bytes.c src/base/bytes.h \
	src/base/clock.c src/base/clock.h \
	src/base/error.c src/base/error.h \
	src/base/hashes.c src/base/hashes.h \
	src/base/idn.c src/base/idn.h \
	src/base/safe.c src/base/safe.h \
	src/base/secret.c src/base/secret.h \
	src/base/utf8.c src/base/utf8.h
