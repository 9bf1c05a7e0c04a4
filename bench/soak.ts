import { runSoak } from "./soak/run-soak.ts";

const cancellation = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    cancellation.abort(new Error("The run was interrupted."));
  });
}
process.exitCode = await runSoak(process.argv.slice(2), cancellation.signal);
