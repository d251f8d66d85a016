FROM debian:bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    gcc=4:12.2.* libc6-dev=2.36-* libsqlite3-dev=3.40.* make=4.3-* sqlite3=3.40.* zlib1g-dev=1:1.2.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /usr/src/gazetteer
COPY Makefile ./
COPY data ./data
COPY src ./src
RUN make && make places.db && strip build/gazetteer

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libsqlite3-0=3.40.* zlib1g=1:1.2.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /usr/src/gazetteer
ENV PLACES_DB=/var/lib/gazetteer/places.db
COPY --from=build /usr/src/gazetteer/places.db /var/lib/gazetteer/
COPY --from=build /usr/src/gazetteer/build/gazetteer ./build/
USER 65534:65534
EXPOSE 8080
CMD ["build/gazetteer"]
