FROM mcr.microsoft.com/dotnet/sdk:3.1 AS build
WORKDIR /srv
COPY src/Tariff/Tariff.csproj src/Tariff/
COPY src/Web/Web.csproj src/Web/
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore src/Web/Web.csproj
COPY src src
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Web/Web.csproj --no-restore -c Release -o /srv/out

FROM mcr.microsoft.com/dotnet/aspnet:3.1
ENV TARIFF=/srv/data/tariff.csv \
    ASPNETCORE_URLS=http://+:8080
WORKDIR /srv/out
COPY data /srv/data
COPY --from=build /srv/out ./
EXPOSE 8080
USER 65532
CMD ["dotnet", "Harbour.Web.dll"]
