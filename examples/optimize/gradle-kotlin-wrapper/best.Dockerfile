FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /workspace
# The wrapper first: it fetches Gradle itself, which changes seldom.
COPY gradlew ./
COPY gradle ./gradle
RUN --mount=type=cache,target=/root/.gradle ./gradlew --version
COPY settings.gradle.kts build.gradle.kts gradle.properties ./
COPY station ./station
COPY app ./app
RUN --mount=type=cache,target=/root/.gradle ./gradlew :app:jar --no-daemon

FROM eclipse-temurin:17-jre-jammy
WORKDIR /workspace
ENV WEATHER_CONFIG=/workspace/config/stations.yaml
COPY config ./config
COPY --from=build /workspace/app/build/libs/weather.jar /weather.jar
USER 65534:65534
EXPOSE 8080
CMD ["java", "-Dport=8080", "-jar", "/weather.jar"]
