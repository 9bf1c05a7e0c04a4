import { resolve } from "node:path";
import { PassThrough, type Readable, type Writable } from "node:stream";
import type { BundleManifest } from "../../bundle/manifest.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { formatBytes } from "../backup/format-bytes.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";

type LoadNeeds = Needs<"backend" | "clock" | "engine" | "fileStore" | "place" | "reporter" | "signal">;

export const load = defineCommand({
  name: "load",
  summary: "Load the images of a bundle into the engine",
  description:
    "Reads the whole file, compares every part with its checksum, and then loads its images into the engine. No network is needed, and no cluster is changed: the next `start` finds the images.",
  arguments: { file: { summary: "a file that `bundle save` wrote", required: true } },
  examples: [
    { command: "temporal-start bundle load temporal.bundle.tar", explains: "on a machine that reaches no registry" },
  ],
  async run(input, context: LoadNeeds) {
    const { readBundle } = await import("../../bundle/read-bundle.ts");
    const startedMs = context.clock.now();
    const path = resolve(context.place.currentFolder, input.arguments.file);
    const open = async () => (await (await context.fileStore()).open(path)).stream;
    const { manifest, bytes } = await readBundle(path, await open());
    const engine = await context.engine();
    const { architecture } = await engine.info();
    if (architecture !== manifest.architecture) throw doesNotFit(path, manifest, architecture);
    context.reporter.note(`${path} is what was written; loading ${String(manifest.images.length)} images.`);
    const packed = new PassThrough();
    const fed = feedImages(path, open, packed);
    fed.catch((error: unknown) => packed.destroy(error as Error));
    await (await context.backend()).loadImages(packed, context.signal);
    await fed;
    const images = manifest.images.map(({ reference }) => reference);
    for (const reference of images) if ((await engine.image(reference)) === undefined) throw notLoaded(reference);
    const seconds = (context.clock.now() - startedMs) / 1000;
    return {
      exitCode: exitCodes.ok,
      data: { path, bytes, seconds, images },
      text: `${images.join("\n")}\nLoaded ${String(images.length)} images (${formatBytes(bytes)}) in ${seconds.toFixed(1)} s.\n`,
    };
  },
});

/** The file was read to its end before; it is compared again, since it may have changed meanwhile. */
async function feedImages(path: string, open: () => Promise<Readable>, sink: Writable): Promise<void> {
  const [{ readBundle }, { imagesPart }, { feedParts }] = await Promise.all([
    import("../../bundle/read-bundle.ts"),
    import("../../bundle/manifest.ts"),
    import("../../archive/feed-parts.ts"),
  ]);
  const source = await open();
  await feedParts(sink, imagesPart, (onContent) => readBundle(path, source, onContent)).finally(() => {
    source.destroy();
  });
  sink.end();
}

function doesNotFit(path: string, { architecture, program }: BundleManifest, found: string): TemporalStartError {
  return new TemporalStartError({
    code: "BUNDLE_DOES_NOT_FIT",
    category: "preflight",
    message: `${path} has images for ${architecture} (temporal-start ${program}), and the engine runs ${found}; nothing was loaded.`,
    hint: `Make it on a machine of the kind ${found}: temporal-start bundle save FILE`,
  });
}

function notLoaded(reference: string): TemporalStartError {
  return new TemporalStartError({
    code: "BUNDLE_FAILED",
    category: "engine",
    message: `The engine took the images and does not have ${reference} afterwards.`,
    hint: "docker image ls, and the same command again.",
  });
}
