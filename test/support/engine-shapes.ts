import type { ContainerFacts, LogLine, VolumeFacts } from "../../src/runtime/ports.ts";

/** One line as the engine multiplexes it. */
export function logFrame({ time, text }: LogLine, stream: 1 | 2 = 1): Buffer {
  const payload = Buffer.from(`${time} ${text}\n`);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

export function listedVolume({ name, labels, createdAtMs }: VolumeFacts): unknown {
  const CreatedAt = createdAtMs === undefined ? undefined : new Date(createdAtMs).toISOString();
  return { Name: name, Labels: labels, CreatedAt };
}

export function listed({
  id,
  name,
  state,
  health,
  exitCode,
  image,
  imageId,
  labels,
  ports,
  createdAtMs,
}: ContainerFacts): unknown {
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
    Labels: labels,
    ...(createdAtMs === undefined ? {} : { Created: createdAtMs / 1000 }),
    Ports: [...published, inside],
  };
}
