import { TemporalStartError } from "../../errors.ts";
import { type Check, type Finding, failure, ok } from "../check.ts";

interface Permission {
  readonly isForbidden: boolean;
  readonly userName: string;
  readonly groupIds: readonly number[];
  /** The line of the group `docker` in /etc/group; undefined where there is none. */
  readonly groupLine: string | undefined;
}

export const enginePermission: Check = {
  id: "engine-permission",
  group: "engine",
  title: "permission",
  needs: [],
  starts: "none",
  async look(world) {
    const { host } = world;
    const refusal = await world.engineInfo().then(
      () => undefined,
      (error: unknown) => error,
    );
    const isForbidden = refusal instanceof TemporalStartError && refusal.facts.code === "ENGINE_FORBIDDEN";
    // Nobody is there to refuse.
    if (refusal !== undefined && !isForbidden) return [];
    const groups = (await host.readText("/etc/group")) ?? "";
    const groupLine = groups.split("\n").find((line) => line.startsWith("docker:"));
    return [interpretPermission({ isForbidden, userName: host.user.name, groupIds: host.user.groupIds, groupLine })];
  },
};

/** A session keeps the groups it began with: being entered in the group is not enough. */
export function interpretPermission({ isForbidden, userName, groupIds, groupLine }: Permission): Finding {
  if (!isForbidden) return ok(`user ${userName} is not refused`);
  const [, , id = "", members = ""] = groupLine?.split(":") ?? [];
  if (groupLine === undefined) {
    return failure(
      `user ${userName} may not open the engine's socket, and there is no group docker`,
      "ls -l on the socket shows who may; use that user, or a rootless engine",
    );
  }
  if (members.split(",").includes(userName) && !groupIds.includes(Number(id))) {
    return failure(
      `user ${userName} is in the group docker, but this session began before that`,
      "Log out and in again, or run newgrp docker in this terminal",
    );
  }
  return failure(
    `user ${userName} may not open the engine's socket`,
    `sudo usermod -aG docker ${userName}, then log out and in again`,
  );
}
