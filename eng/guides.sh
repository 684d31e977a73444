#!/usr/bin/env bash
# Runs the calls of the guides: every line "gyrus …" in a block marked sh, page by page, each page in an empty folder.
# Prints "N passed, N failed"; a call that exits with anything but 0 has failed.
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin"
ln -s "$root/artifacts/bin/Gyrus.Cli/release/gyrus-cli" "$work/bin/gyrus"
export PATH="$work/bin:$PATH" GYRUS_CACHE="$work/cache"
passed=0
failed=0
for page in docs/guides/*.md; do
  folder="$work/$(basename "$page" .md)"
  mkdir -p "$folder"
  while IFS= read -r call; do
    # The shell expands names and patterns, as it does for a reader.
    if (cd "$folder" && bash -c "$call") >"$work/out.txt" 2>&1 </dev/null; then
      passed=$((passed + 1))
    else
      echo "FAILED $page: $call"
      tail -5 "$work/out.txt"
      failed=$((failed + 1))
    fi
  done < <(awk '/^```/ { inside = ($0 == "```sh") } inside && /^gyrus /' <(sed -e ':a' -e '/\\$/N; s/\\\n */ /; ta' "$page"))
done
echo "guides: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
