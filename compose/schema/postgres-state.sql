-- One row "version|tables". In psql's own conditions, because SQL cannot name a table that may not exist.
SELECT to_regclass('schema_version') IS NOT NULL AS recorded, to_regclass(:'first_table') IS NOT NULL AS tables \gset
\set version 0.0
\if :recorded
SELECT coalesce(max(curr_version), '0.0') AS version FROM schema_version
WHERE version_partition = 0 AND db_name = current_database() \gset
\endif
SELECT :'version', :'tables';
