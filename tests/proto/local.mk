PROTO_TESTS = tests/proto/test_imap \
	tests/proto/test_imap_parse \
	tests/proto/test_imap_send \
	tests/proto/test_lines \
	tests/proto/test_lmtp \
	tests/proto/test_pop3 \
	tests/proto/test_pop3_login \
	tests/proto/test_sieve \
	tests/proto/test_sieve_parse \
	tests/proto/test_smtp \
	tests/proto/test_smtp_send
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
tests_proto_test_lines_SOURCES = tests/proto/test_lines.c tests/check_main.h
tests_proto_test_lines_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_lines_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_lmtp_SOURCES = tests/proto/test_lmtp.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_lmtp_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_lmtp_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_pop3_SOURCES = tests/proto/test_pop3.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_pop3_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_pop3_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_smtp_SOURCES = tests/proto/test_smtp.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_smtp_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_smtp_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_smtp_send_SOURCES = tests/proto/test_smtp_send.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_smtp_send_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_smtp_send_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
tests_proto_test_pop3_login_SOURCES = tests/proto/test_pop3_login.c $(PROTO_DIALOGUE) tests/check_main.h
tests_proto_test_pop3_login_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_proto_test_pop3_login_LDADD = $(PROTO_LIBS) $(CHECK_LIBS)
