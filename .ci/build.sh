# How run.sh and test.sh build. One compiler serves all projects, and ends with the build: to start one for each project
# costs more than to compile most of them. A build is over before the runtime's profiling for later optimization (PGO)
# pays.
build() { # a project or a solution, then further options of dotnet build
  local compiler="federation-build-$$" code=0
  DOTNET_TieredPGO=0 dotnet build "$@" -c Release -v quiet --nologo \
    -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" || code=$?
  pkill -f -- "-pipename:$compiler\$" 2>/dev/null || true
  rm -f "${TMPDIR:-/tmp}/$compiler"   # its socket
  return "$code"
}
