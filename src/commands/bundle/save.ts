import { resolve } from "node:path";
import { programFor } from "../../cluster/settings/instance.ts";
import { causeMessage, exitCodes, TemporalStartError } from "../../errors.ts";
import { listImages, type WantedImage } from "../../observe/list-images.ts";
import { formatBytes } from "../backup/format-bytes.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { nowAndThen } from "../shared/now-and-then.ts";
import { shellWord } from "../shared/shell-word.ts";

type SaveNeeds = Needs<
  "backend" | "clock" | "engine" | "files" | "fileStore" | "place" | "reporter" | "settings" | "signal" | "version"
>;

/** What npm takes of a folder without being told. */
const always = ["package.json", "README.md", "LICENSE"];

export const save = defineCommand({
  name: "save",
  summary: "Write all images of the cluster and this program into one file",
  description:
    "Writes the images of the services that are switched on, as `images list` shows them, and this program with its compose files into one tar file with checksums. A machine that has a Docker Engine, Compose and Node.js starts the cluster from it without a network: see docs/offline.md.",
  arguments: { file: { summary: "the file to write", required: true } },
  examples: [
    { command: "temporal-start bundle save temporal.bundle.tar", explains: "on a machine that has the images" },
  ],
  async run(input, context: SaveNeeds) {
    const startedMs = context.clock.now();
    const path = resolve(context.place.currentFolder, input.arguments.file);
    const [{ writeBundle }, { packFiles }] = await Promise.all([
      import("../../bundle/write-bundle.ts"),
      import("../../archive/pack-files.ts"),
    ]);
    const engine = await context.engine();
    const settings = await context.settings();
    const program = programFor(settings.topology.instance);
    const images = await listImages(settings, engine);
    requireAll(images);
    const file = await (await context.fileStore()).create(path);
    try {
      const bytes = await writeBundle({
        backend: await context.backend(),
        manifest: {
          kind: "bundle",
          format: 1,
          createdAt: new Date(startedMs).toISOString(),
          program: context.version,
          architecture: (await engine.info()).architecture,
          images: images.map(({ reference, sizeBytes }) => ({ reference, bytes: sizeBytes ?? 0 })),
        },
        program: await packFiles(context.place.packageFolder, await packageNames(context), "package"),
        sink: file.stream,
        now: () => context.clock.now(),
        signal: context.signal,
        onBytes: nowAndThen(context, (written) => {
          context.reporter.note(`${formatBytes(written)} of images are written.`);
        }),
      });
      await file.commit();
      const seconds = (context.clock.now() - startedMs) / 1000;
      const references = images.map(({ reference }) => reference);
      return {
        exitCode: exitCodes.ok,
        data: { path, bytes, seconds, images: references },
        text: `${path}\n${formatBytes(bytes)} in ${seconds.toFixed(1)} s: temporal-start ${context.version} and ${String(references.length)} images.\nOn the other machine:\n  ${installWords(path)}\n  ${program} bundle load ${shellWord(path)}\n  ${program} start\n`,
      };
    } catch (error) {
      const why = (await file.discard()) ?? error;
      context.signal.throwIfAborted();
      throw why instanceof TemporalStartError ? why : notWritten(path, why);
    }
  },
});

function installWords(path: string): string {
  return `tar -xf ${shellWord(path)} program.tgz && npm install --global --offline ./program.tgz`;
}

/** As package.json lists them, and so as npm would pack them. */
async function packageNames({ files, place }: Needs<"files" | "place">): Promise<readonly string[]> {
  const text = (await (await files()).read(resolve(place.packageFolder, "package.json"))) ?? "{}";
  return [...always, ...((JSON.parse(text) as { readonly files?: readonly string[] }).files ?? [])];
}

function requireAll(images: readonly WantedImage[]): void {
  const missing = images.filter(({ source }) => source === "missing").map(({ reference }) => reference);
  if (missing.length === 0) return;
  throw new TemporalStartError({
    code: "IMAGES_MISSING",
    category: "preflight",
    message: `The engine does not have ${missing.join(", ")}; nothing was written.`,
    hint: "temporal-start images pull, or, where no registry can be reached: temporal-start images build",
  });
}

function notWritten(path: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BUNDLE_FAILED",
    category: "engine",
    message: `${path} could not be written: ${causeMessage(cause)}.`,
    hint: "df -h shows how much room there is.",
    cause,
  });
}
