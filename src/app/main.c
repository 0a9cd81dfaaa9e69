/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main: hands the command line to the program. */
int main(void)
{
	return 0;
}
