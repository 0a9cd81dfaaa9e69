APP_TESTS = tests/app/test_target
check_PROGRAMS += $(APP_TESTS)
TESTS += $(APP_TESTS)
tests_app_test_target_SOURCES = tests/app/test_target.c tests/check_main.h
tests_app_test_target_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_target_LDADD = $(APP_LIBS) $(CHECK_LIBS)
