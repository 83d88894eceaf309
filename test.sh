#!/usr/bin/env bash
# Sets up and passes every test. Last line: "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"

case "${1:-}" in
  ""|--all) ;;
  --help|-h) cat <<'EOF'
./test.sh [--all]    sets up and runs every test; --all adds the long ones (whole files in every topology)

Installs what tests need where it can (Debian, as root: PostgreSQL, npm, hledger, Beancount, Chromium) and says so; it waits for another program that
holds the package system's lock. An installation that fails is a failure; what cannot be installed here (another user, no way to the package
source) is skipped, with its reason. FEDERATION_TEST_SQLSERVER may hold a connection string of a SQL Server, whose user may create
databases: tests make their own, with names that begin with federation_test_, and drop them.
EOF
    exit 0 ;;
  *) echo "test.sh: there is no option '$1'; see ./test.sh --help" >&2; exit 2 ;;
esac
[ "${1:-}" = --all ] && export FEDERATION_TEST_ALL=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
# Tests start many processes that end soon: the runtime's profiling for later optimization (PGO) costs a quarter of
# their time.
export DOTNET_TieredPGO=0
passed=0 failed=0 skipped=0
failures=$(mktemp)
logs=$(mktemp -d)   # what each project writes, until it has ended
declare -A running=()   # projects by process id
trap 'rm -rf "$failures" "$logs"' EXIT
trap 'trap "" INT TERM; kill "${!running[@]}" 2>/dev/null; wait; exit 130' INT TERM
say() { echo "== $*"; }
finish() {
  [ -s "$failures" ] && { say "what failed, once more"; cat "$failures"; }
  echo "$passed passed, $failed failed, $skipped skipped"; [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit $?
}

. .ci/packages.sh
. .ci/build.sh
. .ci/ahead-of-time.sh

install() { # a program or folder that shows it is there, then a Debian package
  [ -e "$1" ] || command -v "$1" >/dev/null && return
  say "$2 is missing: installing it, where that is possible (Debian package)"
  local code=0
  install_package "$1" "$2" || code=$?
  case $code in
    1) say "$2 could not be installed: FAILED: $package_problem" | tee -a "$failures"; failed=$((failed + 1)) ;;
    2) say "tests that need $2 are skipped: $package_problem" ;;
  esac
}

if ! command -v dotnet >/dev/null; then echo "test.sh: the .NET 10 SDK is missing"; failed=1; finish; fi
install /usr/lib/postgresql postgresql
install npm npm
install hledger hledger        # the exports of the books are checked with both
install bean-check beancount
install chromium chromium      # looks at every page
install /usr/share/fonts/opentype/noto fonts-noto-cjk   # without it pictures of Chinese pages show boxes

say "building everything (warnings are errors)"
if ! build Federation.sln; then failed=1; finish; fi

# Two projects at a time. The two longest go first, so that neither is left alone at the end.
names=(Federation.Scenarios Federation.Ledger.Tests)
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  case "$name" in
    Federation.Testing) ;;   # the fixtures are a library
    Federation.Scenarios|Federation.Ledger.Tests) ;;
    *) names+=("$name") ;;
  esac
done

say "compiling what host processes load, ahead of time"
compile_ahead "${ArtifactsPath:-$PWD/artifacts}" "${names[@]}" || say "the compiler could not be had: they compile as they run"

check() { # a name, then a command: one check, passed or failed
  local name=$1; shift
  if "$@"; then say "$name: good"; passed=$((passed + 1)); else say "$name: FAILED" | tee -a "$failures"; failed=$((failed + 1)); fi
}
shorten() { # what a test project writes: as it is, but skipped tests only counted, by reason; failed ones are kept for the end too
  awk -v failures="$failures" '
    /^ *(Discover|Starting:|Finished:|xUnit|===)/ || /^$/ { next }
    /^    [^ ]/ { failing = / \[FAIL\]/ }
    / \[SKIP\]$/ { getline; sub(/^ +/, ""); skipped[$0]++; next }
    failing { print >> failures }
    { print; fflush() }
    END { for (reason in skipped) print "    skipped " skipped[reason] ": " reason }'
}
check "dotnet format" dotnet format whitespace . --folder --verify-no-changes
artifacts="${ArtifactsPath:-$PWD/artifacts}"
npm_packages() { # what they are for, then the files that name them, then npm's verb: into artifacts, where npm is
  local what=$1 verb=${*: -1} log
  command -v npm >/dev/null || return 0
  mkdir -p "$artifacts/$what" && cp "${@:2:$#-2}" "$artifacts/$what/"
  log=$(cd "$artifacts/$what" && npm "$verb" --loglevel=error --no-audit --no-fund 2>&1) && return
  say "$what could not be installed with npm: $(tail -3 <<<"$log")"
  grep -qE "$unreachable" <<<"$log" || { say "$what: FAILED" | tee -a "$failures"; failed=$((failed + 1)); }
}
say "the contract"
buf="$artifacts/buf/node_modules/.bin/buf"
if [ ! -x "$buf" ]; then npm_packages buf protos/package.json install; fi
if [ -x "$buf" ]; then
  check "buf lint" "$buf" lint
  check "buf breaking" "$buf" breaking protos --against protos/baseline.binpb
else
  say "SKIPPED buf lint, buf breaking: npm package @bufbuild/buf is not here"; skipped=$((skipped + 2))
fi
# Another OpenID Connect provider, at which staff signs in; without it those tests are skipped, with the reason.
provider=tests/Federation.Identity.Tests/oidc-provider
if [ ! -d "$artifacts/oidc-provider/node_modules/oidc-provider" ]; then
  npm_packages oidc-provider "$provider/package.json" "$provider/package-lock.json" ci
fi


# What a secret looks like in a log.
secret='(client_secret|password|pwd)=[^ ;"]+|Bearer [^ "]{20,}|eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_.-]+|PRIVATE KEY-----'

finished() { # a project that has ended: prints what it wrote, and counts
  local name=$1 log="$logs/$1" total all errors bad left
  say "$name"
  sed -E "s/$secret/(a secret)/Ig" "$log" | shorten
  if grep -qiE "$secret" "$log"; then
    say "$name printed a secret: FAILED" | tee -a "$failures"; failed=$((failed + 1))
  fi
  total=$(sed -nE 's/.*Total: (\w+), Errors: (\w+), Failed: (\w+), Skipped: (\w+),.*/\1 \2 \3 \4/p' "$log" | tail -1)
  if [ -z "$total" ]; then
    say "$name ended without a summary: FAILED" | tee -a "$failures"; failed=$((failed + 1))
  else
    read -r all errors bad left <<<"$total"
    passed=$((passed + all - bad - left)); failed=$((failed + bad + errors)); skipped=$((skipped + left))
  fi
}
await_one() { # waits until one of the running projects has ended
  local ended=
  wait -n -p ended "${!running[@]}"
  finished "${running[$ended]}"
  unset "running[$ended]"
}

for name in "${names[@]}"; do
  exe="$artifacts/bin/$name/release/$name"
  if [ ! -x "$exe" ]; then say "$name was not built: FAILED" | tee -a "$failures"; failed=$((failed + 1)); continue; fi
  [ ${#running[@]} -lt 2 ] || await_one
  say "$name begins"
  "$exe" -noColor >"$logs/$name" 2>&1 &
  running[$!]=$name
done
while [ ${#running[@]} -gt 0 ]; do await_one; done
finish
