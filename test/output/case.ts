import type { CommandInput } from "../../src/commands/input.ts";
import type { FakeCluster } from "../support/fake-cluster.ts";

export interface Case {
  readonly title: string;
  readonly command: string;
  readonly input?: CommandInput;
  readonly cluster?: () => FakeCluster;
}
