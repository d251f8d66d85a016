#!/bin/sh
# Refuses to start without a table, then hands over to the server or to whatever was asked for.
set -eu

tides check

if [ "$#" -eq 0 ]; then
  set -- uvicorn --host 0.0.0.0 --port "${PORT:-8080}" tides.web:app
fi

exec "$@"
