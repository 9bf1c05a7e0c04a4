/**
 * What is done in the data volume of PostgreSQL, by its own image and its own user. $0 is the folder of the data, $1 names
 * the restore. PostgreSQL passes over names that begin with pgsql_tmp, in base backups as well, so that what is kept beside
 * the data is in no later backup.
 */
export const names =
  'stage="$0/pgsql_tmp.restore-$1"; before="$0/pgsql_tmp.before-$1"; recovered="$0/pgsql_tmp.recovered-$1"';

export const exitCodeOfNoRoom = 75;
/** No restore has kept anything. */
export const exitCodeOfNothing = 76;
/** The archive of the log ends before the moment that is asked for; stderr has the time of its last transaction. */
export const exitCodeOfShortWal = 77;
/** A file of the archive cannot be unpacked; stderr has its name. */
export const exitCodeOfDamagedWal = 78;
/** A file went, or ended, while it was replayed; stderr has the name of the last that was there. */
export const exitCodeOfWalGap = 79;
/** The image has no program that unpacks the backup. */
export const exitCodeOfNoProgram = 80;
/** A restore was cut short while data changed places. */
export const exitCodeOfHalf = 81;

/**
 * Tells the name of a restore that is half in place, or nothing: its data has its PG_VERSION still, and what is in place
 * has none.
 */
export const underWay = `[ ! -e "$0/PG_VERSION" ] || exit 0
for kept in "$0"/pgsql_tmp.before-*; do
  if [ -e "$0/pgsql_tmp.restore-\${kept##*.before-}/PG_VERSION" ]; then echo "\${kept##*.before-}"; fi
done`;

/**
 * Removes what a restore that was cut short has left beside the data; where it was changing places, that is where the data is, and
 * nothing may be removed.
 */
export const clearStage = `half=$(${underWay}
)
[ -z "$half" ] || exit ${String(exitCodeOfHalf)}
rm -rf "$0"/pgsql_tmp.restore-* "$0"/pgsql_tmp.recovered-*`;

/**
 * Takes the base backup from stdin; $2 is what it needs, in kilobytes, and $3 the program that packed it.
 */
export const unpack = `set -eu; umask 077; ${names}
command -v "$3" >/dev/null || exit ${String(exitCodeOfNoProgram)}
${clearStage}
[ "$(df -Pk "$0" | tail -n 1 | awk '{ print $4 }')" -gt "$2" ] || exit ${String(exitCodeOfNoRoom)}
mkdir "$stage"
# Where the first half of a pipe fails, the second must not take what it has for all there is.
{ "$3" -dc || : >"$stage/.damaged"; } | tar -xf - -C "$stage"
[ ! -e "$stage/.damaged" ]`;

/** The mark of the newest data that a change of places has kept. */
const newestKept = 'ls -td "$0"/pgsql_tmp.before-*/.whole 2>/dev/null | head -n 1';

/**
 * Copies what the last change of places has kept, so that it stays where it is whatever becomes of this; tells for how many
 * seconds it has been away. Its replication slots go, as they are in no base backup: what the copy writes is another story.
 */
