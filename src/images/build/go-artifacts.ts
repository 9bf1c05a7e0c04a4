import { copyFile, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GoModuleFiles, GoProgram } from "../recipe.ts";
import { copyFilesBelow } from "./files.ts";
import { type StepCommand, StepFailure } from "./step-commands.ts";

const goArchitectures: Readonly<Record<string, string>> = { amd64: "amd64", arm64: "arm64" };

/** A workspace or flags of the user's own must not change what go.sum locks, nor the module files of the package. */
const lockedModule = { GOWORK: "off", GO111MODULE: "on", GOFLAGS: "-mod=readonly" };

/** Compiles a static, stripped program for Linux into `bin` of a folder. */
export async function compileProgram(
  run: StepCommand,
  program: GoProgram,
  imagesFolder: string,
  architecture: string,
  folder: string,
): Promise<void> {
  const variables = Object.entries(program.linkVariables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const linkFlags = ["-s", "-w", ...variables].join(" ");
  await run(
    "go",
    [
      "build",
      "-trimpath",
      "-buildvcs=false",
      "-ldflags",
      linkFlags,
      "-o",
      join(folder, "bin", program.output),
      program.command,
    ],
    {
      cwd: join(imagesFolder, program.module),
      env: { ...lockedModule, CGO_ENABLED: "0", GOOS: "linux", GOARCH: goArchitectures[architecture] ?? architecture },
    },
  );
}

/** Copies files that a locked module carries into `files` of a folder; its Go code stays behind. */
export async function copyModuleFiles(
  run: StepCommand,
  { module, path, files }: GoModuleFiles,
  imagesFolder: string,
  folder: string,
): Promise<void> {
  const answer = await run("go", ["mod", "download", "-json", path], {
    cwd: join(imagesFolder, module),
    env: lockedModule,
  });
  const { Dir: source } = JSON.parse(answer) as { readonly Dir?: string };
  if (source === undefined) throw new StepFailure(`go does not say where it keeps ${path}`);
  for (const { from, to } of files) {
    const target = join(folder, "files", to);
    if ((await stat(join(source, from))).isDirectory()) {
      await copyFilesBelow(join(source, from), target, (name) => !name.endsWith(".go"));
    } else {
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(source, from), target);
    }
  }
}
