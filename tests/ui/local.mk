UI_TESTS = tests/ui/test_keys
check_PROGRAMS += $(UI_TESTS)
TESTS += $(UI_TESTS)
tests_ui_test_keys_SOURCES = tests/ui/test_keys.c tests/check_main.h
tests_ui_test_keys_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_ui_test_keys_LDADD = $(UI_LIBS) $(CHECK_LIBS)
