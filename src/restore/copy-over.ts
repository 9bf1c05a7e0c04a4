import { discardData } from "./restore-data.ts";
import { type DataPlace, runScript } from "./run-script.ts";
import { clearStage, exitCodeOfNoRoom, names } from "./scripts.ts";

/**
 * Makes new data beside the old, by the programs of another major version: roles and databases come from the PostgreSQL that
 * PGHOST names, whoever may log in and what ALTER SYSTEM has set from the folder of the old data. Nobody but the script reaches
 * the new one meanwhile, and it is on the disk only at the end: what is cut short is made again.
 */
const copyOver = `set -eu; umask 077; ${names}
${clearStage}
ask() { psql -XqAt -v ON_ERROR_STOP=1 -c "$1"; }
needed=$(ask "SELECT (sum(pg_database_size(oid)) / 1024)::bigint FROM pg_database")
[ "$(df -Pk "$0" | tail -n 1 | awk '{ print $4 }')" -gt "$((needed + needed / 4 + 1048576))" ] || exit ${String(exitCodeOfNoRoom)}
closed=$(ask "SELECT string_agg(datname, ', ') FROM pg_database WHERE NOT datallowconn AND datname <> 'template0'")
[ -z "$closed" ] || { echo "no connection is allowed to: $closed (ALTER DATABASE ... ALLOW_CONNECTIONS true)" >&2; exit 1; }
run=$(mktemp -d)
trap 'pg_ctl -D "$stage" -m immediate -s stop >/dev/null 2>&1 || true; rm -rf "$run"' EXIT
sums=; [ "$(ask 'SHOW data_checksums')" = off ] || sums=--data-checksums
of_template() { ask "SELECT $1 FROM pg_database WHERE datname = 'template0'"; }
initdb -D "$stage" --no-sync --username="$PGUSER" --auth=trust $sums --encoding="$(of_template 'pg_encoding_to_char(encoding)')" \\
  --lc-collate="$(of_template datcollate)" --lc-ctype="$(of_template datctype)" >"$run/log" 2>&1 || { tail -n 10 "$run/log" >&2; exit 1; }
for each in pg_hba.conf pg_ident.conf postgresql.auto.conf; do [ ! -e "$0/$each" ] || cp "$0/$each" "$stage/$each"; done
echo 'local all all trust' >"$run/hba"
options="-c listen_addresses= -c unix_socket_directories=$run -c hba_file=$run/hba -c archive_mode=off -c logging_collector=off"
options="$options -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off"
pg_ctl -D "$stage" -s -w -t 600 -l "$run/log" -o "$options" start 2>/dev/null || { tail -n 20 "$run/log" >&2; exit 1; }
own=$(ask "SELECT format('CREATE ROLE %I;', current_user)")
take() {
  psql -h "$run" -d "$1" -Xq -o /dev/null -v ON_ERROR_STOP=1 -f -
  [ ! -e "$run/failed" ]
}
# Where the first half of a pipe fails, the second must not take what it has for all there is.
{ pg_dumpall --globals-only --no-password --database="$PGDATABASE" || : >"$run/failed"; } | { grep -vxF "$own" || true; } | take postgres
ask "SELECT datname FROM pg_database WHERE datname <> 'template0'" >"$run/databases"
while IFS= read -r each; do
  # These are in any data, and everything in them is copied as well.
  case $each in postgres | template1) into=$each; create= ;; *) into=postgres; create=--create ;; esac
  { PGDATABASE="$each" pg_dump $create --no-password || : >"$run/failed"; } | take "$into"
done <"$run/databases"
vacuumdb -h "$run" --all --analyze-only --quiet --jobs=2
pg_ctl -D "$stage" -s -w -t 86400 -m fast stop
trap 'rm -rf "$run"' EXIT
initdb -D "$stage" --sync-only >/dev/null`;

/** Of the PostgreSQL that is copied, by its name on the network of the cluster. */
export interface CopiedLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Copies all databases of the PostgreSQL that runs into data of the version of `place.image`, beside what is there.
 * @param id names the data
 * @throws TemporalStartError NO_ROOM, RESTORE_FAILED; then nothing of it is left
 */
export async function copyOverData(place: DataPlace, id: string, login: CopiedLogin): Promise<void> {
  try {
    await runScript(place, copyOver, {
      words: [id],
      whatFailed: "The data could not be copied to the other version of PostgreSQL",
      joinsNetwork: true,
      environment: {
        PGHOST: login.host,
        PGPORT: String(login.port),
        PGUSER: login.user,
        PGPASSWORD: login.password,
        PGDATABASE: login.database,
      },
    });
  } catch (error) {
    // The disk may be full of it.
    await discardData(place, id);
    throw error;
  }
}
