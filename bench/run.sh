#!/usr/bin/env bash
# Measures the write paths side by side, durable commits, on a private database: see docs/performance.md.
#   bench/run.sh [--quick] [--database postgres|sqlite] [--only NAME,NAME] [--json FILE]
#   bench/run.sh --growth [--journals N] [--wallets N] [--minutes N] [--json FILE]
#   bench/run.sh --profile FILE ...     either, under Linux's perf
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
bench="${ArtifactsPath:-$PWD/artifacts}/bin/Federation.Bench/release/Federation.Bench"
if [ "${1:-}" = --profile ] && [ $# -ge 2 ]; then
  record=$2
  shift 2
  # The run time writes down which method is where, and keeps it there. PostgreSQL and the host are children, and are recorded too.
  export DOTNET_PerfMapEnabled=1 DOTNET_EnableWriteXorExecute=0
  perf record -q -F 499 -g -o "$record" "$bench" "$@"
  exec perf report -i "$record" --stdio --no-children -g none --sort comm,dso,symbol --percent-limit 0.5
fi
exec "$bench" "$@"
