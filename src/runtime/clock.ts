import { setTimeout as delay } from "node:timers/promises";
import { defined } from "../defined.ts";
import type { Clock } from "./ports.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await delay(ms, undefined, defined({ signal }));
  },
};
