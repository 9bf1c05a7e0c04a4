#!/usr/bin/env bash
# Renders the UI server's configuration from the environment, then becomes the UI server.
set -euo pipefail

if [[ -f ./config/config_template.yaml ]]; then
  echo "A custom configuration template belongs at /home/ui-server/config-template.yaml" >&2
  exit 1
fi

dockerize -template ./config-template.yaml:./config/docker.yaml

for argument in "$@"; do
  [[ $argument == bash ]] && exec bash
done

exec ./ui-server --env docker start
