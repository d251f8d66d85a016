FROM ruby:3.1-slim-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends gcc=4:12.2.* libc6-dev=2.36-* make=4.3-* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /digits
COPY Gemfile Gemfile.lock Rakefile ./
COPY gems ./gems
RUN bundle install && bundle exec rake compile

FROM build AS test
COPY . .
RUN bundle exec rake test

FROM ruby:3.1-slim-bookworm
WORKDIR /digits
ENV BUNDLE_WITHOUT=development:test \
    LANG=C.UTF-8 \
    PORT=8080
COPY Gemfile Gemfile.lock Rakefile ./
COPY gems/damm/damm.gemspec ./gems/damm/
COPY --from=build /digits/gems/damm/lib ./gems/damm/lib
COPY config ./config
COPY lib ./lib
USER 1000
EXPOSE 8080
CMD ["bundle", "exec", "rake", "serve"]
