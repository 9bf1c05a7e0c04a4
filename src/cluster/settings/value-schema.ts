// Of zod the part without methods, a third of the code.
import * as z from "zod/mini";
import { parseDeclaredAttributes, parseNamespaces } from "./declared.ts";
import { parseDurationSeconds } from "./duration.ts";
import { readBindAddress } from "./host.ts";
import { readHostPort } from "./host-port.ts";
import { isImageReference } from "./image-reference.ts";
import { readInstance } from "./instance.ts";
import { memoryBytes } from "./memory.ts";
import { retentionLimits } from "./retention.ts";
import type { SettingKind } from "./setting.ts";

const hour = 3_600;
const megabyte = 1_048_576;
/** The engine counts bytes, and twice as many with swap, in 64 bits: far more becomes zero or less. */
const mostMemory = 65_536 * 1_024 * megabyte;

/** Linux starts no program with a variable of 128 KiB or more, and the engine then starts no container. */
const longestSecret = 1_000;
const longestOrigins = 8_000;
const longestPath = 4_096;

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

const declared = (sample: string, problemsOf: (value: string) => readonly string[]): z.ZodMiniType<string> =>
  z.string().check((context) => {
    for (const problem of problemsOf(context.value)) {
      const message = `must be a list such as ${sample}: ${problem}`;
      context.issues.push({ code: "custom", message, input: context.value });
    }
  });

const lasts =
  (fromSeconds: number, toSeconds: number) =>
  (value: string): boolean => {
    const seconds = parseDurationSeconds(value) ?? -1;
    return seconds >= fromSeconds && seconds <= toSeconds;
  };

const address = (mayBeEmpty: boolean): z.ZodMiniType<string, string> =>
  z.pipe(
    z
      .string()
      .check(
        z.refine(
          (value) => (mayBeEmpty && value === "") || readBindAddress(value) !== undefined,
          `must be an IP address such as 127.0.0.1 or [::1], without a zone; one of IPv4 in its own form${mayBeEmpty ? "; or empty" : ""}.`,
        ),
      ),
    z.transform((value) => readBindAddress(value) ?? value),
  );

const intervalMessage = "must be from 1s to 1h, in hours, minutes and seconds, such as 5s or 1m.";

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
    z.maxLength(longestSecret, `must be at most ${String(longestSecret)} characters.`),
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
  bindAddress: address(false),
  ownAddress: address(true),
  hostPort: z
    .string()
    .check(
      z.refine(
        (value) => readHostPort(value) !== undefined,
        "must be HOST:PORT such as temporal-server:7233, with a port from 1 to 65535.",
      ),
    ),
  origins: z.string().check(
    z.maxLength(longestOrigins, {
      error: `must be at most ${String(longestOrigins)} characters.`,
      abort: true,
    }),
    z.refine(
      (value) => value.split(",").every(isOrigin),
      "must be origins separated by commas, each as a browser writes it, like https://app.example.org:8443: lower case, no path, no port 80 for http or 443 for https; a host may begin with *., as in https://*.example.org.",
    ),
  ),
  image: z
    .string()
    .check(
      z.refine(
        isImageReference,
        "must be an image reference such as postgres:15 or registry.example.org/postgres@sha256:… with the whole digest.",
      ),
    ),
  memory: text(/^\d+[mg]$/, "must be a size in megabytes or gigabytes such as 512m or 1g.").check(
    z.refine((value) => memoryBytes(value) >= 64 * megabyte, "must be at least 64m."),
    z.refine((value) => memoryBytes(value) <= mostMemory, "must be at most 65536g."),
  ),
  cpus: text(/^\d{1,3}(?:\.\d{1,2})?$/, "must be a number of processors such as 1.5, or 0 for no limit."),
  compilerLevel: z.enum(["1", "4"], "must be 1 or 4."),
  seconds: whole(1, 86_400),
  folder: text(/^[^\p{Cc}]+$/u, "must be the path of a folder.").check(
    z.maxLength(longestPath, `must be at most ${String(longestPath)} characters.`),
  ),
  file: text(/^[^\p{Cc}]*$/u, "must be the path of a file, or empty.").check(
    z.maxLength(longestPath, `must be at most ${String(longestPath)} characters.`),
  ),
  retention: z
    .string()
    .check(
      z.refine(
        lasts(retentionLimits.leastSeconds, retentionLimits.mostSeconds),
        "must be a duration from 1h to 36500d such as 7d or 36h.",
      ),
    ),
  // Docker Compose knows no days.
  interval: text(/^[\dhms]+$/, intervalMessage).check(z.refine(lasts(1, hour), intervalMessage)),
  shards: whole(1, 16_384),
  namespace: text(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/,
    "must be a namespace: letters, digits, _, . or -, starting with a letter or digit, at most 200 characters.",
  ).check(z.refine((value) => value !== "temporal-system", "must not be temporal-system, which is the server's own.")),
  hostNames: text(
    /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?:,(?=[a-z0-9])|$)){0,50}$/,
    "must be names or IPv4 addresses of this machine separated by commas, in lower case, like temporal.example.org,10.0.0.5.",
  ),
  namespaces: declared("orders=30d,invoices", (value) => parseNamespaces(value).problems),
  attributes: declared("CustomerId=Keyword,Amount=Double", (value) => parseDeclaredAttributes(value).problems),
  switch: z.enum(["true", "false"], "must be true or false."),
  security: z.enum(["off", "tls", "full"], "must be off, tls or full."),
  httpsUrl: z
    .string()
    .check(
      z.refine(
        (value) => value === "" || isHttpsUrl(value),
        "must be empty, or a URL such as https://login.example.org/realms/team: https, and no name, password, query or fragment.",
      ),
    ),
  word: text(/^[A-Za-z0-9_.:@/+=~-]{0,200}$/, "must be letters, digits or _.:@/+=~-, at most 200 of them."),
  exposure: z.enum(["", "insecure"], "must be empty or insecure."),
  logLevel: z.enum(["debug", "info", "warn", "error"], "must be debug, info, warn or error."),
};

/** What is compared as a text, letter by letter, or fetched as it is. */
function isHttpsUrl(value: string): boolean {
  return /^https:\/\/[A-Za-z0-9.:[\]/_~%-]{1,500}$/.test(value) && URL.canParse(value);
}

/** The Web UI compares it with what the browser sends, and takes it over into YAML, where a colon at the end would be a key. */
function isOrigin(value: string): boolean {
  if (!/^https?:\/\/(?:\*\.(?=[A-Za-z0-9]))?[A-Za-z0-9_.[\]:-]+$/.test(value)) return false;
  const plain = value.replace("*.", "");
  return URL.canParse(plain) && new URL(plain).origin === plain;
}
