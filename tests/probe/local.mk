PROBE_TESTS = tests/probe/compare tests/probe/demo
TESTS += $(PROBE_TESTS)
EXTRA_DIST += $(PROBE_TESTS)
