#!/usr/bin/env bash
# The steps of .ci/run. A step that is not a test ends the run when it fails; tests are counted and end it after the count.
set -euo pipefail
results=artifacts/test-results
mkdir -p artifacts
rm -rf "$results" && mkdir -p "$results"
failed=0

echo "== what optional tests need"
bash eng/install.sh

echo "== restore (locked)"
dotnet tool restore
dotnet restore --locked-mode

echo "== build (warnings are errors)"
dotnet build -c Release --no-restore

echo "== format"
dotnet csharpier check .

echo "== tests"
dotnet test -c Release --no-build --logger trx --results-directory "$results" || failed=1

echo "== the same mathematics on OpenBLAS"
if ldconfig -p | grep -q libopenblas.so.0; then
  GYRUS_LINEAR_ALGEBRA=openblas dotnet test tests/Gyrus.Tests -c Release --no-build \
    --logger trx --results-directory "$results" || failed=1
else
  echo "OpenBLAS is not installed: skipped."
fi

echo "== the main job, as the README says it"
bash eng/main-job.sh

echo "== the report in a browser"
bash eng/browser.sh "$results" || failed=1

echo "== examples"
bash eng/examples.sh | tee artifacts/examples.log || failed=1

echo "== the calls of the guides"
bash eng/guides.sh | tee artifacts/guides.log || failed=1

echo "== damaged files"
bash eng/fuzz.sh --no-build --inputs 20000 --trx "$results/fuzz.trx" || failed=1

source eng/sum-tests.sh "$results" artifacts/examples.log artifacts/guides.log
exit "$failed"
