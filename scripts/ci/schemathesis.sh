#!/usr/bin/env bash
# Fuzzes every route of the built server from its own /openapi.json: no 5xx, nothing undocumented, nothing invalid accepted.
#   scripts/ci/schemathesis.sh <GGUF file> [cases a route = 60]      needs dist/ (npm run build); Schemathesis goes into a venv
source "$(dirname "$0")/lib.sh"
model=${1:?usage: $0 <GGUF file> [cases a route]}
cases=${2:-60}
[ -f "$model" ] || skip "no model at $model"
[ -f dist/main.js ] || npm run --silent build

python3 -m venv "$work/venv" 2>/dev/null || skip 'python3 with venv is missing'
"$work/venv/bin/pip" install --quiet 'schemathesis==4.32.*' || skip 'the Python package schemathesis could not be installed'

port=$(free_port)
begin "$work/server" env PORT="$port" PROVIDER=local LOCAL_MODEL="$model" LOG_LEVEL=error CHATS_DIR="$work/chats" node --enable-source-maps dist/main.js
server=$begun
wait_for 60 curl -sf "http://127.0.0.1:$port/health/ready" || fail "the server did not become ready: $(tail -5 "$work/server")"

code=0
"$work/venv/bin/schemathesis" --no-color run "http://127.0.0.1:$port/openapi.json" \
  --checks all --max-examples "$cases" --seed 1 --workers 1 --request-timeout 60 --suppress-health-check all \
  --generation-database none --warnings off || code=$?
kill -0 "$server" 2>/dev/null || fail "the server fell: $(tail -20 "$work/server")"
[ "$code" = 0 ] || { tail -20 "$work/server"; fail 'see above'; }
passed "Schemathesis finds nothing, the server runs on"
