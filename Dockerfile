# The API and the web page in one image; `node dist/web-server.js` serves the page on its own. The API writes into /app/chats and /app/models and nowhere else, so the root may be read-only and the user anyone.
#
#   docker build -t nest-llm-chat .
#   docker run --rm -p 127.0.0.1:8000:8000 -v chats:/app/chats -v models:/app/models \
#     --add-host host.docker.internal:host-gateway nest-llm-chat
#
# A folder of yours instead of a volume (-v "$PWD/chats:/app/chats") wants --user "$(id -u):$(id -g)" with it.

FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./

FROM manifests AS build
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build

FROM manifests AS dependencies
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 OLLAMA_URL=http://host.docker.internal:11434
WORKDIR /app
# A new volume takes over the rights of these folders: open to any --user.
RUN mkdir -m 0777 chats models
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json system_prompt.txt ./
USER node
VOLUME ["/app/chats", "/app/models"]
EXPOSE 8000 8501
STOPSIGNAL SIGTERM
# node asks, because the slim image has no curl; PORT may have been set anew.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/main.js"]
