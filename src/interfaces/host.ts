/** A program that listens on a TCP port of this machine; of another user's, often only the user is known. */
export interface PortListener {
  readonly family: "IPv4" | "IPv6";
  readonly port: number;
  readonly userId?: number;
  readonly pid?: number;
  readonly program?: string;
}

/** The machine on which the program runs. What it cannot or may not tell is undefined, or left out of a list. */
export interface HostProbe {
  readonly platform: string;
  readonly kernelVersion: string;
  readonly user: { readonly name: string; readonly id: number; readonly groupIds: readonly number[] };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Home folder of the user. */
  readonly home: string;
  readText(path: string): Promise<string | undefined>;
  /** Those of the paths that exist. */
  existing(paths: readonly string[]): Promise<readonly string[]>;
  /** Those of the programs that are on the PATH. */
  programs(names: readonly string[]): Promise<readonly string[]>;
  /** What this user can still write on the disk of a folder. */
  freeBytes(folder: string): Promise<number | undefined>;
  listeners(ports: readonly number[]): Promise<readonly PortListener[]>;
  /** Where this machine sends packets itself, default route aside: its interfaces and routes, IPv4 in CIDR notation. */
  routes(): Promise<readonly { readonly name: string; readonly cidr: string }[]>;
}

/** Whether something listens on a TCP port of this machine. */
export type PortProbe = (address: string, port: number) => Promise<"free" | "taken" | "forbidden">;
