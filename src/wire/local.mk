noinst_LIBRARIES += libwire.a
WIRE_LIBS = libwire.a $(BASE_LIBS)
libwire_a_SOURCES = \
	src/wire/client_hello.c src/wire/client_hello.h \
	src/wire/decode.h \
	src/wire/decode_certificate.c \
	src/wire/decode_ech.c \
	src/wire/decode_exchange.c \
	src/wire/decode_extension.c \
	src/wire/decode_hello.c \
	src/wire/der.c src/wire/der.h \
	src/wire/dn.c src/wire/dn.h \
	src/wire/hello.c src/wire/hello.h \
	src/wire/message.c src/wire/message.h \
	src/wire/names.c src/wire/names.h \
	src/wire/names_extensions.c \
	src/wire/names_groups.c \
	src/wire/names_messages.c \
	src/wire/names_parameters.c \
	src/wire/names_suites.c \
	src/wire/part.c src/wire/part.h \
	src/wire/reader.c src/wire/reader.h \
	src/wire/registry.h \
	src/wire/tree.c src/wire/tree.h
