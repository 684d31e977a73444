#!/usr/bin/env bash
# sum-tests.sh FOLDER [LOG ...]: adds up the counters of every .trx file in the folder and the last lines of logs that end with
# "name: N passed, N failed", and prints "N passed, N failed, N skipped" alone on a line.
count() { { grep -ho "<Counters [^>]*" "$1"/*.trx | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' || echo 0; } | awk '{s += $1} END {print s + 0}'; }
said() { local word=$1; shift; { tail -qn 1 "$@" | grep -o "[0-9]* $word" | grep -o '[0-9]*' || echo 0; } | awk '{s += $1} END {print s + 0}'; }
passed=$(( $(count "$1" passed) + $(said passed "${@:2}") ))
notpassed=$(( $(count "$1" failed) + $(said failed "${@:2}") ))
skipped=$(( $(count "$1" total) - $(count "$1" executed) ))
[ "$notpassed" -eq 0 ] || failed=1
[ "$passed" -gt 0 ] || failed=1
echo "$passed passed, $notpassed failed, $skipped skipped"
