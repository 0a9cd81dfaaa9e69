CHECK_TESTS = tests/check/test_check tests/check/test_reports
check_PROGRAMS += $(CHECK_TESTS)
TESTS += $(CHECK_TESTS)
tests_check_test_check_SOURCES = tests/check/test_check.c tests/check/run.c tests/check/run.h tests/check_main.h
tests_check_test_check_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(JANSSON_CFLAGS) -DSTARLIT_PROGRAM='"$(abs_top_builddir)/starlit"'
tests_check_test_check_LDADD = $(JANSSON_LIBS) $(CHECK_LIBS)
tests_check_test_reports_SOURCES = tests/check/test_reports.c tests/check/schema.c tests/check/schema.h tests/check_main.h
tests_check_test_reports_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(JANSSON_CFLAGS)
tests_check_test_reports_LDADD = $(REPORT_LIBS) $(CHECK_LIBS)
