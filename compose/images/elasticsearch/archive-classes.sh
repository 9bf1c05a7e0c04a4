#!/usr/bin/env bash
# Runs the node once while the image is made and keeps its loaded classes in an archive that the
# Java runtime maps at start: the node needs half of the processor time until it answers.
set -euo pipefail

archive=$1
work=$(mktemp -d)
node=http://127.0.0.1:9200
export ES_JAVA_OPTS="-Xms256m -Xmx256m -XX:ArchiveClassesAtExit=$archive"

elasticsearch -Ediscovery.type=single-node -Enetwork.host=127.0.0.1 -Epath.data="$work" -Epath.logs="$work" &
process=$!
for ((attempt = 0; attempt < 1500; attempt++)); do
  curl --silent --fail --output /dev/null "$node" && break
  kill -0 "$process"
  sleep 0.2
done

request() {
  curl --silent --show-error --fail --output /dev/null --header 'Content-Type: application/json' "$@"
}
request -X PUT "$node/_template/warm" --data '{"index_patterns":["warm*"],"settings":{"number_of_replicas":0}}'
request -X PUT "$node/warm" --data '{"mappings":{"properties":{"at":{"type":"date"},"name":{"type":"keyword"}}}}'
request -X POST "$node/_bulk?refresh=true" --data $'{"index":{"_index":"warm"}}\n{"at":"2020-01-01","name":"a"}\n'
request "$node/warm/_search" --data '{"query":{"bool":{"filter":[{"term":{"name":"a"}}]}},"sort":[{"at":"desc"}]}'
request "$node/_cluster/health?wait_for_status=green&timeout=10s"

kill "$process"
wait "$process" || [[ $? == 143 ]]
rm -rf "$work" "${TMPDIR:-/tmp}"/elasticsearch.*
[[ -s $archive ]]
