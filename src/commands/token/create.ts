import { join } from "node:path";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { roles } from "../../pki/roles.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { authorizedFiles } from "../shared/authorized-files.ts";
import { usageError } from "../shared/flags.ts";
import { readCredentialName } from "../shared/read-credential-name.ts";
import { type Password, readPassword } from "./read-password.ts";
import { defaultTtl, readNamespaces, readRole, readTtl } from "./read-request.ts";
import { requirePermissions } from "./require-permissions.ts";

export const create = defineCommand({
  name: "create",
  summary: "Make a token, and tell where it is",
  description:
    "A reader lists and describes; a writer also starts, signals and terminates, and so may a worker, since the server takes polls for writing; an admin also changes and deletes its namespaces. With all namespaces an admin may do everything. Whoever has the token may do it until it ends or is taken back, so it is written into a file that its owner alone can read, and not shown. One of the same name is taken back. With --login its owner may see the page, and does there what the token lets him.",
  arguments: { name: { summary: "of the application or person, as it stands in the token", required: true } },
  flags: {
    role: { flag: "--role <role>", summary: `what it lets do: ${roles.join(", ")}`, suggests: roles },
    namespace: {
      flag: "--namespace <names>",
      summary: "in which namespaces, separated by commas",
      suggests: "namespaces",
    },
    allNamespaces: { flag: "--all-namespaces", summary: "in all of them, and those to come" },
    login: {
      flag: "--login",
      summary:
        "also sign in to the page by this name: with a new password that is shown once, or at TEMPORAL_OIDC_ISSUER",
    },
    passwordFile: { flag: "--password-file <file>", summary: "the same, with the password in a file" },
    ttl: { flag: "--ttl <duration>", summary: `how long it is good (default: ${defaultTtl})` },
  },
  examples: [
    { command: "temporal-start token create shop --role worker --namespace shop", explains: "good for 90 days" },
    {
      command: "temporal-start token create ada --role reader --all-namespaces --ttl 8h",
      explains: "for a day's work",
    },
  ],
  async run({ arguments: given, flags }, context: Needs<"certificates" | "clock" | "files" | "place" | "settings">) {
    const request = {
      name: readCredentialName(given.name, "token"),
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
    const issuer = settings.values.TEMPORAL_OIDC_ISSUER;
    const password = await readPassword(context, { ...flags, issuer });
    const files = await authorizedFiles(context);
    requireOneSpelling(request.name, files.names("tokens"));
    const nowMs = context.clock.now();
    await issueToken(files, request, nowMs, password?.hash);
    const path = join(files.folder, tokenPath(request.name));
    const endsAt = new Date(nowMs + request.lastsSeconds * 1000).toISOString();
    const { name, role, namespaces } = request;
    const where = namespaces.length === 0 ? "all namespaces" : namespaces.join(", ");
    return {
      exitCode: exitCodes.ok,
      data: {
        name,
        role,
        namespaces,
        endsAt,
        path,
        seesPage: password !== undefined,
        password: password?.made ?? null,
      },
      text: [
        `${name} may be a ${role} in ${where} until ${endsAt.slice(0, 16).replace("T", " ")} UTC; a server that runs knows it within 10 s.`,
        `A client reads it from ${path}, and shows it as api key:`,
        `  TEMPORAL_API_KEY="$(cat '${path}')"`,
        ...wayToPage(name, password, issuer),
        "",
      ].join("\n"),
    };
  },
});

function wayToPage(name: string, password: Password | undefined, issuer: string): readonly string[] {
  if (password === undefined) return [];
  const made = password.made === undefined ? [] : [`The password, which is kept nowhere: ${password.made}`];
  return [`${name} may sign in to the page${issuer === "" ? "" : ` at ${issuer}`}.`, ...made];
}

/** The gateway, and some file systems, take the two for one. */
function requireOneSpelling(name: string, names: readonly string[]): void {
  const other = names.find((each) => each !== name && each.toLowerCase() === name.toLowerCase());
  if (other !== undefined) throw usageError(`There is a token of ${other} already.`, `Take ${other}, or another name.`);
}

function reserved(name: string): TemporalStartError {
  return usageError(`${name} is the name of a token of the cluster itself.`, "Choose another one.");
}
