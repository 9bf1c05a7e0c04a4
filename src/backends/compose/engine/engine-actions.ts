import type Docker from "dockerode";
import type { ContainerAction } from "./engine-control.ts";

type Act = (container: Docker.Container, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

export const actions: Readonly<Record<ContainerAction, Act>> = {
  start: (container, options) => container.start(options),
  stop: (container, options) => container.stop(options),
  end: (container, options) => container.stop({ ...options, t: 0 }),
  restart: (container, options) => container.restart(options),
  unpause: (container, options) => container.unpause(options),
};

/** The engine answers 304 where the container is as it shall be already. */
export async function unlessDone(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode !== 304) throw error;
  }
}
