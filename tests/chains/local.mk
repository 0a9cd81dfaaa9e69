# Certificate chains, judged by us and by other libraries' programs.
tests_chains_test_chains_SOURCES = tests/chains/test_chains.c tests/chains/cast.c tests/chains/cast.h \
	tests/chains/others.c tests/chains/others.h tests/chains/row.h tests/chains/rows_dates.c \
	tests/chains/rows_encoding.c tests/chains/rows_limits.c tests/chains/rows_names.c tests/chains/rows_paths.c \
	tests/chains/rows_revocation.c tests/chains/rows_strength.c tests/check_main.h
tests_chains_test_chains_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_chains_test_chains_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
CHAINS_TESTS = tests/chains/test_chains
check_PROGRAMS += $(CHAINS_TESTS)
TESTS += $(CHAINS_TESTS)
