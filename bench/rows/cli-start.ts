import { cleanEnvironment } from "../cluster/environment.ts";
import type { Row } from "../harness/bench.ts";
import { entryFile, scratchFolder } from "../harness/folders.ts";
import { mustRun } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { compare } from "./compare.ts";

/** More than elsewhere: each takes a twentieth of a second. */
const factor = 4;

export const cliStart: Row = {
  name: "cli-start",
  title: "CLI start: --version and --help, against a bare node",
  async measure({ rounds, signal }) {
    const options = { signal, cwd: scratchFolder, env: cleanEnvironment() };
    const node =
      (...args: readonly string[]) =>
      async (): Promise<number> =>
        (await mustRun(process.execPath, args, options)).ms;
    const sides = { bare: node("-e", "0"), version: node(entryFile, "--version"), help: node(entryFile, "--help") };
    await interleave(1, sides, signal);
    const { bare, version, help } = await interleave(rounds * factor, sides, signal);
    const common = { unit: "ms", reference: bare, referenceTitle: "node -e 0" } as const;
    return [
      compare({
        ...common,
        title: "CLI start, --version",
        ours: version,
        target: { of: "ratio", atMost: 3 },
      }),
      compare({ ...common, title: "CLI start, --help", ours: help, target: { of: "ratio", atMost: 3 } }),
    ];
  },
};
