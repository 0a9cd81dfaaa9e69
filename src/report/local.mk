noinst_LIBRARIES += libreport.a
REPORT_LIBS = libreport.a $(MODEL_LIBS) $(JANSSON_LIBS)
libreport_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libreport_a_SOURCES = \
	src/report/lines.c src/report/lines.h \
	src/report/check_json.c src/report/check_json.h \
	src/report/check_prometheus.c src/report/check_prometheus.h \
	src/report/check_text.c src/report/check_text.h \
	src/report/check_writer.c src/report/check_writer.h \
	src/report/checked.c src/report/checked.h \
	src/report/metrics.c src/report/metrics.h \
	src/report/openssl_dn.c src/report/openssl_dn.h \
	src/report/openssl_names.c src/report/openssl_names.h \
	src/report/openssl_verify.c \
	src/report/openssl_words.c src/report/openssl_words.h \
	src/report/pcapng.c src/report/pcapng.h \
	src/report/probe_report.c src/report/probe_report.h \
	src/report/record.c src/report/record.h \
	src/report/record_reader.c src/report/record_reader.h src/report/shape_read.c src/report/shape_read.h \
	src/report/shape.h src/report/shape_event.c src/report/shape_facts.c \
	src/report/tlsa.c src/report/tlsa.h \
	src/report/transcript.c src/report/transcript.h
