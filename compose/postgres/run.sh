#!/bin/sh
# PostgreSQL of a secured cluster: in TLS, and to nobody without it. It takes a key only from a file that is its own, which a
# mounted one is not. Arguments, where there are any, are the command line of PostgreSQL, as its image takes them.
set -eu
here=/opt/temporal-start/postgres
sh "$here/renew.sh"
[ $# -gt 0 ] || set -- postgres
exec docker-entrypoint.sh "$@" -c ssl=on -c ssl_cert_file=/run/postgresql/server.pem -c ssl_key_file=/run/postgresql/server.pem \
  -c ssl_min_protocol_version=TLSv1.2 -c "hba_file=$here/pg_hba.conf"
