#!/usr/bin/env bash
# Fuzzes every route of the built server from its own /openapi.json: no 5xx, nothing undocumented, nothing invalid accepted.
#   scripts/ci/schemathesis.sh [cases a route = 300]      Schemathesis goes into a venv of its own
# The model is the scripted one of bench/, so that thousands of cases fit into a minute: a real one takes up to minutes for an answer.
# An Idempotency-Key is new in every call (schemathesis_hooks.py): one that goes with another question is refused as it should be.
# Left out: ensure_resource_availability, which cannot know that DELETE /chat/delete/{chat_id} removes what GET /chat/history/{chat_id} shows.
source "$(dirname "$0")/lib.sh"
need curl curl
python3 -m venv "$work/venv" 2>/dev/null || skip 'python3 with venv is missing'
"$work/venv/bin/pip" install --quiet 'schemathesis==4.32.*' || skip 'the Python package schemathesis could not be installed'

begin "$work/model" node bench/model.mjs
wait_for 10 grep -q '^Listening on' "$work/model" || fail "the scripted model: $(cat "$work/model")"
serve PROVIDER=ollama OLLAMA_MODEL=bench:latest "OLLAMA_URL=$(grep -o 'http://[^ ]*' "$work/model")"

code=0
HOME=$work PYTHONPATH=scripts/ci PYTHONDONTWRITEBYTECODE=1 SCHEMATHESIS_HOOKS=schemathesis_hooks "$work/venv/bin/schemathesis" --no-color run "http://127.0.0.1:$port/openapi.json" \
  --checks all --exclude-checks ensure_resource_availability --max-examples "${1:-300}" --seed 1 --workers 1 \
  --request-timeout 30 --suppress-health-check all --generation-database none --warnings off || code=$?
kill -0 "$server" 2>/dev/null || { tail -20 "$log"; fail 'the server fell'; }
[ "$code" = 0 ] || { tail -20 "$log"; fail 'see above'; }
passed 'Schemathesis finds nothing, and the server runs on'
