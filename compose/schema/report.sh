# What both stores share: one line per event on stdout, one line per failure on stderr, and the time limit.
# Sourced; the caller sets `part` to the name that begins each line.

started_us=${EPOCHREALTIME//[!0-9]/}
limit_s=${TEMPORAL_SCHEMA_TIMEOUT_SECONDS:-120}

elapsed_ms() { echo $(((${EPOCHREALTIME//[!0-9]/} - started_us) / 1000)); }

say() { printf '%s: %s (%d ms)\n' "$part" "$1" "$(elapsed_ms)"; }

# Messages of other programs may span lines; a failure is exactly one.
fail() {
  printf '%s: %s (%d ms)\n' "$part" "$(tr -s '[:space:]' ' ' <<<"$1" | sed 's/ $//')" "$(elapsed_ms)" >&2
  exit "${2:-1}"
}

# A store was silent until time was up; running again may do. Known to src/backends/compose/run-job.ts.
give_up() { fail "$1" 75; }

# await_port HOST PORT: until something listens there or time is up. Without a process for each attempt, because those
# would take processor time from the very store that is awaited. After two seconds it begins anew: bash alone would wait
# for minutes for a machine that does not answer at all, and for long for a resolver that is silent.
await_port() {
  # Reading from a pipe into which nobody writes is a pause.
  local knock='exec {pipe}<> <(:) || exit; until : 9<>"/dev/tcp/$0/$1"; do read -rt 0.05 -u "$pipe"; done'
  # In a group: the timeout of BusyBox kills the process that it became, and this shell would tell each time.
  until { timeout 2 bash -c "$knock" "$1" "$2"; } 2>/dev/null || time_is_up; do sleep 0.1; done
}

time_is_up() { (($(elapsed_ms) >= limit_s * 1000)); }

# newer A B: succeeds when version A (major.minor) is later than B.
newer() {
  local a_major=${1%%.*} a_minor=${1#*.} b_major=${2%%.*} b_minor=${2#*.}
  ((a_major > b_major || (a_major == b_major && a_minor > b_minor)))
}

# newest_version FOLDER: the highest of its sub-folders v1.0, v1.1, v2 …, without the v.
newest_version() {
  local newest=0.0 folder version
  for folder in "$1"/v*/; do
    version=${folder%/}
    version=${version##*/v}
    [[ $version == *.* ]] || version=$version.0
    [[ $version =~ ^[0-9]+\.[0-9]+$ ]] && newer "$version" "$newest" && newest=$version
  done
  [[ $newest != 0.0 ]] || fail "no schema versions in $1: this image is not temporalio/admin-tools. Check TEMPORAL_CLI_IMAGE"
  echo "$newest"
}
