#!/usr/bin/env bash
# The steps of .ci/run. Each prints what it does; the first failure of a step that is not a test ends the run.
set -euo pipefail
results=artifacts/test-results
rm -rf "$results" && mkdir -p "$results"

echo "== restore (locked)"
dotnet tool restore
dotnet restore --locked-mode

echo "== build (warnings are errors)"
dotnet build -c Release --no-restore

echo "== format"
dotnet csharpier check .

echo "== tests"
failed=0
dotnet test -c Release --no-build --logger trx --results-directory "$results" || failed=1

source eng/sum-tests.sh "$results"
exit "$failed"
