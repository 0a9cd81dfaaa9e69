REAL_TESTS = tests/real/test_real
check_PROGRAMS += $(REAL_TESTS)
TESTS += $(REAL_TESTS)
EXTRA_DIST += tests/real/servers
tests_real_test_real_SOURCES = tests/real/test_real.c $(PTY_SOURCES)
tests_real_test_real_CPPFLAGS = $(PTY_CPPFLAGS) -I$(top_srcdir)/tests/pty -DSTARLIT_SERVERS='"$(abs_top_srcdir)/tests/real/servers"'
tests_real_test_real_LDADD = $(PTY_LIBS)
