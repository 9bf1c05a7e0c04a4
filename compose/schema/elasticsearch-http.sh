# Requests to Elasticsearch. Sets `status` to the HTTP status (000: no answer) and the file `$answer` to the body.

where=${ES_SCHEME:-http}://$ES_SEEDS:${ES_PORT:-9200}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
answer=$scratch/answer
status=000

# The login goes to curl on stdin: a command line can be read by others.
login=
if [[ -n ${ES_USER:-} ]]; then
  login=$ES_USER:${ES_PWD:-}
  login=${login//\\/\\\\}
  login="user = \"${login//\"/\\\"}\""
fi

# send METHOD PATH [BODY | @FILE]
send() {
  local body=()
  [[ -z ${3:-} ]] || body=(--header 'Content-Type: application/json' --data-binary "$3")
  : >"$answer"
  status=$(curl --silent --show-error --noproxy '*' --connect-timeout 2 --max-time 30 --config - --request "$1" \
    "${body[@]}" --output "$answer" --write-out '%{http_code}' "$where$2" 2>"$scratch/error" <<<"$login") || status=000
}

# Whether there was no answer, or one by which Elasticsearch tells that it cannot answer now: it starts, has no master
# yet, did not get to it in time, or is out of memory for the moment. A full disk is 429 as well, and lasts.
is_passing() {
  case $status in
    000 | 503 | 504) ;;
    429) grep -qE 'circuit_breaking_exception|rejected_execution_exception' "$answer" ;;
    *) return 1 ;;
  esac
}

# request METHOD PATH [BODY | @FILE]: repeated while Elasticsearch cannot answer; everything that is asked here may be
# asked twice. While a container is replaced, the resolver of Podman 4 is silent for seconds.
request() {
  send "$@"
  while is_passing && ! time_is_up; do
    sleep 0.1
    send "$@"
  done
}

# The reason in the last answer: curl's words, Elasticsearch's error, or the body as it is.
reason() {
  if [[ $status == 000 ]]; then
    cat "$scratch/error"
  else
    printf 'HTTP %s ' "$status"
    jq -r '.error | if type == "object" then "\(.type): \(.reason)" else tostring end' "$answer" 2>/dev/null || head -c 300 "$answer"
  fi
}

# refuse WHAT: ends with the reason in the last answer and what to do about it.
refuse() {
  local advice="Look at its log: temporal-start logs temporal-elasticsearch"
  ! is_passing || give_up "$where is not usable within $limit_s s: cannot $1: $(reason). $advice"
  case $status in
    400) advice="The index may have been made by another program or version: choose another TEMPORAL_VISIBILITY_INDEX" ;;
    401 | 403) advice="Check ES_USER and ES_PWD, and that the cluster or index is not read-only" ;;
    429) advice="Free disk space; Elasticsearch lifts the block by itself" ;;
  esac
  fail "cannot $1 at $where: $(reason). $advice"
}

# expect METHOD PATH WHAT [BODY | @FILE]: a request that must succeed.
expect() {
  request "$1" "$2" "${4:-}"
  [[ $status == 200 ]] || refuse "$3"
}
