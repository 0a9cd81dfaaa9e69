# What is typed for openssl s_client, typed for starlit s_client; beside OpenSSL's own output where openssl is there.
S_CLIENT_TESTS = tests/s_client/options tests/s_client/habits tests/s_client/causes tests/s_client/summaries
TESTS += $(S_CLIENT_TESTS)
EXTRA_DIST += $(S_CLIENT_TESTS) tests/s_client/lab.sh
check_PROGRAMS += tests/s_client/names
tests_s_client_names_SOURCES = tests/s_client/names.c
tests_s_client_names_LDADD = $(REPORT_LIBS)
