# Fuzzers. With --enable-fuzzers each is a program of libFuzzer's and no test; otherwise replay.c runs its seeds and mutations
# of them, always the same ones.
FUZZERS = tests/fuzz/fuzz_certs tests/fuzz/fuzz_config tests/fuzz/fuzz_explain tests/fuzz/fuzz_keys tests/fuzz/fuzz_lesson tests/fuzz/fuzz_preamble tests/fuzz/fuzz_probe tests/fuzz/fuzz_proto tests/fuzz/fuzz_record tests/fuzz/fuzz_safe tests/fuzz/fuzz_sct tests/fuzz/fuzz_sealed \
	tests/fuzz/fuzz_session tests/fuzz/fuzz_target tests/fuzz/fuzz_tls tests/fuzz/fuzz_view tests/fuzz/fuzz_wire \
	tests/fuzz/fuzz_wire_message
check_PROGRAMS += $(FUZZERS)
if LIBFUZZER
FUZZ_MAIN =
else
FUZZ_MAIN = tests/fuzz/replay.c
TESTS += $(FUZZERS)
endif
CLEANFILES += failed-input
FUZZ_COMMON = tests/fuzz/fuzz.c tests/fuzz/fuzz.h $(FUZZ_MAIN)
FUZZ_PLAY = tests/fuzz/play.c tests/fuzz/play.h
FUZZ_JOURNALS = tests/fuzz/journals.c tests/fuzz/journals.h
EXTRA_DIST += tests/fuzz/seeds \
	tests/fuzz/certs.dict tests/fuzz/config.dict tests/fuzz/explain.dict tests/fuzz/keys.dict tests/fuzz/lesson.dict tests/fuzz/preamble.dict tests/fuzz/probe.dict tests/fuzz/proto.dict tests/fuzz/record.dict tests/fuzz/safe.dict \
	tests/fuzz/sct.dict tests/fuzz/sealed.dict tests/fuzz/session.dict tests/fuzz/target.dict tests/fuzz/tls.dict tests/fuzz/view.dict tests/fuzz/wire.dict tests/fuzz/wire_message.dict

tests_fuzz_fuzz_certs_SOURCES = tests/fuzz/fuzz_certs.c $(FUZZ_COMMON)
tests_fuzz_fuzz_certs_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_certs_LDADD = libreport.a $(TLS_LIBS)
tests_fuzz_fuzz_explain_SOURCES = tests/fuzz/fuzz_explain.c $(FUZZ_COMMON)
tests_fuzz_fuzz_explain_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_explain_LDADD = $(ADVICE_LIBS)
tests_fuzz_fuzz_keys_SOURCES = tests/fuzz/fuzz_keys.c $(FUZZ_COMMON)
tests_fuzz_fuzz_keys_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_keys_LDADD = $(UI_LIBS)
tests_fuzz_fuzz_preamble_SOURCES = tests/fuzz/fuzz_preamble.c $(FUZZ_COMMON)
tests_fuzz_fuzz_preamble_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_preamble_LDADD = $(PROTO_LIBS)
tests_fuzz_fuzz_probe_SOURCES = tests/fuzz/fuzz_probe.c $(FUZZ_JOURNALS) $(FUZZ_COMMON)
tests_fuzz_fuzz_probe_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_probe_LDADD = $(TLS_LIBS)
tests_fuzz_fuzz_proto_SOURCES = tests/fuzz/fuzz_proto.c $(FUZZ_JOURNALS) $(FUZZ_COMMON)
tests_fuzz_fuzz_proto_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_proto_LDADD = $(PROTO_LIBS)
tests_fuzz_fuzz_record_SOURCES = tests/fuzz/fuzz_record.c $(FUZZ_JOURNALS) tests/report/markup.c tests/report/markup.h $(FUZZ_COMMON)
tests_fuzz_fuzz_record_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_record_LDADD = libreport.a $(JANSSON_LIBS) libview.a $(MODEL_LIBS)
tests_fuzz_fuzz_safe_SOURCES = tests/fuzz/fuzz_safe.c $(FUZZ_COMMON)
tests_fuzz_fuzz_safe_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_safe_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_sct_SOURCES = tests/fuzz/fuzz_sct.c $(FUZZ_COMMON)
tests_fuzz_fuzz_sct_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_sct_LDADD = $(TLS_LIBS)
tests_fuzz_fuzz_sealed_SOURCES = tests/fuzz/fuzz_sealed.c $(FUZZ_JOURNALS) $(FUZZ_COMMON)
tests_fuzz_fuzz_sealed_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_sealed_LDADD = $(TLS_LIBS)
tests_fuzz_fuzz_session_SOURCES = tests/fuzz/fuzz_session.c $(FUZZ_PLAY) $(FUZZ_JOURNALS) $(FUZZ_COMMON)
tests_fuzz_fuzz_session_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_session_LDADD = $(SESSION_LIBS)
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(FUZZ_COMMON)
tests_fuzz_fuzz_config_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_config_LDADD = $(APP_LIBS)
tests_fuzz_fuzz_lesson_SOURCES = tests/fuzz/fuzz_lesson.c $(FUZZ_COMMON)
tests_fuzz_fuzz_lesson_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_lesson_LDADD = $(LESSON_LIBS)
tests_fuzz_fuzz_target_SOURCES = tests/fuzz/fuzz_target.c $(FUZZ_COMMON)
tests_fuzz_fuzz_target_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_target_LDADD = $(APP_LIBS)
tests_fuzz_fuzz_tls_SOURCES = tests/fuzz/fuzz_tls.c $(FUZZ_JOURNALS) $(FUZZ_COMMON)
tests_fuzz_fuzz_tls_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_tls_LDADD = $(TLS_LIBS)
tests_fuzz_fuzz_view_SOURCES = tests/fuzz/fuzz_view.c $(FUZZ_PLAY) $(FUZZ_COMMON)
tests_fuzz_fuzz_view_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_view_LDADD = libreport.a libview.a $(SESSION_LIBS)
tests_fuzz_fuzz_wire_SOURCES = tests/fuzz/fuzz_wire.c $(FUZZ_COMMON)
tests_fuzz_fuzz_wire_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_wire_LDADD = $(WIRE_LIBS)
tests_fuzz_fuzz_wire_message_SOURCES = tests/fuzz/fuzz_wire_message.c $(FUZZ_COMMON)
tests_fuzz_fuzz_wire_message_LDFLAGS = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_wire_message_LDADD = $(WIRE_LIBS)
