// A process of its own, so that the load ends with it and its work does not slow the probes down.
import { Client, Connection } from "@temporalio/client";
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { workflowCode } from "./load/workflow-code.ts";

const taskQueue = "bench-busy";
const betweenStartsMs = 40;
const steps = 400;
/** Ends what an earlier round left, so that every round meets the same load. */
const workflowRunTimeout = "15s";

const [address = "", bundleFile = ""] = process.argv.slice(2);
const logger = new DefaultLogger("ERROR", () => undefined);
Runtime.install({ logger });

const code = await workflowCode(bundleFile, new URL("busy-workflows.js", import.meta.url), logger);
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowBundle: { code },
});
// The server goes away under it; that is what is measured.
worker.run().catch(() => undefined);

const client = new Client({ connection: await Connection.connect({ address }) });
let count = 0;
setInterval(() => {
  const workflowId = `busy-${String(process.pid)}-${String(count)}`;
  count += 1;
  client.workflow.start("busy", { args: [steps], taskQueue, workflowId, workflowRunTimeout }).then(
    () => process.send?.({ acknowledged: workflowId }),
    () => undefined,
  );
}, betweenStartsMs);
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
