import { runAsProgram } from "./harness/run-as-program.ts";
import { runSoak } from "./soak/run-soak.ts";

await runAsProgram(runSoak);
