FROM python:3.11-slim-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends gcc=4:12.2.* libc6-dev=2.36-* libpq-dev=15.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /code
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt

FROM build AS test
COPY requirements-dev.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements-dev.txt
COPY . .
RUN ruff check . && python -m pytest -q

FROM python:3.11-slim-bookworm
# What psycopg2 is linked against.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpq5=15.* \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1
WORKDIR /code
COPY wsgi.py ./
COPY ledger ./ledger
USER 1000
EXPOSE 8080
CMD ["gunicorn", "--bind", "0.0.0.0:8080", "--workers", "2", "wsgi:app"]
