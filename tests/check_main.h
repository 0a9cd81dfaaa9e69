/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_main: what every Check program has in common.
 *
 * A program defines its cases with START_TEST and ends with
 *	CHECK_MAIN("name", test_one, test_two)
 * Cases run in processes of their own unless CK_FORK=no.
 */
#ifndef STARLIT_TESTS_CHECK_MAIN_H
#define STARLIT_TESTS_CHECK_MAIN_H

#include <check.h>
#include <stdlib.h>

static inline int check_main(const char *name, const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);

	tcase_set_timeout(tcase, 600);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define CHECK_MAIN(name, ...)                                                                                          \
	int main(void)                                                                                                 \
	{                                                                                                              \
		const TTest *const tests[] = {__VA_ARGS__};                                                            \
		return check_main(name, tests, sizeof(tests) / sizeof(tests[0]));                                      \
	}

#endif
