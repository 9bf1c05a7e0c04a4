import { join } from "node:path";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { variablesOf } from "../shared/client-variables.ts";
import { usageError } from "../shared/flags.ts";
import { readCredentialName } from "../shared/read-credential-name.ts";

const defaultDays = 90;
const mostDays = 825;

export const issue = defineCommand({
  name: "issue",
  summary: "Issue a certificate to an application, and tell how a client uses it",
  description:
    "Makes a key and a certificate of the instance's authority for clients, and prints the variables by which SDKs and the Temporal CLI find them. One of the same name is replaced; the one before stays good until it ends. The files can be read by their owner alone.",
  arguments: { name: { summary: "of the application, as it stands in the certificate", required: true } },
  flags: { days: { flag: "--days <number>", summary: `how long it is good (default: ${String(defaultDays)})` } },
  examples: [
    { command: "temporal-start certs issue media-planner", explains: "good for 90 days" },
    { command: "temporal-start certs issue ci --days 7", explains: "for a week" },
  ],
  async run({ arguments: given, flags }, context: Needs<"certificates" | "clock" | "settings">) {
    const name = readCredentialName(given.name, "certificate");
    const days = readDays(flags.days);
    const [{ issueClient }, { issuedFiles, serverName }] = await Promise.all([
      import("../../pki/issue-client.ts"),
      import("../../pki/cluster-certificates.ts"),
    ]);
    const { values, host } = await context.settings();
    if (values.TEMPORAL_SECURITY === "off") throw notSecured();
    const files = await context.certificates();
    if (!(await issueClient(files, { name, days }, context.clock.now()))) throw notMadeYet(files.folder);
    const paths = issuedFiles(name);
    const [authority, pair] = [join(files.folder, paths.authority), join(files.folder, paths.pair)];
    const variables = {
      TEMPORAL_ADDRESS: `${host}:${String(values.TEMPORAL_SERVER_PORT)}`,
      ...variablesOf({ serverName, authority, pair }),
    };
    const lines = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
    return { exitCode: exitCodes.ok, data: { name, days, variables }, text: `${lines.join("\n")}\n` };
  },
});

function readDays(text: string | undefined): number {
  const days = text === undefined ? defaultDays : Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
  throw usageError(
    `--days "${String(text)}" is no whole number from 1 to ${String(mostDays)}.`,
    "temporal-start certs issue NAME --days 90",
  );
}

function notMadeYet(folder: string): TemporalStartError {
  return new TemporalStartError({
    code: "CERTIFICATES_MISSING",
    category: "preflight",
    message: `There is no authority in ${folder} that could sign it; nothing was changed.`,
    hint: "temporal-start start makes one for a new cluster.",
  });
}

function notSecured(): TemporalStartError {
  return new TemporalStartError({
    code: "NOT_SECURED",
    category: "preflight",
    message: "The settings have TEMPORAL_SECURITY=off: the server asks nobody for a certificate.",
    hint: "Write TEMPORAL_SECURITY=tls into temporal.env, then: temporal-start start",
  });
}
