-- What the database knows of the records that the visibility index must have, a line each: which database it is; the
-- cluster's metadata as hex; and, as a list in JSON, the ids of some executions. The system's own executions write new
-- records all the time and prove nothing.
SELECT to_regclass('executions') IS NOT NULL AS has_executions, to_regclass('cluster_metadata_info') IS NOT NULL AS has_metadata \gset
-- A restore of the same database makes another one of it: an index of what was there before does not fit any more.
SELECT system_identifier || '.' || (SELECT oid FROM pg_database WHERE datname = current_database())
  || coalesce('.' || nullif(current_setting('temporal_start.restored', true), ''), '') FROM pg_control_system();
\if :has_metadata
SELECT coalesce(string_agg(encode(data, 'hex'), ' '), '') FROM cluster_metadata_info;
\else
SELECT '';
\endif
\if :has_executions
SELECT coalesce(json_agg(id), '[]') FROM (
  SELECT workflow_id || '~' || encode(run_id, 'hex')::uuid AS id FROM executions
  WHERE namespace_id <> '\x32049b68787240948e63d0dd59896a83' AND octet_length(workflow_id) < 400
  ORDER BY CASE WHEN :'sample' > '1' THEN random() END LIMIT :sample
) AS sampled;
\else
SELECT '[]';
\endif
