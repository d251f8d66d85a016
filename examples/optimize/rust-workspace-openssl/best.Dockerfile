FROM rust:1.95-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libssl-dev=3.0.* pkg-config=1.8.* zlib1g-dev=1:1.2.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
COPY seal ./seal
COPY server ./server
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/app/target \
    cargo build --release --locked \
  && cp target/release/seal-server /seal-server

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="seal" \
      org.opencontainers.image.licenses="MIT"
# The libraries themselves, without the headers of the build.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libssl3=3.0.* zlib1g=1:1.2.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PAGES=/app/server/pages PORT=8080
COPY server/pages ./server/pages
COPY --from=build /seal-server /usr/local/bin/seal-server
USER 65534:65534
EXPOSE 8080
CMD ["seal-server"]
