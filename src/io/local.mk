noinst_LIBRARIES += libio.a
IO_LIBS = libio.a $(BASE_LIBS) $(UV_LIBS)
libio_a_CPPFLAGS = $(AM_CPPFLAGS) $(UV_CFLAGS)
libio_a_SOURCES = \
	src/io/dial.c src/io/dial.h \
	src/io/listen.c src/io/listen.h \
	src/io/loop.c src/io/loop.h \
	src/io/socket.c src/io/socket.h \
	src/io/stream.c src/io/stream.h \
	src/io/uv_loop.h
