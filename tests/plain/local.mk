# Line mode, as scripts and pipes see it.
PLAIN_TESTS = tests/plain/test_plain
check_PROGRAMS += $(PLAIN_TESTS)
TESTS += $(PLAIN_TESTS)
tests_plain_test_plain_SOURCES = tests/plain/test_plain.c tests/plain/run.c tests/plain/run.h tests/check_main.h
tests_plain_test_plain_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) -DSTARLIT_PROGRAM='"$(abs_top_builddir)/starlit"'
tests_plain_test_plain_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
