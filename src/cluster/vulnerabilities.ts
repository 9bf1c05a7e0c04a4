/** What is known to be wrong with versions that are used here. */

export interface Vulnerability {
  readonly id: string;
  /** The setting of the image that has it. */
  readonly setting: string;
  /** Versions from this one on have it. */
  readonly since: string;
  readonly fixedIn: string;
  readonly what: string;
  readonly todo: string;
}

/** Of the versions that are the default here. */
export const vulnerabilities: readonly Vulnerability[] = [
  {
    id: "CVE-2024-2689",
    setting: "TEMPORAL_SERVER_IMAGE",
    since: "1.22.0",
    fixedIn: "1.22.7",
    what: "a workflow with invalid UTF-8 can make the server crash over and over",
    todo: "temporal-start upgrade apply --to 1.23.1 leads to a version without it; or let only people you trust reach the server's port",
  },
  {
    id: "CVE-2024-2435",
    setting: "TEMPORAL_WEB_IMAGE",
    since: "2.0.0",
    fixedIn: "2.24.3",
    what: "the name of a signal can carry a script that runs in the browser of whoever looks at the workflow",
    todo: "TEMPORAL_WEB_IMAGE=temporalio/ui:2.26.2 in temporal.env, or an upgrade of the server, which brings it along; or let only people you trust start workflows",
  },
];
