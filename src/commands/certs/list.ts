import { join } from "node:path";
import { exitCodes } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";

const dayMs = 86_400_000;

export const list = defineCommand({
  name: "list",
  summary: "List the certificates of the instance, and when they end",
  examples: [
    { command: "temporal-start certs list", explains: "authorities, the cluster's own, and those of applications" },
  ],
  async run(_input, context: Needs<"certificates" | "clock" | "style">) {
    const { listCertificates } = await import("../../pki/list-certificates.ts");
    const files = await context.certificates();
    const certificates = listCertificates(files).map(({ name, use, serial, endsMs, path }) => ({
      ...{ name, use, serial },
      path: join(files.folder, path),
      endsAt: new Date(endsMs).toISOString(),
      daysLeft: Math.floor((endsMs - context.clock.now()) / dayMs),
    }));
    const rows = certificates.map(({ name, use, endsAt, daysLeft, path }) => [
      ...[name, use, endsAt.slice(0, 10), String(daysLeft), path],
    ]);
    const text =
      rows.length === 0
        ? "There are no certificates; a start with TEMPORAL_SECURITY=tls makes them.\n"
        : `${formatTitledTable(["NAME", "USE", "ENDS", "DAYS LEFT", "FILE"], rows, context.style)}\n`;
    return { exitCode: exitCodes.ok, data: { certificates }, text };
  },
});
