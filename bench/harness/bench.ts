import type { ClusterImages } from "../cluster/images.ts";
import type { OurCluster } from "../cluster/ours.ts";
import type { ReferenceCluster } from "../cluster/reference.ts";
import type { Summary } from "../measure/summary.ts";

/** What every row works with. */
export interface Bench {
  readonly rounds: number;
  /** Ends with Ctrl-C or when the time of the whole run is up. */
  readonly signal: AbortSignal;
  /** Begins the name of every instance and project that the run creates; all are removed at its end. */
  readonly instance: string;
  readonly images: ClusterImages;
  readonly ours: OurCluster;
  readonly reference: ReferenceCluster;
  /** Series that several rows read are measured once. */
  once<Series>(key: string, measure: () => Promise<Series>): Promise<Series>;
}

export type Unit = "ms" | "s" | "MB" | "MB/s" | "CPU ms/min" | "/s" | "";

export type Target =
  | { readonly of: "ratio"; readonly atMost: number }
  | { readonly of: "ratio"; readonly atLeast: number }
  | { readonly of: "ours"; readonly atMost: number };

/** One line of the table. */
export interface Figure {
  readonly title: string;
  readonly unit: Unit;
  readonly ours: Summary;
  readonly reference?: Summary;
  readonly referenceTitle: string;
  readonly target: Target;
  readonly notes?: readonly string[];
}

export interface Row {
  readonly name: string;
  readonly title: string;
  measure(bench: Bench): Promise<readonly Figure[]>;
}
