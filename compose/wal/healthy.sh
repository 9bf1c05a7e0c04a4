#!/usr/bin/env bash
# Whether what PostgreSQL writes is received: PostgreSQL itself tells.
set -euo pipefail
[[ -z ${PGPASSWORD_FILE:-} ]] || PGPASSWORD=$(<"$PGPASSWORD_FILE")
export PGPASSWORD
found=$(psql -XqAtc "SELECT active FROM pg_replication_slots WHERE starts_with(slot_name, 'temporal_start_wal_') ORDER BY slot_name DESC LIMIT 1")
[[ $found == t ]]
