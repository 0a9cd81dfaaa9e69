# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gate.sh: what the gates share. A gate defines «check ROOT», which prints what is wrong below ROOT and fails when there is
# anything, tries it on samples that must be refused, and then runs it on the tree.

# over ROOT ARGUMENT...: runs awk with these arguments over every C file below ROOT, in the same order everywhere.
over() (
	cd "$1" || exit
	shift
	find src tests -name '*.[ch]' | LC_ALL=C sort | xargs awk "$@"
)

# expect WORD: check must refuse what stands in the folder $sample with a sentence that holds WORD; without WORD it must pass.
expect() {
	if got=$(check "$sample" 2>&1); then
		[ -n "$1" ] || return 0
	else
		case $1:$got in
		:*) ;;
		*:*"$1"*) return 0 ;;
		esac
	fi
	echo "the gate is broken: of its sample it should have said «$1» and said «$got»"
	exit 1
}

sample=$(mktemp -d)
trap 'rm -rf "$sample"' EXIT
mkdir -p "$sample/src/base" "$sample/src/proto" "$sample/src/app" "$sample/tests"
