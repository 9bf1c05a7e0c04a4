#!/usr/bin/env bash
# Keeps what PostgreSQL writes, as it writes it: its write-ahead log (WAL), in the volume of this container. Each replication
# slot has a folder of its name. PostgreSQL holds back for a slot what has not come here; a base backup has no slots, so data
# that was restored gets a new one, and what it writes is never mixed with what other data has written.
set -Eeuo pipefail

archive=/var/lib/postgresql/data
prefix=temporal_start_wal_
# What PostgreSQL holds back at most, in its own volume, where nobody comes for it.
held_back=1GB
pause=1

say() { printf 'temporal-wal-receiver: %s\n' "$*"; }

ask() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }

wait_for_postgres() {
  until ask -c 'SELECT 1' >/dev/null 2>&1; do sleep "$pause"; done
}

# PostgreSQL as its image sets it up lets nobody read its log over a network: the role, with its password, from the network of
# the containers alone.
let_in() {
  ask -v held_back="$held_back" <<'SQL'
SELECT NOT EXISTS (SELECT 1 FROM pg_hba_file_rules WHERE 'replication' = ANY (database) AND address = 'samenet') AS missing \gset
\if :missing
  SELECT format('COPY (SELECT %L) TO PROGRAM %L',
    'host replication "' || current_user || '" samenet scram-sha-256',
    'cat >>''' || replace(current_setting('hba_file'), '''', '''\''''') || '''') AS command \gset
  :command;
\endif
SELECT current_setting('max_slot_wal_keep_size') = '-1' AS boundless \gset
\if :boundless
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

# The oldest go first, whatever slot they came through. Two files of room are for the one that is being written.
prune() {
  local name bytes total=0 unit=1048576 limit
  [[ $WAL_LIMIT != *g ]] || unit=1073741824
  limit=$((${WAL_LIMIT%[gm]} * unit - 2 * 16777216))
  while read -r bytes name; do
    total=$((total + bytes))
    ((total <= limit)) || rm -f -- "$name"
  done < <(stat -c '%Y %s %n' "$archive/$prefix"*/* 2>/dev/null | sort -rn | cut -d ' ' -f 2-)
  # Of a slot that is no more; that of a slot that has just been made stays.
  for name in "$archive/$prefix"*; do [[ $name == "$archive/$1" ]] || rmdir "$name" 2>/dev/null || true; done
}

receive() {
  local slot
  slot=$(own_slot)
  [[ -n $slot ]] || return
  mkdir -p "$archive/$slot"
  say "receiving through slot $slot"
  # Each piece is on the disk before PostgreSQL hears that it has arrived.
  pg_receivewal --no-loop --no-password --directory "$archive/$slot" --slot "$slot" --synchronous --compress gzip:1 --status-interval 5 &
  receiver=$!
  while kill -0 "$receiver" 2>/dev/null; do
    prune "$slot"
    sleep 10 &
    wait -n "$receiver" $! || true
  done
  wait "$receiver"
}

receiver=
# pg_receivewal ends at SIGINT, with what it has on the disk.
trap '[[ -z $receiver ]] || kill -INT "$receiver" 2>/dev/null || true; [[ -z $receiver ]] || wait "$receiver" || true; exit 0' TERM INT

umask 077
while true; do
  wait_for_postgres
  let_in
  receive || say "PostgreSQL ended the connection; trying again"
  receiver=
  sleep "$pause"
done
