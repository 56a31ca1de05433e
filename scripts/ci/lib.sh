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

# serve <name=value...>: begins the built server with these settings on a free port; sets $port, $server and $log, waits until it is ready.
serve() {
  [ -f dist/main.js ] || npm run --silent build
  port=$(free_port) log=$(mktemp -p "$work")
  begin "$log" env PORT="$port" LOG_LEVEL=error CHATS_DIR="$work/chats" "$@" node --enable-source-maps dist/main.js
  server=$begun
  wait_for 60 curl -sf "http://127.0.0.1:$port/health/ready" || { tail -20 "$log"; fail 'the server does not become ready'; }
}

# ask <path> [curl's options...]: asks the server; a JSON body goes with -d.
ask() { curl -sS --fail-with-body --max-time 300 -H 'content-type: application/json' "http://127.0.0.1:$port$1" "${@:2}"; }

# must_answer <chat> <question> <word>: whether the answer holds the word.
must_answer() {
  local answer
  answer=$(ask /chat -d "{\"chat_id\": \"$1\", \"message\": \"$2\"}") || { echo "$answer"; return 1; }
  echo "  $2 -> $(field response <<<"$answer" | tr '\n' ' ' | head -c 120)"
  field response <<<"$answer" | grep -qi "$3"
}

# must_converse: a real model names Paris, and then answers what only the first answer tells. It is a toy: one chat of three will do.
must_converse() {
  local chat
  for chat in first second third; do
    if must_answer "$chat" 'What is the capital of France?' paris && must_answer "$chat" 'And what language is spoken there?' french; then return; fi
  done
  fail 'no real conversation in three'
}

# real_tests <word in their paths> <name=value...>: the Jest tests that want the real thing, told by these variables where it is.
real_tests() {
  local paths=$1
  shift
  [ -f jest.real.config.mjs ] || { echo "  there are no real tests for $paths"; return; }
  env "$@" npx --no-install jest --config jest.real.config.mjs --runInBand "$paths" || fail 'the real tests'
}
