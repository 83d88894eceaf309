# How test.sh makes host processes start sooner. Tests start hundreds of them, and each would compile the same methods
# anew: two fifths of the time of a story.
compile_ahead() { # the folder of a build, then test projects: compiles what the host loads, wherever they have it
  local host="$1/bin/Federation.Host/release" images="$1/ahead-of-time" bin="$1/bin" compiler frameworks=() name folder project
  shift
  dotnet msbuild .ci/ahead-of-time.proj -t:Restore -nologo -v:q || return 1
  compiler=$(dotnet msbuild .ci/ahead-of-time.proj -getProperty:CompilerPath -nologo)
  [ -x "$compiler" ] || return 1
  while read -r name; do
    frameworks+=(-r "$name/*.dll")
  done < <(dotnet --list-runtimes | sed -nE "s,.* ($(basename "${compiler%/tools/*}")) \\[(.*)\\],\\2/\\1,p")
  mkdir -p "$images"
  # What was compiled before is not compiled again; nor is what is no assembly, or cannot be compiled.
  for name in "$host"/*.dll; do
    name=$(basename "$name")
    cmp -s "$host/$name" "$images/$name.source" || echo "$name"
  done | xargs -r -P 2 -I{} sh -c '
    name=$1; host=$2; images=$3; compiler=$4; shift 4
    rm -f "$images/$name"
    "$compiler" "$host/$name" "$@" -r "$host/*.dll" -o "$images/$name" -O >"$images/$name.log" 2>&1
    cp "$host/$name" "$images/$name.source"' _ {} "$host" "$images" "$compiler" "${frameworks[@]}"
  for name in "$images"/*.dll; do
    for project in "$@"; do
      folder="$bin/$project/release"
      if cmp -s "$folder/$(basename "$name")" "$name.source"; then cp "$name" "$folder/"; fi
    done
  done
}
