/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * program: from the command line to one of the program's modes.
 */
#ifndef STARLIT_APP_PROGRAM_H
#define STARLIT_APP_PROGRAM_H

int program_main(int argc, char **argv);

#endif
