noinst_LIBRARIES += libwire.a
WIRE_LIBS = libwire.a $(BASE_LIBS)
libwire_a_SOURCES = \
	src/wire/hello.c src/wire/hello.h \
	src/wire/message.h \
	src/wire/names.h \
	src/wire/reader.c src/wire/reader.h \
	src/wire/tree.c src/wire/tree.h
