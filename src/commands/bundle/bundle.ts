import { defineCommand } from "../define-command.ts";
import { load } from "./load.ts";
import { save } from "./save.ts";

export const bundle = defineCommand({
  name: "bundle",
  summary: "Take the cluster to a machine without a network",
  examples: [
    { command: "temporal-start bundle save temporal.bundle.tar", explains: "images and program in one file" },
    { command: "temporal-start bundle load temporal.bundle.tar", explains: "into the engine of another machine" },
  ],
  subcommands: [save, load],
});
