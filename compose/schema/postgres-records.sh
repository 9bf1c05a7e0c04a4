#!/usr/bin/env bash
# postgres-records.sh SAMPLE: what postgres-records.sql prints, with the ids of as many executions. The other half of the
# schema job makes the database meanwhile.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
part=elasticsearch
. "$here/report.sh"
. "$here/postgres-connect.sh"

until answer=$(psql_in "$DBNAME" -v sample="$1" -f "$here/postgres-records.sql" 2>&1); do
  ! time_is_up || fail "cannot ask database '$DBNAME' on $where which workflows the index has to list: ${answer##*:  }"
  sleep 0.1
done
printf '%s\n' "$answer"
