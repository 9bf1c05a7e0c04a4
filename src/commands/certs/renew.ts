import { namesOfCluster } from "../../cluster/services/names-of-cluster.ts";
import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { authorizedFiles } from "../shared/authorized-files.ts";

export const renew = defineCommand({
  name: "renew",
  summary: "Replace the certificates and tokens of the cluster's own parts now, without a restart",
  description:
    "A start does it for those that end within thirty days; this for all, so that a cluster that is never started anew lasts: call it by cron or a timer, once a month. The server and the gateway show the new ones within 10 s, PostgreSQL within the interval of its health check. Those of applications stay: certs issue and token create replace them.",
  examples: [{ command: "temporal-start certs renew", explains: "good for 90 days from now on" }],
  async run(_input, context: Needs<"certificates" | "clock" | "settings">) {
    const { values } = await context.settings();
    const files = await authorizedFiles(context);
    const nowMs = context.clock.now();
    const { ensureCertificates } = await import("../../pki/ensure-certificates.ts");
    const renewed = await ensureCertificates(files, nowMs, namesOfCluster(values), true);
    const hasTokens = values.TEMPORAL_SECURITY === "full";
    if (hasTokens) await (await import("../../pki/ensure-tokens.ts")).ensureTokens(files, nowMs, true);
    return {
      exitCode: exitCodes.ok,
      data: { certificates: renewed.length, tokens: hasTokens },
      text: `Renewed ${String(renewed.length)} certificates${hasTokens ? " and the tokens of the cluster" : ""}.\n`,
    };
  },
});
