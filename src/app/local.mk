bin_PROGRAMS += starlit
starlit_SOURCES = src/app/main.c
starlit_LDADD = $(BASE_LIBS)
