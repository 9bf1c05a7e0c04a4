import type { RunResult } from "../../../src/interfaces/processes.ts";

/** The image store of an engine: what `docker build`, `import` and `image inspect` share. */
export interface FakeEngine {
  tags(): readonly string[];
  /** Labels come as `name=value`, with or without quotes around the value. */
  keep(tag: string, labels: readonly string[]): RunResult;
  inspect(references: readonly string[]): RunResult;
}

export function createFakeEngine(): FakeEngine {
  const images = new Map<string, string>();
  return {
    tags: () => [...images.keys()],
    keep(tag, labels) {
      const Labels = Object.fromEntries(labels.map(splitLabel));
      const Id = `sha256:${String(images.size)}${tag}`;
      images.set(tag, JSON.stringify({ Id, Size: 1, RepoTags: [tag], Config: { Labels }, RootFS: { Layers: [Id] } }));
      return { exitCode: 0, stdout: "", stderr: "" };
    },
    inspect(references) {
      const found = references.flatMap((reference) => images.get(reference) ?? []);
      const missing = found.length < references.length;
      return { exitCode: missing ? 1 : 0, stdout: found.join("\n"), stderr: missing ? "Error: No such image" : "" };
    },
  };
}

function splitLabel(label: string): [string, string] {
  const [name = "", value = ""] = label.split(/=(.*)/s);
  return [name, value.replaceAll('"', "")];
}
