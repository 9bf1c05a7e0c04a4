import type { ServiceName } from "../services/index.ts";

/** What a reporter shows while a start goes on. */
export type StartProgress =
  | { readonly kind: "step"; readonly action: string; readonly subject: string }
  | {
      readonly kind: "service";
      readonly service: ServiceName;
      readonly state: "starting" | "done" | "ready" | "failed";
      readonly seconds: number;
      readonly detail: string;
    }
  | { readonly kind: "namespace"; readonly name: string; readonly action: string; readonly seconds: number };

export type OnProgress = (progress: StartProgress) => void;
