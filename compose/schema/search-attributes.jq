# The custom search attributes of an index, as the mapping of Elasticsearch has them, from the metadata that Temporal keeps
# in PostgreSQL: protobuf as hex, one message a word. Temporal's proto/internal/temporal/server/api/persistence/v1/
# cluster_metadata.proto has the numbers of the fields.

def bytes: ascii_downcase | explode | map(if . > 96 then . - 87 else . - 48 end)
  | [range(0; length; 2) as $i | .[$i] * 16 + .[$i + 1]];

# A number that begins at a place, and the place after it.
def varint($at):
  . as $all | def more($i; $unit; $sum): $all[$i] as $byte
    | (($byte % 128) * $unit + $sum) as $now
    | if $byte > 127 then more($i + 1; $unit * 128; $now) else [$now, $i + 1] end;
  more($at; 1; 0);

# [number of the field, value] of all fields of a message: numbers, or bytes.
def fields:
  . as $all | def from($at): if $at >= ($all | length) then empty else
      ($all | varint($at)) as [$key, $begin]
      | ($key % 8) as $wire
      | (if $wire == 0 then ($all | varint($begin))
        elif $wire == 1 then [null, $begin + 8]
        elif $wire == 5 then [null, $begin + 4]
        elif $wire == 2 then ($all | varint($begin)) as [$length, $first] | [$all[$first:$first + $length], $first + $length]
        else error("wire type \($wire)") end) as [$value, $next]
      | [($key - $wire) / 8, $value], from($next)
    end;
  [from(0)];

def field($number): map(select(.[0] == $number) | .[1]);

def characters: if length == 0 then empty else
    .[0] as $first
    | (if $first < 128 then [1, 128] elif $first < 224 then [2, 32] elif $first < 240 then [3, 16] else [4, 8] end) as [$count, $room]
    | reduce .[1:$count][] as $byte ($first % $room; . * 64 + $byte % 64), (.[$count:] | characters)
  end;
def text: [characters] | implode;

# By number in temporal.api.enums.v1.IndexedValueType, as Temporal itself maps them.
def types: [null, {type: "text"}, {type: "keyword"}, {type: "long"}, {type: "scaled_float", scaling_factor: 10000},
  {type: "boolean"}, {type: "date_nanos"}, {type: "keyword"}];

def search_attributes($index):
  [splits(" +") | select(. != "") | bytes | fields | field(5)[] | fields
    | select((field(1)[0] // [] | text) == $index) | field(2)[] | fields | field(1)[] | fields
    | {key: (field(1)[0] // [] | text), value: types[field(2)[0] // 0]} | select(.value != null)]
  | from_entries;
