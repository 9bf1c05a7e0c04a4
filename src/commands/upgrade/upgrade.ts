import { defineCommand } from "../define-command.ts";
import { apply } from "./apply.ts";
import { cleanup } from "./cleanup.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { plan } from "./plan.ts";
import { postgres } from "./postgres.ts";
import { rollback } from "./rollback.ts";
import { status } from "./status.ts";

export const upgrade = defineCommand({
  name: "upgrade",
  summary: "Move the server and its data to a later version, and back",
  examples: [
    { command: "temporal-start upgrade plan", explains: "which way, and what it changes" },
    { command: "temporal-start upgrade apply", explains: "take it" },
  ],
  subcommands: [plan, apply, status, rollback, postgres, elasticsearch, cleanup],
});