export const takeBack = `set -eu; umask 077; ${names}
${clearStage}
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

/** Tells the major version of what there is for `takeBack`, or nothing. */
export const kept = `kept=$(${newestKept}); [ -z "$kept" ] || cat "\${kept%/.whole}/PG_VERSION" 2>/dev/null || true`;

/** Lists the archive in the folder $1: its slots, and the files that came through slot $2. */
export const listWal = `cd "$1"
for each in temporal_start_wal_*; do [ ! -d "$each" ] || echo "$each"; done
cd "$2" 2>/dev/null || exit 0
for each in *; do stat -c '%Y %n' "$each" 2>/dev/null || true; done`;

/**
 * Lets recovery fetch files of the log ($1) from the archive, to $2. One that is not whole is what was written last, and
 * PostgreSQL wants all of its length; one that is being written anew has less than it had. What was fetched is noted, and one
 * that cannot be unpacked is told apart from one that is not there. A file `.history` tells of a timeline and has any length.
 */
const fetchWal = `cat >"$run/fetch" <<'END'
#!/bin/sh
whole() {
  [ -e "$WAL/$1.gz" ] || return 1
  if gzip -dc "$WAL/$1.gz" >"$2"; then
    case $1 in *.history) return 0 ;; esac
    [ "$(stat -c %s "$2")" != "$WAL_FILE_BYTES" ] || return 0
  fi
  # It may have gone at that instant.
  [ ! -e "$WAL/$1.gz" ] || echo "$1" >"$run/damaged"
  return 1
}
begun() {
  for each in "$WAL/$1.gz.partial" "$WAL/$1.gz.before"; do
    [ -e "$each" ] || continue
    gzip -dc "$each" >"$2.other" 2>/dev/null || true
    if [ ! -e "$2" ] || [ "$(stat -c %s "$2.other")" -gt "$(stat -c %s "$2")" ]; then mv "$2.other" "$2"; fi
  done
  rm -f "$2.other"
  [ -e "$2" ] && truncate -s "$WAL_FILE_BYTES" "$2"
}
rm -f "$2"
# Meanwhile one that was begun may have become whole.
whole "$1" "$2" || begun "$1" "$2" || whole "$1" "$2" || exit 1
case $1 in *.history) ;; *) echo "$1" >>"$run/fetched" ;; esac
END
chmod 700 "$run/fetch"
export run
options="$options -c hot_standby=off -c recovery_target_timeline=current -c recovery_target_action=promote"
options="$options -c 'restore_command=$run/fetch %f %p' -c 'recovery_target_time=$WAL_UNTIL'"
: >"$stage/recovery.signal"`;

/** While it replays the archive PostgreSQL lets nobody in, which pg_ctl takes for a start that has ended; and it needs room. */
const awaitReplay = `while [ "$started" = 0 ] && ! psql -h "$run" -U "$PGUSER" -d "$PGDATABASE" -Xqc '' >"$run/words" 2>&1; do
  if grep -qE 'not accepting connections|not yet accepting|starting up|shutting down|in recovery mode' "$run/words"; then sleep 0.1
  elif pg_ctl -D "$stage" status >/dev/null; then break; else started=1; fi
  if [ "$(df -Pk "$0" | tail -n 1 | awk '{ print $4 }')" -lt 262144 ]; then exit ${String(exitCodeOfNoRoom)}; fi
done`;

/**
 * Starts PostgreSQL on the unpacked data, for nobody but the script, and gives it the statements from stdin. Where WAL names a
 * folder of the archive, what is there is applied first, until WAL_UNTIL or to its end, which is not before the file WAL_LAST; the
 * time of the last of it is told behind the answer to the statements.
 */
export const recover = `set -eu; umask 077; ${names}
run=$(mktemp -d)
trap 'pg_ctl -D "$stage" -m immediate -s stop >/dev/null 2>&1 || true; rm -rf "$run"' EXIT
echo 'local all all trust' >"$run/hba"
options="-c listen_addresses= -c unix_socket_directories=$run -c hba_file=$run/hba -c archive_mode=off -c logging_collector=off"
options="$options -c lc_messages=C -c timezone=UTC -c log_timezone=UTC"
if [ -n "\${WAL-}" ]; then
${fetchWal}
fi
started=0
pg_ctl -D "$stage" -s -w -t 86400 -l "$run/log" -o "$options" start 2>/dev/null || started=$?
last=
if [ -n "\${WAL-}" ]; then
${awaitReplay}
if [ -e "$run/damaged" ]; then cat "$run/damaged" >&2; exit ${String(exitCodeOfDamagedWal)}; fi
last=$(sed -n 's/.*last completed transaction was at log time //p' "$run/log" | tail -n 1)
fetched=$(sort "$run/fetched" 2>/dev/null | tail -n 1)
ended=1
grep -q 'recovery ended before configured recovery target' "$run/log" || ended=0
# It ends at what is not there: only behind the last file is that the end.
if [ "$WAL_LAST" != "$WAL_FROM" ] && { [ "$ended" = 1 ] || { [ "$started" = 0 ] && [ -z "$WAL_UNTIL" ]; }; }; then
  if [ "$(printf '%s\n' "$fetched" "$WAL_LAST" | sort | tail -n 1)" != "$fetched" ]; then echo "$fetched" >&2; exit ${String(exitCodeOfWalGap)}; fi
fi
if [ "$ended" = 1 ]; then echo "$last" >&2; exit ${String(exitCodeOfShortWal)}; fi
fi
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

/** Removes what restores have left beside the data; tells how many kilobytes each of it was. */
export const cleanUp = `set -eu; cd "$0"; set -- pgsql_tmp.restore-* pgsql_tmp.before-* pgsql_tmp.recovered-*
for left in "$@"; do [ ! -e "$left" ] || { du -sk "$left" | cut -f 1; rm -rf "$left"; }; done`;
