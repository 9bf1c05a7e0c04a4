import { join } from "node:path";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";

const settingsFile = "temporal.env";
const dynamicConfig = "temporal-config/development-sql.yaml";
/** The settings hold a password; the server's user in the container must read the other file. */
const modes = { settings: 0o600, dynamicConfig: 0o644 } as const;

export const configInit = defineCommand({
  name: "init",
  summary: "Write copies of temporal.env and temporal-config to edit into this folder",
  description:
    "Write copies of temporal.env and temporal-config/ into the current folder, where every command run there finds them. The settings name the new folder of the dynamic configuration. Nothing that is there is replaced.",
  examples: [{ command: "temporal-start config init", explains: "then edit temporal.env" }],
  async run(_input, context: Needs<"files" | "place">) {
    const files = await context.files();
    const { currentFolder, packageFolder } = context.place;
    const wanted = [settingsFile, "temporal-config"];
    const there = await Promise.all(wanted.map((name) => files.exists(join(currentFolder, name))));
    const existing = wanted.filter((_, index) => there[index]);
    if (existing.length > 0) throw alreadyThere(existing, currentFolder);
    const [settings, dynamic] = await Promise.all(
      [settingsFile, dynamicConfig].map((name) => files.read(join(packageFolder, name))),
    );
    if (settings === undefined || dynamic === undefined) throw incompletePackage(packageFolder);
    const text = withConfigFolder(settings, join(currentFolder, "temporal-config"));
    await files.writeNew(join(currentFolder, dynamicConfig), dynamic, modes.dynamicConfig);
    await files.writeNew(join(currentFolder, settingsFile), text, modes.settings);
    const written = [settingsFile, dynamicConfig];
    return {
      exitCode: exitCodes.ok,
      data: { folder: currentFolder, written },
      text: `Wrote ${written.join(" and ")}. Commands run in this folder read them.\nNext: edit temporal.env, then temporal-start config validate\n`,
    };
  },
});

/** Writes the path so that the program and Docker Compose read the same. */
function withConfigFolder(settings: string, folder: string): string {
  const quoted = /^[A-Za-z0-9_./@:+,-]+$/.test(folder) ? folder : `'${folder}'`;
  if (folder.includes("'") || folder.includes("\\")) throw unwritableFolder(folder);
  const line = /^#?TEMPORAL_CONFIG_DIR=.*$/m;
  const assignment = `TEMPORAL_CONFIG_DIR=${quoted}`;
  return line.test(settings) ? settings.replace(line, () => assignment) : `${settings}\n${assignment}\n`;
}

function alreadyThere(existing: readonly string[], folder: string): TemporalStartError {
  const are = existing.length === 1 ? "is" : "are";
  return new TemporalStartError({
    code: "FILE_EXISTS",
    category: "preflight",
    message: `${existing.join(" and ")} ${are} in ${folder} already; nothing was written.`,
    hint: "Edit what is there, or move it away and run temporal-start config init again.",
  });
}

function incompletePackage(folder: string): TemporalStartError {
  return new TemporalStartError({
    code: "PACKAGE_INCOMPLETE",
    category: "preflight",
    message: `The package in ${folder} lacks ${settingsFile} or ${dynamicConfig}.`,
    hint: "Install temporal-start again.",
  });
}

function unwritableFolder(folder: string): TemporalStartError {
  return new TemporalStartError({
    code: "FOLDER_UNUSABLE",
    category: "preflight",
    message: `${folder} has a quote or backslash, which a settings file cannot carry in a path.`,
    hint: "Run the command in another folder.",
  });
}
