FROM node:lts-slim AS build
WORKDIR /portal
COPY web/package.json web/package-lock.json ./web/
RUN --mount=type=cache,target=/root/.npm npm --prefix web ci
COPY package.json ./
COPY web ./web
ARG PORTAL_TITLE="Town portal"
ARG HELP_URL=/help
ENV VITE_PORTAL_TITLE=$PORTAL_TITLE \
    VITE_HELP_URL=$HELP_URL
RUN npm run build && npm test

FROM nginx:alpine
COPY <<'SITE' /etc/nginx/conf.d/default.conf
server {
  listen 8080;
  root /usr/share/nginx/html;
  location / {
    try_files $uri $uri/ /index.html;
  }
}
SITE
COPY --from=build /portal/web/build /usr/share/nginx/html
EXPOSE 8080/tcp
