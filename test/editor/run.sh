#!/usr/bin/env bash
# The journeys through the packaged extension in a real VS Code. The pictures go to test/editor/out; with --pictures those of
# the README are renewed. Everything else that is given goes to Playwright: commands.spec.ts -g "asks first".
set -euo pipefail
cd "$(dirname "$0")"
pictures=false
given=()
for argument; do
  if [ "$argument" = --pictures ]; then pictures=true; else given+=("$argument"); fi
done
./setup.sh
../../node_modules/.bin/tsc -p .
(cd ../.. && npm run --silent package >/dev/null)
# What ships is written down, so that nothing joins it unseen.
diff package-contents.txt <(cd ../.. && node_modules/.bin/vsce ls --no-dependencies | LC_ALL=C sort)
rm -rf out
status=0
node_modules/.bin/playwright test "${given[@]}" || status=$?
if [ $pictures = true ] && [ $status = 0 ]; then
  mkdir -p ../../docs/pictures
  cp out/hover.png out/quick-fix.png ../../docs/pictures/
  cp out/graph-dark.png ../../docs/pictures/graph.png
fi
exit $status
