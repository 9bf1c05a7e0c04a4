#!/usr/bin/env bash
# Brings the schema of PostgreSQL and Elasticsearch to the versions this image carries, both stores side by side.
# Safe to run again: it compares first and changes only what differs. Exits non-zero with one line that says why.
set -euo pipefail
# Each store becomes a process group of its own, so that the failure of one also ends what the other has started.
set -m

here=$(dirname "${BASH_SOURCE[0]}")
part=temporal-schema
. "$here/report.sh"

if [[ -n ${POSTGRES_PWD_FILE:-} ]]; then
  POSTGRES_PWD=$(<"$POSTGRES_PWD_FILE") || fail "cannot read $POSTGRES_PWD_FILE, which has the password of PostgreSQL"
  export POSTGRES_PWD
fi

[[ $limit_s =~ ^[1-9][0-9]{0,5}$ ]] || fail "TEMPORAL_SCHEMA_TIMEOUT_SECONDS is '$limit_s', not a whole number of seconds"
. "$here/check-settings.sh"

jobs_running=()
end_all() {
  local job
  for job in "${jobs_running[@]}"; do kill -TERM -- "-$job" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
trap 'end_all; exit 143' TERM INT

for store in postgres elasticsearch; do
  bash "$here/$store.sh" &
  jobs_running+=($!)
done

for _ in "${jobs_running[@]}"; do
  wait -n || {
    code=$?
    end_all
    exit "$code"
  }
done
say "both stores are ready"
