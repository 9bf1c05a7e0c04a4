import { join } from "node:path";
import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Role } from "../../pki/token.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { usageError } from "../shared/flags.ts";
import { requirePermissions } from "./require-permissions.ts";

const defaultTtl = "90d";
const leastSeconds = 60;
const mostSeconds = 825 * 86_400;
const roleNames: readonly Role[] = ["reader", "worker", "writer", "admin"];

export const create = defineCommand({
  name: "create",
  summary: "Make a token, and tell where it is",
  description:
    "A reader lists and describes; a writer also starts, signals and terminates, and so may a worker, since the server takes polls for writing; an admin also changes and deletes its namespaces. With all namespaces an admin may do everything. Whoever has the token may do it until it ends or is taken back, so it is written into a file that its owner alone can read, and not shown. One of the same name is taken back.",
  arguments: { name: { summary: "of the application or person, as it stands in the token", required: true } },
  flags: {
    role: { flag: "--role <role>", summary: `what it lets do: ${roleNames.join(", ")}`, suggests: roleNames },
    namespace: {
      flag: "--namespace <names>",
      summary: "in which namespaces, separated by commas",
      suggests: "namespaces",
    },
    allNamespaces: { flag: "--all-namespaces", summary: "in all of them, and those to come" },
    ttl: { flag: "--ttl <duration>", summary: `how long it is good (default: ${defaultTtl})` },
  },
  examples: [
    { command: "temporal-start token create shop --role worker --namespace shop", explains: "good for 90 days" },
    {
      command: "temporal-start token create ada --role reader --all-namespaces --ttl 8h",
      explains: "for a day's work",
    },
  ],
  async run({ arguments: given, flags }, context: Needs<"certificates" | "clock" | "settings">) {
    const request = {
      name: readName(given.name),
      role: readRole(flags.role),
      namespaces: readNamespaces(flags.namespace, flags.allNamespaces),
      lastsSeconds: readTtl(flags.ttl ?? defaultTtl),
    };
    const settings = await context.settings();
    requirePermissions(settings);
    const [{ isOwnToken }, { issueToken }, { tokenPath }] = await Promise.all([
      import("../../pki/ensure-tokens.ts"),
      import("../../pki/keep-tokens.ts"),
      import("../../pki/own-tokens.ts"),
    ]);
    if (isOwnToken(request.name)) throw reserved(request.name);
    const files = await context.certificates();
    const nowMs = context.clock.now();
    await issueToken(files, request, nowMs);
    const path = join(files.folder, tokenPath(request.name));
    const endsAt = new Date(nowMs + request.lastsSeconds * 1000).toISOString();
    const { name, role, namespaces } = request;
    const where = namespaces.length === 0 ? "all namespaces" : namespaces.join(", ");
    return {
      exitCode: exitCodes.ok,
      data: { name, role, namespaces, endsAt, path },
      text: [
        `${name} may be a ${role} in ${where} until ${endsAt.slice(0, 16).replace("T", " ")} UTC; the server knows it within 5 s.`,
        `A client reads it from ${path}, and shows it as api key:`,
        `  TEMPORAL_API_KEY="$(cat '${path}')"`,
        "",
      ].join("\n"),
    };
  },
});

function readName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return text;
  throw usageError(`"${text}" is no name for a token.`, "Letters, digits, dots, dashes and underscores, at most 64.");
}

function readRole(text: string | undefined): Role {
  const role = roleNames.find((name) => name === text);
  if (role !== undefined) return role;
  const said = text === undefined ? "A token needs a role." : `--role ${text} is none.`;
  throw usageError(said, `Roles are ${roleNames.join(", ")}.`);
}

/** @returns none for all */
function readNamespaces(text: string | undefined, isAll: boolean): readonly string[] {
  if (isAll && text !== undefined)
    throw usageError("--namespace and --all-namespaces exclude each other.", "Leave one of them out.");
  if (isAll) return [];
  const names = [...new Set((text ?? "").split(","))];
  const wrong = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/.test(name) || name === "temporal-system");
  if (text === undefined) throw usageError("A token needs a namespace.", "--namespace NAME, or --all-namespaces");
  if (wrong !== undefined)
    throw usageError(`"${wrong}" is no namespace.`, "--namespace shop, or --namespace shop,billing");
  return names;
}

function readTtl(text: string): number {
  const seconds = parseDurationSeconds(text);
  if (seconds !== undefined && seconds >= leastSeconds && seconds <= mostSeconds) return seconds;
  throw usageError(`--ttl ${text} is no duration from 1m to 825d.`, "Write it like 8h or 90d.");
}

function reserved(name: string): TemporalStartError {
  return usageError(`${name} is the name of a token of the cluster itself.`, "Choose another one.");
}
