#!/usr/bin/env bash
# The second half of auto-setup, beside the server: the namespace and the custom search attributes.
set -eu -o pipefail

TEMPORAL_ADDRESS=$(getent hosts "$(hostname)" | awk 'NR == 1 { print $1 }'):7233
export TEMPORAL_ADDRESS TEMPORAL_CLI_ADDRESS=$TEMPORAL_ADDRESS

until temporal operator cluster health | grep -q SERVING; do
  echo "Waiting for Temporal server to start."
  sleep 1
done

if ! temporal operator namespace describe default; then
  temporal operator namespace create --retention 1 --description "Default namespace for Temporal Server." default
fi

until temporal operator search-attribute list --namespace default; do
  echo "Waiting for the namespace cache to refresh."
  sleep 1
done
temporal operator search-attribute create --namespace default \
  --name CustomKeywordField --type Keyword \
  --name CustomStringField --type Text \
  --name CustomTextField --type Text \
  --name CustomIntField --type Int \
  --name CustomDatetimeField --type Datetime \
  --name CustomDoubleField --type Double \
  --name CustomBoolField --type Bool
