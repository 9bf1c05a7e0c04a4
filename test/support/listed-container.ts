import { labelsOf } from "../../src/backends/compose/labels.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";

/** A container as the Engine API lists it. */
export function listed(container: ContainerFacts): unknown {
  const { id, name, state, health, exitCode, image, imageId, marks, ports, createdAtMs } = container;
  const shownHealth = health === undefined ? "" : health === "starting" ? " (health: starting)" : ` (${health})`;
  const statuses: Readonly<Record<ContainerFacts["state"], string>> = {
    created: "Created",
    running: `Up 5 minutes${shownHealth}`,
    paused: "Up 5 minutes (Paused)",
    restarting: `Restarting (${String(exitCode ?? 0)}) 3 seconds ago`,
    removing: "Removal In Progress",
    exited: `Exited (${String(exitCode ?? 0)}) 3 minutes ago`,
    dead: "Dead",
  };
  const inside = { IP: "", PrivatePort: 9999, Type: "tcp" };
  const published = ports.map(({ hostAddress, hostPort, containerPort }) => ({
    IP: hostAddress,
    PrivatePort: containerPort,
    PublicPort: hostPort,
    Type: "tcp",
  }));
  const Status = statuses[state];
  return {
    Id: id,
    Names: [`/${name}`],
    Image: image,
    ImageID: imageId,
    State: state,
    Status,
    Labels: labelsOf(marks),
    ...(createdAtMs === undefined ? {} : { Created: createdAtMs / 1000 }),
    Ports: [...published, inside],
  };
}
