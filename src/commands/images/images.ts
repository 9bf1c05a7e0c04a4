import { securedUi } from "../../cluster/versions.ts";
import { exitCodes, type TemporalStartError } from "../../errors.ts";
import { buildableRecipes, imageNames } from "../../images/index.ts";
import { listImages, type WantedImage } from "../../observe/list-images.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { CommandSettings, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { usageError } from "../shared/flags.ts";
import { pullImage } from "../shared/pull-image.ts";

const megabyte = 1_000_000;
const buildable = buildableRecipes.map(({ name }) => name);

const list = defineCommand({
  name: "list",
  summary: "Show which image each service uses, and where it comes from",
  examples: [{ command: "temporal-start images list", explains: "upstream, locally built, configured or missing" }],
  async run(_input, context: Needs<"engine" | "settings" | "style">) {
    const wanted = await wantedImages(context);
    const rows = wanted.map(({ services, reference, source, sizeBytes }) => [
      services.join(", "),
      reference,
      source,
      sizeBytes === null ? "–" : `${String(Math.round(sizeBytes / megabyte))} MB`,
    ]);
    const table = formatTitledTable(["SERVICES", "IMAGE", "SOURCE", "SIZE"], rows, context.style);
    return { exitCode: exitCodes.ok, data: { images: wanted }, text: `${table}\n` };
  },
});

const pull = defineCommand({
  name: "pull",
  summary: "Pull the upstream images that are not on the engine",
  examples: [{ command: "temporal-start images pull", explains: "before going offline" }],
  async run(_input, context: Needs<"backend" | "engine" | "reporter" | "settings" | "signal">) {
    const missing = (await wantedImages(context)).filter(({ upstreamPresent }) => !upstreamPresent);
    const outcomes = await Promise.allSettled(
      missing.map(async ({ upstream }) => {
        context.reporter.note(`  pull      ${upstream}`);
        await pullImage(context, upstream);
      }),
    );
    const failure = outcomes.find((outcome) => outcome.status === "rejected");
    if (failure !== undefined) throw failure.reason as TemporalStartError;
    const pulled = missing.map(({ upstream }) => upstream);
    const text = pulled.length === 0 ? "All images are present.\n" : `Pulled ${String(pulled.length)} images.\n`;
    return { exitCode: exitCodes.ok, data: { pulled }, text };
  },
});

/** Those of a new cluster, and of optional services that the settings switch on. */
function neededBy({ values, topology }: CommandSettings): readonly string[] {
  const isSecured = values.TEMPORAL_SECURITY !== "off";
  const local = new Set([
    ...topology.units.map(({ service }) => service.image.local),
    ...(isSecured ? [securedUi.local] : []),
  ]);
  const others = buildableRecipes.filter(({ localTag }) => local.has(localTag)).map(({ name }) => name);
  return [...new Set([...imageNames, ...others])];
}

const build = defineCommand({
  name: "build",
  summary: "Build the images from package registries, where no image registry can be reached",
  description:
    "Makes drop-in images from Go modules, Maven artifacts and Debian packages. Images whose recipe did not change are skipped. compose/images/README.md says what is equal to the upstream images and what is not. Those of later versions, which `upgrade` needs, have the version in their name; they are built when they are named, and the gateway of a secured cluster where the settings have it as well.",
  arguments: {
    images: {
      summary: `images to build (default: ${imageNames.join(", ")})`,
      variadic: true,
      suggests: buildable,
    },
  },
  flags: { force: { flag: "--force", summary: "build again although nothing changed" } },
  examples: [
    { command: "temporal-start images build", explains: "all five" },
    { command: "temporal-start images build elasticsearch", explains: "one of them, and what it stands on" },
    { command: "temporal-start images build server@1.23.1 admin-tools@1.23.1", explains: "of a later version" },
  ],
  async run(input, context: Needs<"imageBuilder" | "reporter" | "settings" | "signal">) {
    const named = input.arguments.images;
    const unknown = named.filter((name) => !buildable.includes(name));
    if (unknown.length > 0)
      throw usageError(`Unknown image: ${unknown.join(", ")}.`, `Images are ${buildable.join(", ")}.`);
    const builder = await context.imageBuilder();
    const result = await builder.build(named.length === 0 ? neededBy(await context.settings()) : named, {
      force: input.flags.force,
      signal: context.signal,
      onProgress: ({ image, step, state, seconds }) => {
        const time = seconds === undefined ? "" : `  ${seconds.toFixed(1)} s`;
        context.reporter.note(`  ${state.padEnd(8)} ${image.padEnd(14)} ${step}${time}`);
      },
    });
    const built = result.images.filter(({ outcome }) => outcome === "built").length;
    const size = `${String(Math.round(result.totalBytes / megabyte))} MB`;
    return {
      exitCode: exitCodes.ok,
      data: result,
      text: `${built === 0 ? "Nothing to build" : `Built ${String(built)} image${built === 1 ? "" : "s"}`}; all together ${size}.\n`,
    };
  },
});

export const images = defineCommand({
  name: "images",
  summary: "List, pull or build the container images",
  examples: [
    { command: "temporal-start images list", explains: "what is used" },
    { command: "temporal-start images build", explains: "where no image registry can be reached" },
  ],
  subcommands: [list, pull, build],
});

async function wantedImages(context: Needs<"engine" | "settings">): Promise<readonly WantedImage[]> {
  return listImages(await context.settings(), await context.engine());
}
