ADVICE_TESTS = tests/advice/test_documented tests/advice/test_explain tests/advice/test_explain_word \
	tests/advice/test_rules tests/advice/test_rules_certs tests/advice/test_rules_tls \
	tests/advice/test_words
check_PROGRAMS += $(ADVICE_TESTS)
TESTS += $(ADVICE_TESTS)
tests_advice_test_words_SOURCES = tests/advice/test_words.c tests/check_main.h
tests_advice_test_words_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_words_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
tests_advice_test_explain_SOURCES = tests/advice/test_explain.c tests/advice/explained.h tests/wire/rfc8448.h tests/wire/tls12.h tests/check_main.h
tests_advice_test_explain_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_explain_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
tests_advice_test_explain_word_SOURCES = tests/advice/test_explain_word.c tests/advice/explained.h tests/check_main.h
tests_advice_test_explain_word_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_explain_word_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
tests_advice_test_documented_SOURCES = tests/advice/test_documented.c tests/check_main.h tests/read_file.h
tests_advice_test_documented_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_documented_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
tests_advice_test_rules_SOURCES = tests/advice/test_rules.c tests/advice/told.c tests/advice/told.h tests/check_main.h
tests_advice_test_rules_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_rules_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
tests_advice_test_rules_certs_SOURCES = tests/advice/test_rules_certs.c tests/advice/told.c tests/advice/told.h tests/check_main.h
tests_advice_test_rules_certs_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_advice_test_rules_certs_LDADD = libcheckca.a $(ADVICE_LIBS) $(TLS_LIBS) $(CHECK_LIBS)
tests_advice_test_rules_tls_SOURCES = tests/advice/test_rules_tls.c tests/advice/told.c tests/advice/told.h tests/check_main.h
tests_advice_test_rules_tls_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_advice_test_rules_tls_LDADD = $(ADVICE_LIBS) $(CHECK_LIBS)
