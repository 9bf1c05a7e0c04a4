import { type Check, type Finding, ok, warning } from "../check.ts";

/** Less than this is no reason for anything that is seen. */
const tolerableMs = 2_000;

interface ClockSeen {
  readonly engineMs: number | undefined;
  readonly askedMs: number;
  readonly answeredMs: number;
}

export const clock: Check = {
  id: "clock",
  group: "machine",
  title: "clock",
  needs: ["engine"],
  starts: "every",
  isPassing: true,
  async look(world) {
    const { info, askedMs, answeredMs } = await world.engineInfo();
    return [interpretClock({ engineMs: info.systemTimeMs, askedMs, answeredMs })];
  },
};

/** The engine read its clock somewhere between question and answer; only what lies outside is a difference. */
export function interpretClock({ engineMs, askedMs, answeredMs }: ClockSeen): Finding {
  if (engineMs === undefined) return ok("not known: the engine does not tell its time");
  const skewMs = engineMs < askedMs ? engineMs - askedMs : Math.max(0, engineMs - answeredMs);
  if (Math.abs(skewMs) < tolerableMs) return ok("the engine's clock agrees with this machine's");
  const seconds = (Math.abs(skewMs) / 1000).toFixed(0);
  return warning(
    `the engine's clock is ${seconds} s ${skewMs < 0 ? "behind" : "ahead of"} this machine's: timers and times in logs will be off`,
    "Restart the engine's virtual machine (after sleep it may lag: wsl --shutdown, colima restart, Docker Desktop: Restart), or set the clock",
  );
}
