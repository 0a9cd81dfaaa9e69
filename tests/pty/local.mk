PTY_TESTS = tests/pty/test_screen tests/pty/test_take_away tests/pty/test_glass tests/pty/test_unlock
check_PROGRAMS += $(PTY_TESTS)
TESTS += $(PTY_TESTS)
PTY_SOURCES = tests/pty/harness.c tests/pty/harness.h tests/check_main.h
PTY_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS) -DSTARLIT_PROGRAM='"$(abs_top_builddir)/starlit"'
PTY_LIBS = $(VTERM_LIBS) $(CHECK_LIBS) -lutil
tests_pty_test_screen_SOURCES = tests/pty/test_screen.c $(PTY_SOURCES)
tests_pty_test_screen_CPPFLAGS = $(PTY_CPPFLAGS)
tests_pty_test_screen_LDADD = $(PTY_LIBS)
tests_pty_test_take_away_SOURCES = tests/pty/test_take_away.c $(PTY_SOURCES)
tests_pty_test_take_away_CPPFLAGS = $(PTY_CPPFLAGS)
tests_pty_test_take_away_LDADD = $(PTY_LIBS)
tests_pty_test_glass_SOURCES = tests/pty/test_glass.c $(PTY_SOURCES)
tests_pty_test_glass_CPPFLAGS = $(PTY_CPPFLAGS)
tests_pty_test_glass_LDADD = $(PTY_LIBS)
tests_pty_test_unlock_SOURCES = tests/pty/test_unlock.c $(PTY_SOURCES)
tests_pty_test_unlock_CPPFLAGS = $(PTY_CPPFLAGS) $(GNUTLS_CFLAGS)
tests_pty_test_unlock_LDADD = $(TLS_LIBS) $(PTY_LIBS)
