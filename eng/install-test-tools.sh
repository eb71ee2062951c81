#!/usr/bin/env bash
# Installs the programs that the tests need. A missing one is an error; no test is skipped.
# Usage: eng/install-test-tools.sh [containers|native|stack]. With an argument, it installs the programs for the tests of the image, for 'make publish' and the test of
# its executable, or for 'make stack' instead.
set -euo pipefail

declare -A packages=(
  [/usr/bin/promtool]=prometheus
  [/usr/bin/prometheus]=prometheus
  [/usr/bin/prometheus-alertmanager]=prometheus-alertmanager
  [/usr/bin/victoria-metrics]=victoria-metrics
  [/usr/bin/curl]=curl
  [/usr/bin/openssl]=openssl
  [/usr/bin/guile-3.0]=guile-3.0
  [/usr/lib/python3/dist-packages/prometheus_client]=python3-prometheus-client
  [/usr/lib/python3/dist-packages/nbclient]=python3-nbclient
  [/usr/lib/python3/dist-packages/ipykernel]=python3-ipykernel
  [/usr/lib/python3/dist-packages/pandas]=python3-pandas
  [/usr/lib/python3/dist-packages/matplotlib]=python3-matplotlib
  [/usr/bin/node]=nodejs
  [/usr/bin/zsh]=zsh
  [/usr/bin/fish]=fish
  [/usr/bin/man]=man-db
  [/usr/bin/mandoc]=mandoc
  [/usr/bin/lintian]=lintian
  [/usr/bin/col]=bsdextrautils
  [/usr/bin/npm]=npm
  [/usr/bin/bats]=bats
  [/usr/bin/jq]=jq
  [/usr/bin/shellcheck]=shellcheck
  [/usr/bin/chromium]=chromium
)
for_whom='The tests need' purpose='the tests'
[[ ${1:-} == stack ]] && for_whom="'make stack' needs" purpose="'make stack'" && packages=(
  [/usr/bin/prometheus]=prometheus
  [/usr/bin/prometheus-alertmanager]=prometheus-alertmanager
  [/usr/bin/curl]=curl
)
[[ ${1:-} == native ]] && for_whom="'make publish' needs" purpose="'make publish'" && packages=(
  [/usr/bin/gcc]=gcc
  [/usr/include/stdio.h]=libc6-dev
  [/usr/include/openssl/ssl.h]=libssl-dev
  [/usr/bin/cmake]=cmake
)
[[ ${1:-} == containers ]] && packages=(
  [/usr/bin/podman]=podman
  [/usr/sbin/runc]=runc
  [/usr/bin/promtool]=prometheus
  [/usr/bin/curl]=curl
  [/usr/bin/python3]=python3
)

missing=()
for path in "${!packages[@]}"; do
  [[ -e $path ]] || missing+=("${packages[$path]}")
done

# The validator of JSON Schemas, the decoder of OTLP, the driver of the browser, and what bundles the page, from their lock files.
install_packages() {
  [[ -n ${1:-} ]] && return
  local folder
  for folder in test/schema test/otlp test/page web; do
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && continue
    echo "Installing the npm packages of $folder for the tests."
    npm ci --prefix "$folder" --silent --no-audit --no-fund
  done
}

cd "$(dirname "$0")/.."
if ((${#missing[@]} == 0)); then
  install_packages "$@"
  exit 0
fi
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)

install=(apt-get install --yes --no-install-recommends "${missing[@]}")
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "$for_whom these Debian packages: ${missing[*]}. Install them with: sudo ${install[*]}" >&2
  exit 1
fi

echo "Installing ${missing[*]} for $purpose."
apt-get update --quiet=2
DEBIAN_FRONTEND=noninteractive "${install[@]}" --quiet=2 >/dev/null
install_packages "$@"
