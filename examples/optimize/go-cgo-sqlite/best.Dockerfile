FROM golang:1.24-bookworm AS build
WORKDIR /app
ENV CGO_ENABLED=1
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY *.go ./
# The build cache keeps the compiled SQLite, which is most of the work.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go build -trimpath -ldflags="-s -w" -o /notes . \
  && mkdir /data

# Its C library is of the same release as the one that the program was linked with.
FROM gcr.io/distroless/base-debian12:nonroot
WORKDIR /app
ENV CGO_ENABLED=1 \
    DATA_DIR=/var/lib/notes
COPY --from=build --chown=65532:65532 /data /var/lib/notes
# What has to last is mounted here by who runs it.
# hadolint ignore=QS2005
VOLUME /var/lib/notes
COPY sql ./sql
COPY templates ./templates
COPY --from=build /notes /usr/local/bin/notes
EXPOSE 8080
ENTRYPOINT ["notes"]
