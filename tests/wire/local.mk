WIRE_TESTS = tests/wire/test_names
check_PROGRAMS += $(WIRE_TESTS)
TESTS += $(WIRE_TESTS)
tests_wire_test_names_SOURCES = tests/wire/test_names.c tests/wire/known_suites.h tests/check_main.h
tests_wire_test_names_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_wire_test_names_LDADD = $(WIRE_LIBS) $(CHECK_LIBS)
