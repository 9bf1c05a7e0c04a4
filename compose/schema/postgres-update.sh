# From a version that is recorded to the newest, in one transaction: a kill or a full disk leaves what was there. Temporal's
# tool runs statement by statement and cannot go on inside a version. Without its files and records nothing is changed.

# versions_after FOLDER VERSION: in their order.
versions_after() {
  local folder version
  for folder in "$1"/v*/; do
    version=${folder%/}
    version=${version##*/v}
    [[ $version =~ ^[0-9]+\.[0-9]+$ ]] && newer "$version" "$2" || continue
    echo "$version"
  done | sort -t. -k1,1n -k2,2n
}

# update_script FOLDER VERSION: prints the SQL, or why there is none.
update_script() {
  # No statement may take longer than the tool may.
  local version manifest lines script="BEGIN; SET LOCAL statement_timeout = '${limit_s}s';"
  for version in $(versions_after "$1" "$2"); do
    manifest=$1/v$version/manifest.json
    lines=$(jq -r --arg folder "${manifest%/*}" --arg md5 "$(md5sum <"$manifest" | cut -d ' ' -f 1)" \
      -f "$here/postgres-update.jq" "$manifest" 2>&1) || {
      echo "$manifest: $lines"
      return 1
    }
    script+=$'\n'$lines
  done
  printf '%s\nCOMMIT;\n' "$script"
}

# try_update DATABASE FOLDER: prints the error when it fails.
try_update() {
  local said
  # The version anew each time: where an answer was lost, all may be done.
  said=$(psql_in "$1" -c "SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = current_database()" 2>&1) &&
    said=$(update_script "$2" "$said") &&
    said=$(PGDATABASE=$1 timeout "$limit_s" psql -XqAt -v ON_ERROR_STOP=1 -v VERBOSITY=terse -f - 2>&1 <<<"$said") && return
  said=${said##*ERROR:  }
  echo "${said:-PostgreSQL did not come to an end within $limit_s s}"
  return 1
}

# update DATABASE FOLDER: repeated while PostgreSQL is not reached, and sets `error`.
update() {
  until error=$(try_update "$1" "$2"); do again "$error" || return 1; done
}
