# How to reach PostgreSQL. Everything goes through environment variables: a command line can be read by others.

export PGHOST=$POSTGRES_SEEDS PGPORT=$DB_PORT PGUSER=$POSTGRES_USER PGPASSWORD=$POSTGRES_PWD
export PGCONNECT_TIMEOUT=2 PGAPPNAME=temporal-schema
export SQL_PLUGIN=$DB SQL_HOST=$POSTGRES_SEEDS SQL_PORT=$DB_PORT SQL_USER=$POSTGRES_USER SQL_PASSWORD=$POSTGRES_PWD

where=$PGHOST:$PGPORT

# psql_in DATABASE [psql arguments]: by variable, since psql would read a name with = in it as a connection string.
psql_in() {
  local database=$1
  shift
  PGDATABASE=$database psql -XqAt -v ON_ERROR_STOP=1 -v VERBOSITY=terse "$@"
}

# Waits for the server. A missing database is a good answer (it is created later); a refused login never gets better.
await_login() {
  local answer
  await_port "$PGHOST" "$PGPORT"
  until answer=$(psql_in "$DBNAME" -c 'SELECT 1' 2>&1); do
    case $answer in
      *"password authentication failed"* | *'role "'*'does not exist'* | *"is not permitted to log in"*)
        fail "cannot log in to $where as user '$PGUSER': ${answer#*FATAL:  }. PostgreSQL keeps the user and password of its first start: set POSTGRES_USER and POSTGRES_PASSWORD back to those, or change them inside with ALTER ROLE" ;;
      *"pg_hba.conf"*)
        fail "cannot log in to $where as user '$PGUSER': ${answer#*FATAL:  }. Allow this network and user in its pg_hba.conf" ;;
      *'database "'*'does not exist'*) break ;;
    esac
    if time_is_up; then
      answer=${answer%%$'\n'*}
      fail "no answer from $where within $limit_s s: ${answer#psql: error: }. Look at its log: temporal-start logs temporal-postgres"
    fi
    sleep 0.1
  done
  say "$where answers"
}
