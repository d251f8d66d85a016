FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
WORKDIR /app
COPY Orders.csproj ./
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore
COPY . ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish --no-restore -c Release -o /app/publish

# Not the chiseled variant: prices are written in a culture, which needs ICU.
FROM mcr.microsoft.com/dotnet/aspnet:8.0
WORKDIR /app/publish
ENV ASPNETCORE_URLS=http://+:8080 \
    Orders__Culture=fr-FR
COPY --from=build /app/publish ./
# The user `app` of these images.
USER 1654
EXPOSE 8080/tcp
ENTRYPOINT ["dotnet", "Orders.dll"]
