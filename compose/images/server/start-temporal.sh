#!/usr/bin/env bash
# Starts the roles named in SERVICES (separated by ":" or ","), or all of them.
set -euo pipefail

roles=()
IFS=':,' read -r -a names <<<"${SERVICES:-}"
for name in "${names[@]}"; do
  roles+=("--service=${name// /}")
done

exec temporal-server --env docker start "${roles[@]}"
