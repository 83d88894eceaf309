#!/usr/bin/env bash
# Measures the write paths side by side, durable commits, on a private database: see docs/performance.md.
#   bench/run.sh [--quick] [--database postgres|sqlite|sqlserver] [--only NAME,NAME] [--statements] [--json FILE]
#   bench/run.sh --growth [--journals N] [--wallets N] [--minutes N] [--json FILE]
#   bench/run.sh --pages [--only visits,loads,streams,desk-visits,desk-loads,progress] [--json FILE]
#   bench/run.sh --profile FILE ...     either, under Linux's perf
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
. .ci/packages.sh
case " $* " in *" --pages "*)
  [ -x /usr/bin/chromium ] || { echo "== installing chromium (Debian package)"; install_package chromium chromium; } ||
    { echo "bench/run.sh: no Chromium here: $package_problem" >&2; exit 2; } ;;
esac
case " $* " in *" --help "*|*" --pages "*|*" --database sqlite "*|*" --database sqlserver "*) ;; *)
  if [ ! -d /usr/lib/postgresql ]; then
    echo "== installing postgresql (Debian package)"
    install_package /usr/lib/postgresql postgresql || { echo "bench/run.sh: no PostgreSQL here: $package_problem" >&2; exit 2; }
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
