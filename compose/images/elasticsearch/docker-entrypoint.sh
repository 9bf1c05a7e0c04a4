#!/usr/bin/env bash
# Turns settings of the environment into settings of the node, then becomes the node.
set -euo pipefail
umask 0002

case ${1:-eswrapper} in
  eswrapper | elasticsearch) shift || true ;;
  -*) ;;
  *) exec "$@" ;;
esac

settings=()
dropped=()

# These belong to modules that are not part of the core; the node would refuse to start.
take_setting() {
  case $1 in
    xpack.* | ingest.geoip.*) dropped+=("$1") ;;
    *) settings+=("-E$1=$2") ;;
  esac
}

# A shell has no variables with dots in their names, so they are read from the process.
while IFS='=' read -r -d '' name value; do
  if [[ $name =~ ^[a-z0-9_]+(\.[a-z0-9_]+)+$ ]]; then
    take_setting "$name" "$value"
  elif [[ $name == ES_SETTING_?* ]]; then
    # ES_SETTING_DISCOVERY_TYPE is discovery.type; a doubled underscore is a real one.
    name=${name#ES_SETTING_}
    name=${name//__/:}
    name=${name//_/.}
    take_setting "$(tr '[:upper:]' '[:lower:]' <<<"${name//:/_}")" "$value"
  fi
done </proc/self/environ

if ((${#dropped[@]} > 0)); then
  echo "This image is the Elasticsearch core; settings without effect here: ${dropped[*]}"
fi

exec /usr/share/elasticsearch/bin/elasticsearch "${settings[@]}" "$@"
