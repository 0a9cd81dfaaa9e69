# Certificates, responses and lists made in the tests, and a judge for them.
check_LIBRARIES += libcheckca.a
libcheckca_a_SOURCES = tests/tls/ca.c tests/tls/ca.h tests/tls/ocsp.c tests/tls/judge.c tests/tls/judge.h \
	tests/tls/log.c tests/tls/log.h
libcheckca_a_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)

TLS_TESTS = \
	tests/tls/test_credentials \
	tests/tls/test_certs \
	tests/tls/test_engine \
	tests/tls/test_judgement \
	tests/tls/test_mint \
	tests/tls/test_names \
	tests/tls/test_probe \
	tests/tls/test_resume \
	tests/tls/test_sct \
	tests/tls/test_sct_wire \
	tests/tls/test_setup \
	tests/tls/test_staple \
	tests/tls/test_tap \
	tests/tls/test_token \
	tests/tls/test_trust \
	tests/tls/test_verify
check_PROGRAMS += $(TLS_TESTS)
TESTS += $(TLS_TESTS)
tests_tls_test_engine_SOURCES = tests/tls/test_engine.c tests/check_main.h
tests_tls_test_engine_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_tls_test_engine_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_mint_SOURCES = tests/tls/test_mint.c tests/check_main.h
tests_tls_test_mint_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_mint_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_names_SOURCES = tests/tls/test_names.c tests/check_main.h
tests_tls_test_names_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_tls_test_names_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_tap_SOURCES = tests/tls/test_tap.c tests/tls/peer.c tests/tls/peer.h tests/check_main.h
tests_tls_test_tap_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_tap_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_verify_SOURCES = tests/tls/test_verify.c tests/check_main.h
tests_tls_test_verify_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_verify_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_setup_SOURCES = tests/tls/test_setup.c tests/tls/peer.c tests/tls/peer.h tests/check_main.h
tests_tls_test_setup_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_setup_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_staple_SOURCES = tests/tls/test_staple.c tests/check_main.h
tests_tls_test_staple_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_staple_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_trust_SOURCES = tests/tls/test_trust.c tests/check_main.h
tests_tls_test_trust_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_trust_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_certs_SOURCES = tests/tls/test_certs.c tests/check_main.h
tests_tls_test_certs_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_certs_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_probe_SOURCES = tests/tls/test_probe.c tests/check_main.h
tests_tls_test_probe_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_tls_test_probe_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_credentials_SOURCES = tests/tls/test_credentials.c tests/tls/peer.c tests/tls/peer.h tests/check_main.h
tests_tls_test_credentials_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_credentials_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_judgement_SOURCES = tests/tls/test_judgement.c tests/check_main.h
tests_tls_test_judgement_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_judgement_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_resume_SOURCES = tests/tls/test_resume.c tests/tls/peer.c tests/tls/peer.h tests/check_main.h
tests_tls_test_resume_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_resume_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_sct_SOURCES = tests/tls/test_sct.c tests/check_main.h
tests_tls_test_sct_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_sct_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_sct_wire_SOURCES = tests/tls/test_sct_wire.c tests/tls/peer.c tests/tls/peer.h tests/check_main.h
tests_tls_test_sct_wire_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_sct_wire_LDADD = libcheckca.a $(TLS_LIBS) $(CHECK_LIBS)
tests_tls_test_token_SOURCES = tests/tls/test_token.c tests/tls/softtoken.c tests/tls/softtoken.h tests/tls/peer.c tests/tls/peer.h \
	tests/check_main.h
tests_tls_test_token_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_tls_test_token_LDADD = $(TLS_LIBS) $(CHECK_LIBS)
