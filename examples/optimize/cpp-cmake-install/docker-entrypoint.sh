#!/bin/bash
# Writes the configuration from the environment, then becomes the server.
set -euo pipefail

cat > /etc/atlas.conf <<CONFIG
port ${ATLAS_PORT:-8080}
map ${ATLAS_HOME:-/usr/local/share/atlas}/maps/${ATLAS_MAP:-island}.txt
CONFIG

exec "$@"
