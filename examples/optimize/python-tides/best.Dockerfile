FROM python:3.11-slim AS build
ENV UV_VERSION=0.13.9 \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
RUN --mount=type=cache,target=/root/.cache/pip pip install "uv==$UV_VERSION"
WORKDIR /opt/tides
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project
COPY README.md ./
COPY src ./src
# Not editable: nothing in the environment may point at the sources.
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-editable

FROM build AS test
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
COPY data ./data
COPY tests ./tests
RUN uv run --no-sync pytest

FROM python:3.11-slim
RUN useradd -u 2000 tides
WORKDIR /opt/tides
ENV PATH=/opt/tides/.venv/bin:$PATH \
    PORT=8080
COPY --from=build /opt/tides/.venv ./.venv
COPY --chown=2000 data ./data
COPY --chmod=755 bin ./bin
USER 2000
# hadolint ignore=QS2005
VOLUME /opt/tides/data
EXPOSE 8080
ENTRYPOINT ["/opt/tides/bin/serve.sh"]
