import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { WorldNeeds } from "../shared/world-of.ts";

export const doctor = defineCommand({
  name: "doctor",
  summary: "Check this machine, the engine and the settings, and say what to do about each fault",
  description:
    "Looks at the engine and Compose, memory, disk and kernel, clocks, proxies and networks, ports and who holds them, images, data volumes, schema, settings and known vulnerabilities, all side by side. Changes nothing. Exit code 6: a check failed, so the cluster cannot start or something in it is wrong; 0: at most warnings.",
  flags: {
    production: {
      flag: "--production",
      summary:
        "also what a cluster lacks that others rely on: passwords, TLS, a login, origins, closed stores, backups",
    },
  },
  examples: [
    { command: "temporal-start doctor", explains: "before the first start, or when one failed" },
    { command: "temporal-start doctor --production", explains: "before others rely on it" },
    { command: "temporal-start doctor --json", explains: "the same findings for programs" },
  ],
  async run({ flags }, context: WorldNeeds & Needs<"style">) {
    const startedMs = context.clock.now();
    // No other command needs them.
    const [{ checks }, { examine }, { worldOf }, { reportOf }, { renderDoctor }] = await Promise.all([
      import("../../doctor/index.ts"),
      import("../../doctor/examine.ts"),
      import("../shared/world-of.ts"),
      import("../../doctor/report.ts"),
      import("../../output/render-doctor.ts"),
    ]);
    const more = flags.production ? (await import("../../doctor/production/index.ts")).productionChecks : [];
    const results = await examine([...checks, ...more], await worldOf(context));
    const instance = await context.settings().then(
      ({ values }) => values.TEMPORAL_INSTANCE,
      () => null,
    );
    const report = reportOf(instance, results, (context.clock.now() - startedMs) / 1000);
    return {
      exitCode: report.failures > 0 ? exitCodes.preflightFailed : exitCodes.ok,
      data: report,
      text: renderDoctor(report, context.style),
    };
  },
});
