import { runAsProgram } from "./harness/run-as-program.ts";
import { runBench } from "./harness/run-bench.ts";

await runAsProgram(runBench);
