import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DebianPackages } from "../recipe.ts";
import { writeHostSources } from "./host-sources.ts";
import type { StepCommand } from "./step-commands.ts";

/**
 * Downloads packages and what they depend on beyond the parent image into `debs` of a folder. The
 * host's apt does it, with the host's mirrors and keys, but sees the parent image as what is installed.
 */
export async function downloadPackages(
  run: StepCommand,
  { suite, packages }: DebianPackages,
  places: {
    readonly parentTag: string;
    readonly architecture: string;
    readonly workFolder: string;
    readonly folder: string;
  },
): Promise<void> {
  const state = join(places.workFolder, "apt");
  await mkdir(join(state, "lists", "partial"), { recursive: true });
  await mkdir(join(state, "archives", "partial"), { recursive: true });
  await mkdir(join(state, "sources"), { recursive: true });
  const { settingsFile, sourceFiles } = await writeHostSources(run, suite, places.workFolder);
  for (const file of sourceFiles)
    await copyFile(file, join(state, "sources", file.endsWith(".list") ? "host.list" : "host.sources"));
  const installed = await run("docker", [
    "run",
    "--rm",
    "--network=none",
    "--entrypoint=cat",
    places.parentTag,
    "/var/lib/dpkg/status",
  ]);
  await writeFile(join(state, "status"), `${installed}\n`);

  const configuration = join(places.workFolder, "apt.conf");
  await writeFile(configuration, aptConfiguration(state, settingsFile, places.architecture), { mode: 0o600 });
  const env = { APT_CONFIG: configuration, LC_ALL: "C" };
  await run("apt-get", ["update"], { env });
  await run("apt-get", ["install", "--download-only", "--yes", "--no-install-recommends", ...packages], { env });

  const target = join(places.folder, "debs");
  await mkdir(target, { recursive: true });
  const archives = (await readdir(join(state, "archives"))).filter((name) => name.endsWith(".deb"));
  // A colon stands for an epoch in the name, and is not welcome in every file system.
  for (const name of archives) await copyFile(join(state, "archives", name), join(target, name.replaceAll("%3a", "_")));
}

function aptConfiguration(state: string, settingsFile: string, architecture: string): string {
  return `APT::Architecture "${architecture}";
APT::Architectures:: "${architecture}";
APT::Keep-Downloaded-Packages "true";
APT::Sandbox::User "";
Acquire::Languages "none";
Debug::NoLocking "true";
Dir::State "${state}";
Dir::State::status "${state}/status";
Dir::State::lists "${state}/lists";
Dir::Cache "${state}";
Dir::Cache::archives "${state}/archives";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "${state}/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
#include "${settingsFile}";
`;
}
