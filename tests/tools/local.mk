# The gates: scripts that read the tree and fail on what it may not hold.
GATES = tests/tools/attacks tests/tools/layers tests/tools/size tests/tools/format tests/tools/banned tests/tools/headers tests/tools/dist
TESTS += $(GATES)
EXTRA_DIST += $(GATES) tests/tools/gate.sh tests/tools/size-exceptions

# No gate: it runs programs. It needs the check programs, which are built before any test runs.
TESTS += tests/tools/memory
EXTRA_DIST += tests/tools/memory

# What «make dist» packs, for tests/tools/dist.
dist-list:
	@for file in $(DISTFILES); do echo "$$file"; done
.PHONY: dist-list
