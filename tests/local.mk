# What the system forbids GnuTLS, and what the user's configuration says, must not decide what the tests find.
AM_TESTS_ENVIRONMENT = GNUTLS_SYSTEM_PRIORITY_FILE=/dev/null; XDG_CONFIG_HOME=/dev/null; XDG_STATE_HOME=/dev/null; \
	export GNUTLS_SYSTEM_PRIORITY_FILE XDG_CONFIG_HOME XDG_STATE_HOME;
include tests/tools/local.mk
include tests/fuzz/local.mk
include tests/probe/local.mk
include tests/report/local.mk
include tests/s_client/local.mk

# They run the program, and need no library of tests.
PROGRAM_TESTS = tests/app/completion tests/app/errors
TESTS += $(PROGRAM_TESTS)
EXTRA_DIST += $(PROGRAM_TESTS)

# One Check program a module; each links only its own folder's library and those below it.
if HAVE_CHECK
include tests/base/local.mk
include tests/wire/local.mk
include tests/model/local.mk
include tests/advice/local.mk
include tests/proto/local.mk
include tests/tls/local.mk
include tests/chains/local.mk
include tests/peers/local.mk
include tests/lesson/local.mk
include tests/view/local.mk
include tests/session/local.mk
include tests/demo/local.mk
include tests/io/local.mk
include tests/ui/local.mk
include tests/app/local.mk
include tests/check/local.mk
include tests/plain/local.mk
if HAVE_VTERM
include tests/pty/local.mk
include tests/real/local.mk
endif
endif
