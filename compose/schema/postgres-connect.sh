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

# How psql and temporal-sql-tool tell that no connection came about or that it broke off, and how PostgreSQL tells that it
# takes none now. A busy machine or a store that is restarted needs time, and no right that somebody gives.
passing='timeout|timed out|connection refused|reset by peer|broken pipe|no route to host|network is unreachable'
passing+='|could not (connect|translate|receive|send)|no such host|server misbehaving|bad connection|unexpected eof|: eof$'
passing+='|closed the connection|no connection to the server|the database system is|terminating connection'
passing+='|too many clients|remaining connection slots'

# again WORDS: pauses where what failed may succeed later; fails where it will not, and ends when time is up.
again() {
  [[ ${1,,} =~ $passing ]] || return 1
  ! time_is_up || no_answer "$1"
  sleep 0.1
}

no_answer() {
  local words=${1%%$'\n'*}
  give_up "no answer from $where within $limit_s s: ${words#psql: error: }. Look at its log: temporal-start logs temporal-postgres"
}

# ask DATABASE [psql arguments]: repeated until PostgreSQL answers or refuses. Sets `answer` to what it says.
ask() {
  until answer=$(psql_in "$@" 2>&1); do again "$answer" || return 1; done
}

# Waits for the server. A missing database is a good answer (it is created later); a refused login never gets better.
await_login() {
  local answer
  await_port "$PGHOST" "$PGPORT"
  until ask "$DBNAME" -c 'SELECT 1'; do
    case $answer in
      *"password authentication failed"* | *'role "'*'does not exist'* | *"is not permitted to log in"*)
        fail "cannot log in to $where as user '$PGUSER': ${answer#*FATAL:  }. PostgreSQL keeps the user and password of its first start: set POSTGRES_USER and POSTGRES_PASSWORD back to those, or change them inside with ALTER ROLE" ;;
      *"pg_hba.conf"*)
        fail "cannot log in to $where as user '$PGUSER': ${answer#*FATAL:  }. Allow this network and user in its pg_hba.conf" ;;
      *'database "'*'does not exist'*) break ;;
    esac
    ! time_is_up || no_answer "$answer"
    sleep 0.1
  done
  say "$where answers"
}
