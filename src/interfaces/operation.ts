interface OfContainer {
  readonly unit: string;
  readonly name: string;
  /** Its name, or its id where it was seen. */
  readonly container: string;
}

/** One thing that is done to a cluster. */
export type Deed =
  | { readonly kind: "pull"; readonly image: string }
  /** Makes the containers of all units that have none as they are wanted, and starts none. */
  | { readonly kind: "create"; readonly units: readonly string[]; readonly images: Readonly<Record<string, string>> }
  | (OfContainer & { readonly kind: "start" | "restart" | "unpause" })
  | (OfContainer & {
      readonly kind: "stop";
      /** Without its grace: nothing is made of what it would still write. */
      readonly isAtOnce?: boolean;
    })
  /** Starts a job and goes on until it has ended well; its lines that begin with one of these words are told. */
  | (OfContainer & {
      readonly kind: "run";
      readonly milestones: readonly string[];
      /** A run that is under way is ended first: what it has seen of a store may not hold any more. */
      readonly isAnew?: boolean;
    })
  /** Removes what `create` made: containers and network, no data. */
  | { readonly kind: "clear" }
  | { readonly kind: "remove"; readonly what: "container" | "network" | "volume"; readonly name: string };

/** Of a `run`: its container runs, or it has said the words. Of a `stop`: the process has died. Of any: it is done. */
export type Point = "done" | "started" | "died" | { readonly milestone: string };

/** An operation that has to be so far before another begins. */
export interface OperationEdge {
  /** Id of the operation. */
  readonly after: string;
  /** `over` is done, died, or failed: who only makes room does not hold up what comes next. */
  readonly point: Point | "over";
}

export type Operation = Deed & {
  /** Unique in its plan, for people as well: `start temporal-web`. */
  readonly id: string;
  /** Of a job: left out where what it prepares tells that nothing is left to do. */
  readonly unlessDone?: boolean;
  readonly edges: readonly OperationEdge[];
};
