FROM node:22-slim AS build
WORKDIR /usr/src/app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY next.config.mjs tsconfig.json next-env.d.ts ./
COPY public ./public
COPY app ./app
RUN --mount=type=cache,target=/usr/src/app/.next/cache npm run build

FROM node:22-slim
WORKDIR /usr/src/app
ENV NEXT_TELEMETRY_DISABLED=1 \
    NODE_ENV=production \
    OBSERVATORY_SITE="Windy Knoll" \
    HOSTNAME=0.0.0.0 \
    PORT=8080
COPY --chown=node:node --from=build /usr/src/app/.next/standalone ./
COPY --chown=node:node --from=build /usr/src/app/.next/static ./.next/static
COPY public ./public
USER 1000
EXPOSE 8080
CMD ["node", "server.js"]
