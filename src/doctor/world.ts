import { once } from "../async/once.ts";
import { listImages } from "../observe/list-images.ts";
import { sortContainers } from "../plan/observed-state.ts";
import type { World } from "./check.ts";

/** A paused engine accepts a question and says nothing. */
const infoTimeoutMs = 1_300;

export type WorldParts = Pick<
  World,
  | "clock"
  | "host"
  | "processes"
  | "probePort"
  | "readConfig"
  | "composeVersion"
  | "changedByOverlay"
  | "probe"
  | "settings"
  | "engine"
  | "namespaces"
  | "lastBackups"
>;

/** Adds what follows from the parts; each question is put to the engine once. */
export function createWorld(parts: WorldParts): World {
  const { clock } = parts;
  const engineInfo = once(async () => {
    const engine = await parts.engine();
    const askedMs = clock.now();
    const info = await engine.info(infoTimeoutMs);
    return { info, askedMs, answeredMs: clock.now() };
  });
  const containers = once(async () => {
    await engineInfo();
    return (await parts.engine()).containers("everybody");
  });
  return {
    ...parts,
    engineInfo,
    containers,
    sortedContainers: once(async () => {
      const { topology } = await parts.settings();
      return sortContainers(await containers(), topology);
    }),
    images: once(async () => listImages(await parts.settings(), await parts.engine())),
  };
}
