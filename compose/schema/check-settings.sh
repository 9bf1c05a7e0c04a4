# Stops on settings that the server could not take over unchanged, and on files it could not read. Sourced by setup.sh.
# The server's image pastes user, password and database into quoted YAML, and the server puts them into a URL.

[[ -n $POSTGRES_PWD ]] || fail "POSTGRES_PASSWORD is empty. Set it in temporal.env"

[[ ! $POSTGRES_PWD =~ [[:cntrl:]\ \"\\] ]] ||
  fail "POSTGRES_PASSWORD contains a space, a double quote, a backslash or a control character, which the server cannot take over. Choose another"

[[ $POSTGRES_USER =~ ^[A-Za-z0-9._~!\$\&\'\(\)*+,\;=@-]+$ ]] ||
  fail "POSTGRES_USER is '$POSTGRES_USER'; the server can only take letters, digits and - . _ ~ ! \$ & ' ( ) * + , ; = @. Choose another"

[[ ! $DBNAME =~ [[:cntrl:]\"\\#?%=] ]] ||
  fail "POSTGRES_DB is '$DBNAME', which contains one of \" \\ # ? % = or a control character, which the server cannot take over. Choose another"

# PostgreSQL cuts names after 63 bytes without a word.
(($(wc -c <<<"$VISIBILITY_DBNAME") - 1 <= 63)) || fail "POSTGRES_DB is '$DBNAME'; with _visibility added it is longer than 63 bytes. Choose a shorter one"

[[ ! $ES_VIS_INDEX =~ [[:upper:]] ]] ||
  fail "TEMPORAL_VISIBILITY_INDEX is '$ES_VIS_INDEX'; Elasticsearch takes no capitals in the name of an index. Choose another"

if [[ ! -r $DYNAMIC_CONFIG_FILE_PATH ]]; then
  fault="its permissions keep user $(id -u) out"
  [[ -e $DYNAMIC_CONFIG_FILE_PATH ]] || fault="it is missing, or its folder keeps user $(id -u) out"
  fail "the server cannot read temporal-config/development-sql.yaml: $fault. Put it back, or run: chmod -R go+rX temporal-config"
fi

server_base=/etc/temporal/config/base.yaml
[[ ! -e $server_base || -r $server_base ]] ||
  fail "the server cannot read compose/server/base.yaml: its permissions keep user $(id -u) out. Run: chmod -R go+rX compose"
