#!/usr/bin/env bash
# Accepts the contract as it stands as the new baseline of "buf breaking". Run it when a breaking change is meant, and say why
# in the commit. Needs buf (npm package @bufbuild/buf; ./test.sh installs it into artifacts/buf).
set -euo pipefail
cd "$(dirname "$0")/.."
buf="${ArtifactsPath:-$PWD/artifacts}/buf/node_modules/.bin/buf"
[ -x "$buf" ] || { echo "accept-contract.sh: run ./test.sh once; it installs buf" >&2; exit 2; }
"$buf" lint
"$buf" build protos -o protos/baseline.binpb
echo "accepted: protos/baseline.binpb"
