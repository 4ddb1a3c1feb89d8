#!/usr/bin/env bash
# Install the Debian/Ubuntu packages that the wheels do not bring, where we may; else print the line.
# With "tests" those that only tests need: where one cannot be had, its tests are skipped by name.
set -euo pipefail

command -v dpkg-query >/dev/null || { echo "Not Debian or Ubuntu: see docs/installing.md for the libraries needed." >&2; exit 0; }

# Ubuntu 24.04 and Debian 13 renamed glib for the 64-bit time_t transition.
glib=libglib2.0-0
[ "$(. /etc/os-release && echo "${VERSION_ID%%.*}")" -ge 13 ] && glib=libglib2.0-0t64

wanted=(
  python3-venv                                            # a virtual environment
  libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 "$glib"   # Qt at all
  libgssapi-krb5-2 libpulse0 libxrandr2                   # QtNetwork, QtMultimedia
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0  # a real window
  libzbar0                                                # the second barcode decoder
  xvfb                                                    # a screen where there is none
)
if [ "${1:-}" = tests ]; then
  wanted=(
    xdotool                                               # hands at a real window
    faketime                                              # a wrong clock
    strace                                                # what is asked of the disk
    mosquitto                                             # a broker for lamps and boards
  )
  # Ubuntu has a browser only as a snap, which needs a running system around it.
  [ "$(. /etc/os-release && echo "$ID")" = debian ] && wanted+=(chromium)
fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "${1:-}" = tests ]; then
  can_do_without() { echo "Without ${missing[*]}: the tests that need them are skipped, by name." >&2; exit 0; }
else
  can_do_without() { exit 1; }
fi
if [ "$(id -u)" -eq 0 ]; then as_root=(); elif sudo -n true 2>/dev/null; then as_root=(sudo); else
  echo "These system packages are missing. Please run, then try again:" >&2
  echo "  sudo apt-get update && sudo $install" >&2
  can_do_without
fi
echo "Installing system packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq || can_do_without
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" $install -qq >/dev/null || can_do_without
