APP_TESTS = \
	tests/app/test_config \
	tests/app/test_manual \
	tests/app/test_options \
	tests/app/test_shelf \
	tests/app/test_target \
	tests/app/test_tickets
check_PROGRAMS += $(APP_TESTS)
TESTS += $(APP_TESTS)
tests_app_test_config_SOURCES = tests/app/test_config.c tests/check_main.h
tests_app_test_config_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_config_LDADD = $(APP_LIBS) $(CHECK_LIBS)
tests_app_test_manual_SOURCES = tests/app/test_manual.c tests/check_main.h
tests_app_test_manual_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_manual_LDADD = $(APP_LIBS) $(CHECK_LIBS)
tests_app_test_options_SOURCES = tests/app/test_options.c tests/check_main.h
tests_app_test_options_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_options_LDADD = $(APP_LIBS) $(CHECK_LIBS)
tests_app_test_shelf_SOURCES = tests/app/test_shelf.c tests/check_main.h
tests_app_test_shelf_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_shelf_LDADD = $(APP_LIBS) $(CHECK_LIBS)
tests_app_test_target_SOURCES = tests/app/test_target.c tests/check_main.h
tests_app_test_target_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_target_LDADD = $(APP_LIBS) $(CHECK_LIBS)
tests_app_test_tickets_SOURCES = tests/app/test_tickets.c tests/check_main.h
tests_app_test_tickets_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_app_test_tickets_LDADD = $(APP_LIBS) $(CHECK_LIBS)
EXTRA_DIST += tests/app/run_scripts
TESTS += tests/app/run_scripts
