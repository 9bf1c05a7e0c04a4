# The manifest of a version to SQL: its files, and the records that temporal-sql-tool would make of it.
# Not now(), which is the same for each version of a transaction: the history of updates is keyed by the time.
def literal: "'" + (split("'") | join("''")) + "'";

(.SchemaUpdateCqlFiles[] | "\\i \($folder)/\(.)"),
"INSERT INTO schema_update_history (version_partition, year, month, update_time, old_version, new_version, manifest_md5, description)
SELECT 0, extract(year FROM utc), extract(month FROM utc), utc, curr_version, \(.CurrVersion | literal), \($md5 | literal), \(.Description | literal)
FROM schema_version, (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS utc) AS clock
WHERE version_partition = 0 AND db_name = current_database();
UPDATE schema_version SET curr_version = \(.CurrVersion | literal), min_compatible_version = \(.MinCompatibleVersion | literal),
  creation_time = clock_timestamp() AT TIME ZONE 'UTC'
WHERE version_partition = 0 AND db_name = current_database();"
