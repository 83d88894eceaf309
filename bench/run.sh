#!/usr/bin/env bash
# Measures the write paths side by side, durable commits, on a private database: see docs/performance.md.
#   bench/run.sh [--quick] [--database postgres|sqlite] [--json FILE]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
case " $* " in *" --help "*) ;; *" --database sqlite "*) ;; *)
  if [ ! -d /usr/lib/postgresql ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "== installing postgresql (Debian package)"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >/dev/null 2>&1
  fi ;;
esac
echo "== building"
dotnet build bench/Federation.Bench -c Release -v quiet --nologo
exec "${ArtifactsPath:-$PWD/artifacts}/bin/Federation.Bench/release/Federation.Bench" "$@"
