#!/usr/bin/env bash
# The order of auto-setup 1.22: wait for PostgreSQL, its two databases one after the other, wait for Elasticsearch,
# its index, then the server, and beside it what needs a server that serves. Each wait looks once a second.
set -eu -o pipefail

pause=1
# The official image waits with `nc -z`, which this one does not have.
port_is_open() { timeout 1 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }

until port_is_open "$POSTGRES_SEEDS" "$DB_PORT"; do
  echo "Waiting for PostgreSQL to start up."
  sleep "$pause"
done

export SQL_PASSWORD=$POSTGRES_PWD
schema=/etc/temporal/schema
sql_tool() { temporal-sql-tool --plugin postgres --ep "$POSTGRES_SEEDS" -u "$POSTGRES_USER" -p "$DB_PORT" --db "$@"; }

# Named like its user, the first database was created by PostgreSQL's own container.
sql_tool temporal setup-schema -v 0.0
sql_tool temporal update-schema -d "$schema/postgresql/v12/temporal/versioned"
sql_tool temporal_visibility create
sql_tool temporal_visibility setup-schema -v 0.0
sql_tool temporal_visibility update-schema -d "$schema/postgresql/v12/visibility/versioned"

elasticsearch=http://$ES_SEEDS:9200
until curl --silent --fail --noproxy '*' "$elasticsearch" >/dev/null 2>&1; do
  echo "Waiting for Elasticsearch to start up."
  sleep "$pause"
done
put() { curl --silent --show-error --noproxy '*' -X PUT -H 'Content-Type: application/json' --write-out '\n' "$@"; }
put --fail "$elasticsearch/_cluster/settings" --data-binary "@$schema/elasticsearch/visibility/cluster_settings_$ES_VERSION.json"
put --fail "$elasticsearch/_template/temporal_visibility_v1_template" \
  --data-binary "@$schema/elasticsearch/visibility/index_template_$ES_VERSION.json"
put "$elasticsearch/$ES_VIS_INDEX"

/etc/temporal/auto-setup-server.sh &
exec /etc/temporal/entrypoint.sh
