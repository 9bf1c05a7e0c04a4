/** Which database it is, of `pg_control_system(), pg_database`: the same until it is restored. Twin: compose/schema/postgres-records.sql. */
export const identitySql =
  "system_identifier || '.' || oid || coalesce('.' || nullif(current_setting('temporal_start.restored', true), ''), '')";

/** The version of the server whose data it is, as the schema job writes it down; empty before it did. */
export const recordedServerSql = "coalesce(current_setting('temporal_start.server', true), '')";

/** What temporal-sql-tool has recorded, where it has recorded anything. */
export const schemaVersionQuery =
  "SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = current_database()";

/** How many slots of compose/wal/receive.sh nobody receives through. */
export const idleSlotsSql =
  "(SELECT count(*) FROM pg_replication_slots WHERE starts_with(slot_name, 'temporal_start_wal_') AND NOT active AND wal_status <> 'lost')";

/**
 * Of compose/wal/receive.sh: the slot through which what PostgreSQL writes is received, how far that is, in bytes, how much more
 * may be written before PostgreSQL gives it up, and the oldest file that is kept.
 */
export const walSlotQuery = `SELECT slot_name AS slot, active AS received,
  pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(flush_lsn, restart_lsn)) AS behind, safe_wal_size AS safe,
  current_setting('temporal_start.wal_from', true) AS oldest,
  pg_walfile_name(pg_current_wal_lsn()) AS file,
  (SELECT setting FROM pg_settings WHERE name = 'wal_segment_size') AS file_bytes
FROM pg_replication_slots LEFT JOIN pg_stat_replication ON pid = active_pid
WHERE starts_with(slot_name, 'temporal_start_wal_') AND wal_status <> 'lost' ORDER BY slot_name DESC LIMIT 1`;
