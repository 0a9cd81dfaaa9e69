SESSION_TESTS = tests/session/test_documents tests/session/test_floods
check_PROGRAMS += $(SESSION_TESTS)
TESTS += $(SESSION_TESTS)
tests_session_test_documents_SOURCES = tests/session/test_documents.c tests/check_main.h
tests_session_test_documents_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_session_test_documents_LDADD = $(SESSION_LIBS) $(CHECK_LIBS)
tests_session_test_floods_SOURCES = tests/session/test_floods.c tests/check_main.h
tests_session_test_floods_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_session_test_floods_LDADD = $(SESSION_LIBS) $(CHECK_LIBS)
SESSION_DOCUMENTS = \
	tests/sessions/README.md \
	tests/sessions/imap-answered-plus.md \
	tests/sessions/imap-bad.md \
	tests/sessions/imap-implicit-tls.md \
	tests/sessions/imap-injection.md \
	tests/sessions/imap-literal-nonsense.md \
	tests/sessions/imap-literals.md \
	tests/sessions/imap-other-protocol.md \
	tests/sessions/imap-preauth.md \
	tests/sessions/imap-referral.md \
	tests/sessions/imap-refused.md \
	tests/sessions/imap-starttls.md \
	tests/sessions/imap-unknown-tag.md \
	tests/sessions/lmtp-refused.md \
	tests/sessions/lmtp-starttls.md \
	tests/sessions/pop3-implicit-tls.md \
	tests/sessions/pop3-injection.md \
	tests/sessions/pop3-refused.md \
	tests/sessions/pop3-starttls.md \
	tests/sessions/sieve-injection.md \
	tests/sessions/sieve-refused.md \
	tests/sessions/sieve-starttls.md \
	tests/sessions/smtp-answered-2200.md \
	tests/sessions/smtp-answered-250.md \
	tests/sessions/smtp-answered-354.md \
	tests/sessions/smtp-auth.md \
	tests/sessions/smtp-bdat.md \
	tests/sessions/smtp-codes-differ.md \
	tests/sessions/smtp-cut-answer.md \
	tests/sessions/smtp-cut-body.md \
	tests/sessions/smtp-cut-greeting.md \
	tests/sessions/smtp-cut-half-line.md \
	tests/sessions/smtp-cut-handshake.md \
	tests/sessions/smtp-cut-reset.md \
	tests/sessions/smtp-cut-tls.md \
	tests/sessions/smtp-cut-waiting.md \
	tests/sessions/smtp-handshake-late.md \
	tests/sessions/smtp-helo-fallback.md \
	tests/sessions/smtp-hostile-bytes.md \
	tests/sessions/smtp-http.md \
	tests/sessions/smtp-implicit-tls.md \
	tests/sessions/smtp-injection-drop.md \
	tests/sessions/smtp-injection-fragment.md \
	tests/sessions/smtp-injection-socket.md \
	tests/sessions/smtp-injection-tls.md \
	tests/sessions/smtp-injection.md \
	tests/sessions/smtp-late.md \
	tests/sessions/smtp-lookalike.md \
	tests/sessions/smtp-not-offered.md \
	tests/sessions/smtp-refused.md \
	tests/sessions/smtp-starttls.md \
	tests/sessions/smtp-unasked.md \
	tests/sessions/smtp-wrong-port-text.md \
	tests/sessions/smtp-wrong-port-tls.md \
	tests/sessions/starttls-nothing-behind.md
EXTRA_DIST += $(SESSION_DOCUMENTS)
