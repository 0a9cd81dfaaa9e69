# Not part of make check: a time that was measured proves nothing on a machine that does something else as well.
EXTRA_PROGRAMS = bench/floor
bench_floor_SOURCES = bench/floor.c
bench_floor_CPPFLAGS = $(AM_CPPFLAGS) $(GNUTLS_CFLAGS)
bench_floor_LDADD = $(GNUTLS_LIBS)
EXTRA_DIST += bench/run
CLEANFILES += bench/floor

bench: starlit$(EXEEXT) bench/floor$(EXEEXT)
	$(srcdir)/bench/run
.PHONY: bench
