SESSION_TESTS = tests/session/test_documents tests/session/test_floods
check_PROGRAMS += $(SESSION_TESTS)
TESTS += $(SESSION_TESTS)
tests_session_test_documents_SOURCES = tests/session/test_documents.c tests/session/document.c \
	tests/session/document.h tests/session/document_chain.c tests/session/document_chain.h tests/session/told.c \
	tests/session/told.h tests/chains/cast.c tests/chains/cast.h tests/chains/row.h $(AGAIN) tests/check_main.h
tests_session_test_documents_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS) $(GNUTLS_CFLAGS)
tests_session_test_documents_LDADD = libcheckca.a $(AGAIN_LIBS) $(ADVICE_LIBS) $(SESSION_LIBS) $(CHECK_LIBS)
tests_session_test_floods_SOURCES = tests/session/test_floods.c tests/check_main.h
tests_session_test_floods_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_session_test_floods_LDADD = $(SESSION_LIBS) $(CHECK_LIBS)
EXTRA_DIST += tests/sessions tests/findings
