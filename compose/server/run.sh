#!/bin/sh
# The server of a secured cluster: as its image starts it, with the password of PostgreSQL from a file.
set -eu
POSTGRES_PWD=$(cat /database/password)
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh "$@"
