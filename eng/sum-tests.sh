#!/usr/bin/env bash
# Adds up the counters of every .trx file in a folder and prints "N passed, N failed, N skipped" alone on a line.
count() { { grep -ho "<Counters [^>]*" "$1"/*.trx | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' || echo 0; } | awk '{s += $1} END {print s + 0}'; }
passed=$(count "$1" passed)
notpassed=$(count "$1" failed)
skipped=$(( $(count "$1" total) - $(count "$1" executed) ))
[ "$notpassed" -eq 0 ] || failed=1
[ "$passed" -gt 0 ] || failed=1
echo "$passed passed, $notpassed failed, $skipped skipped"
