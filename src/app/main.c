/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main: hands the command line to the program.
 */
#include "app/program.h"

int main(int argc, char **argv)
{
	return program_main(argc, argv);
}
