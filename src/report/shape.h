/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape: tables that say, member by member, how events and facts are written as JSON. Internal to report.
 *
 * Purpose   the writer (record.h) and the reader (record_reader.h) walk the same tables: whatever is written is read
 *           again, and a member that stands in a table is lost by neither. tests/report/test_record.c fails on a
 *           struct with bytes that no table names.
 * Names     are those of the structs, and stable: files are kept for years. doc/events.md describes them.
 */
#ifndef STARLIT_REPORT_SHAPE_H
#define STARLIT_REPORT_SHAPE_H

#include "base/arena.h"
#include "model/event.h"
#include "model/tls_facts.h"

/* Integers up to here are exact everywhere (RFC 7493 §2.2). */
#define SHAPE_NUMBER_MAX ((uint64_t)9007199254740991)

enum shape_type {
	SHAPE_BOOL,
	SHAPE_UNSIGNED, /* 1, 2, 4 or 8 bytes */
	SHAPE_SIGNED,   /* 4 or 8 bytes */
	SHAPE_TEXT,     /* const char *; NULL is null */
	SHAPE_SPAN,     /* struct bytes, as text */
	SHAPE_BASE64,   /* struct bytes that is never text */
	SHAPE_HEX,      /* an array of bytes */
	SHAPE_NUMBERS,  /* an array of uint16_t */
	SHAPE_TIME,     /* int64_t, microseconds since 1970; as RFC 3339 */
	SHAPE_NAME,     /* an enum, by name */
	SHAPE_FLAGS,    /* uint32_t, the names of its bits in a list */
	SHAPE_ONE,      /* a pointer to a struct; NULL is null */
	SHAPE_MANY,     /* a pointer to structs, with their number in another member */
	SHAPE_INDICES,  /* a pointer to size_t, the same */
	SHAPE_EACH      /* an array of structs; an object with a name for each */
};

struct shape;

struct shape_member {
	const char *name;
	enum shape_type type;
	unsigned short offset;
	unsigned short size;
	unsigned short count;                 /* of MANY and INDICES: the offset of the number */
	const char *(*named)(unsigned value); /* of NAME, FLAGS (by bit) and EACH; "?" behind the last one */
	const struct shape *of;               /* of ONE, MANY and EACH */
};

struct shape {
	const char *name;
	size_t size;
	const struct shape_member *members;
	size_t count;
	/*
	 * What is not written because the rest tells it is filled in, and what must hold is checked. Returns what does
	 * not hold, or NULL.
	 */
	const char *(*mend)(void *object, struct arena *arena);
	/* Bytes of the struct that are not members here: mend fills them, or they are counts. */
	const struct shape_member *mended;
	size_t mended_count;
};

/* The type of a member follows from its C type; enums are to be named (SHAPE_NAMED). */
#define SHAPE_TYPE(lvalue)                                                                                             \
	_Generic((lvalue), bool                                                                                        \
		 : SHAPE_BOOL, unsigned char                                                                           \
		 : SHAPE_UNSIGNED, unsigned short                                                                      \
		 : SHAPE_UNSIGNED, unsigned                                                                            \
		 : SHAPE_UNSIGNED, unsigned long                                                                       \
		 : SHAPE_UNSIGNED, unsigned long long                                                                  \
		 : SHAPE_UNSIGNED, int                                                                                 \
		 : SHAPE_SIGNED, long                                                                                  \
		 : SHAPE_SIGNED, long long                                                                             \
		 : SHAPE_SIGNED, const char *                                                                          \
		 : SHAPE_TEXT, struct bytes                                                                            \
		 : SHAPE_SPAN)
#define SHAPE_PLACE(owner, member)   .offset = offsetof(owner, member), .size = sizeof(((owner *)0)->member)
#define SHAPE_POINTER(owner, member) .offset = offsetof(owner, member), .size = sizeof(void *)
#define SHAPE_OWN(owner, member)                                                                                       \
	{                                                                                                              \
		.name = #member, .type = SHAPE_TYPE(((owner *)0)->member), SHAPE_PLACE(owner, member)                  \
	}
#define SHAPE_AS(owner, member, how)                                                                                   \
	{                                                                                                              \
		.name = #member, .type = (how), SHAPE_PLACE(owner, member)                                             \
	}
#define SHAPE_NAMED(owner, member, how, names)                                                                         \
	{                                                                                                              \
		.name = #member, .type = (how), SHAPE_PLACE(owner, member), .named = (names)                           \
	}
#define SHAPE_LIST(owner, member, how, number, shape)                                                                  \
	{                                                                                                              \
		.name = #member, .type = (how), SHAPE_POINTER(owner, member), .count = offsetof(owner, number),        \
		.of = (shape)                                                                                          \
	}
#define SHAPE_MEMBERS(table) .members = (table), .count = sizeof(table) / sizeof((table)[0])
#define SHAPE_MENDED(table)  .mended = (table), .mended_count = sizeof(table) / sizeof((table)[0])

/* The first line of a file. */
struct record_head {
	const char *starlit; /* "record" */
	unsigned version;
	const char *program;
	int64_t began_us; /* wall clock: at_us counts from here */
	bool unsafe_secrets;
};
extern const struct shape shape_head;

/* What every event has, and the payload of a kind, which stands at shape_payload in struct event. */
extern const struct shape shape_event;
extern const size_t shape_payload;
const struct shape *shape_of(enum event_kind kind);

extern const struct shape shape_caps, shape_tls_facts, shape_chain_facts;

#endif
