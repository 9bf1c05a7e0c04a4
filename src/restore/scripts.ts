/**
 * What is done in the data volume of PostgreSQL, by its own image and its own user. $0 is the folder of the data, $1 names
 * the restore. PostgreSQL passes over names that begin with pgsql_tmp, in base backups as well, so that what is kept beside
 * the data is in no later backup.
 */
const stage = 'stage="$0/pgsql_tmp.restore-$1"; before="$0/pgsql_tmp.before-$1"';

/** Takes the base backup from stdin. What a restore that was cut short has left is removed, but not one under way to its end. */
export const unpack = `set -eu; umask 077; ${stage}
for left in "$0"/pgsql_tmp.restore-*; do
  [ ! -e "$left" ] || [ -e "$0/pgsql_tmp.before-\${left##*.restore-}" ] || rm -rf "$left"
done
mkdir "$stage"
tar -xzf - -C "$stage"`;

/** Starts PostgreSQL on the unpacked data, for nobody but the script, and gives it the statements from stdin. */
export const recover = `set -eu; umask 077; ${stage}
run=$(mktemp -d)
trap 'pg_ctl -D "$stage" -m immediate -s stop >/dev/null 2>&1 || true; rm -rf "$run"' EXIT
echo 'local all all trust' >"$run/hba"
options="-c listen_addresses= -c unix_socket_directories=$run -c hba_file=$run/hba -c archive_mode=off -c logging_collector=off"
if ! pg_ctl -D "$stage" -s -w -t 86400 -l "$run/log" -o "$options" start; then tail -n 20 "$run/log" >&2; exit 1; fi
psql -h "$run" -U "$PGUSER" -d "$PGDATABASE" -XqAt -v ON_ERROR_STOP=1 -f -
pg_ctl -D "$stage" -s -w -t 86400 -m fast stop
trap 'rm -rf "$run"' EXIT`;

/**
 * Puts the recovered data in the place of what is there, which is kept. Renames alone, and each step can be repeated:
 * without PG_VERSION PostgreSQL does not start, so nothing ever runs on a mixture. @see isUnderWay
 */
export const swap = `set -eu; umask 077; ${stage}
cd "$0"
mkdir -p "$before"
if [ ! -e "$before/.whole" ]; then
  [ ! -e PG_VERSION ] || mv PG_VERSION "$before/"
  for each in * .[!.]*; do
    case $each in pgsql_tmp.* | '*' | '.[!.]*') ;; *) mv "$each" "$before/" ;; esac
  done
  sync
  : >"$before/.whole"
fi
for each in "$stage"/* "$stage"/.[!.]*; do
  case $each in */PG_VERSION | *'/*' | *'/.[!.]*') ;; *) mv "$each" . ;; esac
done
sync
mv "$stage/PG_VERSION" .
rmdir "$stage"
sync`;

/** Tells the name of a restore whose data is half in place, or nothing. */
export const underWay = `for before in "$0"/pgsql_tmp.before-*; do
  id=\${before##*.before-}
  if [ -e "$0/pgsql_tmp.restore-$id/PG_VERSION" ]; then echo "$id"; fi
done`;

/** Removes what restores have left beside the data; tells how many kilobytes that were. */
export const cleanUp = `set -eu; cd "$0"; set -- pgsql_tmp.restore-* pgsql_tmp.before-*
for left in "$@"; do [ ! -e "$left" ] || { du -sk "$left" | cut -f 1; rm -rf "$left"; }; done`;
