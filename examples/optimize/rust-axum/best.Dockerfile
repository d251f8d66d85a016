# Named by its Debian release, which has to be that of the last stage.
FROM rust:1.95-bookworm AS build
WORKDIR /usr/src/tally
COPY Cargo.toml Cargo.lock ./
COPY src ./src
# A cache mount is not part of the image: the binary has to be taken out of it in the same step.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/src/tally/target \
    cargo build --release --locked \
  && cp target/release/tally /tally

FROM gcr.io/distroless/cc-debian12:nonroot
WORKDIR /usr/src/tally
ENV TALLY_LISTEN=0.0.0.0:8080
COPY --from=build /tally /usr/local/bin/tally
EXPOSE 8080
CMD ["tally"]
