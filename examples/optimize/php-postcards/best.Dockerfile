FROM php:8.2-cli AS build
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /srv/postcards
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-interaction --no-autoloader
COPY public ./public
COPY src ./src
COPY templates ./templates
RUN composer dump-autoload --no-dev --optimize

FROM build AS test
COPY tools ./tools
COPY tests ./tests
RUN composer install --no-interaction && php tests/run.php

FROM php:8.2-cli
LABEL org.opencontainers.image.title="postcards"
WORKDIR /srv/postcards
ENV POSTCARD_SENDER=Quayside
COPY public ./public
COPY src ./src
COPY templates ./templates
COPY --from=build /srv/postcards/vendor ./vendor
USER 33
EXPOSE 8080
CMD ["php", "-S", "0.0.0.0:8080", "-t", "public", "public/index.php"]
