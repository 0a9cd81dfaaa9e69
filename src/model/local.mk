noinst_LIBRARIES += libmodel.a
MODEL_LIBS = libmodel.a $(WIRE_LIBS)
libmodel_a_SOURCES = \
	src/model/caps.c src/model/caps.h \
	src/model/decoded.c src/model/decoded.h \
	src/model/digest.c src/model/digest.h \
	src/model/event.c src/model/event.h \
	src/model/fields.c src/model/fields.h \
	src/model/journal.c src/model/journal.h \
	src/model/ladder.c src/model/ladder.h \
	src/model/mask.c src/model/mask.h \
	src/model/outcome.c src/model/outcome.h \
	src/model/redact.c src/model/redact.h \
	src/model/sentence.c \
	src/model/store.c src/model/store.h \
	src/model/tls_facts.h \
	src/model/tls_names.c src/model/tls_names.h
