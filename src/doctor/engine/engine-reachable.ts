import { TemporalStartError } from "../../errors.ts";
import type { EngineEndpoint, EngineInfo } from "../../interfaces/engine-facts.ts";
import { type Check, type Finding, failure, ok } from "../check.ts";
import { otherSockets, startAdvice } from "./start-advice.ts";

interface Reached {
  readonly endpoint: EngineEndpoint | undefined;
  readonly answer: EngineInfo | TemporalStartError;
  readonly advice: string;
}

/** Is there where systemd runs; the program systemctl is also where it does not. */
const systemdFolder = "/run/systemd/system";

export const engineReachable: Check = {
  id: "engine-reachable",
  group: "engine",
  title: "engine",
  needs: [],
  starts: "none",
  async look(world) {
    const { host } = world;
    let endpoint: EngineEndpoint | undefined;
    try {
      endpoint = (await world.engine()).endpoint;
      return [interpretReached({ endpoint, answer: (await world.engineInfo()).info, advice: "" })];
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      const [sockets, programs] = await Promise.all([
        host.existing([systemdFolder, ...otherSockets(host).map(({ path }) => path)]),
        host.programs(["dockerd", "podman", "colima"]),
      ]);
      const hasSystemd = sockets.includes(systemdFolder);
      const advice = startAdvice({ endpoint, host, sockets, programs, hasSystemd });
      return [interpretReached({ endpoint, answer: error, advice })];
    }
  },
};

/** A refusal is an answer: somebody is there, and the check of permissions tells the rest. */
export function interpretReached({ endpoint, answer, advice }: Reached): Finding {
  const place = endpoint === undefined ? "" : `${endpoint.address} (${endpoint.chosenBy})`;
  if (!(answer instanceof TemporalStartError)) {
    const { product, version, operatingSystem, isRootless } = answer;
    return ok(`${product} ${version}${isRootless ? ", rootless," : ""} on ${operatingSystem} at ${place}`);
  }
  const { code, message, hint, cause } = answer.facts;
  if (code === "ENGINE_FORBIDDEN") return ok(`there is a socket at ${place}`);
  // An engine that is there and says nothing is not started by a start.
  const isAbsent = code === "ENGINE_UNREACHABLE" && cause !== undefined;
  return failure(message, isAbsent ? advice : (hint ?? advice));
}
