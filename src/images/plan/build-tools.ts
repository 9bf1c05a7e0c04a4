import { TemporalStartError } from "../../errors.ts";
import type { BuildTask } from "./build-plan.ts";

/** A program the build calls, and the Debian package that brings it. */
export interface BuildTool {
  readonly program: string;
  readonly debianPackage: string;
}

const tools = {
  buildx: { program: "docker buildx", debianPackage: "docker-buildx" },
  mmdebstrap: { program: "mmdebstrap", debianPackage: "mmdebstrap" },
  apt: { program: "apt-get", debianPackage: "apt" },
  go: { program: "go", debianPackage: "golang-go" },
  maven: { program: "mvn", debianPackage: "maven" },
} as const satisfies Record<string, BuildTool>;

/** Go of this minor version or newer can build the locked modules. */
export const oldestGoMinor = 21;

/** The programs that the given tasks call, each once. */
export function toolsFor(tasks: readonly BuildTask[]): readonly BuildTool[] {
  return [...new Set(tasks.flatMap(toolsOfTask))];
}

function toolsOfTask(task: BuildTask): readonly BuildTool[] {
  if (task.type === "bootstrap") return [tools.mmdebstrap, tools.apt];
  if (task.type === "image") return [tools.buildx];
  switch (task.artifact.kind) {
    case "go-program":
    case "go-files":
      return [tools.go];
    case "maven":
      return [tools.maven];
    case "debian":
      return [tools.mmdebstrap, tools.apt];
  }
}

/** One error that names every missing tool, so that one installation is enough. */
export function missingToolsError(missing: readonly BuildTool[], goFound: string | undefined): TemporalStartError {
  const names = missing.map(({ program, debianPackage }) =>
    program === "go" && goFound !== undefined
      ? `go 1.${String(oldestGoMinor)} or newer (here ${goFound}; Debian 12: golang-go of bookworm-backports or trixie)`
      : `${program} (Debian package ${debianPackage})`,
  );
  return new TemporalStartError({
    code: "BUILD_TOOLS_MISSING",
    category: "preflight",
    message: `Building the images needs ${names.join(", ")}.`,
    hint: `Debian, Ubuntu: sudo apt-get install ${missing.map(({ debianPackage }) => debianPackage).join(" ")} (in a clone of the project: node scripts/setup-engine.mjs --build-tools). Elsewhere: temporal-start images pull.`,
  });
}
