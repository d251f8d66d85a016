FROM golang:1.24 AS build
WORKDIR /go/src/app
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
# Without cgo the program needs no C library, so that it starts where there is none.
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go vet ./... \
  && go test ./... \
  && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /clocks .

# It has the certificate authorities and the time zones that the program reads.
FROM gcr.io/distroless/static-debian12:nonroot
LABEL maintainer="clocks@example.com"
WORKDIR /go/src/app
ENV PORT=8080
COPY --from=build /clocks ./
EXPOSE 8080
CMD ["./clocks"]
