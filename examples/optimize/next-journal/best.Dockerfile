FROM node:22-slim AS dependencies
WORKDIR /journal
COPY package.json yarn.lock ./
# Yarn 1 breaks its cache when two installs write to it.
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked yarn install --frozen-lockfile --production

FROM node:22-slim AS build
WORKDIR /journal
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked yarn install --frozen-lockfile
COPY . .
RUN --mount=type=cache,target=/journal/.next/cache yarn build && yarn test

FROM node:22-slim
WORKDIR /journal
ENV NODE_ENV=production PORT=8080
COPY --from=dependencies /journal/node_modules ./node_modules
COPY package.json next.config.js ./
COPY public ./public
COPY --chown=node:node --from=build /journal/.next ./.next
# Read at each request.
COPY content ./content
USER 1000
EXPOSE 8080
CMD ["sh", "-c", "exec node_modules/.bin/next start -H 0.0.0.0 -p \"$PORT\""]
