/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape_read: JSON into structs, by the tables of shape.h. Internal to report.
 */
#ifndef STARLIT_REPORT_SHAPE_READ_H
#define STARLIT_REPORT_SHAPE_READ_H

#include "report/shape.h"
#include <jansson.h>

struct shape_reading {
	struct arena *texts; /* where bytes of the object itself go */
	struct arena *facts; /* where what it points to goes, with all its bytes */
	char why[160];       /* once something was refused */
};

/*
 * The members of shape, and of payload (NULL: none) at shape_payload behind, make up all of the object. ret_object is
 * zeroed by the caller. False, with reading->why, when it is anything else.
 */
bool shape_read(struct shape_reading *reading, const json_t *json, const struct shape *shape,
	const struct shape *payload, void *ret_object);
/* What kind of event it is. */
bool shape_read_kind(struct shape_reading *reading, const json_t *json, enum event_kind *ret_kind);

#endif
