# One database: create it, bring its schema to the version of this image, and check that it got there.

schema_root=${TEMPORAL_SCHEMA_ROOT:-/etc/temporal/schema}/postgresql/v12

# Answers "version|tables": the recorded version (0.0 when none) and t when a table of Temporal exists.
schema_state() { ask "$1" -v first_table="$2" -f "$here/postgres-state.sql"; }

create_database() {
  local answer
  ask postgres -v name="$1" -f "$here/postgres-create.sql" ||
    [[ $answer == *"already exists"* ]] ||
    fail "cannot create database '$1' on $where: ${answer##*ERROR:  }. Create it yourself, or give user '$PGUSER' the right CREATEDB"
  say "database $1 created"
}

# Prints the tool's error when it fails. Its exit code alone proves nothing: 0 also means that it printed its help.
try_migrate() {
  local log code=0
  log=$(
    export SQL_DATABASE=$1
    timeout "$limit_s" temporal-sql-tool setup-schema -v 0.0 2>&1 &&
      timeout "$limit_s" temporal-sql-tool update-schema -d "$2" 2>&1
  ) || code=$?
  case $code in
    0) return ;;
    # So end the `timeout` of GNU and that of BusyBox.
    124 | 143) log="timeout of the change of its schema" ;;
  esac
  # Its log lines end in {"error": "…", "logging-call-at": "…"}.
  grep -F '"error":' <<<"$log" | tail -n 1 | sed -E 's/.*"error": "(.*)", "logging-call-at".*/\1/; s/\\"/"/g' | grep . || tail -n 1 <<<"$log"
  return 1
}

# migrate DATABASE FOLDER: from nothing; repeated while PostgreSQL is not reached, and sets `error`.
migrate() {
  until error=$(try_migrate "$1" "$2"); do again "$error" || return 1; done
}

# start_over DATABASE FOLDER CAUSE: the tool cannot continue what broke off inside a version, and without any data,
# starting over loses nothing.
start_over() {
  local tables answer
  tables=$(cat "$2"/v*/*.sql | sed -nE 's/^ *CREATE TABLE (IF NOT EXISTS )?"?([a-z_]+).*/\2/Ip' | tr '\n' ' ')
  ask "$1" -v tables="$tables" -f "$here/postgres-drop-empty.sql" ||
    fail "cannot bring database '$1' on $where to the schema of this image: $3. Starting over is no way out: ${answer#*ERROR:  }. Restore a backup, or choose another POSTGRES_DB"
  say "$1: half-done schema without data removed, starting over"
}

# begin_anew DATABASE FOLDER: after `error`.
begin_anew() {
  start_over "$1" "$2" "$error"
  migrate "$1" "$2" || fail "cannot set up the schema of database '$1' on $where: $error"
}

prepare_database() {
  local database=$1 folder=$schema_root/$2/versioned expected answer version tables error first_table
  local advice="Look at its log: temporal-start logs temporal-postgres"
  expected=$(newest_version "$folder")
  case $2 in temporal) first_table=namespaces ;; *) first_table=executions_visibility ;; esac

  if ! schema_state "$database" "$first_table"; then
    if [[ $answer != *"database \"$database\" does not exist"* ]]; then
      [[ $answer == *"permission denied"* ]] && advice="Give user '$PGUSER' the right to read it"
      fail "cannot read the schema version of database '$database' on $where: ${answer##*ERROR:  }. $advice"
    fi
    create_database "$database"
    answer='0.0|f'
  fi
  IFS='|' read -r version tables <<<"$answer"
  [[ $database != "$DBNAME" || $version != 0.0 ]] || record_server

  if [[ $version == "$expected" ]]; then
    say "$database is at version $expected"
    return
  fi
  if newer "$version" "$expected"; then
    say "$database is at version $version, newer than this image's $expected: left as it is, servers work with newer schemas"
    return
  fi
  [[ $version != 0.0 || $tables != t ]] || start_over "$database" "$folder" "Temporal's tables are there, but no version is recorded"
  if [[ $version == 0.0 ]]; then
    migrate "$database" "$folder" || begin_anew "$database" "$folder"
  elif ! update "$database" "$folder"; then
    # So tells what Temporal's tool has left inside a version; all else leaves what was there.
    [[ $error =~ already\ exists|does\ not\ exist ]] ||
      fail "cannot change the schema of database '$database' on $where, which stays at version $version: $error. Resolve that, then start again"
    begin_anew "$database" "$folder"
  fi
  schema_state "$database" "$first_table" || true
  [[ ${answer%|*} == "$expected" ]] ||
    fail "the change ended without error, but database '$database' on $where is at version '${answer%|*}', not $expected. Check that TEMPORAL_CLI_IMAGE fits the server"
  say "$database brought from version $version to $expected"
}
