export interface Restored {
  /** Names the restore; letters and digits. */
  readonly id: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** How long ago the backup ended, in seconds. */
  readonly ageSeconds: number;
  /** Whether the index is filled anew: then what was still to be written into it is in no need of it. */
  readonly fillsIndex: boolean;
}

/** TASK_TYPE_DELETE_HISTORY_EVENT of temporal.server.api.enums.v1.TaskType, 16, in hex. */
const deletesHistory = "10";

/**
 * What restored data needs before a server sees it; answers as JSON with its counts, and of which server it is.
 *
 * A server would at once delete the closed workflows whose retention has ended since the backup, so the timers that do it
 * move by the backup's age: what was kept for two more days is kept for two more days. Timers of workflows stay: one
 * that became due meanwhile fires, as after any pause.
 *
 * What was to be written into the index has a version above that of a record that is made before the server takes its shards,
 * and would replace it by what the server knows: without the attributes that only a backup of the index has.
 */
export function statements({ id, database, user, password, ageSeconds, fillsIndex }: Restored): string {
  return `BEGIN;
DELETE FROM cluster_membership;
${fillsIndex ? "DELETE FROM visibility_tasks;" : ""}
${moveRetentionTimers(Math.max(0, Math.ceil(ageSeconds)))}
ALTER ROLE ${name(user)} PASSWORD ${text(password)};
ALTER DATABASE ${name(database)} SET temporal_start.restored = ${text(id)};
COMMIT;
SELECT json_build_object('executions', (SELECT count(*) FROM executions),
  'open', (SELECT count(*) FROM current_executions WHERE state IN (1, 2)),
  'server', nullif(current_setting('temporal_start.server', true), ''));
`;
}

/**
 * TimerTaskInfo begins with three ids and the type of the task: namespace and run have 36 characters, the workflow has up
 * to 1,020 bytes, so its length takes one byte or two. Of what is shorter `substring` is empty.
 */
function moveRetentionTimers(seconds: number): string {
  return `WITH found AS (
  SELECT ctid AS place, data, CASE WHEN octet_length(data) < 42 THEN NULL
    WHEN get_byte(data, 39) < 128 THEN 41 + get_byte(data, 39)
    ELSE 42 + get_byte(data, 39) % 128 + 128 * get_byte(data, 40) END AS run
  FROM timer_tasks
)
UPDATE timer_tasks SET visibility_timestamp = visibility_timestamp + interval '${String(seconds)} seconds'
FROM found WHERE timer_tasks.ctid = found.place
  AND substring(found.data FROM run FOR 1) = '\\x1a' AND substring(found.data FROM run + 38 FOR 2) = '\\x20${deletesHistory}';`;
}

function name(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** With standard_conforming_strings a backslash is a backslash. */
function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
