noinst_LIBRARIES += libreport.a
REPORT_LIBS = libreport.a $(MODEL_LIBS) $(JANSSON_LIBS)
libreport_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libreport_a_SOURCES = \
	src/report/asciicast.c src/report/asciicast.h \
	src/report/html.c src/report/html.h \
	src/report/html_style.c src/report/html_style.h \
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
	src/report/page.c src/report/page.h \
	src/report/pcapng.c src/report/pcapng.h \
	src/report/probe_report.c src/report/probe_report.h \
	src/report/record.c src/report/record.h \
	src/report/record_reader.c src/report/record_reader.h src/report/shape_read.c src/report/shape_read.h \
	src/report/report.c src/report/report.h \
	src/report/report_caps.c \
	src/report/report_certs.c \
	src/report/report_findings.c \
	src/report/report_ladder.c \
	src/report/report_messages.c \
	src/report/report_parts.h \
	src/report/report_summary.c \
	src/report/report_talk.c \
	src/report/shape.h src/report/shape_event.c src/report/shape_facts.c \
	src/report/tlsa.c src/report/tlsa.h \
	src/report/transcript.c src/report/transcript.h
