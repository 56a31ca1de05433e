# What the parts of the check share: sourced by them, never run. A part ends with 0 (passed), 77 (skipped) or anything else (failed).
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
part=$(basename "$0" .sh)
work=$(mktemp -d)
started=()
trap 'end_all' EXIT
trap 'exit 130' INT TERM

skip() { echo "SKIPPED $part: $*"; exit 77; }
fail() { echo "FAILED $part: $*" >&2; exit 1; }
passed() { echo "  ok  $*"; }

# need <command> <Debian package>: installs it where that can be done, else skips the part.
need() {
  command -v "$1" >/dev/null && return
  { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; } || skip "$1 is missing; install the package $2"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq --no-install-recommends "$2" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$2"; } >"$work/apt" 2>&1 ||
    skip "$1 is missing and the package $2 could not be installed: $(tail -1 "$work/apt")"
}

free_port() { node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

# wait_for <seconds> <command...>: until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# begin <file for its output> <command...>: in the background; its id is in $begun.
begin() {
  local output=$1
  shift
  "$@" >"$output" 2>&1 </dev/null &
  begun=$!
  started+=("$begun")
}

# children <id>: every process below that one, parents first.
children() {
  local id
  for id in $(ps -o pid= --ppid "$1"); do echo "$id"; children "$id"; done
}

# Ends what this part began, by id: politely first.
end_all() {
  local id ids=()
  for id in "${started[@]}"; do kill -0 "$id" 2>/dev/null && mapfile -t -O "${#ids[@]}" ids < <(children "$id"; echo "$id"); done
  if [ "${#ids[@]}" -gt 0 ]; then
    kill -TERM "${ids[@]}" 2>/dev/null || true
    for id in "${started[@]}"; do wait_for 10 eval "! kill -0 $id" || true; done
    kill -KILL "${ids[@]}" 2>/dev/null || true
  fi
  if declare -F clean_up >/dev/null; then clean_up; fi
  rm -rf "$work"
}

# field <name[.name...]>: that field of the JSON on standard input.
field() { node -e 'let v = JSON.parse(require("node:fs").readFileSync(0, "utf8")); for (const k of process.argv[1].split(".")) v = v[k]; console.log(v)' "$1"; }
