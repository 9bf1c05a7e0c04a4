-- Drops Temporal's own tables, and no others, if none of them holds data. All or nothing.
BEGIN;
SELECT set_config('temporal_start.tables', :'tables', true) \g /dev/null
DO $$
DECLARE
  name text;
  filled boolean;
BEGIN
  FOREACH name IN ARRAY regexp_split_to_array(trim(current_setting('temporal_start.tables')), '\s+') LOOP
    CONTINUE WHEN to_regclass(name) IS NULL;
    -- The schema itself puts one row into this table.
    IF name <> 'namespace_metadata' THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO filled;
      IF filled THEN
        RAISE EXCEPTION 'table % holds data', name;
      END IF;
    END IF;
    EXECUTE format('DROP TABLE %I', name);
  END LOOP;
END
$$;
DROP TABLE IF EXISTS schema_version, schema_update_history;
COMMIT;
