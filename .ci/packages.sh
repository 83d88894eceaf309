# Debian packages for the scripts that need some: test.sh and bench/run.sh source this.

# How long another program that holds the package system's lock is waited for, and how often it is asked.
package_lock_seconds="${PACKAGE_LOCK_SECONDS:-300}"
package_lock_pause="${PACKAGE_LOCK_PAUSE:-5}"

# What package tools write when nothing can be fetched: then nothing can be done here.
unreachable='Could not resolve|Temporary failure resolving|Could not connect|Connection (failed|timed out|refused)'
unreachable+='|Network is unreachable|Unable to connect|Failed to fetch|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH'

apt_waiting() { # apt-get with its arguments, waiting for the locks: it waits for dpkg's by itself, and not for that of the lists
  local started=$SECONDS output code
  while :; do
    code=0
    output=$(DEBIAN_FRONTEND=noninteractive apt-get -o "DPkg::Lock::Timeout=$package_lock_seconds" "$@" 2>&1) || code=$?
    [ "$code" -ne 0 ] && grep -q 'Could not get lock' <<<"$output" && [ $((SECONDS - started)) -lt "$package_lock_seconds" ] || break
    sleep "$package_lock_pause"
  done
  printf '%s\n' "$output"
  return "$code"
}

# Installs a package, unless the program or folder that shows that it is there is. Sets package_problem to what is in the way.
#   0  it is there
#   1  it could be installed here, and that failed
#   2  it cannot be installed here: not as this user, or the package source cannot be reached
install_package() { # a program or folder that shows that it is there, then a Debian package
  package_problem=
  [ -e "$1" ] || command -v "$1" >/dev/null && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    package_problem="it is missing (Debian: apt-get install $2)"
    return 2
  fi
  local lists output
  lists=$(apt_waiting update -qq) || true
  if output=$(apt_waiting install -y -qq "$2"); then return 0; fi
  # Without lists there is no such package; with old ones it cannot be fetched.
  grep -qE 'Unable to locate package|no installation candidate' <<<"$output" && output+=$'\n'$lists
  if grep -qE "$unreachable" <<<"$output"; then
    package_problem="the package source cannot be reached: $(grep -m 1 -E "$unreachable" <<<"$output")"
    return 2
  fi
  package_problem="$(grep -v '^$' <<<"$output" | tail -3)"
  return 1
}
