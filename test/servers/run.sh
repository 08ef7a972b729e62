#!/usr/bin/env bash
# Compares what the engines say with what servers do. Arguments choose engines, versions and cases: `postgresql 15 RENAME`.
set -euo pipefail
cd "$(dirname "$0")"
./setup.sh
../../node_modules/.bin/tsc -p .
(cd ../.. && node esbuild.mjs)
node run.mjs "$@"
