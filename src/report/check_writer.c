/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_writer: three forms behind one switch.
 */
#include "report/check_writer.h"

#include "base/alloc.h"
#include "report/check_json.h"
#include "report/check_prometheus.h"
#include "report/check_text.h"
#include <stdlib.h>

enum { OUTPUT_MAX = 512 << 20 };

struct check_writer {
	enum check_format format;
	struct check_prometheus *prometheus;
	struct buffer output;
};

bool check_format_named(const char *name, enum check_format *ret_format)
{
	static const char *const names[CHECK_FORMATS] = {"text", "json", "prometheus"};

	for (int i = 0; i < CHECK_FORMATS; i++)
		if (!strcmp(name, names[i])) {
			*ret_format = (enum check_format)i;
			return true;
		}
	return false;
}

struct check_writer *check_writer_new(enum check_format format)
{
	struct check_writer *writer = alloc_zero(1, sizeof(*writer));

	writer->format = format;
	if (format == CHECK_FORMAT_PROMETHEUS)
		writer->prometheus = check_prometheus_new();
	buffer_init(&writer->output, OUTPUT_MAX);
	return writer;
}

void check_writer_free(struct check_writer *writer)
{
	if (!writer)
		return;
	check_prometheus_free(writer->prometheus);
	buffer_done(&writer->output);
	free(writer);
}

bool check_writer_target(struct check_writer *writer, const struct checked *checked)
{
	switch (writer->format) {
	case CHECK_FORMAT_TEXT: return check_text_target(&writer->output, checked);
	case CHECK_FORMAT_JSON: return check_json_target(&writer->output, checked);
	case CHECK_FORMAT_PROMETHEUS: check_prometheus_target(writer->prometheus, checked); return true;
	}
	return false;
}

bool check_writer_end(struct check_writer *writer, const struct metrics *metrics, int64_t at)
{
	switch (writer->format) {
	case CHECK_FORMAT_TEXT: return check_text_run(&writer->output, metrics);
	case CHECK_FORMAT_JSON: return check_json_run(&writer->output, metrics);
	case CHECK_FORMAT_PROMETHEUS: return check_prometheus_write(writer->prometheus, metrics, at, &writer->output);
	}
	return false;
}

struct buffer *check_writer_output(struct check_writer *writer)
{
	return &writer->output;
}
