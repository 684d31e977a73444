#!/usr/bin/env bash
# Runs the demo with the built program and checks that what it promises is there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GYRUS_CACHE="$folder/cache"
gyrus=artifacts/bin/Gyrus.Cli/release/gyrus-cli
"$gyrus" demo --out "$folder/demo"
for file in report.html connectome.json group_edges.tsv dataset_description.json bids/participants.tsv; do
  [ -s "$folder/demo/$file" ] || { echo "missing: $file"; exit 1; }
done
[ "$(ls "$folder/demo/"*GroupSparsePrecision_relmat.tsv | wc -l)" -eq 4 ]
! find "$folder" -name '*.tmp' | grep .
"$gyrus" info "$folder/demo/bids/atlas/atlas-phantom_probseg.nii.gz"
"$gyrus" report "$folder/demo" --edge-threshold 95% --out "$folder/again.html" --quiet
echo "the demo holds"
