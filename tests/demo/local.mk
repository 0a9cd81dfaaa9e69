DEMO_TESTS = tests/demo/test_demo
check_PROGRAMS += $(DEMO_TESTS)
TESTS += $(DEMO_TESTS)
tests_demo_test_demo_SOURCES = tests/demo/test_demo.c $(AGAIN) tests/check_main.h
tests_demo_test_demo_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_demo_test_demo_LDADD = libdemo.a $(AGAIN_LIBS) $(SESSION_LIBS) $(CHECK_LIBS)
