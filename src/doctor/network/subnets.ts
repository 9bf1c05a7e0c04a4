// cspell:ignore ipamutils
/** IPv4 networks as ranges of numbers; the last address is included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** `172.18.0.0/16` → its range; undefined for IPv6 and for what is no network. */
export function parseSubnet(cidr: string): Range | undefined {
  const [, address = "", prefix = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  if (address === "") return undefined;
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}

export function overlaps(one: Range, other: Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export interface AddressPool {
  readonly base: string;
  /** Length of the prefix of each network that is taken from it. */
  readonly size: number;
}

/** What the engine takes networks from unless it is told otherwise (moby, ipamutils). */
export const defaultPools: readonly AddressPool[] = [
  { base: "172.17.0.0/16", size: 16 },
  { base: "172.18.0.0/16", size: 16 },
  { base: "172.19.0.0/16", size: 16 },
  { base: "172.20.0.0/14", size: 16 },
  { base: "172.24.0.0/14", size: 16 },
  { base: "172.28.0.0/14", size: 16 },
  { base: "192.168.0.0/16", size: 20 },
];

/** How many networks the pools have left, counted no further than to `enough`. */
export function countFree(pools: readonly AddressPool[], used: readonly Range[], enough: number): number {
  let free = 0;
  for (const { base, size } of pools) {
    const range = parseSubnet(base);
    const step = 2 ** (32 - size);
    for (let first = range?.first ?? 0; range !== undefined && first <= range.last && free < enough; first += step) {
      const candidate = { first, last: first + step - 1 };
      if (!used.some((other) => overlaps(candidate, other))) free += 1;
    }
  }
  return free;
}
