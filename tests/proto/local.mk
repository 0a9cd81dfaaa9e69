PROTO_TESTS = tests/proto/test_imap \
	tests/proto/test_imap_parse \
	tests/proto/test_imap_send \
	tests/proto/test_sieve \
	tests/proto/test_sieve_parse
check_PROGRAMS += $(PROTO_TESTS)
TESTS += $(PROTO_TESTS)
PROTO_DIALOGUE = tests/proto/dialogue.c tests/proto/dialogue.h
tests_proto_test_imap_SOURCES = tests/proto/test_imap.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_imap_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_imap_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_imap_parse_SOURCES = tests/proto/test_imap_parse.c tests/check_main.h
tests_proto_test_imap_parse_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_imap_parse_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_imap_send_SOURCES = tests/proto/test_imap_send.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_imap_send_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_imap_send_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_sieve_SOURCES = tests/proto/test_sieve.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_sieve_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_sieve_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_sieve_parse_SOURCES = tests/proto/test_sieve_parse.c tests/check_main.h
tests_proto_test_sieve_parse_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_sieve_parse_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
