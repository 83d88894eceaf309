#!/usr/bin/env bash
# Mutation testing of the ledger's pure core. What it comes to is told in docs/testing.md.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
  --help|-h) cat <<'HELP'
tests/mutation.sh [FILE...]    changes the ledger's pure core in one place after the other, and runs its tests on each change

FILE is a file of src/Federation.Ledger, for instance Posting/Draft.cs; without any, all of the core is changed, as
tests/Federation.Ledger.Tests/stryker-config.json lists it. The tool (Stryker.NET) comes from .config/dotnet-tools.json. It runs
one test process at the lowest priority; the report is in artifacts/mutation/report. FEDERATION_MODEL_HISTORIES (300) and
FEDERATION_MODEL_SEED (1) are the model's histories for each change.
HELP
    exit 0 ;;
  -*) echo "mutation.sh: there is no option '$1'; see tests/mutation.sh --help" >&2; exit 2 ;;
esac

export ArtifactsPath="${ArtifactsPath:-$PWD/artifacts}/mutation"
export FEDERATION_MODEL_HISTORIES="${FEDERATION_MODEL_HISTORIES:-300}" FEDERATION_MODEL_SEED="${FEDERATION_MODEL_SEED:-1}"
export FEDERATION_TEST_SEED="${FEDERATION_TEST_SEED:-1}" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

mutate=()
# The first change is active while the process makes its static fields: it must be one that they do not depend on.
[ $# -eq 0 ] || set -- Posting/CoinPolicies.cs "$@"
for file in "$@"; do
  [ -f "src/Federation.Ledger/$file" ] || { echo "mutation.sh: there is no src/Federation.Ledger/$file" >&2; exit 2; }
  mutate+=(--mutate "**/Federation.Ledger/$file")
done

dotnet tool restore
cd tests/Federation.Ledger.Tests
exec nice -n 19 dotnet stryker --output "$ArtifactsPath/report" "${mutate[@]}"
