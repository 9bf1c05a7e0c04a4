/** Labels by which the engine tells our objects from others; compose/compose.yml sets them. */
export const labels = {
  instance: "io.temporal-start.instance",
  service: "io.temporal-start.service",
  /** On a container for one command: the process that waits for it, with its start. */
  oneOff: "io.temporal-start.one-off",
  dataVersion: "io.temporal-start.data-version",
  /** Set by Docker Compose: hash of the service's resolved configuration. */
  composeConfigHash: "com.docker.compose.config-hash",
  composeProject: "com.docker.compose.project",
  /** Set by Docker Compose: the file of settings it was given, or several with commas between them. */
  composeSettingsFile: "com.docker.compose.project.environment_file",
} as const;
