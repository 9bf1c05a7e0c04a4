import type { InsidePort } from "../../src/interfaces/dial.ts";

/** Reaches no container, because there is none. */
export const noDial = ({ container }: InsidePort): Promise<never> =>
  Promise.reject(new Error(`There is no container ${container}.`));
