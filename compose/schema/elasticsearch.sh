#!/usr/bin/env bash
# Brings the cluster setting, the index template and the visibility index to what this image's server expects.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
part=elasticsearch
. "$here/report.sh"
. "$here/elasticsearch-http.sh"
. "$here/elasticsearch-health.sh"

index=$ES_VIS_INDEX
template_name=temporal_visibility_v1_template
versions=${TEMPORAL_SCHEMA_ROOT:-/etc/temporal/schema}/elasticsearch/visibility/versioned
# The image also links the newest one from the parent folder, but a Go module drops links.
version=$(newest_version "$versions")
template=$versions/v${version%.0}/index_template_$ES_VERSION.json
[[ -r $template ]] || fail "no $template in this image. ES_VERSION '$ES_VERSION' has no template; use v7"

# differs FILTER: compares the template with the last answer; the filters are in elasticsearch-compare.jq.
differs() { ! jq -e --slurpfile want "$template" --arg name "${2:-}" -L "$here" "include \"elasticsearch-compare\"; $1" "$answer" >/dev/null; }

# Elasticsearch would otherwise invent an index, with guessed types, for a record that comes before ours.
set_auto_create() {
  expect GET "/_cluster/settings?flat_settings=true&include_defaults=true&filter_path=persistent,transient,defaults.action*" "read the cluster settings"
  refuse_blocks '.persistent + .transient' "the cluster"
  [[ $(jq -r '(.defaults + .persistent + .transient)["action.auto_create_index"]' "$answer") != false ]] || return 0
  expect PUT "/_cluster/settings" "turn off action.auto_create_index" '{"persistent":{"action.auto_create_index":"false"}}'
  say "action.auto_create_index turned off"
}

put_template() {
  request GET "/_template/$template_name?flat_settings=true"
  if [[ $status == 404 ]] || differs 'has_template($name)' "$template_name"; then
    expect PUT "/_template/$template_name" "store the index template" "@$template"
    say "template $template_name stored (v${version%.0})"
  fi
}

put_index() {
  request GET "/$index?flat_settings=true"
  if [[ $status == 404 ]]; then
    # With the template's own content, so that an index whose name the template's pattern misses is right as well.
    jq '{settings, mappings}' "$template" >"$scratch/index.json"
    request PUT "/$index" "@$scratch/index.json"
    # Where the answer to an earlier attempt was lost.
    [[ $status == 200 ]] || grep -q resource_already_exists_exception "$answer" || refuse "create the index $index"
    say "index $index created"
    await_index
    return
  fi
  [[ $status == 200 ]] || refuse "read the index $index"
  refuse_blocks '[.[].settings][0]' "the index $index"
  if differs 'has_mapping'; then
    jq .mappings "$template" >"$scratch/mapping.json"
    expect PUT "/$index/_mapping" "update the mapping of $index" "@$scratch/mapping.json"
    say "mapping of $index updated (v${version%.0})"
  fi
}

await_cluster
set_auto_create
put_template
put_index
say "index $index is ready (v${version%.0})"
