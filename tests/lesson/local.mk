check_PROGRAMS += tests/lesson/test_lesson
TESTS += tests/lesson/test_lesson
tests_lesson_test_lesson_SOURCES = tests/lesson/test_lesson.c tests/check_main.h
tests_lesson_test_lesson_CPPFLAGS = $(AM_CPPFLAGS) $(CHECK_CFLAGS)
tests_lesson_test_lesson_LDADD = $(LESSON_LIBS) $(CHECK_LIBS)
