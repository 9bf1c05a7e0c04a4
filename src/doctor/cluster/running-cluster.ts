import type { HealthReport } from "../../health/health-report.ts";
import { askProbes, lookAtCluster } from "../../health/look.ts";
import { type Check, type Finding, failure, ok, warning } from "../check.ts";

const probeTimeoutMs = 1_000;

/** What `status` tells: a start brings it about, or tells it when all services work. */
export const runningCluster: Check = {
  id: "running-cluster",
  group: "data",
  title: "cluster",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const [engine, reach] = await Promise.all([world.engine(), world.settings()]);
    const ask = askProbes((questions) => world.probe(questions), probeTimeoutMs);
    const { report } = await lookAtCluster({ engine, reach, ask, now: () => world.clock.now() });
    return interpretHealth(report);
  },
};

/** Whether each service answers is for `status` to tell; here is what a person has to mend. */
export function interpretHealth({ verdict, services, notices }: HealthReport): readonly Finding[] {
  const crashing = services
    .filter((row) => row.verdict === "restarting")
    .map(({ service, reason }): Finding => {
      return { subject: service, ...failure(reason, `temporal-start logs ${service} --tail 100`) };
    });
  const told = notices.map(({ level, service, message, hint }): Finding => {
    return { subject: service, ...(level === "fault" ? failure : warning)(message, hint) };
  });
  const all = [...crashing, ...told];
  if (all.length > 0) return all;
  return [ok(verdict === "stopped" ? "does not run" : "no service is restarted over and over, and nothing was lost")];
}
