FROM eclipse-temurin:17-jdk AS build
# Debian's Java wants the folder of manual pages, which small images lack.
RUN mkdir -p /usr/share/man/man1 \
  && apt-get update \
  && apt-get install -y --no-install-recommends gradle=4.4.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /dice
COPY build.gradle settings.gradle ./
COPY src ./src
RUN --mount=type=cache,target=/root/.gradle gradle --no-daemon installDist

# With a shell: bin/dice is a script that finds Java and the jars beside it.
FROM eclipse-temurin:17-jre
WORKDIR /dice
COPY --from=build /dice/build/install/dice /opt/dice
ENV PATH=/opt/dice/bin:$PATH
USER 65534:65534
EXPOSE 8080
CMD ["dice"]
