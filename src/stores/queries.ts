/** Which database it is, of `pg_control_system(), pg_database`: the same until it is restored. Twin: compose/schema/postgres-records.sql. */
export const identitySql =
  "system_identifier || '.' || oid || coalesce('.' || nullif(current_setting('temporal_start.restored', true), ''), '')";

/** The version of the server whose data it is, as the schema job writes it down; empty before it did. */
export const recordedServerSql = "coalesce(current_setting('temporal_start.server', true), '')";

/** What temporal-sql-tool has recorded, where it has recorded anything. */
export const schemaVersionQuery =
  "SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = current_database()";
