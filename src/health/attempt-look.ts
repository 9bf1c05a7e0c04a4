import { TemporalStartError } from "../errors.ts";

/** What a look brings, or why the engine did not answer it: one that is restarted answers again a little later. */
export async function attemptLook<Seen>(look: () => Promise<Seen>): Promise<Seen | TemporalStartError> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof TemporalStartError && error.facts.category === "engine") return error;
    throw error;
  }
}
