#!/usr/bin/env bash
# Builds the real image with buildah and runs it: as its own user, as any other under a read-only root, restarted, on a folder it may not write, and as the page on its own.
#   scripts/ci/container.sh <GGUF file>      as root; ends with 77 when a part of it cannot be had
# Containers run this way share the host's network, so each listens on a free loopback port. Not tried: published ports, limits, the health timer.
source "$(dirname "$0")/lib.sh"
model=${1:?usage: $0 <GGUF file>}
base=docker.io/library/node:24-bookworm-slim
image=localhost/nest-llm-chat-check
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}

clean_up() {
  [ -z "${container:-}" ] || buildah rm "$container" >/dev/null 2>&1 || true
  buildah rmi "$image" >/dev/null 2>&1 || true
}

check_compose_file() {
  need docker-compose docker-compose
  docker-compose config --quiet
  [ "$(COMPOSE_PROFILES=ollama docker-compose config | grep -c 'PROVIDER: ollama')" = 2 ] || fail 'the profile ollama does not ask for Ollama'
  [ "$(docker-compose config | grep -c 'API_URL: http://api:8000')" = 1 ] || fail 'the service web does not ask the service api'
  grep -qF "command: [$(IFS=,; echo "${web_command[*]}" | sed 's/,/, /g')]" compose.yaml || fail "the service web does not run: ${web_command[*]}"
  passed 'docker-compose accepts compose.yaml, its profile asks for Ollama, the page on its own asks the API'
}

build_image() {
  if [ -x "${BASE_IMAGE_SCRIPT:-}" ]; then "$BASE_IMAGE_SCRIPT" || skip "the base image could not be made"; fi
  buildah images -q "$base" 2>/dev/null | grep -q . || skip "no base image; as root: STORAGE_DRIVER=$STORAGE_DRIVER buildah pull $base"
  buildah bud --format docker --pull-never -t "$image" . >"$work/build" 2>&1 || { tail -40 "$work/build"; fail 'the image does not build'; }
  container=$(buildah from --pull-never "$image")
  [ "$(in_image OCIv1.config.Volumes | wc -l)" = 2 ] || fail 'the image does not declare its two volumes'
  buildah config --volume /app/chats- --volume /app/models- "$container" # buildah 1.28 may lay its own volume over the one we give
  passed "built, $(buildah images --format '{{.Size}}' "$image") with the base's $(buildah images --format '{{.Size}}' "$base")"
}

# in_image <JSON path of buildah inspect>: a list of the image, one item a line.
in_image() { buildah inspect "$container" | node -e 'let v = JSON.parse(require("node:fs").readFileSync(0, "utf8")); for (const k of process.argv[1].split(".")) v = v[k]; console.log((Array.isArray(v) ? v : typeof v === "object" ? Object.keys(v) : [v]).join("\n"))' "$1"; }

# Takes away the right to write anywhere but the volumes, then becomes the user: what `docker run --read-only --tmpfs /tmp --user` does.
locked='mount -o remount,bind,ro / && mount -t tmpfs tmpfs /tmp && user=$1 && shift && HOME=/ exec setpriv --reuid="$user" --regid="$user" --clear-groups -- "$@"'

# run <user, or "image"> <chats folder>: starts the server; sets $port, $log, $server (the process of buildah) and $took.
run() {
  local options=(-v "$2:/app/chats" -v "$models:/app/models:ro" --env HOST=127.0.0.1 --env PROVIDER=local
    --env "LOCAL_MODEL=/app/models/$(basename "$model")") begin_ms
  port=$(free_port) log=$(mktemp -p "$work") begin_ms=$(date +%s%3N)
  if [ "$1" = image ]; then
    begin "$log" buildah run "${options[@]}" --env "PORT=$port" "$container" -- "${command[@]}"
  else
    begin "$log" buildah run "${options[@]}" --env "PORT=$port" --user 0 --cap-add CAP_SYS_ADMIN "$container" -- sh -c "$locked" sh "$1" "${command[@]}"
  fi
  server=$begun
  wait_for 30 eval "grep -q '^Listening on' '$log' || ! kill -0 $server" || true
  took=$(($(date +%s%3N) - begin_ms))
}

# run_web <port of an API>: starts the page on its own before it, as any user, without a right to write; sets $port, $log, $server and $took.
run_web() {
  local begin_ms
  begin_ms=$(date +%s%3N)
  port=$(free_port) log=$(mktemp -p "$work")
  begin "$log" buildah run --env HOST=127.0.0.1 --env "WEB_PORT=$port" --env "API_URL=http://127.0.0.1:$1" --user 0 --cap-add CAP_SYS_ADMIN "$container" -- sh -c "$locked" sh 4321 "${web_command[@]}"
  server=$begun
  wait_for 30 eval "grep -q '^Listening on' '$log' || ! kill -0 $server" || true
  took=$(($(date +%s%3N) - begin_ms))
}

must_listen() { grep -q '^Listening on' "$log" || { cat "$log"; fail "$1: the server did not start"; }; }

