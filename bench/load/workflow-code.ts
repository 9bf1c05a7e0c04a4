import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, type Logger } from "@temporalio/worker";

/** The bundle of a module of workflows, made once and kept in a file. */
export async function workflowCode(bundleFile: string, workflows: URL, logger: Logger): Promise<string> {
  if (!existsSync(bundleFile)) {
    const workflowsPath = fileURLToPath(workflows);
    writeFileSync(bundleFile, (await bundleWorkflowCode({ workflowsPath, logger })).code);
  }
  return readFileSync(bundleFile, "utf8");
}
