noinst_LIBRARIES += liblesson.a
LESSON_LIBS = liblesson.a $(MODEL_LIBS)
liblesson_a_SOURCES = \
	src/lesson/lesson.c src/lesson/lesson.h \
	src/lesson/parts.h \
	src/lesson/read.c \
	src/lesson/when.c src/lesson/when.h
