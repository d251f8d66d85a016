FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /app
COPY pom.xml ./
COPY catalog ./catalog
COPY web ./web
RUN --mount=type=cache,target=/root/.m2/repository mvn -B package -Dmaven.test.skip=true
RUN java -Djarmode=tools -jar web/target/web-0.0.1-SNAPSHOT.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:17-jre
WORKDIR /app
# From what changes seldom to what changes with each commit.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
COPY plants ./plants
USER 65534:65534
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-Djava.security.egd=file:/dev/./urandom", "org.springframework.boot.loader.launch.JarLauncher"]
