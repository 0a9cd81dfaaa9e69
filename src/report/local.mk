noinst_LIBRARIES += libreport.a
REPORT_LIBS = libreport.a $(MODEL_LIBS)
libreport_a_SOURCES = src/report/transcript.c src/report/transcript.h
