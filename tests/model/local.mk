MODEL_TESTS = tests/model/test_caps \
	tests/model/test_digest \
	tests/model/test_event \
	tests/model/test_fields \
	tests/model/test_journal \
	tests/model/test_ladder \
	tests/model/test_outcome \
	tests/model/test_redact
check_PROGRAMS += $(MODEL_TESTS)
TESTS += $(MODEL_TESTS)
tests_model_test_caps_SOURCES = tests/model/test_caps.c tests/check_main.h
tests_model_test_caps_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_caps_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_digest_SOURCES = tests/model/test_digest.c tests/check_main.h
tests_model_test_digest_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_digest_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_event_SOURCES = tests/model/test_event.c tests/check_main.h
tests_model_test_event_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_event_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_fields_SOURCES = tests/model/test_fields.c tests/check_main.h
tests_model_test_fields_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_fields_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_journal_SOURCES = tests/model/test_journal.c tests/check_main.h
tests_model_test_journal_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_journal_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_redact_SOURCES = tests/model/test_redact.c tests/check_main.h
tests_model_test_redact_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_redact_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_outcome_SOURCES = tests/model/test_outcome.c tests/check_main.h
tests_model_test_outcome_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_outcome_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
tests_model_test_ladder_SOURCES = tests/model/test_ladder.c tests/check_main.h
tests_model_test_ladder_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_model_test_ladder_LDADD = $(MODEL_LIBS) $(CHECK_LIBS)
