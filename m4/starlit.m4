# SPDX-License-Identifier: GPL-3.0-or-later

# AX_STARLIT_FLAG(VARIABLE, FLAG): appends a compiler flag to VARIABLE when the compiler takes it without a warning.
AC_DEFUN([AX_STARLIT_FLAG], [
	AS_VAR_PUSHDEF([cache], [starlit_cv_flag_$2])
	AC_CACHE_CHECK([whether $CC takes $2], [cache], [
		starlit_saved_cflags=$CFLAGS
		CFLAGS="$CFLAGS -Werror $2"
		AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])], [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
		CFLAGS=$starlit_saved_cflags
	])
	AS_VAR_IF([cache], [yes], [$1="$$1 $2"])
	AS_VAR_POPDEF([cache])
])

# AX_STARLIT_LINK_FLAG(VARIABLE, FLAG): the same for the linker.
AC_DEFUN([AX_STARLIT_LINK_FLAG], [
	AS_VAR_PUSHDEF([cache], [starlit_cv_link_$2])
	AC_CACHE_CHECK([whether the linker takes $2], [cache], [
		starlit_saved_ldflags=$LDFLAGS
		LDFLAGS="$LDFLAGS $2"
		AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])], [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
		LDFLAGS=$starlit_saved_ldflags
	])
	AS_VAR_IF([cache], [yes], [$1="$$1 $2"])
	AS_VAR_POPDEF([cache])
])

# AX_STARLIT_FORTIFY: the checked string functions need an optimising compiler.
AC_DEFUN([AX_STARLIT_FORTIFY], [
	AS_CASE([" $CFLAGS "], [*" -O0 "*], [], [HARDEN_CPPFLAGS="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"])
	AC_SUBST([HARDEN_CPPFLAGS])
])
