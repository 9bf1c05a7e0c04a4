#!/bin/sh
# cspell:ignore ahostsv cksum
# Runs nginx, and tells it where the server and the Web UI are and what the certificates are now: it finds names once alone, and
# a container that was made anew may have another address.
set -eu
settings=/opt/temporal-start/gateway/nginx.conf
written=/tmp/gateway
page=${TEMPORAL_PAGE:-open}
# By the name that people sign in with; those of a provider by the address that it vouches for, and not by the name that it has for
# them, which may be the name of somebody else here.
people=users
caller='$by_password'
if [ "${TEMPORAL_LOGIN:-}" = provider ]; then people=provided-users caller='$by_provider'; fi
names=$(printf '%s\n' localhost 127.0.0.1 '[::1]' $(echo "${TEMPORAL_NAMES:-}" | tr ',' ' ') | sort -u)

# upstream NAME HOST PORT. A name is at times not found for a moment, so the last address stays; before there is one, what
# refuses stands for it, so that who asks is told at once.
upstream() {
  found=$(getent ahostsv4 "$2" | awk '{ print $1 }' | sort -u || :)
  if [ -n "$found" ]; then echo "$found" > "$written/$2"; else found=$(cat "$written/$2" 2>/dev/null || :); fi
  echo "upstream $1 {"
  for address in ${found:-127.0.0.1}; do echo "  server $address:$([ -n "$found" ] && echo "$3" || echo 1) max_fails=0;"; done
  echo "  keepalive 64;"
  echo "}"
}

# Browsers leave out the port that a page has by itself.
origins() {
  for name in $names; do
    [ "$TEMPORAL_WEB_PORT" = 443 ] && echo "https://$name" || echo "https://$name:$TEMPORAL_WEB_PORT"
  done
  echo "${TEMPORAL_SECURED_ORIGINS:-}" | tr ',' '\n'
}

cluster() {
  upstream temporal_server temporal-server 7233
  upstream temporal_web temporal-web 8080
  if [ "$page" = login ]; then
    upstream temporal_login temporal-login 4180
    echo "map $caller \$caller { default $caller; }"
    echo 'include /opt/temporal-start/gateway/page-login-maps.conf;'
  fi
  echo 'map $http_origin $is_foreign {'
  echo '  default 1;'
  for origin in $(origins | sort -u); do echo "  \"$origin\" 0;"; done
  echo '}'
  # Not for localhost: a browser would refuse plain HTTP to all that runs on its machine.
  echo 'map $host $strict_transport {'
  echo '  default "max-age=31536000";'
  echo '  localhost "";'
  echo '}'
}

state() { cluster; cat /certificates/*.pem /certificates/*.crl /certificates/*.conf 2>/dev/null | cksum; }

write() { cluster > "$written/cluster.conf.new" && mv "$written/cluster.conf.new" "$written/cluster.conf"; }

follow() {
  while sleep 1; do
    now=$(state)
    [ "$now" = "$seen" ] && continue
    # What could not be taken over is tried again.
    write && nginx -q -t -c "$settings" && nginx -q -s reload -c "$settings" && seen=$now || :
  done
}

mkdir -p "$written"
echo "server_name" $names";" > "$written/names.conf"
cp "/opt/temporal-start/gateway/page-$page.conf" "$written/page.conf"
echo "include /certificates/$people*.conf;" > "$written/people.conf"
# Where people have passwords here, nobody is sent to a provider, nor comes from one.
[ "$people" != users ] || echo 'location ~ ^/oauth2/(start|callback)$ { return 404; }' >> "$written/page.conf"
seen=$(state)
write
follow &
exec nginx -c "$settings"
