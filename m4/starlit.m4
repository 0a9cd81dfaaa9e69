# SPDX-License-Identifier: GPL-3.0-or-later

# STARLIT_FLAG(VARIABLE, FLAG): appends a compiler flag to VARIABLE when the compiler takes it without a warning.
AC_DEFUN([STARLIT_FLAG], [
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

# STARLIT_LINK_FLAG(VARIABLE, FLAG): the same for the linker.
AC_DEFUN([STARLIT_LINK_FLAG], [
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

# STARLIT_FORTIFY: the checked string functions need an optimising compiler.
AC_DEFUN([STARLIT_FORTIFY], [
	AS_CASE([" $CFLAGS "], [*" -O0 "*], [], [HARDEN_CPPFLAGS="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"])
	AC_SUBST([HARDEN_CPPFLAGS])
])

# STARLIT_NEED(VARIABLE, MODULE, PACKAGE): a library that pkg-config must know; PACKAGE is what Debian calls it.
AC_DEFUN([STARLIT_NEED], [
	PKG_CHECK_MODULES([$1], [$2], [], [
		AC_MSG_RESULT([no])
		starlit_missing="$starlit_missing $3"
	])
])

# STARLIT_NEEDS_MET: ends configure with the names of all packages that are missing.
AC_DEFUN([STARLIT_NEEDS_MET], [
	AS_IF([test -n "$starlit_missing"], [
		AC_MSG_ERROR([missing, by their names in Debian:$starlit_missing
Install them and run configure again; or let «./dev deps» find and install what is missing on this system.])
	])
])
