#!/usr/bin/env bash
# Makes a new database cluster in $PGDATA and runs the scripts of /docker-entrypoint-initdb.d.
#
# It is made in a folder inside $PGDATA and moved up when complete, PG_VERSION last:
# an initialisation that was killed half-way is seen as such and done again.
set -Eeuo pipefail

final=$PGDATA
unfinished=$final/.initialising

fail() {
  printf 'Error: %s\n' "$@" >&2
  exit 1
}

# Sets a variable from itself, from the file that NAME_FILE points to, or to a default.
read_setting() {
  local name=$1 default=${2:-} file_variable=${1}_FILE
  if [[ -n ${!name:-} && -n ${!file_variable:-} ]]; then
    fail "both $name and $file_variable are set (but are exclusive)"
  fi
  local value=${!name:-$default}
  if [[ -n ${!file_variable:-} ]]; then
    value=$(<"${!file_variable}") || fail "cannot read ${!file_variable} ($file_variable)"
  fi
  export "$name=$value"
  unset "$file_variable"
}

refuse_without_password() {
  [[ -n $POSTGRES_PASSWORD || $POSTGRES_HOST_AUTH_METHOD == trust ]] && return
  fail "Database is uninitialized and superuser password is not specified." \
    "Set POSTGRES_PASSWORD to a non-empty value, for example \"-e POSTGRES_PASSWORD=...\"." \
    "POSTGRES_HOST_AUTH_METHOD=trust allows all connections without a password; it is not recommended."
}

refuse_foreign_files() {
  if [[ -e $unfinished ]]; then
    echo "An earlier initialization did not finish; starting it again"
    find "$final" -mindepth 1 -delete
  fi
  [[ -z $(ls -A "$final") ]] || fail "directory \"$final\" exists but is not empty and holds no PostgreSQL cluster"
}

create_cluster() {
  local -a arguments=()
  # Words and quotes of POSTGRES_INITDB_ARGS are read as a shell would read them.
  [[ -z ${POSTGRES_INITDB_ARGS:-} ]] || eval "arguments=($POSTGRES_INITDB_ARGS)"
  [[ -z ${POSTGRES_INITDB_WALDIR:-} ]] || arguments+=("--waldir=$POSTGRES_INITDB_WALDIR")
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${arguments[@]}"

  local method=${POSTGRES_HOST_AUTH_METHOD:-$(postgres -C password_encryption "${@:2}")}
  if [[ $method == trust ]]; then
    printf '\n# warning trust is enabled for all connections\n' >>"$PGDATA/pg_hba.conf"
  fi
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

run_sql() {
  psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --no-password --dbname "$POSTGRES_DB" "$@"
}

# initdb makes three databases; any other is made without a server, which would take longer to start and to stop.
create_database() {
  case $POSTGRES_DB in postgres | template0 | template1) return ;; esac
  # With -j a command ends at a semicolon and two line ends, and a name may have one.
  printf 'CREATE DATABASE "%s";\n\n' "${POSTGRES_DB//\"/\"\"}" |
    postgres --single -j -D "$PGDATA" "${@:2}" -c exit_on_error=on postgres >/dev/null
}

# A unix socket in a place of its own: no client and no health check may mistake
# the temporary server for a ready one.
run_scripts() {
  local sockets argument server_options script
  sockets=$(mktemp -d)
  export PGHOST=$sockets PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
  server_options="-p ${PGPORT:-5432}"
  for argument in "${@:2}"; do
    server_options+=" ${argument@Q}"
  done
  server_options+=" -c listen_addresses='' -c unix_socket_directories=$sockets"
  pg_ctl -w -o "$server_options" start
  for script in "${scripts[@]}"; do run_script "$script"; done
  pg_ctl -m fast -w stop
  rmdir "$sockets"
}

run_script() {
  case $1 in
    *.sh)
      if [[ -x $1 ]]; then
        echo "$0: running $1"
        "$1"
      else
        echo "$0: sourcing $1"
        . "$1"
      fi
      ;;
    *.sql) echo "$0: running $1" && run_sql --file "$1" ;;
    *.sql.gz) echo "$0: running $1" && gunzip --stdout "$1" | run_sql ;;
    *) echo "$0: ignoring $1" ;;
  esac
}

read_setting POSTGRES_PASSWORD
read_setting POSTGRES_USER postgres
read_setting POSTGRES_DB "$POSTGRES_USER"
read_setting POSTGRES_INITDB_ARGS
: "${POSTGRES_HOST_AUTH_METHOD:=}"
refuse_without_password
refuse_foreign_files

mkdir -m 700 "$unfinished"
export PGDATA=$unfinished
create_cluster "$@"
create_database "$@"
shopt -s nullglob
scripts=(/docker-entrypoint-initdb.d/*)
((${#scripts[@]} == 0)) || run_scripts "$@"

find "$unfinished" -mindepth 1 -maxdepth 1 \! -name PG_VERSION -exec mv -t "$final" '{}' +
mv "$unfinished/PG_VERSION" "$final/"
rmdir "$unfinished"
echo
echo 'PostgreSQL init process complete; ready for start up.'
echo
