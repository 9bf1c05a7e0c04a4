import { defineCommand } from "../define-command.ts";
import { exportFiles } from "./export.ts";
import { issue } from "./issue.ts";
import { list } from "./list.ts";
import { renew } from "./renew.ts";
import { revoke } from "./revoke.ts";

export const certs = defineCommand({
  name: "certs",
  summary: "List the certificates of a secured cluster, issue one to an application, renew and take back",
  examples: [
    { command: "temporal-start certs list", explains: "whose they are, and when they end" },
    { command: "temporal-start certs issue media-planner", explains: "one for an application, and how it is used" },
  ],
  subcommands: [list, issue, exportFiles, renew, revoke],
});
