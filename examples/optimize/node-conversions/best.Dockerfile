FROM node:22-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

FROM dependencies AS build
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM dependencies AS production
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
# For the health check alone.
RUN apt-get update \
  && apt-get install -y --no-install-recommends curl=7.88.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production \
    LOG_LEVEL=info
COPY package.json ./
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER 1000
EXPOSE 8080
# hadolint ignore=QS2001
HEALTHCHECK CMD ["curl", "-f", "http://localhost:8080/health"]
CMD ["node", "dist/server.js"]