# The process that the engine would send SIGTERM to: the outermost node.
main_process() {
  local id
  for id in $(children "$server"); do
    case "$(readlink "/proc/$id/exe")" in */node) echo "$id"; return ;; esac
  done
}

# stop_politely <name>: SIGTERM, and exit 0 within the 10 s that `docker stop` waits.
stop_politely() {
  local begin_ms code=0
  begin_ms=$(date +%s%3N)
  kill -TERM "$(main_process)"
  wait_for 10 eval "! kill -0 $server" || fail "$1: still there 10 s after SIGTERM"
  wait "$server" || code=$?
  [ "$code" = 0 ] || { cat "$log"; fail "$1: exit $code after SIGTERM"; }
  passed "$1: SIGTERM, exit 0 after $(($(date +%s%3N) - begin_ms)) ms"
}

# converse <name>: health, readiness, the image's own health check, and a question; the answer's chat is $chat.
converse() {
  [ "$(ask /health | field status)" = ok ] || fail "$1: /health"
  wait_for 60 ask /health/ready || { ask /health/ready || true; cat "$log"; fail "$1: /health/ready"; }
  buildah run --env "PORT=$port" "$container" -- "${health[@]}" || fail "$1: the image's HEALTHCHECK says unhealthy"
  local answer
  answer=$(ask /chat -d '{"message": "What is the capital of France? Answer in one short sentence."}') || fail "$1: POST /chat: $answer"
  chat=$(field chat_id <<<"$answer")
  passed "$1: listening after $took ms, healthy, ready, and answers: $(field response <<<"$answer" | head -c 80 | tr '\n' ' ')"
}

must_remember() { [ "$(ask "/chat/history/$chat" | field history.messages.length)" -ge 3 ] || fail "$1: the chat is gone"; }

# folder <name> <owner> <mode>: stands for a volume or a folder of the host.
folder() { mkdir -p "$work/$1" && chown "$2" "$work/$1" && chmod "$3" "$work/$1" && echo "$work/$1"; }

own_user_and_restart() {
  local chats
  chats=$(folder volume 0:0 0777) # a new volume takes over the folder's rights
  run image "$chats"; must_listen 'own user'; converse 'own user'; stop_politely 'own user'
  run image "$chats"; must_listen restarted; must_remember restarted; stop_politely restarted
  [ "$(stat -c %u "$(find "$chats" -name "$chat.*" | head -1)")" = 1000 ] || fail 'own user: the files are not of user 1000'
  passed 'restarted: the volume kept the chat'
}

any_user() {
  run 4321 "$(folder own 4321:4321 0700)"; must_listen 'user 4321, read-only root'
  converse 'user 4321, read-only root'; must_remember 'user 4321, read-only root'; stop_politely 'user 4321, read-only root'
}

unwritable_folder() {
  local code=0
  run 4321 "$(folder foreign 0:0 0755)"
  wait_for 10 eval "! kill -0 $server" || fail 'unwritable folder: the server runs'
  wait "$server" || code=$?
  [ "$code" != 0 ] || fail 'unwritable folder: exit 0'
  grep -qF -- '--user "$(id -u):$(id -g)"' "$log" || { cat "$log"; fail 'unwritable folder: the way out is not told'; }
  passed "unwritable folder: exit $code, \"$(grep -F -- '--user' "$log" | head -1)\""
}

must_show_the_page() {
  local page script
  page=$(ask /ui/) || fail "$1: no page at /ui/"
  script=$(grep -om1 'assets/[^"]*\.js' <<<"$page") || fail "$1: the page names no script"
  ask "/ui/$script" >/dev/null || fail "$1: the page's script is missing"
  passed "$1: shows the page"
}

page_on_its_own() {
  run 4321 "$(folder beside 4321:4321 0700)"; must_listen 'the API beside the page'; must_show_the_page 'the API'
  local api=$server api_log=$log
  run_web "$port"; must_listen 'the page on its own'; must_show_the_page 'the page on its own'
  converse 'through the page on its own'; stop_politely 'the page on its own'
  server=$api log=$api_log; stop_politely 'the API beside the page'
}

[ "$(id -u)" = 0 ] || skip 'buildah with chroot isolation wants root'
[ -f "$model" ] || skip "no model at $model"
for tool in buildah curl setpriv; do need "$tool" "${tool/setpriv/util-linux}"; done
chmod 755 "$work"
models=$(folder models 0:0 0755)
cp "$model" "$models/"
chmod 644 "$models"/*
web_command=(node --enable-source-maps dist/web-server.js)
check_compose_file
build_image
mapfile -t command < <(in_image OCIv1.config.Cmd)
mapfile -t health < <(in_image Docker.config.Healthcheck.Test | tail -n +2)
[ "$(in_image OCIv1.config.User)" = node ] || fail 'the image does not run as node'
[ "$(buildah run --user 0 "$container" -- stat -c %a /app/chats /app/models | sort -u)" = 777 ] || fail 'a new volume would not be open to any user'
own_user_and_restart
any_user
unwritable_folder
page_on_its_own
