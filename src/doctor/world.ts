import { once } from "../runtime/once.ts";
import { listImages } from "../stack/list-images.ts";
import type { World } from "./check.ts";

/** A paused engine accepts a question and says nothing. */
const infoTimeoutMs = 1_300;

export type WorldParts = Pick<World, "clock" | "host" | "processes" | "probePort" | "probe" | "settings" | "engine">;

/** Adds what follows from the parts; each question is put to the engine once. */
export function createWorld(parts: WorldParts): World {
  const { clock } = parts;
  const engineInfo = once(async () => {
    const engine = await parts.engine();
    const askedMs = clock.now();
    const info = await engine.info(infoTimeoutMs);
    return { info, askedMs, answeredMs: clock.now() };
  });
  return {
    ...parts,
    engineInfo,
    containers: once(async () => {
      await engineInfo();
      return (await parts.engine()).containers();
    }),
    images: once(async () => {
      const { values, origins } = await parts.settings();
      return listImages(values, origins, await parts.engine());
    }),
  };
}
