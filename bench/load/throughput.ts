import { fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BenchError } from "../harness/bench-error.ts";
import { scratchFolder } from "../harness/folders.ts";

const limitMs = 180_000;
const program = fileURLToPath(new URL("../throughput-worker.js", import.meta.url));

/**
 * Workflows a second that one worker and one client get out of a server on this port.
 * @param certificates folder of those of the instance, where the server asks for them, and for a token
 */
export async function measureThroughput(port: number, signal: AbortSignal, certificates = ""): Promise<number> {
  const child = fork(program, [`127.0.0.1:${String(port)}`, join(scratchFolder, "throughput.js"), certificates], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    killSignal: "SIGKILL",
  });
  let found: number | undefined;
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString("utf8")));
  child.on("message", ({ workflowsPerSecond }: { workflowsPerSecond: number }) => {
    found = workflowsPerSecond;
  });
  await new Promise<void>((resolve) => {
    child.once("error", () => undefined);
    child.once("close", () => {
      resolve();
    });
  });
  signal.throwIfAborted();
  if (found !== undefined) return found;
  throw new BenchError(`The workflows did not come to their end: ${errors.trim().split("\n").slice(-3).join(" | ")}`);
}
