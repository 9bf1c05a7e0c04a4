#!/usr/bin/env bash
# Prepares the data folder as root, steps down to postgres, initialises once, then becomes the server.
set -Eeuo pipefail

# As process 1 a shell passes over signals that it has no word for, and a stop during the initialisation would take the
# whole grace. With these the initialisation comes to its end, and the server is not started.
trap 'exit 130' INT
trap 'exit 143' TERM

if [[ ${1:-} == -* ]]; then
  set -- postgres "$@"
fi

if [[ ${1:-} != postgres ]]; then
  exec "$@"
fi

for argument in "$@"; do
  case $argument in
    --help | --version | --describe-config | -\? | -V) exec "$@" ;;
  esac
done

if [[ $(id -u) == 0 ]]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 3777 /var/run/postgresql
  # Only what is wrong is touched: a large volume must not cost a start.
  find "$PGDATA" \! -user postgres -exec chown postgres:postgres '{}' +
  if [[ -n ${POSTGRES_INITDB_WALDIR:-} ]]; then
    install -d -o postgres -g postgres -m 700 "$POSTGRES_INITDB_WALDIR"
  fi
  export HOME=/var/lib/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$BASH_SOURCE" "$@"
fi

mkdir -p "$PGDATA"
chmod 700 "$PGDATA" 2>/dev/null || true
if [[ -s $PGDATA/PG_VERSION ]]; then
  echo
  echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'
  echo
else
  initialise-cluster.sh "$@"
fi

# Secrets are not for the server's own environment, which any extension can read.
unset POSTGRES_PASSWORD PGPASSWORD
exec "$@"
