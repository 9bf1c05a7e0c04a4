#!/usr/bin/env bash
# Renders the server's configuration from the environment, then becomes the server.
set -euo pipefail

# The roles find each other by this address, so it must be one that other containers reach.
if [[ -z ${BIND_ON_IP:-} ]]; then
  BIND_ON_IP=$(getent hosts "$(hostname)" | awk 'NR == 1 { print $1 }')
fi
export BIND_ON_IP

if [[ -z ${TEMPORAL_ADDRESS:-} ]]; then
  case $BIND_ON_IP in
    *:*) TEMPORAL_ADDRESS="[${BIND_ON_IP}]:7233" ;;
    *) TEMPORAL_ADDRESS="${BIND_ON_IP}:7233" ;;
  esac
  echo "TEMPORAL_ADDRESS is not set, setting it to ${TEMPORAL_ADDRESS}"
fi
export TEMPORAL_ADDRESS
export TEMPORAL_CLI_ADDRESS=${TEMPORAL_CLI_ADDRESS:-$TEMPORAL_ADDRESS}

dockerize -template /etc/temporal/config/config_template.yaml:/etc/temporal/config/docker.yaml

for argument in "$@"; do
  case $argument in
    bash) exec bash ;;
    autosetup | develop)
      echo "\"$argument\" belongs to the auto-setup image; this is the server image" >&2
      exit 1
      ;;
  esac
done

exec /etc/temporal/start-temporal.sh
