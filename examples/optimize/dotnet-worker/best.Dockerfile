FROM mcr.microsoft.com/dotnet/sdk:8.0-bookworm-slim AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1
WORKDIR /source
COPY Directory.Build.props ./
COPY src/Ledger/Ledger.csproj src/Ledger/
COPY src/Worker/Worker.csproj src/Worker/
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore -r linux-x64 src/Worker/Worker.csproj
COPY src ./src
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Worker/Worker.csproj --no-restore -c Release -r linux-x64 --self-contained true -o /opt/worker

# The runtime is in the application, and it is content without ICU.
FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-noble-chiseled
WORKDIR /opt/worker
ENV LEDGER_FOLDER=/data/accounts \
    LEDGER_INTERVAL=30
COPY accounts /data/accounts
COPY --from=build /opt/worker ./
USER 1654
CMD ["./ledger-worker"]
