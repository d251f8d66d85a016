FROM ruby:3.1-slim-bookworm AS dependencies
RUN apt-get update -qq \
  && apt-get install -y --no-install-recommends build-essential=12.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY Gemfile Gemfile.lock ./

FROM dependencies AS production
ENV BUNDLE_WITHOUT=development:test
RUN bundle install && rm -rf /usr/local/bundle/cache

FROM dependencies AS test
RUN bundle install
COPY . .
RUN bundle exec rake test

FROM ruby:3.1-slim-bookworm
ENV APP_HOME=/app \
    BUNDLE_WITHOUT=development:test \
    RACK_ENV=production
WORKDIR /app
COPY --from=production /usr/local/bundle /usr/local/bundle
COPY Gemfile Gemfile.lock config.ru ./
COPY config ./config
COPY lib ./lib
COPY public ./public
COPY views ./views
USER 1000
EXPOSE 8080
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]
