import { readMarks } from "../../src/backends/compose/labels.ts";
import { createProcessRunner } from "../../src/host/process.ts";
import type { ProcessRunner } from "../../src/interfaces/processes.ts";
import { containerOf } from "./containers.ts";
import type { FakeCluster } from "./fake-cluster.ts";

export interface LocalDocker extends ProcessRunner {
  /** Every command line, in order. */
  readonly asked: (readonly string[])[];
}

/** The docker command for which all containers are this machine: what it is to run there is a process here. */
export function localDocker(cluster: FakeCluster): LocalDocker {
  const runner = createProcessRunner();
  const asked: (readonly string[])[] = [];
  return {
    ...runner,
    asked,
    async run(_, args) {
      asked.push(args);
      if (args[0] === "rm") {
        const name = args.at(-1) ?? "";
        cluster.containers.delete(name);
        return { exitCode: 0, stdout: "", stderr: "" };
      }
      return runner.run("sh", args.slice(args.indexOf("sh") + 1));
    },
    async pipe(_, args, options) {
      asked.push(args);
      const words = args.slice(args.indexOf("sh") + 1);
      const env = { PATH: process.env.PATH ?? "", ...options.env };
      if (args[0] === "exec") {
        const name = args[args.indexOf("sh") - 1] ?? "";
        if (cluster.containers.get(name)?.state === "running") return runner.pipe("sh", words, { ...options, env });
        options.onError(`Error response from daemon: Container ${name} is not running\n`);
        options.stdout.end();
        return 1;
      }
      const name = args[args.indexOf("--name") + 1] ?? "";
      const pairs = args.flatMap((word, index) => (word === "--label" ? [(args[index + 1] ?? "").split("=")] : []));
      cluster.put({
        ...{ ...containerOf("temporal-cli"), name, oneOff: "awaited" },
        marks: readMarks(Object.fromEntries(pairs) as Readonly<Record<string, string>>),
      });
      // As docker run does: its words follow the image.
      const inner = args.slice(args.indexOf("-c"));
      try {
        return await runner.pipe("sh", inner, { ...options, env });
      } finally {
        cluster.containers.delete(name);
      }
    },
  };
}
