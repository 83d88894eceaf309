#!/usr/bin/env bash
# Sets up and runs an alliance: builds, starts the host, replays a year of real purchases, keeps serving.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'EOF'
./run.sh [options]      runs an alliance in a sandbox: builds it, starts it, replays a year of real purchases, keeps serving

  --once                 stop after the replay; exit code 0 when it went well
  --purchases FILE       the purchases to replay          (default samples/real-purchases/purchases.csv)
  --summary FILE         write the replay's summary there, as JSON
  --database KIND        sqlite, postgres or sqlserver    (default sqlite, embedded)
  --connection STRING    the database's connection string (needed for postgres and sqlserver; the database must exist). One with a
                         password belongs in the environment, as Federation__Connection: a command line is seen by all users
  --data DIR             where data, key and credentials lie          (default data)
  --topology one|split   one process, or one process for each module  (default one)
  --ports N              first of a row of ports: N gRPC, N+1 JSON, N+2 pages, N+3 and on for the modules (default 8400)
  --fresh                forget what earlier runs left in the data folder (and, with postgres, in the database)
  --help                 this

Needs the .NET 10 SDK and nothing else. Exit codes: 0 done, 1 the alliance failed, 2 something you gave cannot be used.
EOF
}

refuse() { echo "run.sh: $*" >&2; exit 2; }

once= purchases=samples/real-purchases/purchases.csv summary= database=sqlite connection= data=data topology=one ports=8400 fresh=
while [ $# -gt 0 ]; do
  case "$1" in
    --once) once=1 ;;
    --fresh) fresh=1 ;;
    --help|-h) usage; exit 0 ;;
    --purchases|--summary|--database|--connection|--data|--topology|--ports)
      [ $# -ge 2 ] || refuse "$1 needs a value; see ./run.sh --help"
      printf -v "${1#--}" '%s' "$2"; shift ;;
    *) refuse "there is no option '$1'; see ./run.sh --help" ;;
  esac
  shift
done

case "$database" in sqlite|postgres|sqlserver) ;; *) refuse "--database is sqlite, postgres or sqlserver, not '$database'" ;; esac
case "$topology" in one|split) ;; *) refuse "--topology is one or split, not '$topology'" ;; esac
[[ "$ports" =~ ^[0-9]+$ ]] && [ "$ports" -ge 1024 ] && [ "$ports" -le 65500 ] || refuse "--ports is a number from 1024 to 65500, not '$ports'"
# The hosts read it from their environment, which other users cannot see.
[ -z "$connection" ] || export Federation__Connection="$connection"
[ "$database" = sqlite ] || [ -n "${Federation__Connection:-}" ] || refuse "--database $database needs --connection, or Federation__Connection"
[ -r "$purchases" ] && [ -f "$purchases" ] || refuse "the file '$purchases' cannot be read"
[ -z "$summary" ] || { mkdir -p "$(dirname "$summary")" 2>/dev/null && touch "$summary" 2>/dev/null; } || refuse "the summary cannot be written to '$summary'"
command -v dotnet >/dev/null || refuse "the .NET SDK is missing: install the .NET 10 SDK and start again"
dotnet --list-sdks | grep -q '^1[0-9]\.' || refuse "the .NET 10 SDK is missing; dotnet --list-sdks shows what there is"

say() { echo "== $*"; }

say "building (the first time takes about a minute)"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
. .ci/build.sh
# What is wrong with the code is for test.sh to say: here it is only to run.
build_log=$(mktemp)
build src/run.slnf -p:RunAnalyzers=false -p:GenerateDocumentationFile=false >"$build_log" 2>&1 ||
  { cat "$build_log" >&2; rm -f "$build_log"; echo "run.sh: the build failed" >&2; exit 1; }
rm -f "$build_log"
artifacts="${ArtifactsPath:-$PWD/artifacts}"
host="$artifacts/bin/Federation.Host/release/federation-host"
cli="$artifacts/bin/Federation.Cli/release/federation"

say "checking $purchases"
"$cli" replay "$purchases" --check || exit 2

