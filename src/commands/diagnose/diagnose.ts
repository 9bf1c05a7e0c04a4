import { resolve } from "node:path";
import { settingsShape } from "../../cluster/services/index.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { type ArchiveEntry, archiveOf } from "../../output/archive.ts";
import { createRedactor, type Redactor, secretsIn } from "../../redaction/redact.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { collectFindings, type Findings } from "./collect.ts";

/** The settings hold nothing that is not in the archive, but logs may tell about the user's work. */
const fileMode = 0o600;

const introduction = `What temporal-start saw of one cluster, made by "temporal-start diagnose".
Passwords, tokens and the like were replaced by [removed]. Logs can still tell about your
workflows: read them before you give this to somebody.
`;

/** @param reports commands whose data goes into the archive under their names */
export function diagnoseWith(reports: readonly CommandDefinition[]): CommandDefinition {
  return defineCommand({
    name: "diagnose",
    summary: "Write one archive with everything that helps to find a fault",
    description:
      "Write one .tar.gz with versions, settings, the plan of the next start, health, the resolved compose file, what the engine says of each container, and the last log lines. Passwords, tokens and the like are removed. What cannot be read is named in its place, so it works where nothing else does.",
    flags: {
      output: {
        flag: "--output <file>",
        summary: "the archive to write (default: temporal-start-diagnose-INSTANCE-TIME.tar.gz in this folder)",
        suggests: "files",
      },
    },
    examples: [
      { command: "temporal-start diagnose", explains: "into this folder" },
      { command: "temporal-start diagnose --output /tmp/cluster.tar.gz", explains: "somewhere else" },
    ],
    // The reports are commands, and may touch whatever they need.
    async run(input, context: CommandContext) {
      const { values, secrets } = await context.settingsReport();
      const instance = values.TEMPORAL_INSTANCE ?? "";
      const name = input.flags.output ?? defaultName(instance, context.clock.now());
      const path = resolve(context.place.currentFolder, name);
      const files = await context.files();
      // Before the long way: what is collected for nothing is not worth the time.
      await files.requireRoomFor(path);
      const findings = await collectFindings(context, instance, reports);
      const entries = redact(findings, redactorFor(findings, secrets));
      await files.writeNew(path, archiveOf(entries, context.clock.now()), fileMode);
      return {
        exitCode: exitCodes.ok,
        data: { file: path, entries: entries.map((entry) => entry.name) },
        text: `Wrote ${path} with ${String(entries.length)} files. Passwords and tokens are removed; read it before you pass it on.\n`,
      };
    },
  });
}

/** A second call shall not meet the archive of the first. */
function defaultName(instance: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, "");
  return `temporal-start-diagnose-${instanceLabel(instance)}-${time}.tar.gz`;
}

/** The passwords that everybody knows are words of their own, and to remove them would tear names apart. */
function redactorFor(findings: Findings, secrets: readonly string[]): Redactor {
  const defaults = new Set(Object.values(settingsShape).map(({ defaultValue }) => defaultValue));
  const known = [...secrets, ...secretsIn(findings.containers), ...secretsIn(findings.environment)];
  return createRedactor(known.filter((secret) => !defaults.has(secret)));
}

function redact({ containers, environment, texts, documents }: Findings, redactor: Redactor): readonly ArchiveEntry[] {
  const ofContainers = Object.entries(containers).map(([name, value]) => [`containers/${name}.json`, value] as const);
  const values = [["environment.json", environment] as const, ...Object.entries(documents), ...ofContainers];
  return [
    { name: "README.txt", content: introduction },
    ...values.map(([name, value]) => ({ name, content: `${JSON.stringify(redactor.value(value), null, 2)}\n` })),
    ...Object.entries(texts).map(([name, text]) => ({ name, content: redactor.text(text) })),
  ];
}
