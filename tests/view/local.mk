VIEW_TESTS = tests/view/test_golden
check_PROGRAMS += $(VIEW_TESTS)
TESTS += $(VIEW_TESTS)
tests_view_test_golden_SOURCES = tests/view/test_golden.c tests/check_main.h
tests_view_test_golden_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_view_test_golden_LDADD = $(VIEW_LIBS) $(CHECK_LIBS)
VIEW_GOLDEN = \
	tests/view/golden/capabilities-120x40.txt \
	tests/view/golden/capabilities-40x10.txt \
	tests/view/golden/capabilities-80x24.txt \
	tests/view/golden/certificate-120x40.txt \
	tests/view/golden/certificates-120x40.txt \
	tests/view/golden/certificates-40x10.txt \
	tests/view/golden/certificates-80x24.txt \
	tests/view/golden/conversation-40x10.txt \
	tests/view/golden/detail-80x24.txt \
	tests/view/golden/handshake-120x40.txt \
	tests/view/golden/handshake-40x10.txt \
	tests/view/golden/handshake-80x24.txt \
	tests/view/golden/help-80x24.txt \
	tests/view/golden/session-120x40.txt \
	tests/view/golden/session-40x10.txt \
	tests/view/golden/session-80x24.txt \
	tests/view/golden/start-80x24.txt \
	tests/view/golden/tls-120x40.txt \
	tests/view/golden/tls-40x10.txt \
	tests/view/golden/tls-80x24.txt
EXTRA_DIST += tests/view/golden