import { runBench } from "./harness/run-bench.ts";

const cancellation = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    cancellation.abort(new Error("The run was interrupted."));
  });
}
process.exitCode = await runBench(process.argv.slice(2), cancellation.signal);
