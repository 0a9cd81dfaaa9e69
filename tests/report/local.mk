# tshark is an independent reader: what it decrypts from our capture is compared with our journal.
check_PROGRAMS += tests/report/session
tests_report_session_SOURCES = tests/report/session.c
tests_report_session_LDADD = $(APP_LIBS)
TESTS += tests/report/tshark
EXTRA_DIST += tests/report/tshark