if [ -n "$fresh" ] && [ -e "$data" ]; then
  [ -e "$data/alliance.key" ] || [ -z "$(ls -A "$data")" ] || refuse "--fresh will not empty '$data': it does not look like an alliance's data folder"
fi
umask 077   # keys, books and logs are their owner's alone
made_data=; [ -e "$data" ] || made_data=1
if [ -n "$fresh" ]; then
  say "forgetting what earlier runs left"
  if [ "$database" != sqlite ]; then
    "$host" reset --yes --sandbox --database "$database" --data "$data" || exit $?
  fi
  rm -rf "$data"
fi
mkdir -p "$data" 2>/dev/null || refuse "the folder '$data' cannot be made"

pids=()
stop_hosts() {
  [ ${#pids[@]} -eq 0 ] && return
  # The gateway first, so that nothing new comes in while the modules finish.
  local i; for ((i=${#pids[@]}-1; i>=0; i--)); do kill -TERM "${pids[i]}" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  pids=()
}
undo() { stop_hosts; [ -n "$made_data" ] && rm -rf "$data"; return 0; }
trap 'echo; say "stopping"; stop_hosts; exit 0' INT TERM

# A link that is printed must still be good when somebody opens it.
export Identity__SignInLinkLife=1.00:00:00
common=(--sandbox --migrate --database "$database" --issuer "http://127.0.0.1:$((ports + 1))/")

start_host() { # a name, then the host's arguments
  # The gateway and the pages have folders of their own: the alliance's key is none of their business.
  local name=$1 log="$data/$1.log" own="$data"; shift
  case "$name" in gateway|web) own="$data/$name" ;; esac
  : >"$log"
  "$host" serve "${common[@]}" --data "$own" "$@" >"$log" 2>&1 &
  pids+=($!)
  local pid=$! waited=0
  until grep -q '^ready' "$log"; do
    if ! kill -0 "$pid" 2>/dev/null; then
      local code=0; wait "$pid" || code=$?
      grep -v '^$' "$log" | tail -3 | sed -E 's/--(grpc|http|web|internal)-port(, or 0 for any that is free)?/--ports/' >&2
      undo; exit $(( code == 0 ? 1 : code ))
    fi
    sleep 0.2; waited=$((waited + 1))
    [ $waited -lt 300 ] || { tail -3 "$log" >&2; undo; echo "run.sh: $name did not become ready within a minute" >&2; exit 1; }
  done
}

say "starting the alliance ($topology, $database)"
if [ "$topology" = one ]; then
  start_host host --services all,web --grpc-port "$ports" --http-port $((ports + 1)) --web-port $((ports + 2)) --internal-port $((ports + 3))
else
  # In the order in which they start: the ledger before those that ask it.
  modules=(partners identity ledger accounts exchange programs rewards messages)
  peers=(); for i in "${!modules[@]}"; do peers+=(--peer "${modules[i]}=http://127.0.0.1:$((ports + 3 + i))"); done
  metadata="http://127.0.0.1:$((ports + 1))/.well-known/openid-configuration"
  # The pages and the issuer know each other by the pages' key, which the pages make when they start.
  export Web__Authority="http://127.0.0.1:$((ports + 1))/" Web__ClientId=federation-web Web__Api="http://127.0.0.1:$ports" \
    Web__PublicAddress="http://localhost:$((ports + 2))" Web__ClientKeyFile="$data/web/web-client.pem" \
    Identity__WebClient__Addresses__0="http://localhost:$((ports + 2))" Identity__WebClient__PublicKeyFile="$data/web/web-client.pem"
  mkdir -p "$data/web"
  start_host web --services web --web-port $((ports + 2))
  for i in "${!modules[@]}"; do
    start_host "${modules[i]}" --services "${modules[i]}" --internal-port $((ports + 3 + i)) --metadata-address "$metadata" "${peers[@]}"
  done
  start_host gateway --services gateway --grpc-port "$ports" --http-port $((ports + 1)) --metadata-address "$metadata" "${peers[@]}"
fi

grpc="http://127.0.0.1:$ports" json="http://127.0.0.1:$((ports + 1))"
mark="$data/replayed-$(sha256sum "$purchases" | cut -c1-16)"
if [ -e "$mark" ] && [ -z "$summary" ]; then
  say "this file was replayed before; its data is here"
else
  say "replaying $purchases through the gateway"
  code=0
  "$cli" replay "$purchases" --address "$grpc" --credentials "$data/credentials.json" ${summary:+--summary "$summary"} || code=$?
  if [ $code -ne 0 ]; then stop_hosts; exit $code; fi
  touch "$mark"
fi

if [ -n "$once" ]; then stop_hosts; exit 0; fi

now=$("$cli" clock show --address "$grpc" --credentials "$data/credentials.json" --json | sed -n 's/.*"now": *"\([0-9-]*\)T.*/\1/p' | head -1)
calls="--address $grpc --credentials $data/credentials.json"
# The member with purchases at most brands, and of those the one with most purchases.
sample=$(awk -F, 'NR > 1 { if (!seen[$3 "," $(NF-2)]++) brands[$3]++; rows[$3]++ }
  END { for (m in brands) if (brands[m] > b || (brands[m] == b && rows[m] > r)) { b = brands[m]; r = rows[m]; best = m } print best }' "$purchases")
links=
for brand in aster birch cedar dune; do
  link=$("$cli" members sign-in-link "$sample" --as "$brand" --address "$grpc" --credentials "$data/credentials.json" --json 2>/dev/null |
    sed -n 's/.*"uri": *"\([^"]*\)".*/\1/p') && [ -n "$link" ] && links+="                 $brand  $link
"
done
# Who was invited and has not come yet gets a link; who signs in by now needs none.
calls_json=(--address "$grpc" --credentials "$data/credentials.json" --json)
uri='s/.*"invitationUri": *"\([^"]*\)".*/\1/p'
portal=$("$cli" users invite birch guest --role admin --name Guest --as birch-admin "${calls_json[@]}" 2>/dev/null | sed -n "$uri") || true
if [ -z "$portal" ] && "$cli" users list birch --as birch-admin "${calls_json[@]}" 2>/dev/null | grep -q USER_STATE_INVITED; then
  portal=$("$cli" users renew partners/birch/users/guest --as birch-admin "${calls_json[@]}" 2>/dev/null | sed -n "$uri") || true
fi
console=
if "$cli" users list alliance "${calls_json[@]}" 2>/dev/null | grep -q USER_STATE_INVITED; then
  console=$(tr -d '\n' <"$data/credentials.json" | sed -n 's/.*"invitations" *: *{\([^}]*\)}.*/\1/p' | grep -o 'http[^"]*' | sed 's/^/                 /')
fi
cat <<EOF

The alliance runs.
  gRPC         $grpc   (HTTP/2)
  JSON         $json   (HTTP/1.1)
  credentials  $data/credentials.json
  logs         $data/*.log
  federation   $cli
  docs         $json/docs   ($json/openapi.json)
  wallet       http://localhost:$((ports + 2))   as member $sample: open these in one browser, each shows its brand's coins
$links  portal       http://localhost:$((ports + 2))/portal   for people of brands${portal:+; this link sets up guest, an admin of birch:
                 $portal}
  console      http://localhost:$((ports + 2))/console   for the alliance's people${console:+; these set up ada, an admin, and ben, an approver:
$console}

A first call:
  $cli books totals $calls
Alliance time is ${now:-unknown}; this moves it by a day:
  $cli clock advance 1d $calls
The same over JSON:
  curl -s $json/v1/coins/aster:totals -H @<(printf 'authorization: Bearer %s' "\$($cli token --as admin $calls)")

Ctrl+C stops it; ./run.sh starts it again with its data.
EOF
wait -n "${pids[@]}" || true
echo "run.sh: a process of the alliance ended by itself; see $data/*.log" >&2
stop_hosts
exit 1
