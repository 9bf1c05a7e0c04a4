import type { PullBytes } from "../../../interfaces/engine.ts";

/** One line of the engine's answer to a pull. */
export interface PullEvent {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly errorDetail?: { readonly message?: string };
  /** Deprecated: a later engine may leave it out. */
  readonly error?: string;
}

interface Layer {
  readonly doneBytes: number;
  readonly unpackedBytes: number;
  /** Unknown until the engine has begun with the layer. */
  readonly totalBytes: number | undefined;
}

const unknown: Layer = { doneBytes: 0, unpackedBytes: 0, totalBytes: undefined };

type Next = (layer: Layer, current: number, total: number | undefined) => Layer;

/** By the engine's word for what it does with a layer. A layer that it has already is none of the pull's work. */
const nextOf: Readonly<Record<string, Next>> = {
  "Pulling fs layer": () => unknown,
  Downloading: (layer, doneBytes, totalBytes) => ({ ...layer, doneBytes, totalBytes }),
  // A small layer is there before the engine has told its size.
  "Download complete": ({ totalBytes = 0 }) => ({ doneBytes: totalBytes, unpackedBytes: 0, totalBytes }),
  Extracting: (layer, unpackedBytes, totalBytes = layer.totalBytes) => ({
    doneBytes: totalBytes ?? 0,
    unpackedBytes,
    totalBytes,
  }),
  "Pull complete": ({ totalBytes = 0 }) => ({ doneBytes: totalBytes, unpackedBytes: totalBytes, totalBytes }),
};

/** Adds up what the engine tells of each layer of one image. */
export function createPullCount(): (event: PullEvent) => PullBytes {
  const layers = new Map<string, Layer>();
  return ({ id = "", status = "", progressDetail }) => {
    const next = nextOf[status];
    if (next !== undefined) {
      layers.set(id, next(layers.get(id) ?? unknown, progressDetail?.current ?? 0, progressDetail?.total));
    }
    const all = [...layers.values()];
    const sum = (bytesOf: (layer: Layer) => number): number => all.reduce((total, layer) => total + bytesOf(layer), 0);
    return {
      doneBytes: sum(({ doneBytes }) => doneBytes),
      unpackedBytes: sum(({ unpackedBytes }) => unpackedBytes),
      totalBytes: sum(({ totalBytes = 0 }) => totalBytes),
      isTotalKnown: all.length > 0 && all.every(({ totalBytes }) => totalBytes !== undefined),
    };
  };
}
