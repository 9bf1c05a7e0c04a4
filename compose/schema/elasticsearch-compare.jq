# Does the last answer of Elasticsearch contain what the template ($want[0]) asks for? More than that is fine: users add
# search attributes, and newer versions add fields.

def flat_settings:
  [paths(type != "object") as $p | select($p | map(type == "string") | all) | {key: ($p | join(".")), value: getpath($p)}]
  | from_entries;

def contains_fields($have):
  ($have.properties // {}) as $fields
  | [.properties | to_entries[] | $fields[.key] as $field | [.value | to_entries[] | $field[.key] == .value] | all]
  | all;

def has_mapping: [.[].mappings][0] as $have | $want[0].mappings | contains_fields($have);

def has_template($name):
  .[$name] as $have
  | $have.index_patterns == $want[0].index_patterns
    and (($have.settings // {}) as $settings
      | $want[0].settings | flat_settings | to_entries | map($settings[.key] == .value) | all)
    and ($have.mappings as $mappings | $want[0].mappings | contains_fields($mappings));
