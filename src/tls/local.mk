noinst_LIBRARIES += libtls.a
TLS_LIBS = libtls.a $(MODEL_LIBS) $(GNUTLS_LIBS)
libtls_a_CPPFLAGS = $(AM_CPPFLAGS) $(GNUTLS_CFLAGS)
libtls_a_SOURCES = \
	src/tls/after.c \
	src/tls/anchors.c src/tls/anchors.h \
	src/tls/certs.c src/tls/certs.h \
	src/tls/chain.c src/tls/chain.h \
	src/tls/checks.c src/tls/checks.h \
	src/tls/choice.c src/tls/choice.h src/tls/choice_ciphers.c src/tls/choice_words.h \
	src/tls/constraints.c src/tls/constraints.h \
	src/tls/credentials.c src/tls/credentials.h \
	src/tls/crl.c src/tls/crl.h \
	src/tls/ct_der.c src/tls/ct_der.h \
	src/tls/ct_logs.c src/tls/ct_logs.h \
	src/tls/engine.h \
	src/tls/failure.c \
	src/tls/hello_only.c src/tls/hello_only.h \
	src/tls/hello_fit.c \
	src/tls/identity.h \
	src/tls/info.c \
	src/tls/message.c \
	src/tls/mint.c src/tls/mint.h \
	src/tls/names.c src/tls/names.h \
	src/tls/naming.c src/tls/naming.h \
	src/tls/path.c src/tls/path.h \
	src/tls/pem.c src/tls/pem.h \
	src/tls/policy.c src/tls/policy.h \
	src/tls/priority.c src/tls/priority.h \
	src/tls/probe.c src/tls/probe.h \
	src/tls/probe_answer.c src/tls/probe_answer.h \
	src/tls/probe_offers.c src/tls/probe_offers.h \
	src/tls/probe_result.c src/tls/probe_result.h \
	src/tls/probe_run.c src/tls/probe_run.h \
	src/tls/record.c \
	src/tls/resume.c \
	src/tls/revocation.c src/tls/revocation.h \
	src/tls/sct.c src/tls/sct.h \
	src/tls/sct_ask.c src/tls/sct_ask.h \
	src/tls/secrets.c \
	src/tls/settings.c \
	src/tls/setup.c src/tls/setup.h \
	src/tls/spelling.c src/tls/spelling.h \
	src/tls/staple.c src/tls/staple.h src/tls/subtrees.c src/tls/subtrees.h \
	src/tls/tls.c src/tls/tls.h \
	src/tls/token.c src/tls/token.h \
	src/tls/trust.c src/tls/trust.h \
	src/tls/unseal.c src/tls/unseal.h \
	src/tls/verify.c src/tls/verify.h
