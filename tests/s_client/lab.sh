# SPDX-License-Identifier: GPL-3.0-or-later
# lab.sh: servers on loopback for the tests of s_client, and what they have in common. Read in by them.
# shellcheck shell=sh

starlit=${1:-${STARLIT:-./starlit}}
dir=$(mktemp -d)
server=
drain=
port=
who=ours
# Those who read this in end with it.
# shellcheck disable=SC2034
failed=0
# Pass phrases and key logs of whoever runs the tests stay out of them.
unset SSLKEYLOGFILE

stop_server() {
	for pid in $server $drain; do
		kill "$pid" 2>/dev/null || :
		wait "$pid" 2>/dev/null || :
	done
	server=
	drain=
}
trap 'stop_server; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

fail() {
	printf 'FAIL %s\n' "$*" >&2
	# shellcheck disable=SC2034
	failed=1
}

have_openssl() {
	command -v openssl >/dev/null 2>&1
}

# bounded COMMAND: ends it after a minute, where there is a tool for that.
bounded() {
	if command -v timeout >/dev/null 2>&1; then
		timeout 60 "$@"
	else
		"$@"
	fi
}

# await_port PATTERN: reads what the server says until a line fits, and takes the port from it with sed's PATTERN.
await_port() {
	exec 8<"$dir/said"
	port=
	while [ -z "$port" ] && read -r line <&8; do
		port=$(printf '%s\n' "$line" | sed -n "$1")
	done
	cat <&8 >/dev/null &
	drain=$!
	exec 8<&-
}

# serve PROTOCOL [OPTIONS]: the teaching server; its root is $dir/ca.pem.
serve() {
	protocol=$1
	shift
	stop_server
	rm -f "$dir/said"
	mkfifo "$dir/said"
	"$starlit" serve "$protocol" --port 0 --save-ca "$dir/ca.pem" "$@" >"$dir/said" 2>"$dir/errors" &
	server=$!
	await_port 's/.* port \([0-9]*\).*/\1/p'
	[ -n "$port" ] || {
		fail "starlit serve $protocol $* does not start: $(cat "$dir/errors")"
		exit 1
	}
}

# s_server OPTIONS: OpenSSL's.
s_server() {
	stop_server
	rm -f "$dir/said" "$dir/in"
	mkfifo "$dir/said" "$dir/in"
	exec 9<>"$dir/in"
	openssl s_server -accept 127.0.0.1:0 "$@" <"$dir/in" >"$dir/said" 2>"$dir/errors" &
	server=$!
	await_port 's/^ACCEPT.*:\([0-9]*\).*/\1/p'
	[ -n "$port" ] || {
		echo "skipped: openssl s_server does not start: $(tail -n 1 "$dir/errors")"
		exit 77
	}
}

# client ARGUMENTS: the one whose turn it is.
client() {
	case $who in
	ours) bounded "$starlit" s_client "$@" ;;
	theirs) bounded openssl s_client "$@" ;;
	esac
}
