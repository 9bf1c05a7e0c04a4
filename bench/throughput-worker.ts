// A process of its own: worker and client share nothing with what asks them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { workflowCode } from "./load/workflow-code.ts";

export interface Activities {
  greet(name: string): Promise<string>;
}

const taskQueue = "bench-throughput";
const workflows = 600;
const inFlight = 100;
/** So that connections, pollers and caches are there. */
const warmUp = 60;

const [address = "", bundleFile = "", certificates = ""] = process.argv.slice(2);
const shown = certificates === "" ? {} : shownFrom(certificates);
const logger = new DefaultLogger("ERROR", () => undefined);
Runtime.install({ logger });

const activities: Activities = { greet: (name) => Promise.resolve(`Hello, ${name}.`) };
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address, ...shown }),
  taskQueue,
  workflowBundle: { code: await workflowCode(bundleFile, new URL("throughput-workflows.js", import.meta.url), logger) },
  activities,
  maxConcurrentWorkflowTaskExecutions: inFlight,
  maxConcurrentActivityTaskExecutions: inFlight,
});
const client = new Client({ connection: await Connection.connect({ address, ...shown }) });

/** What the program itself shows to a secured cluster. */
function shownFrom(folder: string): { readonly tls: object; readonly apiKey: string } {
  const pair = readFileSync(join(folder, "host", "client.pem"));
  return {
    tls: {
      serverNameOverride: "temporal-server",
      serverRootCACertificate: readFileSync(join(folder, "authority", "cluster.pem")),
      clientCertPair: { crt: pair, key: pair },
    },
    apiKey: readFileSync(join(folder, "tokens", "temporal-start", "token.jwt"), "utf8").trim(),
  };
}

/** Runs so many to their ends, never more than `inFlight` at once, and takes none for done that says something else. */
async function run(count: number): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const name = String(next);
      next += 1;
      const workflowId = `throughput-${String(process.pid)}-${String(count)}-${name}`;
      const said = await client.workflow.execute<(name: string) => Promise<string>>("greeting", {
        args: [name],
        taskQueue,
        workflowId,
      });
      if (said !== `Hello, ${name}.`) throw new Error(`${workflowId} said ${said}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

// Whoever started this waits for it no longer.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
await worker.runUntil(async () => {
  await run(warmUp);
  const startedMs = performance.now();
  await run(workflows);
  process.send?.({ workflowsPerSecond: (1_000 * workflows) / (performance.now() - startedMs) });
});
process.kill(process.pid, "SIGKILL");
