VIEW_TESTS = tests/view/test_golden
check_PROGRAMS += $(VIEW_TESTS)
TESTS += $(VIEW_TESTS)
tests_view_test_golden_SOURCES = tests/view/test_golden.c tests/check_main.h
tests_view_test_golden_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_view_test_golden_LDADD = $(VIEW_LIBS) $(CHECK_LIBS)
EXTRA_DIST += tests/view/golden
