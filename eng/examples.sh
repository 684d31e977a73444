#!/usr/bin/env bash
# Runs every program of examples/ and compares what it prints with examples/expected. Prints "N passed, N failed".
# "eng/examples.sh --update" writes what they print instead; look at the difference before committing it.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in examples/*.cs; do
  name=$(basename "$program" .cs)
  expected="examples/expected/$name.txt"
  mkdir -p "$work/$name"
  # A program that writes files does so in the folder of its first argument.
  if ! dotnet run "$program" -c Release -- "$work/$name" >"$work/$name.txt" 2>"$work/$name.err"; then
    echo "FAILED $program: it did not run"
    cat "$work/$name.txt" "$work/$name.err"
    failed=$((failed + 1))
  elif [ "${1:-}" = --update ]; then
    mkdir -p examples/expected
    cp "$work/$name.txt" "$expected"
    passed=$((passed + 1))
  elif diff -u "$expected" "$work/$name.txt"; then
    passed=$((passed + 1))
  else
    echo "FAILED $program: it printed something else than $expected"
    failed=$((failed + 1))
  fi
done
echo "examples: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
