# Where the bases come from: a mirror can stand in for the public registry.
ARG REGISTRY=docker.io/library

FROM ${REGISTRY}/gcc:12 AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends cmake=3.25.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /tmp/atlas
COPY CMakeLists.txt ./
COPY include ./include
COPY share ./share
COPY src ./src
RUN cmake -S . -B build -DCMAKE_BUILD_TYPE=Release \
  && cmake --build build --parallel 4 \
  && DESTDIR=/installed cmake --install build --strip

FROM ${REGISTRY}/debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libstdc++6=12.2.* \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /installed/usr/local /usr/local
COPY --chmod=755 docker-entrypoint.sh /
# The loader has to be told of the library, and the entry point writes the configuration as the user.
RUN ldconfig \
  && install -o 65534 -g 65534 -m 644 /dev/null /etc/atlas.conf
ENV ATLAS_HOME=/usr/local/share/atlas \
    ATLAS_MAP=island
USER 65534:65534
EXPOSE 8080
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["atlasd", "/etc/atlas.conf"]
