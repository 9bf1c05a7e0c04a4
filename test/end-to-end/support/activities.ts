import { Context } from "@temporalio/activity";

export const activities = {
  /** Counts on from its last heartbeat, ten a second, and answers where this attempt began. */
  async beat(upTo: number): Promise<number> {
    const context = Context.current();
    const from = (context.info.heartbeatDetails as number | undefined) ?? 0;
    for (let count = from + 1; count <= upTo; count++) {
      context.heartbeat(count);
      await context.sleep(100);
    }
    return from;
  },
};

export type Activities = typeof activities;
