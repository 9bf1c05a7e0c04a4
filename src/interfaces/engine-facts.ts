export type ContainerState = "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";

/** What its maker wrote on a container, a network or a volume; none of it where that was nobody we know. */
export interface Marks {
  /** The cluster of ours that it belongs to; `default` is the one without a name. */
  readonly instance?: string;
  /** Of which it is a unit. */
  readonly service?: string;
  /** The process that waits for a container that was made for one command. */
  readonly awaitedBy?: string;
  /** Major version of the data inside. */
  readonly dataVersion?: string;
  /** Of the configuration that a container was made of, as `Backend.configHashes` tells it. */
  readonly configHash?: string;
  /** Of whoever else made it. */
  readonly project?: string;
  /** Absolute path of the file of settings with which it was made; several with commas between them. */
  readonly settingsFile?: string;
  /** How who comes to the server has to show who he is: `tls`; absent where nobody has to. */
  readonly security?: string;
}

/** One container as the engine lists it. */
export interface ContainerFacts {
  readonly id: string;
  /** Of a unit it is the unit's own, with the instance in it: by this the two are found together. */
  readonly name: string;
  readonly state: ContainerState;
  readonly health?: "healthy" | "unhealthy" | "starting";
  /** Present once it has ended. */
  readonly exitCode?: number;
  readonly image: string;
  readonly imageId: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs?: number;
  readonly marks: Marks;
  readonly ports: readonly PortBinding[];
  /** Of a container for one command: whether the process that waits for it lives. */
  readonly oneOff?: "awaited" | "abandoned";
  /** Whoever put another in its place was cut short. */
  readonly isReplaced?: true;
}

export interface PortBinding {
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** What only an inspection of one container tells. */
export interface ContainerDetails {
  /** The state that counts where the list says another. */
  readonly state?: ContainerState;
  /** Present once it has ended. */
  readonly exitCode?: number;
  /** Milliseconds since the epoch; absent before the first start. */
  readonly startedAtMs?: number;
  /** Milliseconds since the epoch; absent before the first end. */
  readonly finishedAtMs?: number;
  readonly restartCount: number;
  readonly outOfMemory: boolean;
  /** Of its program, as the container was made; it may hold secrets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Absent where it may use all there is. */
  readonly memoryLimitBytes?: number;
}

/** The end of a container's program, as the engine noted it. */
export interface ContainerEnd {
  readonly id: string;
  readonly exitCode: number;
  /** The kernel had ended a process of it shortly before. */
  readonly outOfMemory: boolean;
}

export interface VolumeFacts {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs?: number;
  readonly marks: Marks;
}

/** Where the Engine API is reached and which rule chose it. */
export interface EngineEndpoint {
  readonly address: string;
  readonly chosenBy: string;
}

/** The engine about itself and its machine; what an engine does not tell is absent. */
export interface EngineInfo {
  /** `Docker Engine` or `Podman Engine`. */
  readonly product: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly operatingSystem: string;
  /** `linux` or `windows`. */
  readonly osType: string;
  readonly kernelVersion: string;
  /** As in image manifests: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly memoryBytes: number;
  readonly processors: number;
  /** Folder of images, containers and volumes, on the engine's machine. */
  readonly rootFolder: string;
  readonly isRootless: boolean;
  readonly hasProxy: boolean;
  /** Milliseconds since the epoch, by the engine's clock. */
  readonly systemTimeMs?: number;
  /** From which networks get their subnets, where they are configured. */
  readonly addressPools?: readonly { readonly base: string; readonly size: number }[];
}

export interface NetworkFacts {
  readonly name: string;
  /** In CIDR notation, IPv4 and IPv6. */
  readonly subnets: readonly string[];
  readonly marks: Marks;
}

export interface ImageFacts {
  /** Ports on which its program listens, as far as its maker said so. */
  readonly exposedPorts: readonly number[];
  readonly id: string;
  readonly sizeBytes: number;
  /** As in image manifests: `amd64`, `arm64`. */
  readonly architecture: string;
}
