FROM node:22-bookworm-slim AS tools
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++=4:12.2.* make=4.3-* python3=3.11.* \
  && rm -rf /var/lib/apt/lists/* \
  && npm install -g pnpm@9.15.9
WORKDIR /srv/lodge
# The lockfile alone says what to fetch: a changed manifest or source leaves that as it is.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./

FROM tools AS build
RUN pnpm fetch
COPY package.json ./
COPY apps/gateway/package.json ./apps/gateway/
COPY packages/passwords/package.json ./packages/passwords/
COPY packages/rooms/package.json ./packages/rooms/
RUN pnpm install --offline --frozen-lockfile
COPY . .
RUN pnpm build

FROM tools AS production
RUN pnpm fetch --prod
COPY package.json ./
COPY apps/gateway/package.json ./apps/gateway/
COPY packages/passwords/package.json ./packages/passwords/
COPY packages/rooms/package.json ./packages/rooms/
RUN pnpm install --offline --frozen-lockfile --prod

FROM node:22-bookworm-slim
LABEL maintainer="reception@lodge.example"
WORKDIR /srv/lodge
ENV PORT=8080
COPY --from=production /srv/lodge ./
COPY apps/gateway/public ./apps/gateway/public
COPY --from=build /srv/lodge/packages/passwords/dist ./packages/passwords/dist
COPY --from=build /srv/lodge/packages/rooms/dist ./packages/rooms/dist
COPY --from=build /srv/lodge/apps/gateway/dist ./apps/gateway/dist
USER 1000
EXPOSE 8080
CMD ["node", "apps/gateway/dist/main.js"]
