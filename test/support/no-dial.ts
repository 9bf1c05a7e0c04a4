import type { Inside, InsidePort } from "../../src/interfaces/dial.ts";

/** Reaches no container, because there is none. */
export const noDial = ({ container }: InsidePort): Promise<never> =>
  Promise.reject(new Error(`There is no container ${container}.`));

/** Neither a container nor whom to believe in it. */
export const nothingInside: Inside = {
  dial: noDial,
  authority: () => Promise.reject(new Error("There is no authority.")),
};
