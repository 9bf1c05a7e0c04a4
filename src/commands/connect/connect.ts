import { join } from "node:path";
import { defined } from "../../defined.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { ownContainers, serverAddress } from "../../observe/own-containers.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { usageError } from "../shared/flags.ts";
import { readCredentialName } from "../shared/read-credential-name.ts";
import type { ClientFacts } from "./client-facts.ts";
import { type Language, languages } from "./languages.ts";

const names = Object.keys(languages) as readonly Language[];

export const connect = defineCommand({
  name: "connect",
  summary: "Tell what a client needs to connect, ready to paste",
  description:
    "Address, namespace and, of a secured cluster, the files of an application's certificate and token. Nothing secret is shown: what is printed reads it from those files.",
  flags: {
    lang: {
      flag: "--lang <language>",
      summary: `for what: ${names.join(", ")} (default: env, for a shell)`,
      suggests: names,
    },
    as: { flag: "--as <name>", summary: "of the certificate and the token, of a secured cluster" },
    namespace: { flag: "--namespace <name>", summary: "another one than TEMPORAL_NAMESPACE", suggests: "namespaces" },
  },
  examples: [
    { command: "temporal-start connect --lang python", explains: "of a cluster that is not secured" },
    { command: "temporal-start connect --lang typescript --as shop", explains: "with its certificate, and its token" },
    {
      command: "temporal-start connect --as shop",
      explains: "lines for the programs of a shell, which takes them by eval",
    },
  ],
  async run({ flags }, context: Needs<"certificates" | "engine" | "settings">) {
    const language = names.find((name) => name === (flags.lang ?? "env"));
    if (language === undefined)
      throw usageError(`--lang ${String(flags.lang)} is not known here.`, `Known are ${names.join(", ")}.`);
    const settings = await context.settings();
    const containers = await ownContainers(await context.engine(), settings.topology);
    const facts: ClientFacts = {
      address: serverAddress(containers, settings),
      namespace: flags.namespace ?? settings.values.TEMPORAL_NAMESPACE,
      ...(await shownFor(context, settings, flags.as)),
    };
    return {
      exitCode: exitCodes.ok,
      data: {
        language,
        address: facts.address,
        namespace: facts.namespace,
        tls: facts.tls ?? null,
        token: facts.token ?? null,
      },
      text: languages[language](facts),
    };
  },
});

async function shownFor(
  context: Needs<"certificates">,
  { values: { TEMPORAL_SECURITY } }: CommandSettings,
  given: string | undefined,
): Promise<Pick<ClientFacts, "tls" | "token">> {
  if (TEMPORAL_SECURITY === "off") return {};
  if (given === undefined)
    throw usageError("A secured cluster asks who connects.", "--as NAME, of `temporal-start certs list`");
  const name = readCredentialName(given, "certificate");
  const [{ issuedFiles, serverName }, { tokenPath }] = await Promise.all([
    import("../../pki/cluster-certificates.ts"),
    import("../../pki/own-tokens.ts"),
  ]);
  const files = await context.certificates();
  const { pair, authority } = issuedFiles(name);
  if (files.read(pair) === undefined || files.read(authority) === undefined)
    throw missing(`There is no certificate of ${name}.`, `temporal-start certs issue ${name}`);
  const hasToken = TEMPORAL_SECURITY === "full";
  if (hasToken && files.read(tokenPath(name)) === undefined)
    throw missing(
      `There is no token of ${name}.`,
      `temporal-start token create ${name} --role worker --namespace NAMESPACE`,
    );
  return {
    tls: { serverName, authority: join(files.folder, authority), pair: join(files.folder, pair) },
    ...defined({ token: hasToken ? join(files.folder, tokenPath(name)) : undefined }),
  };
}

function missing(message: string, hint: string): TemporalStartError {
  return new TemporalStartError({ code: "CREDENTIAL_MISSING", category: "preflight", message, hint });
}
