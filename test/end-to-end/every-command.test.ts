import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { everyCommand } from "../support/every-command.ts";
import { useOwnCluster } from "./support/cluster.ts";

describe("On a real cluster, the installed program runs", async () => {
  const cluster = await useOwnCluster("every");
  const cwd = join(inject("clusterRun").folder, "every-command");
  mkdirSync(cwd, { recursive: true });

  it.each(everyCommand)("$command", async ({ command, args, exitCodes = [0], says }) => {
    const ended = await cluster.launch([...command.split(" "), ...args], { cwd }).ended;
    const { exitCode, stdout, stderr } = ended;
    expect(exitCodes, `${stdout}${stderr}`).toContain(exitCode);
    expect(exitCode === 0 ? stdout : stderr).toMatch(says);
  });
});
