import { isIP } from "node:net";
// Of zod the part without methods, a third of the code.
import * as z from "zod/mini";
import { parseDurationSeconds } from "./duration.ts";
import { readInstance } from "./instance.ts";
import { memoryBytes } from "./memory.ts";
import type { SettingKind } from "./setting.ts";

const hour = 3_600;
const megabyte = 1_048_576;

/**
 * The server pastes the password between double quotes into YAML and the query escape of its
 * connection string turns a space into "+"; such a password would reach PostgreSQL as another one.
 */
const secretFault = /[\s"\\\p{Cc}]/u;

/** Characters that PostgreSQL drops from a password before it hashes it (RFC 4013, section 2.1). */
const invisible = /\p{Default_Ignorable_Code_Point}|\u1806/u;

/** What has another form is not looked at any further. */
const text = (pattern: RegExp, message: string): z.ZodMiniType<string, string> =>
  z.string().check(z.regex(pattern, { error: message, abort: true }));

const whole = (from: number, to: number): z.ZodMiniType<number> =>
  z
    .pipe(
      text(/^\d{1,9}$/, `must be a whole number from ${String(from)} to ${String(to)}.`),
      z.transform((value: string) => Number(value)),
    )
    .check(z.refine((value) => value >= from && value <= to, `must be from ${String(from)} to ${String(to)}.`));

const duration = (fromSeconds: number, message: string): z.ZodMiniType<string> =>
  z.string().check(z.refine((value) => (parseDurationSeconds(value) ?? -1) >= fromSeconds, message));

/** One rule a kind of setting; messages continue the setting's name. */
export const schemaOfKind: Readonly<Record<SettingKind, z.ZodMiniType<string | number>>> = {
  name: text(
    /^[a-z0-9][a-z0-9_.-]{0,199}$/,
    "must be lower-case letters, digits, _, . or -, starting with a letter or digit.",
  ),
  instance: z.pipe(
    text(
      /^(?:[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?)?$/,
      "must be at most 30 lower-case letters, digits or -, not at an end.",
    ),
    z.transform(readInstance),
  ),
  databaseName: text(
    /^[a-z_][a-z0-9_]{0,50}$/,
    "must be lower-case letters, digits or _, not starting with a digit, at most 51 characters: it is used unquoted in SQL and a suffix is added for the visibility database.",
  ).check(
    z.refine(
      (value) => !/^(?:pg_|(?:template[01]|public|none)$)/.test(value),
      "must not begin with pg_ or be template0, template1, public or none: PostgreSQL keeps these names for itself.",
    ),
  ),
  secret: z.string().check(
    z.minLength(1, "must not be empty: PostgreSQL refuses to start without a password."),
    z.refine(
      (value) => !secretFault.test(value),
      'must not contain spaces, ", \\ or control characters: the configuration template of Temporal Server cannot carry them.',
    ),
    z.refine(
      (value) => value.normalize("NFKC") === value && !invisible.test(value),
      "must not contain characters that Unicode writes in more than one way: PostgreSQL would store another password.",
    ),
  ),
  port: whole(1, 65_535),
  bindAddress: z.string().check(z.refine((value) => isIP(value) !== 0, "must be an IP address such as 127.0.0.1.")),
  hostPort: text(/^(?:[A-Za-z0-9_.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, "must be HOST:PORT such as temporal-server:7233."),
  origins: z
    .string()
    .check(
      z.refine(
        (value) => value.split(",").every(isOrigin),
        "must be origins separated by commas, each like https://app.example.org:8443; no path; a host may begin with *., as in https://*.example.org.",
      ),
    ),
  image: text(/^[a-z0-9][A-Za-z0-9._/:@-]*$/, "must be an image reference such as postgres:15."),
  memory: text(/^\d+[mg]$/, "must be a size in megabytes or gigabytes such as 512m or 1g.").check(
    z.refine((value) => memoryBytes(value) >= 64 * megabyte, "must be at least 64m."),
  ),
  cpus: text(/^\d{1,3}(?:\.\d{1,2})?$/, "must be a number of processors such as 1.5, or 0 for no limit."),
  compilerLevel: z.enum(["1", "4"], "must be 1 or 4."),
  seconds: whole(1, 86_400),
  folder: text(/^[^\p{Cc}]+$/u, "must be the path of a folder."),
  retention: duration(hour, "must be a duration of at least 1h such as 7d or 36h."),
  interval: duration(1, "must be a duration of at least 1s such as 5s or 1m."),
  shards: whole(1, 16_384),
  namespace: text(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/,
    "must be a namespace: letters, digits, _, . or -, starting with a letter or digit, at most 200 characters.",
  ),
  logLevel: z.enum(["debug", "info", "warn", "error"], "must be debug, info, warn or error."),
};

function isOrigin(value: string): boolean {
  return (
    /^https?:\/\/(?:\*\.(?=[A-Za-z0-9]))?[A-Za-z0-9_.[\]:-]+$/.test(value) && URL.canParse(value.replace("*.", ""))
  );
}
