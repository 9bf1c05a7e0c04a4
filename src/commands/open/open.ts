import { webScheme } from "../../cluster/services/web.ts";
import { instanceName, programFor } from "../../cluster/settings/instance.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { ownContainers, reachOf } from "../../observe/own-containers.ts";
import { isRunning } from "../../plan/observed-state.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requireUnit } from "../shared/require-unit.ts";
import { browserCommand, whyNoBrowser } from "./browser.ts";

/** A browser that has not complained by then is taken for open. */
const patienceMs = 3_000;

export const open = defineCommand({
  name: "open",
  summary: "Open the Web UI in a browser",
  description:
    "Open the Web UI in a browser and print its address. Only the address is printed with --json, in CI, over SSH, and where there is no display.",
  flags: {
    url: { flag: "--url", summary: "print the address alone" },
    namespace: { flag: "--namespace <name>", summary: "show the workflows of this namespace", suggests: "namespaces" },
  },
  examples: [
    { command: "temporal-start open", explains: "the Web UI" },
    { command: "temporal-start open --namespace media-planner", explains: "the workflows of one namespace" },
    { command: "temporal-start open --url", explains: "the address, to paste it" },
  ],
  async run(input, context: Needs<"engine" | "isJson" | "place" | "processes" | "reporter" | "settings">) {
    const url = await webAddress(context, input.flags.namespace);
    const isWanted = !input.flags.url && !context.isJson;
    const obstacle = isWanted ? await openBrowser(url, context) : undefined;
    if (obstacle !== undefined) context.reporter.note(`No browser was opened: ${obstacle}.`);
    return {
      exitCode: exitCodes.ok,
      data: { url, opened: isWanted && obstacle === undefined },
      text: `${url}\n`,
    };
  },
});

/** Where the Web UI is published now, which may differ from today's settings. */
async function webAddress(context: Needs<"engine" | "settings">, namespace: string | undefined): Promise<string> {
  const settings = await context.settings();
  const { topology } = settings;
  const { instance } = topology;
  const web = requireUnit(topology, "ui", "Web UI");
  const containers = await ownContainers(await context.engine(), topology);
  const container = containers.get(web.name);
  if (!isRunning(container)) {
    throw new TemporalStartError({
      code: "WEB_NOT_RUNNING",
      category: "service",
      service: web.name,
      message: `The Web UI does not run: the container ${instanceName(instance, web.name)} is ${container?.state ?? "not there"}.`,
      hint: `${programFor(instance)} start`,
    });
  }
  const { values, host } = reachOf(web, containers, settings);
  const path = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}/workflows`;
  return `${webScheme(values)}://${host}:${String(values.TEMPORAL_WEB_PORT)}${path}`;
}

/** Resolves with the reason where none was opened. */
async function openBrowser(url: string, context: Needs<"place" | "processes">): Promise<string | undefined> {
  const { environment, platform } = context.place;
  const reason = whyNoBrowser(environment, platform);
  if (reason !== undefined) return reason;
  const [command, ...args] = browserCommand(url, platform);
  const processes = await context.processes();
  try {
    const exitCode = await processes.launch(command, args, patienceMs);
    return exitCode === 0 || exitCode === undefined ? undefined : `${command} ended with exit code ${String(exitCode)}`;
  } catch (error) {
    if (error instanceof TemporalStartError && error.facts.code === "PROGRAM_MISSING") {
      return `the program ${command} is not on the PATH`;
    }
    throw error;
  }
}
