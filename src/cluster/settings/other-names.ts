/** How a name of Temporal's own compose files and images is called here; its value is taken over where it is no secret. */
const replacements: Readonly<Record<string, (value: string) => string>> = {
  POSTGRESQL_VERSION: (version) => `POSTGRES_IMAGE=postgres:${version}`,
  ELASTICSEARCH_VERSION: (version) => `ELASTICSEARCH_IMAGE=docker.elastic.co/elasticsearch/elasticsearch:${version}`,
  TEMPORAL_VERSION: (version) => `TEMPORAL_SERVER_IMAGE=temporalio/server:${version}`,
  TEMPORAL_ADMINTOOLS_VERSION: (version) => `TEMPORAL_CLI_IMAGE=temporalio/admin-tools:${version}`,
  TEMPORAL_UI_VERSION: (version) => `TEMPORAL_WEB_IMAGE=temporalio/ui:${version}`,
  COMPOSE_PROJECT_NAME: () => "TEMPORAL_INSTANCE, which becomes part of all names",
  POSTGRES_DEFAULT_PORT: (port) => `POSTGRES_PORT=${port}`,
  TEMPORAL_UI_PORT: (port) => `TEMPORAL_WEB_PORT=${port}`,
  TEMPORAL_DEFAULT_NAMESPACE: (name) => `TEMPORAL_NAMESPACE=${name}`,
  DEFAULT_NAMESPACE: (name) => `TEMPORAL_NAMESPACE=${name}`,
  DEFAULT_NAMESPACE_RETENTION: (retention) => `TEMPORAL_NAMESPACE_RETENTION=${retention}`,
  SKIP_ADD_CUSTOM_SEARCH_ATTRIBUTES: () => "TEMPORAL_SAMPLE_ATTRIBUTES, which is false unless it is set to true",
  POSTGRES_PWD: () => "POSTGRES_PASSWORD",
  DBNAME: (name) => `POSTGRES_DB=${name}`,
  NUM_HISTORY_SHARDS: (count) => `TEMPORAL_HISTORY_SHARDS=${count}`,
  LOG_LEVEL: (level) => `TEMPORAL_LOG_LEVEL=${level}`,
  ES_VIS_INDEX: (index) => `TEMPORAL_VISIBILITY_INDEX=${index}`,
  DYNAMIC_CONFIG_FILE_PATH: () => "TEMPORAL_CONFIG_DIR, the folder of the file, which is called development-sql.yaml",
};

/** What somebody means who brings a line of the official `.env`; undefined where it is none. */
export function replacementOf(key: string, value: string): string | undefined {
  return Object.hasOwn(replacements, key) ? replacements[key]?.(value) : undefined;
}
