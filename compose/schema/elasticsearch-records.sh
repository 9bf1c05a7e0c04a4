# Whether the index lists what the database has. PostgreSQL holds the truth and the index is derived from it, so one that
# was lost is made anew, and empty. Hence the index carries a mark: of which database it is, and whether it has all records.
# The mark lives and dies with the index. `status` compares it with the database that it asks.

# Records to look up before an index is called whole.
sample=1000

# read_records SAMPLE: sets `database`, the file `$scratch/attributes.json` and the file `$scratch/ids.json`.
read_records() {
  local metadata
  bash "$here/postgres-records.sh" "$1" >"$scratch/records" || exit 1
  { read -r database && read -r metadata && cat >"$scratch/ids.json"; } <"$scratch/records"
  jq -n --arg metadata "$metadata" --arg index "$index" -L "$here" 'include "search-attributes"; $metadata | search_attributes($index)' >"$scratch/attributes.json"
}

# Of the ids that the database told: how many, and how many of them are listed.
count_listed() {
  asked=$(jq length "$scratch/ids.json")
  listed=0
  ((asked > 0)) || return 0
  jq '{query: {ids: {values: .}}}' "$scratch/ids.json" >"$scratch/count.json"
  expect POST "/$index/_count" "count records" "@$scratch/count.json"
  listed=$(jq .count "$answer")
}

# mark_index WHOLE: true or false.
mark_index() {
  jq -n --arg database "$database" --argjson whole "$1" '{_meta: {"temporal-start": {database: $database, whole: $whole}}}' >"$scratch/mark.json"
  expect PUT "/$index/_mapping" "mark the index $index" "@$scratch/mark.json"
}

tell_records() {
  [[ $1 == true ]] || say "index $index does not list all workflows that the database has: it was lost, or belongs to another database"
}

# Reads the mark in the last answer, which describes the index, and judges anew where it is missing or not good; that of
# another database stays. An index without one was made by somebody else: only what is plain to see is held against it.
check_records() {
  local mark whole=true
  mark=$(jq -c '[.[].mappings][0]._meta["temporal-start"] // {}' "$answer")
  if [[ $(jq -r .whole <<<"$mark") == true && $(jq -r .database <<<"$mark") == "$database" ]]; then return; fi
  # Its records have versions of that database, and newer ones would not replace them: only a rebuild makes it right.
  if [[ $mark != "{}" && $(jq -r .database <<<"$mark") != "$database" ]]; then
    tell_records false
    return
  fi
  # Whoever fills it was cut short, or still does: the rest of what it has may be missing where all ids are there.
  if [[ $(jq -r .filling <<<"$mark") == true ]]; then
    tell_records false
    return
  fi
  read_records "$sample"
  count_listed
  if [[ $mark == "{}" ]]; then
    ((listed * 2 >= asked)) || whole=false
  else
    ((listed == asked)) || whole=false
  fi
  [[ $mark == "$(jq -nc --arg database "$database" --argjson whole $whole '{database: $database, whole: $whole}')" ]] || mark_index $whole
  tell_records $whole
  [[ $whole == false || $mark == "{}" ]] || say "index $index lists all workflows again"
}
