#!/usr/bin/env bash
# Tests of the report in a browser: eng/browser.sh RESULTS_FOLDER. Skipped, saying so, without Node.js or Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
results=$(realpath -m "${1:-artifacts/test-results}")
for tool in node npm chromium; do
  command -v "$tool" >/dev/null || { echo "$tool is not here: the tests in a browser are skipped."; exit 0; }
done
mkdir -p "$results"
cd tests/browser
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
  npm ci --ignore-scripts --no-audit --no-fund >/dev/null || { echo "npm could not install what they need: the tests in a browser are skipped."; exit 0; }
fi
export GYRUS_PROGRAM="${GYRUS_PROGRAM:-$PWD/../../artifacts/bin/Gyrus.Cli/release/gyrus-cli}"
node --test --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=./trx.mjs --test-reporter-destination="$results/browser.trx" report.test.mjs
