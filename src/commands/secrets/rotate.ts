import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { authorizedFiles } from "../shared/authorized-files.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { requireInstance } from "../shared/require-instance.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { bringAllUp } from "../start/bring-all-up.ts";
import { type BringUpNeeds, makePlan } from "../start/bring-up.ts";
import { secretNames } from "./list.ts";
import { type PasswordNeeds, rotatePassword } from "./rotate-password.ts";

type RotateNeeds = PasswordNeeds & HoldNeeds & BringUpNeeds & Needs<"certificates">;

const login = "temporal-login";

export const rotate = defineCommand({
  name: "rotate",
  summary: "Replace a secret of the cluster by a new one, and bring up what uses it",
  description:
    "postgres-password: the role of the database gets a new password, made and kept for the instance, or the one that was written into temporal.env since; the server is replaced, and PostgreSQL where the cluster is not secured, which takes a few seconds in which clients wait. Killed at any moment, the next start does what is left. cookie-secret: everybody has to sign in to the page again, once the login has been started anew; killed before, the same command again. Certificates and tokens of the cluster itself: certs renew, without a restart.",
  arguments: { name: { summary: secretNames.join(" or "), required: true, choices: secretNames } },
  flags: { waitTimeout: waitTimeoutFlag },
  examples: [
    { command: "temporal-start secrets rotate postgres-password", explains: "clients wait for a few seconds" },
    { command: "temporal-start secrets rotate cookie-secret", explains: "everybody signs in to the page again" },
  ],
  async run({ arguments: { name }, flags }, context: RotateNeeds) {
    const begunMs = context.clock.now();
    const waitTimeoutMs = readWaitTimeoutMs(flags.waitTimeout);
    const seconds = await holdCluster(
      context,
      { command: "secrets rotate", waitTimeoutMs },
      async ({ waitedMs, onInterruptionSay }) => {
        requireInstance(await makePlan(context, await context.settings(), { waitTimeoutMs }));
        const isPassword = name === "postgres-password";
        onInterruptionSay(`${isPassword ? "temporal-start start" : "The same command again"} does what is left.`);
        if (isPassword) await rotatePassword(context);
        else await rotateCookieSecret(context);
        const startedMs = begunMs + waitedMs;
        const restarts = isPassword ? [] : [login];
        return (await bringAllUp(context, { waitTimeoutMs, startedMs, restarts })).seconds;
      },
    );
    return {
      exitCode: exitCodes.ok,
      data: { name, seconds },
      text: `${name} is another one, and the cluster is ready after ${seconds.toFixed(1)} s.\n`,
    };
  },
});

async function rotateCookieSecret(context: RotateNeeds): Promise<void> {
  const { requirePermissions } = await import("../token/require-permissions.ts");
  requirePermissions(await context.settings());
  const { renewCookieSecret } = await import("../../pki/ensure-tokens.ts");
  renewCookieSecret(await authorizedFiles(context));
}
