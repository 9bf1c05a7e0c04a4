#!/usr/bin/env bash
# Creates and updates Temporal's main and visibility databases, side by side.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
part=postgres
. "$here/report.sh"
. "$here/postgres-connect.sh"
. "$here/postgres-update.sh"
. "$here/postgres-schema.sh"
. "$here/postgres-version.sh"

await_login
require_own_version

prepare_database "$DBNAME" temporal &
prepare_database "$VISIBILITY_DBNAME" visibility &
# The first failure is the answer; setup.sh ends what still runs.
wait -n || exit
wait -n || exit
record_server
say "databases are ready"
