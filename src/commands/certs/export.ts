import { join, resolve } from "node:path";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { type ShownFiles, shellLines, variablesOf } from "../shared/client-variables.ts";
import { readCredentialName } from "../shared/read-credential-name.ts";

export const exportFiles = defineCommand({
  name: "export",
  summary: "Write what an application needs to connect from another machine into a folder",
  description:
    "ca.pem, client.pem (certificate and key), token.jwt where the application has a token, and client.env: the variables by which SDKs and the Temporal CLI find them, with the first of TEMPORAL_HOST_NAMES as address. Files that are there are not replaced; all can be read by their owner alone. Whoever has the folder is the application.",
  arguments: { name: { summary: "of the application, as it stands in the certificate", required: true } },
  flags: {
    output: { flag: "--output <folder>", summary: "where to (default: the name, in this folder)", suggests: "files" },
    at: { flag: "--at <folder>", summary: "where they will be on the other machine (default: the same)" },
  },
  examples: [
    { command: "temporal-start certs export shop --at /etc/temporal", explains: "to be copied to /etc/temporal there" },
  ],
  async run({ arguments: given, flags }, context: Needs<"certificates" | "files" | "place" | "settings">) {
    const name = readCredentialName(given.name, "certificate");
    const folder = resolve(context.place.currentFolder, flags.output ?? name);
    const at = flags.at ?? folder;
    const [{ issuedFiles, serverName }, { tokenPath }] = await Promise.all([
      import("../../pki/cluster-certificates.ts"),
      import("../../pki/own-tokens.ts"),
    ]);
    const certificates = await context.certificates();
    const { pair, authority } = issuedFiles(name);
    const [client, ca] = [certificates.read(pair), certificates.read(authority)];
    if (client === undefined || ca === undefined) throw unknown(name);
    const token = certificates.read(tokenPath(name));
    const variables = variablesAt(await context.settings(), {
      serverName,
      authority: join(at, "ca.pem"),
      pair: join(at, "client.pem"),
    });
    const texts = {
      "ca.pem": ca,
      "client.pem": client,
      ...(token !== undefined && { "token.jwt": token }),
      "client.env": shellLines(variables, token === undefined ? undefined : join(at, "token.jwt")),
    };
    const files = await context.files();
    // All or none.
    for (const file of Object.keys(texts))
      if (await files.exists(join(folder, file))) throw alreadyThere(join(folder, file));
    for (const [file, text] of Object.entries(texts)) await files.writeNew(join(folder, file), text, 0o600);
    const written = Object.keys(texts).map((file) => join(folder, file));
    const how = `On the other machine: . ${join(at, "client.env")}`;
    return {
      exitCode: exitCodes.ok,
      data: { name, files: written, variables },
      text: `${[...written, how].join("\n")}\n`,
    };
  },
});

/** By the first name of this machine that other machines know. */
function variablesAt({ values, host }: CommandSettings, shown: ShownFiles): Readonly<Record<string, string>> {
  const [name = ""] = values.TEMPORAL_HOST_NAMES.split(",");
  return {
    TEMPORAL_ADDRESS: `${name === "" ? host : name}:${String(values.TEMPORAL_SERVER_PORT)}`,
    TEMPORAL_NAMESPACE: values.TEMPORAL_NAMESPACE,
    ...variablesOf(shown),
  };
}

function unknown(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "CERTIFICATE_UNKNOWN",
    category: "usage",
    message: `There is no certificate of ${name}; nothing was written.`,
    hint: `temporal-start certs issue ${name}`,
  });
}

function alreadyThere(path: string): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_EXISTS",
    category: "preflight",
    message: `${path} is there already; nothing was written.`,
    hint: "Name another folder: --output FOLDER",
  });
}
