#!/usr/bin/env bash
# Damages files at random and reads them with every reader: "eng/fuzz.sh [--inputs N] [--seed S] [--format NAME]".
# 2,000,000 inputs by default; "--format NAME --only K" repeats one. Inputs that find something are kept in artifacts/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."
program=artifacts/bin/Gyrus.Fuzz/release/Gyrus.Fuzz
[ "${1:-}" = --no-build ] && shift || dotnet build tests/Gyrus.Fuzz -c Release --verbosity quiet
exec "$program" "$@"
