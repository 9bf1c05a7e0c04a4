import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { cleanEnvironment } from "../cluster/environment.ts";
import type { Bench } from "../harness/bench.ts";
import { projectFolder } from "../harness/folders.ts";
import { mustRun } from "../measure/child.ts";

/** Facts by name, as texts. */
export type Machine = Readonly<Record<string, string>>;

/** Nothing that names the machine or who uses it. */
export async function describeMachine({ images, signal }: Pick<Bench, "images" | "signal">): Promise<Machine> {
  const docker = async (...args: readonly string[]): Promise<string> =>
    (await mustRun("docker", args, { signal, env: cleanEnvironment() })).stdout.trim();
  const processors = cpus();
  const { version } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as { version: string };
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${String(processors.length)} × ${processors[0]?.model.trim() ?? "unknown"}, ${gigabytes(totalmem())}`,
    system: `${process.platform} ${/^\d+\.\d+/.exec(release())?.[0] ?? ""}, cgroup v${await docker("info", "--format", "{{.CgroupVersion}}")}`,
    "load before": loadavg()[0]?.toFixed(2) ?? "unknown",
    program: "packed and installed by npm",
    versions: [
      `temporal-start ${version}`,
      `Node ${process.versions.node}`,
      `Engine ${withoutPackaging(await docker("version", "--format", "{{.Server.Version}}"))}`,
      `Compose ${withoutPackaging(await docker("compose", "version", "--short"))}`,
    ].join(", "),
    images: Object.values(images).join(", "),
  };
}

const gigabytes = (bytes: number): string => `${String(Math.round(bytes / 2 ** 30))} GiB`;

/** Distributions add their own marks to a version. */
const withoutPackaging = (version: string): string => /^v?[\d.]+/.exec(version)?.[0] ?? version;
