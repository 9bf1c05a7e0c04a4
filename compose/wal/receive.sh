#!/usr/bin/env bash
# Keeps what PostgreSQL writes, as it writes it: its write-ahead log (WAL), in the volume of this container. Each replication
# slot has a folder of its name. PostgreSQL holds back for a slot what has not come here; a base backup has no slots, so data
# that was restored gets a new one, and what it writes is never mixed with what other data has written.
set -Eeuo pipefail

[[ -z ${PGPASSWORD_FILE:-} ]] || PGPASSWORD=$(<"$PGPASSWORD_FILE")
export PGPASSWORD

archive=/var/lib/postgresql/data
prefix=temporal_start_wal_
file_bytes=16777216
# What comes last where everything is stopped at once, as by an engine that ends.
last_words_seconds=8

say() { printf 'temporal-wal-receiver: %s\n' "$*"; }

ask() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }

limit_bytes() {
  local unit=1048576
  [[ $WAL_LIMIT != *g ]] || unit=1073741824
  echo $((10#${WAL_LIMIT%[gm]} * unit))
}

wait_for_postgres() {
  local words last=
  until words=$(ask -c 'SELECT 1' 2>&1 >/dev/null); do
    [[ $words == "$last" ]] || say "waiting for PostgreSQL: $words"
    last=$words
    sleep 1
  done
}

# PostgreSQL as its image sets it up lets nobody read its log over a network, that of a secured cluster does: the role, with its
# password, from the networks that the container of PostgreSQL is in. What it holds back for a slot has no limit of its own, and would fill the disk.
let_in() {
  ask -v held_back="$(($(limit_bytes) / 1048576))MB" <<'SQL'
SELECT NOT EXISTS (
  SELECT 1 FROM pg_hba_file_rules
  WHERE 'replication' = ANY (database) AND address = 'samenet' AND user_name && ARRAY['all', current_user::text]
) AS missing \gset
\if :missing
  SELECT format('COPY (VALUES (%L), (%L)) TO PROGRAM %L', '',
    'host replication "' || current_user || '" samenet scram-sha-256',
    'cat >>''' || replace(current_setting('hba_file'), '''', '''\''''') || '''') AS command \gset
  :command;
\endif
SELECT setting = '-1' OR (sourcefile LIKE '%.auto.conf' AND pg_size_bytes(current_setting(name)) <> pg_size_bytes(:'held_back')) AS other
  FROM pg_settings WHERE name = 'max_slot_wal_keep_size' \gset
\if :other
  ALTER SYSTEM SET max_slot_wal_keep_size = :'held_back';
\endif
SELECT pg_reload_conf() \g /dev/null
SQL
}

# Name of the slot that is there, or of a new one: one that PostgreSQL has given up is of no use.
own_slot() {
  ask -v prefix="$prefix" <<'SQL'
SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
  WHERE starts_with(slot_name, :'prefix') AND wal_status = 'lost' \g /dev/null
SELECT pg_create_physical_replication_slot(:'prefix' || to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS'), true)
  WHERE NOT EXISTS (SELECT 1 FROM pg_replication_slots WHERE starts_with(slot_name, :'prefix')) \g /dev/null
SELECT slot_name FROM pg_replication_slots WHERE starts_with(slot_name, :'prefix') ORDER BY slot_name DESC LIMIT 1;
SQL
}

unpacked_bytes() { { gzip -dc "$1" 2>/dev/null || true; } | wc -c; }

# A file that is begun is written anew from its beginning, over what was there, which may be longer and is all there is until then:
# it steps aside, and goes when the whole one is there.
step_aside() {
  local each before
  for each in "$1"/*.gz.partial; do
    [[ -e $each ]] || continue
    before=${each%.partial}.before
    if [[ -e $before && $(unpacked_bytes "$before") -gt $(unpacked_bytes "$each") ]]; then rm -f "$each"; else mv "$each" "$before"; fi
  done
}

# The oldest go first, by their names, whatever slot they came through. Two files of room are for the one that is being written.
prune() {
  local name bytes total=0 limit each
  limit=$(($(limit_bytes) - 2 * file_bytes))
  for each in "$1"/*.gz.before; do [[ ! -e ${each%.before} ]] || rm -f "$each"; done
  while read -r name bytes; do
    total=$((total + bytes))
    case $name in "$1"/*.partial | "$1"/*.before) ;; *) ((total <= limit)) || rm -f -- "$name" ;; esac
  done < <(find "$archive" -path "$archive/$prefix*/*" -type f -exec stat -c '%n %s' {} + | sort -r)
  # Of a slot that is no more; that of a slot that has just been made stays.
  for each in "$archive/$prefix"*; do [[ $each == "$1" ]] || rmdir "$each" 2>/dev/null || true; done
}

# The oldest file that is there, for whoever asks which backups lead on; of none, a name behind all others. In the database, since
# that is what is asked.
tell_oldest() {
  local each oldest=FFFFFFFFFFFFFFFFFFFFFFFF
  for each in "$1"/[0-9A-F]*; do
    each=${each##*/}
    each=${each%%.*}
    [[ ! $each =~ ^[0-9A-F]{24}$ ]] || { oldest=$each && break; }
  done
  [[ $oldest != "$told" ]] || return 0
  ask -c "ALTER DATABASE \"$PGDATABASE\" SET temporal_start.wal_from = '$oldest'" && told=$oldest
}

receive() {
  local slot folder told= pause=1
  slot=$(own_slot) || return
  folder=$archive/$slot
  mkdir -p "$folder" && step_aside "$folder" || return
  say "receiving through slot $slot"
  # Each piece is on the disk before PostgreSQL hears that it has arrived.
  pg_receivewal --no-loop --no-password --directory "$folder" --slot "$slot" --synchronous --compress gzip:1 --status-interval 5 &
  receiver=$!
  while kill -0 "$receiver" 2>/dev/null; do
    prune "$folder"
    tell_oldest "$folder" || true
    sleep "$pause" &
    wait -n "$receiver" $! || true
    ((pause >= 8)) || pause=$((2 * pause))
  done
  wait "$receiver"
}

receiver=
# PostgreSQL that is stopped as well sends its last words first. pg_receivewal ends at SIGINT, with what it has on the disk.
end() {
  trap '' TERM INT
  local until=$((SECONDS + last_words_seconds))
  while [[ -n $receiver ]] && kill -0 "$receiver" 2>/dev/null && ((SECONDS < until)); do sleep 0.1; done
  [[ -z $receiver ]] || { kill -INT "$receiver" 2>/dev/null && wait "$receiver"; } || true
  exit 0
}
trap end TERM INT

umask 077
while true; do
  wait_for_postgres
  { let_in && receive; } || say "it did not last; trying again"
  receiver=
  sleep 1
done
