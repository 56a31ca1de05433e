#!/usr/bin/env bash
# A real Ollama, built from its Go module, with the real model: the real tests, then a conversation with the built server.
#   scripts/ci/ollama.sh <GGUF file>      3 minutes; wants Go 1.24 or newer and a C++ compiler
source "$(dirname "$0")/lib.sh"
model=${1:?usage: $0 <GGUF file>}
version=v0.6.5 # newer tags cannot be built from the module's archive
[ -f "$model" ] || skip "no model at $model"
need curl curl
command -v go >/dev/null || skip 'Go is missing'
need g++ g++

bin=${XDG_CACHE_HOME:-$HOME/.cache}/nest-llm-chat/ollama-$version
[ -x "$bin/ollama" ] || GOBIN=$bin go install "github.com/ollama/ollama@$version" >"$work/go" 2>&1 || skip "Ollama could not be built: $(tail -1 "$work/go")"
ollama_port=$(free_port)
export OLLAMA_HOST=127.0.0.1:$ollama_port OLLAMA_MODELS=$work/models
begin "$work/ollama" "$bin/ollama" serve
wait_for 30 curl -sf "http://$OLLAMA_HOST/api/version" || { tail -20 "$work/ollama"; fail 'Ollama does not start'; }
echo "FROM $(realpath "$model")" >"$work/Modelfile"
"$bin/ollama" create smollm2:135m -f "$work/Modelfile" >"$work/create" 2>&1 || { tail -5 "$work/create"; fail 'Ollama does not take the model'; }
passed "Ollama $version serves smollm2:135m"

real_tests 'real/(ollama|openai)' REAL_OLLAMA_URL="http://$OLLAMA_HOST" REAL_OLLAMA_MODEL=smollm2:135m REAL_MODEL="$model"
serve PROVIDER=ollama OLLAMA_URL="http://$OLLAMA_HOST" OLLAMA_MODEL=smollm2:135m TEMPERATURE=0
must_converse
passed 'the model in Ollama holds a conversation'
serve PROVIDER=openai OPENAI_BASE_URL="http://$OLLAMA_HOST/v1" OPENAI_MODEL=smollm2:135m OPENAI_CONTEXT=2048 TEMPERATURE=0 CHATS_DIR="$work/openai-chats"
must_converse
passed "the same through Ollama's /v1, with the OpenAI provider"
