#!/usr/bin/env bash
# Brings the cluster setting, the index template and the visibility index to what this image's server expects.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
part=elasticsearch
. "$here/report.sh"
. "$here/elasticsearch-http.sh"
. "$here/elasticsearch-health.sh"
. "$here/elasticsearch-records.sh"

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
  local whole=true
  request GET "/$index?flat_settings=true"
  if [[ $status == 404 ]]; then
    read_records 1
    [[ $(<"$scratch/ids.json") == "[]" ]] || whole=false
    # With the template's own content, so that an index whose name the template's pattern misses is right as well; and with
    # the attributes that the database has, since records come as soon as the index is there.
    jq --arg database "$database" --argjson whole $whole --slurpfile attributes "$scratch/attributes.json" \
      '{settings, mappings} | .mappings.properties += $attributes[0] | .mappings._meta["temporal-start"] = {database: $database, whole: $whole}' \
      "$template" >"$scratch/index.json"
    request PUT "/$index" "@$scratch/index.json"
    # Where the answer to an earlier attempt was lost.
    [[ $status == 200 ]] || grep -q resource_already_exists_exception "$answer" || refuse "create the index $index"
    say "index $index created$(with_attributes "$scratch/attributes.json")"
    tell_records $whole
    await_index
    return
  fi
  [[ $status == 200 ]] || refuse "read the index $index"
  refuse_blocks '[.[].settings][0]' "the index $index"
  update_mapping
  check_records
}

# with_attributes FILE: their names, where there are any.
with_attributes() { jq -r 'keys | if . == [] then "" else " with " + join(", ") end' "$1"; }

# Of the index in the last answer, which stays the last one.
update_mapping() {
  cp "$answer" "$scratch/found.json"
  if differs 'has_mapping'; then
    jq .mappings "$template" >"$scratch/mapping.json"
    expect PUT "/$index/_mapping" "update the mapping of $index" "@$scratch/mapping.json"
    say "mapping of $index updated (v${version%.0})"
  fi
  read_records 0
  jq --slurpfile found "$scratch/found.json" '[$found[0][].mappings.properties][0] as $have | with_entries(select($have[.key] == null))' \
    "$scratch/attributes.json" >"$scratch/missing.json"
  if [[ $(<"$scratch/missing.json") != "{}" ]]; then
    jq '{properties: .}' "$scratch/missing.json" >"$scratch/mapping.json"
    expect PUT "/$index/_mapping" "add search attributes to $index" "@$scratch/mapping.json"
    say "mapping of $index updated$(with_attributes "$scratch/missing.json")"
  fi
  cp "$scratch/found.json" "$answer"
}

await_cluster
set_auto_create
put_template
put_index
say "index $index is ready (v${version%.0})"
