# With the extensions, for the stage that installs and the one that runs.
FROM php:8.2-cli-bookworm AS extensions
RUN apt-get update \
  && apt-get install -y --no-install-recommends libicu-dev=72.* libicu72=72.* \
  && docker-php-ext-install -j2 intl bcmath \
  && apt-get purge -y --auto-remove libicu-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app

FROM extensions AS build
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
COPY composer.json composer.lock ./
COPY packages ./packages
# Copied and not linked, so that vendor/ is whole.
RUN COMPOSER_MIRROR_PATH_REPOS=1 composer install --no-dev --no-interaction --no-autoloader
COPY src ./src
RUN composer dump-autoload --no-dev --optimize

FROM build AS test
COPY data ./data
COPY tests ./tests
RUN php tests/run.php

FROM extensions
ENV PORT=8080
COPY --chmod=755 bin ./bin
COPY public ./public
COPY data ./data
COPY src ./src
COPY --from=build /app/vendor ./vendor
USER 33
EXPOSE 8080
ENTRYPOINT ["bin/start"]
CMD ["serve"]
