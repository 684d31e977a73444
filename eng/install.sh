#!/usr/bin/env bash
# Installs what some tests use and skip without: OpenBLAS, nibabel, a browser, snakemake, and Node.js for the report's 3-D view. Does nothing where apt or the rights are missing.
set -u
wanted=(libopenblas0-pthread python3-nibabel chromium snakemake)
command -v npm >/dev/null || wanted+=(nodejs npm)
missing=()
for package in "${wanted[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || { echo "all there"; exit 0; }
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "not installed, and no right to install: ${missing[*]}; the tests that need them are skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{ apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >artifacts/apt.log 2>&1 \
  || { echo "could not install ${missing[*]}; the tests that need them are skipped"; tail -3 artifacts/apt.log; }
exit 0
