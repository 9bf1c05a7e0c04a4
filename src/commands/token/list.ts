import { exitCodes } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requirePermissions } from "./require-permissions.ts";

const dayMs = 86_400_000;

export const list = defineCommand({
  name: "list",
  summary: "List the tokens that the server takes, and when they end",
  examples: [{ command: "temporal-start token list", explains: "those of the cluster itself as well" }],
  async run(_input, context: Needs<"certificates" | "clock" | "settings" | "style">) {
    requirePermissions(await context.settings());
    const { damagedTokens, listTokens } = await import("../../pki/keep-tokens.ts");
    const nowMs = context.clock.now();
    const tokens = listTokens(await context.certificates()).map(({ endsMs, name, role, namespaces, seesPage }) => ({
      ...{ name, role, namespaces, seesPage },
      endsAt: new Date(endsMs).toISOString(),
      hasEnded: endsMs <= nowMs,
      daysLeft: Math.floor((endsMs - nowMs) / dayMs),
    }));
    const rows = tokens.map(({ name, role, namespaces, seesPage, endsAt, hasEnded, daysLeft }) => [
      ...[name, role, namespaces.length === 0 ? "all" : namespaces.join(", "), seesPage ? "yes" : "no"],
      ...[endsAt.slice(0, 16).replace("T", " "), hasEnded ? "ended" : String(daysLeft)],
    ]);
    const text =
      rows.length === 0
        ? "There are no tokens; temporal-start start makes those of the cluster itself.\n"
        : `${formatTitledTable(["NAME", "ROLE", "NAMESPACES", "PAGE", "ENDS (UTC)", "DAYS LEFT"], rows, context.style)}\n`;
    const damaged = damagedTokens(await context.certificates());
    const told = damaged.map(
      (name) => `The file of ${name} is damaged, and copies of it still count: temporal-start token revoke ${name}\n`,
    );
    return { exitCode: exitCodes.ok, data: { tokens, damaged }, text: `${text}${told.join("")}` };
  },
});
