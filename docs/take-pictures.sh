#!/usr/bin/env bash
# Takes the pictures of docs/pictures anew, from an alliance in which purchases of the sample are replayed.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/Federation.Browser -c Release -v quiet --nologo
artifacts="${ArtifactsPath:-$PWD/artifacts}"
"$artifacts/bin/Federation.Browser/release/Federation.Browser" -noColor -class "Federation.Browser.GuideTests"
mkdir -p docs/pictures
cp "$artifacts"/pictures/guide/*.webp docs/pictures/
