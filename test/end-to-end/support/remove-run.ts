import { execFileSync } from "node:child_process";
import { endRun, type TestRun } from "./run.ts";

const label = "io.temporal-start.instance";

/** Removes all that a run's instances own, found by label: whatever the tests or the program did meanwhile. */
export function removeRun(run: TestRun): void {
  const belongs = (instance: string | undefined): boolean => instance?.startsWith(`${run.name}-`) ?? false;
  const owned = (list: readonly string[]): string[] =>
    docker(...list, "--filter", `label=${label}`, "--format", `{{.ID}}\t{{.Label "${label}"}}`)
      .split("\n")
      .map((line) => line.split("\t"))
      .filter(([, instance]) => belongs(instance))
      .flatMap(([id]) => (id === undefined ? [] : [id]));
  const volumes = docker("volume", "ls", "--filter", `label=${label}`, "--format", `{{.Name}}\t{{.Label "${label}"}}`)
    .split("\n")
    .map((line) => line.split("\t"))
    .filter(([, instance]) => belongs(instance))
    .flatMap(([name]) => (name === undefined ? [] : [name]));
  remove(["rm", "--force", "--volumes"], owned(["ps", "--all", "--no-trunc"]));
  remove(["network", "rm"], owned(["network", "ls"]));
  remove(["volume", "rm", "--force"], volumes);
  endRun(run);
}

function remove(command: readonly string[], ids: readonly string[]): void {
  if (ids.length > 0) docker(...command, ...ids);
}

/** Without waiting for anything else: it also runs while the process ends. */
function docker(...args: readonly string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
