# Waiting for Elasticsearch, and telling apart: not there, starting, red for good, read-only.

# A cluster that starts is red while it loads its shards. Red with nothing under way stays red.
red_patience_ms=5000

why_red() {
  local indices
  request GET "/_cluster/health?level=indices"
  indices=$(jq -r '[.indices // {} | to_entries[] | select(.value.status == "red") | .key] | join(", ")' "$answer" 2>/dev/null) || true
  request GET "/_cluster/allocation/explain"
  printf 'no primary shard for %s: %s' "${indices:-an index}" \
    "$(jq -r '[.unassigned_info.reason, .allocate_explanation, (.node_allocation_decisions[0]?.deciders[0]?.explanation)] | map(select(.)) | join(", ")' "$answer" 2>/dev/null)"
}

await_cluster() {
  local stuck_since=
  await_port "$ES_SEEDS" "${ES_PORT:-9200}"
  while true; do
    # Answers as soon as the cluster is usable; the 408 of a cluster that is not carries its state.
    request GET "/_cluster/health?wait_for_status=yellow&timeout=200ms"
    case $status in
      200) break ;;
      401 | 403) refuse "log in" ;;
      408)
        if jq -e '.status == "red" and .initializing_shards + .number_of_pending_tasks + .number_of_in_flight_fetch == 0' "$answer" >/dev/null; then
          stuck_since=${stuck_since:-$(elapsed_ms)}
          (($(elapsed_ms) - stuck_since < red_patience_ms)) ||
            fail "$where is red: $(why_red). Repair or delete that index, then start again"
        else
          stuck_since=
        fi ;;
    esac
    time_is_up && give_up "$where is not usable within $limit_s s: $(reason). Look at its log: temporal-start logs temporal-elasticsearch"
    [[ $status == 408 ]] || sleep 0.1
  done
  say "$where answers"
}

# refuse_blocks FILTER WHAT: reads flat settings from the last answer and ends when they forbid writing.
refuse_blocks() {
  local block
  block=$(jq -r "$1"' | to_entries[] | select(.key | test("(^|\\.)blocks\\.(read_only|read_only_allow_delete|write|metadata)$")) | select(.value | tostring == "true") | .key' "$answer" | head -n 1)
  [[ -n $block ]] || return 0
  local percent free
  request GET "/_cat/allocation?h=disk.percent,disk.avail"
  read -r percent free <"$answer" || true
  fail "$2 at $where is read-only: $block is set (disk: ${percent:-?} % used, ${free:-?} free). Elasticsearch sets read_only_allow_delete when the disk is nearly full and lifts it when there is space again; another block was set by hand: set it to null"
}

await_index() {
  request GET "/_cluster/health/$index?wait_for_status=yellow&timeout=10s"
  while [[ $status == 408 ]] && ! time_is_up; do request GET "/_cluster/health/$index?wait_for_status=yellow&timeout=10s"; done
  case $status in
    200) ;;
    408) fail "index $index at $where is not usable: $(why_red). Look at its log: temporal-start logs temporal-elasticsearch" ;;
    *) refuse "read the health of the index $index" ;;
  esac
}
