#!/usr/bin/env bash
# The embedded provider with the real model: the real tests, then a conversation with the built server.
#   scripts/ci/embedded.sh <GGUF file>
source "$(dirname "$0")/lib.sh"
model=${1:?usage: $0 <GGUF file>}
[ -f "$model" ] || skip "no model at $model"
need curl curl
real_tests local REAL_MODEL="$model"
serve PROVIDER=local LOCAL_MODEL="$model" TEMPERATURE=0
must_converse
passed 'the embedded model holds a conversation'
