#!/usr/bin/env bash
# Brings what the live verification needs: PostgreSQL and migration tools come from npm, the rest is installed on a Debian or Ubuntu machine
# where it is missing. Elsewhere an engine without its server fails, and says what it wants.
set -euo pipefail
cd "$(dirname "$0")"

packages=()
command -v python3 >/dev/null || packages+=(python3)
PATH="$PATH:/usr/sbin" command -v mariadbd >/dev/null || packages+=(mariadb-server)
command -v sql-migrate >/dev/null || packages+=(sql-migrate)
if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# The mark is written last, so that an installation broken off half-way is done again.
mark=node_modules/.installed
cmp -s package-lock.json "$mark" && exit 0
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
cp package-lock.json "$mark"
