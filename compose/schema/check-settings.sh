# Stops on settings that the images could not take over unchanged, and on files that the server could not read.
# Sourced by setup.sh.

[[ -n $POSTGRES_PWD ]] || fail "POSTGRES_PASSWORD is empty. Set it in temporal.env"

[[ -r $DYNAMIC_CONFIG_FILE_PATH ]] ||
  fail "the server cannot read $DYNAMIC_CONFIG_FILE_PATH (temporal-config/development-sql.yaml): $([[ -e $DYNAMIC_CONFIG_FILE_PATH ]] && echo "its permissions keep user $(id -u) out" || echo "missing, or its folder is closed to user $(id -u)"). Put it back, or run: chmod -R go+rX temporal-config"
