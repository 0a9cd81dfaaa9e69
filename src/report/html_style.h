/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html_style: what an HTML report begins with, and its looks. Internal to report.
 *
 * The policy forbids every request, script and frame: should data ever become markup, it could still do nothing.
 */
#ifndef STARLIT_REPORT_HTML_STYLE_H
#define STARLIT_REPORT_HTML_STYLE_H

/* Up to the text of the title. */
extern const char html_head[];
extern const char html_style[];

#endif
