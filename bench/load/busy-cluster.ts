import { fork } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BenchError } from "../harness/bench-error.ts";
import { scratchFolder } from "../harness/folders.ts";

export interface Load {
  /** The workflow whose start was acknowledged last. */
  lastAcknowledged(): string;
  end(): Promise<void>;
}

const workflowsInFlight = 60;
const limitMs = 60_000;
const program = fileURLToPath(new URL("../busy-worker.js", import.meta.url));

/** Resolves once a worker is running and enough workflows are under way. */
export async function makeBusy(port: number, signal: AbortSignal): Promise<Load> {
  const address = `127.0.0.1:${String(port)}`;
  const child = fork(program, [address, join(scratchFolder, "workflows.js")], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let last = "";
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString("utf8")));
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  const end = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  signal.addEventListener("abort", () => child.kill("SIGKILL"), { once: true });
  await new Promise<void>((resolve, reject) => {
    let count = 0;
    const fail = (why: string): void => {
      child.kill("SIGKILL");
      reject(new BenchError(`The load ${why}: ${errors.trim().split("\n").slice(-3).join(" | ")}`));
    };
    const timer = setTimeout(() => {
      fail("did not begin");
    }, limitMs);
    child.once("close", () => {
      clearTimeout(timer);
      fail("ended");
    });
    child.on("message", ({ acknowledged }: { acknowledged: string }) => {
      last = acknowledged;
      count += 1;
      if (count < workflowsInFlight) return;
      clearTimeout(timer);
      resolve();
    });
  });
  return { lastAcknowledged: () => last, end };
}
