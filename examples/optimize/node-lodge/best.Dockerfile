FROM node:22-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/* \
  && npm install -g pnpm@9.15.9
WORKDIR /srv/lodge
# The store is filled from the lockfile alone: a changed manifest leaves it as it is.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch
COPY . .
RUN pnpm install --offline --frozen-lockfile \
  && pnpm build \
  && pnpm --offline --filter @lodge/gateway deploy --prod /srv/gateway

FROM node:22-slim
LABEL maintainer="reception@lodge.example"
WORKDIR /srv/lodge
ENV PORT=8080
COPY --from=build /srv/gateway ./
USER node
EXPOSE 8080
CMD ["node", "dist/main.js"]
