#!/usr/bin/env bash
# Adds a migration of one module for the three databases.
#   src/add-migration.sh MODULE NAME      for instance: src/add-migration.sh ledger AddLots
set -euo pipefail
cd "$(dirname "$0")/.."
refuse() { echo "add-migration.sh: $*" >&2; exit 2; }

[ $# -eq 2 ] || refuse "give a module (ledger, exchange, accounts, partners, identity, programs, rewards, messages, web, gateway) and a name, as in: src/add-migration.sh ledger AddLots"
case "$1" in ledger|exchange|accounts|partners|identity|programs|rewards|messages|web|gateway) ;; *) refuse "there is no module '$1' with a database" ;; esac
[[ "$2" =~ ^[A-Z][A-Za-z0-9]*$ ]] || refuse "the name is written like a type, as in AddLots, not '$2'"
module=${1^} name=$2

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet tool restore
folder="src/Federation.$module"
[ "$1" != gateway ] || folder=gateway
cd "$folder"
dotnet build -v quiet
for database in Sqlite Postgres SqlServer; do
  echo "== $module: $name for $database"
  dotnet ef migrations add "$name" --no-build --context "$database${module}Db" --output-dir "Tables/Migrations/$database" \
    --namespace "Federation.$module.Migrations.$database"
  # The snapshot of a module's first migration is put by its namespace, and not beside the migration.
  snapshot="Federation/$module/Migrations/$database/$database${module}DbModelSnapshot.cs"
  [ ! -e "$snapshot" ] || mv "$snapshot" "Tables/Migrations/$database/"
done
find Federation -type d -empty -delete 2>/dev/null || true
