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
}

export interface ImageFacts {
  readonly id: string;
  readonly sizeBytes: number;
  /** As in image manifests: `amd64`, `arm64`. */
  readonly architecture: string;
}
