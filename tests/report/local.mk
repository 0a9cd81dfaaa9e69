# tshark is an independent reader: what it decrypts from our capture is compared with our journal.
check_PROGRAMS += tests/report/session
tests_report_session_SOURCES = tests/report/session.c
tests_report_session_LDADD = $(APP_LIBS)
TESTS += tests/report/tshark
EXTRA_DIST += tests/report/tshark

# The schema is made of the writer's tables; a validator that is not ours compares it with recorded sessions.
check_PROGRAMS += tests/report/schema
tests_report_schema_SOURCES = tests/report/schema.c
tests_report_schema_LDADD = libreport.a $(MODEL_LIBS)
TESTS += tests/report/validate
EXTRA_DIST += tests/report/validate

TESTS += tests/report/html
EXTRA_DIST += tests/report/html

# A reader of our HTML that knows no other.
MARKUP = tests/report/markup.c tests/report/markup.h
EXTRA_DIST += tests/report/golden

# Whole sessions of the session's and the demo's tests go through a recording as well.
AGAIN = tests/report/again.c tests/report/again.h
AGAIN_LIBS = libreport.a $(JANSSON_LIBS) libview.a
if HAVE_CHECK
REPORT_TESTS = tests/report/test_html tests/report/test_openssl tests/report/test_record tests/report/test_pcapng \
	tests/report/test_tlsa
check_PROGRAMS += $(REPORT_TESTS)
TESTS += $(REPORT_TESTS)
tests_report_test_pcapng_SOURCES = tests/report/test_pcapng.c tests/check_main.h
tests_report_test_pcapng_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_report_test_pcapng_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
tests_report_test_openssl_SOURCES = tests/report/test_openssl.c tests/check_main.h
tests_report_test_openssl_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_report_test_openssl_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
tests_report_test_tlsa_SOURCES = tests/report/test_tlsa.c tests/check_main.h
tests_report_test_tlsa_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_report_test_tlsa_LDADD = $(REPORT_LIBS) $(TLS_LIBS) $(CHECK_LIBS)
tests_report_test_html_SOURCES = tests/report/test_html.c $(MARKUP) tests/report/story.c tests/report/story.h \
	tests/wire/rfc8448.h tests/check_main.h
tests_report_test_html_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_report_test_html_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
tests_report_test_record_SOURCES = tests/report/test_record.c $(AGAIN) tests/check_main.h
tests_report_test_record_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_report_test_record_LDADD = $(AGAIN_LIBS) $(MODEL_LIBS) $(CHECK_LIBS)
endif
