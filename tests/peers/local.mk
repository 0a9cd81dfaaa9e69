# Our TLS engine against the servers of other libraries, on loopback.
PEERS_SOURCES = tests/peers/account.c tests/peers/account.h tests/peers/lab.c tests/peers/lab.h tests/peers/link.c \
	tests/peers/link.h tests/peers/ours.c tests/peers/ours.h
PEERS_TESTS = tests/peers/test_gnutls tests/peers/test_peers
check_PROGRAMS += $(PEERS_TESTS)
TESTS += $(PEERS_TESTS)
tests_peers_test_peers_SOURCES = tests/peers/test_peers.c tests/peers/plays.c tests/peers/plays.h tests/peers/trace.c \
	tests/peers/trace.h $(PEERS_SOURCES)
tests_peers_test_peers_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_peers_test_peers_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_peers_test_gnutls_SOURCES = tests/peers/test_gnutls.c tests/peers/debug_log.c tests/peers/debug_log.h $(PEERS_SOURCES)
tests_peers_test_gnutls_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_peers_test_gnutls_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
