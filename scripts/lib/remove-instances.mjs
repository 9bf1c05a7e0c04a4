import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "./find-program.mjs";
import { StepError } from "./step-error.mjs";
import { tailOf } from "./tail.mjs";

const label = "io.temporal-start.instance";
const labelled = ["--filter", `label=${label}`, "--format"];
const kinds = {
  container: {
    list: ["ps", "--all", ...labelled, `{{.ID}} {{.Label "${label}"}}`],
    remove: ["rm", "--force", "--volumes"],
  },
  network: { list: ["network", "ls", ...labelled, `{{.ID}} {{.Label "${label}"}}`], remove: ["network", "rm"] },
  volume: {
    list: ["volume", "ls", ...labelled, `{{.Name}} {{.Label "${label}"}}`],
    remove: ["volume", "rm", "--force"],
  },
};
/** A client that was interrupted may have left the engine creating something: what appears late is removed in a later round. */
const rounds = 5;

/** Removes containers, networks and volumes of every instance whose name begins with the prefix. */
export async function removeInstances(step, prefix) {
  const docker = findProgram("docker");
  const counts = { container: 0, network: 0, volume: 0 };
  let failure = "";
  for (let round = 0; docker && round < rounds; round += 1) {
    let found = 0;
    for (const [kind, { list, remove }] of Object.entries(kinds)) {
      const ids = await listObjects(step, [docker, ...list], prefix);
      if (ids.length === 0) continue;
      found += ids.length;
      counts[kind] += ids.length;
      const removed = await step.child([docker, ...remove, ...ids], { mayFail: true });
      failure = removed.exitCode === 0 ? "" : tailOf(removed.stderr, 1)[0];
    }
    if (found === 0) return counts;
    await sleep(500);
  }
  if (failure)
    throw new StepError(`something of ${prefix}* stays: ${failure}`, {
      hint: `See: docker ps --all --filter label=${label}`,
    });
  return counts;
}

async function listObjects(step, command, prefix) {
  const { exitCode, stdout, stderr } = await step.child(command, { mayFail: true });
  if (exitCode !== 0) throw new StepError("the engine does not answer", { lines: tailOf(stderr) });
  const rows = stdout.split("\n").map((line) => line.trim().split(" "));
  return rows.filter(([id, instance]) => id && instance?.startsWith(prefix)).map(([id]) => id);
}
