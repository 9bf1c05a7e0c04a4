/**
 * What is done in the data volume of PostgreSQL, by its own image and its own user. $0 is the folder of the data, $1 names
 * the restore. PostgreSQL passes over names that begin with pgsql_tmp, in base backups as well, so that what is kept beside
 * the data is in no later backup.
 */
const names = 'stage="$0/pgsql_tmp.restore-$1"; before="$0/pgsql_tmp.before-$1"; recovered="$0/pgsql_tmp.recovered-$1"';

export const exitCodeOfNoRoom = 75;
/** No restore has kept anything. */
export const exitCodeOfNothing = 76;
/** The archive of the log ends before the moment that is asked for; stderr has the time of its last transaction. */
export const exitCodeOfShortWal = 77;

/**
 * Takes the base backup from stdin; $2 is what it needs, in kilobytes. What a restore that was cut short has left is removed
 * first.
 */
export const unpack = `set -eu; umask 077; ${names}
rm -rf "$0"/pgsql_tmp.restore-* "$0"/pgsql_tmp.recovered-*
[ "$(df -Pk "$0" | tail -n 1 | awk '{ print $4 }')" -gt "$2" ] || exit ${String(exitCodeOfNoRoom)}
mkdir "$stage"
tar -xzf - -C "$stage"`;

/** The mark of the newest data that a change of places has kept. */
const newestKept = 'ls -td "$0"/pgsql_tmp.before-*/.whole 2>/dev/null | head -n 1';

/**
 * Copies what the last change of places has kept, so that it stays where it is whatever becomes of this; tells for how many
 * seconds it has been away. Its replication slots go, as they are in no base backup: what the copy writes is another story.
 */
export const takeBack = `set -eu; umask 077; ${names}
rm -rf "$0"/pgsql_tmp.restore-* "$0"/pgsql_tmp.recovered-*
kept=$(${newestKept})
[ -n "$kept" ] || exit ${String(exitCodeOfNothing)}
folder=\${kept%/.whole}
[ -e "$folder/PG_VERSION" ] || exit ${String(exitCodeOfNothing)}
needed=$(du -sk "$folder" | cut -f 1)
[ "$(df -Pk "$0" | tail -n 1 | awk '{ print $4 }')" -gt "$((needed + needed / 4))" ] || exit ${String(exitCodeOfNoRoom)}
mkdir "$stage"
cp -a "$folder/." "$stage/"
rm -f "$stage/.whole" "$stage/postmaster.pid"
rm -rf "$stage"/pg_replslot/*
echo "$(($(date +%s) - $(stat -c %Y "$kept")))"`;

/** Tells whether there is something for `takeBack`: its mark, or nothing. */
export const kept = newestKept;

/** Lists the folder $1 of the archive, where there is one. */
export const listWal = 'cd "$1" 2>/dev/null || exit 0; for each in *; do stat -c "%Y %n" "$each"; done';

/**
 * Lets recovery fetch files of the log ($1) from the archive, to $2. One that is not whole is what was written last, and
 * PostgreSQL wants all of its length. One that cannot be unpacked is told apart from one that is not there.
 */
const fetchWal = `cat >"$run/fetch" <<'END'
#!/bin/sh
if [ -e "$WAL/$1.gz" ]; then gzip -dc "$WAL/$1.gz" >"$2" && exit 0; echo "$1" >"$0.damaged"; exit 1; fi
if [ -e "$WAL/$1" ]; then exec cp "$WAL/$1" "$2"; fi
[ -e "$WAL/$1.gz.partial" ] || exit 1
gzip -dc "$WAL/$1.gz.partial" >"$2" 2>/dev/null
truncate -s "$WAL_FILE_BYTES" "$2"
END
chmod 700 "$run/fetch"
options="$options -c hot_standby=off -c recovery_target_timeline=current -c recovery_target_action=promote"
options="$options -c 'restore_command=$run/fetch %f %p' -c 'recovery_target_time=$WAL_UNTIL'"
: >"$stage/recovery.signal"`;

/**
 * Starts PostgreSQL on the unpacked data, for nobody but the script, and gives it the statements from stdin. Where WAL names a
 * folder of the archive, what is there is applied first, until WAL_UNTIL or to its end; the time of the last of it is told
 * behind the answer to the statements.
 */
export const recover = `set -eu; umask 077; ${names}
run=$(mktemp -d)
trap 'pg_ctl -D "$stage" -m immediate -s stop >/dev/null 2>&1 || true; rm -rf "$run"' EXIT
echo 'local all all trust' >"$run/hba"
options="-c listen_addresses= -c unix_socket_directories=$run -c hba_file=$run/hba -c archive_mode=off -c logging_collector=off"
if [ -n "\${WAL-}" ]; then
${fetchWal}
fi
started=0
pg_ctl -D "$stage" -s -w -t 86400 -l "$run/log" -o "$options" start 2>/dev/null || started=$?
# While it replays the archive it lets nobody in, which pg_ctl takes for a start that has ended.
while [ "$started" = 0 ] && ! psql -h "$run" -U "$PGUSER" -d "$PGDATABASE" -Xqc '' >/dev/null 2>&1; do
  pg_ctl -D "$stage" status >/dev/null || started=1
  sleep 0.1
done
if [ -e "$run/fetch.damaged" ]; then echo "The archive's $(cat "$run/fetch.damaged") cannot be unpacked." >&2; exit 1; fi
last=$(sed -n 's/.*last completed transaction was at log time //p' "$run/log" | tail -n 1)
if grep -q 'recovery ended before configured recovery target' "$run/log"; then echo "$last" >&2; exit ${String(exitCodeOfShortWal)}; fi
if [ "$started" != 0 ]; then tail -n 20 "$run/log" >&2; exit 1; fi
psql -h "$run" -U "$PGUSER" -d "$PGDATABASE" -XqAt -v ON_ERROR_STOP=1 -f -
echo "$last"
pg_ctl -D "$stage" -s -w -t 86400 -m fast stop
trap 'rm -rf "$run"' EXIT
sync
: >"$recovered"`;

/** Removes what was unpacked. */
export const discard = `${names}; rm -rf "$stage" "$recovered"`;

/**
 * Puts the recovered data in the place of what is there, which is kept. Renames alone, and each step can be repeated:
 * without PG_VERSION PostgreSQL does not start, so nothing ever runs on a mixture.
 */
export const swap = `set -eu; umask 077; ${names}
[ -e "$recovered" ] && [ -e "$stage/PG_VERSION" ] || { echo "the recovered data is not there" >&2; exit 1; }
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
rm -f "$recovered"
sync`;

/**
 * Tells the name of a restore that is half in place, or nothing: its data has its PG_VERSION still, and what is in place
 * has none.
 */
export const underWay = `[ ! -e "$0/PG_VERSION" ] || exit 0
for kept in "$0"/pgsql_tmp.before-*; do
  if [ -e "$0/pgsql_tmp.restore-\${kept##*.before-}/PG_VERSION" ]; then echo "\${kept##*.before-}"; fi
done`;

/** Removes what restores have left beside the data; tells how many kilobytes each of it was. */
export const cleanUp = `set -eu; cd "$0"; set -- pgsql_tmp.restore-* pgsql_tmp.before-* pgsql_tmp.recovered-*
for left in "$@"; do [ ! -e "$left" ] || { du -sk "$left" | cut -f 1; rm -rf "$left"; }; done`;
