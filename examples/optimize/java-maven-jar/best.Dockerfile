FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /usr/src/quotes
COPY pom.xml ./
COPY src ./src
RUN --mount=type=cache,target=/root/.m2/repository mvn -B package -DskipTests

FROM eclipse-temurin:17-jre
WORKDIR /usr/src/quotes
ENV JAVA_OPTS="-Xmx128m" \
    QUOTES_LANGUAGE=en
COPY --from=build /usr/src/quotes/target/quotes.jar ./target/
USER 65534:65534
EXPOSE 8080
# A shell for the variable alone; exec makes Java the process that gets the signals.
CMD ["sh", "-c", "exec java $JAVA_OPTS -jar target/quotes.jar"]
