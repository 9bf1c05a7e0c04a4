# Whose data it is. A start never moves data to another version of the server: that is an upgrade, which asks, makes a backup
# and can go back. Both are settings of the database, so that they go wherever it goes: the version whose server may run on it
# (temporal_start.server), and those between which an upgrade is under way (temporal_start.upgrade).

# The version in the tag of the server's image; empty where the tag hides it.
server_version() { local image=${TEMPORAL_SERVER_IMAGE:-}; sed -nE 's/^.*:v?([0-9]+\.[0-9]+\.[0-9]+)([^0-9/:][^/:]*)?$/\1/p' <<<"${image%%@*}"; }

wanted_server=$(server_version)

# Before anything is changed. Sets `recorded_server`.
require_own_version() {
  local answer permitted state version tables
  recorded_server=""
  # A database that is not there yet is nobody's.
  ask "$DBNAME" -c "SELECT coalesce(current_setting('temporal_start.server', true), '') || '|' || coalesce(current_setting('temporal_start.upgrade', true), '')" || return 0
  IFS='|' read -r recorded_server permitted <<<"$answer"
  if [[ -z $wanted_server ]]; then
    [[ -z $recorded_server ]] ||
      fail "the data of database '$DBNAME' is of server $recorded_server, and the tag of TEMPORAL_SERVER_IMAGE hides its version: a start moves no data to another version. Name an image with the version in its tag"
    return 0
  fi
  [[ " $permitted " != *" $wanted_server "* ]] || return 0
  if [[ -n $recorded_server ]]; then
    [[ $recorded_server == "$wanted_server" ]] ||
      fail "the data of database '$DBNAME' is of server $recorded_server, and TEMPORAL_SERVER_IMAGE is $wanted_server: a start moves no data to another version. Run: temporal-start upgrade plan"
    return
  fi
  schema_state "$DBNAME" namespaces || return 0
  IFS='|' read -r version tables <<<"$answer"
  state=$(newest_version "$schema_root/temporal/versioned")
  [[ $version == 0.0 ]] || ! newer "$state" "$version" ||
    fail "the data of database '$DBNAME' has schema $version, and server $wanted_server has $state: a start moves no data to another version. Run: temporal-start upgrade plan"
}

# Where the schema is begun as well, so that one that was cut short is known for what it is to become.
record_server() {
  local answer
  [[ -n $wanted_server && $wanted_server != "$recorded_server" ]] || return 0
  ask postgres -v name="$DBNAME" -v server="$wanted_server" -f "$here/postgres-record-server.sql" ||
    fail "cannot write down in database '$DBNAME' on $where that it is of server $wanted_server: ${answer##*ERROR:  }. Give user '$PGUSER' the right to it: ALTER DATABASE … OWNER TO"
  recorded_server=$wanted_server
}
