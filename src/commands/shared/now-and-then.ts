import type { Needs } from "../command.ts";

const pauseMs = 5_000;

/** Lets through what is told of a long work once every few seconds, the first time after that long. */
export function nowAndThen<Told extends readonly unknown[]>(
  { clock }: Needs<"clock">,
  tell: (...told: Told) => void,
): (...told: Told) => void {
  let toldMs = clock.now();
  return (...told) => {
    if (clock.now() - toldMs < pauseMs) return;
    toldMs = clock.now();
    tell(...told);
  };
}
