ADVICE_TESTS = tests/advice/test_words
check_PROGRAMS += $(ADVICE_TESTS)
TESTS += $(ADVICE_TESTS)
tests_advice_test_words_SOURCES = tests/advice/test_words.c tests/check_main.h
tests_advice_test_words_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_words_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
