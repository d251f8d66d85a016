// The database that most of the real applications look for under one name: MariaDB, PostgreSQL, and what speaks the
// protocol of MongoDB (FerretDB, on SQLite), in one container, with the tables, the user and the password that they
// all expect.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { provideBases } from './bases.ts';
import { buildImage } from './client.ts';
import type { ProvingEngine } from './engine.ts';

/** The name that they look for. */
const HOST = 'tfb-database';
const IMAGE = 'quayside-prove-database:latest';
const BASE = 'debian:bookworm-slim';

/** What both servers understand; in the one of them names in quotes keep their case. */
const COMMON = `CREATE TABLE world (id integer PRIMARY KEY, randomnumber integer NOT NULL DEFAULT 0);
CREATE TABLE fortune (id integer PRIMARY KEY, message varchar(2048) NOT NULL);
INSERT INTO fortune VALUES (1, 'Ships in harbour are safe'), (2, 'A calm sea makes no captain'), (3, '<b>Fog ahead</b>');`;

const DOCKERFILE = `FROM golang:1.26-bookworm AS ferretdb
WORKDIR /database
COPY <<'EOF' main.go
package main

import (
	"context"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listener := ferretdb.ListenerConfig{TCP: "0.0.0.0:27017"}
	database, err := ferretdb.New(&ferretdb.Config{Listener: listener, Handler: "sqlite", SQLiteURL: "file:/ferretdb/"})
	if err != nil {
		panic(err)
	}
	panic(database.Run(context.Background()))
}
EOF
RUN go mod init database && go get github.com/FerretDB/FerretDB/ferretdb@v1.24.2 && CGO_ENABLED=0 go build -o /ferretdb .

FROM ${BASE}
COPY --from=ferretdb /ferretdb /usr/local/bin/ferretdb
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mariadb-server postgresql && rm -rf /var/lib/apt/lists/*
COPY <<'EOF' /mariadb.sql
CREATE DATABASE hello_world CHARACTER SET utf8mb4;
CREATE USER 'benchmarkdbuser'@'%' IDENTIFIED BY 'benchmarkdbpass';
GRANT ALL ON hello_world.* TO 'benchmarkdbuser'@'%';
USE hello_world;
${COMMON}
INSERT INTO world SELECT seq, seq % 9973 + 1 FROM seq_1_to_10000;
CREATE VIEW World AS SELECT id, randomnumber AS randomNumber FROM world;
CREATE VIEW Fortune AS SELECT * FROM fortune;
EOF
COPY <<'EOF' /postgresql.sql
CREATE USER benchmarkdbuser PASSWORD 'benchmarkdbpass';
CREATE DATABASE hello_world OWNER benchmarkdbuser TEMPLATE template0 ENCODING 'UTF8';
\\c hello_world
SET ROLE benchmarkdbuser;
${COMMON}
INSERT INTO world SELECT id, id % 9973 + 1 FROM generate_series(1, 10000) AS id;
CREATE VIEW "World" AS SELECT id, randomnumber FROM world;
CREATE VIEW "Fortune" AS SELECT * FROM fortune;
EOF
RUN printf '[mysqld]\\nbind-address=0.0.0.0\\nskip-name-resolve\\nmax_connections=2000\\n' > /etc/mysql/mariadb.conf.d/99-open.cnf \\
 && echo "listen_addresses = '*'\\nmax_connections = 1000\\npassword_encryption = md5" >> /etc/postgresql/15/main/postgresql.conf \\
 && echo 'host all all all md5' >> /etc/postgresql/15/main/pg_hba.conf \\
 && service mariadb start && mariadb < /mariadb.sql && service mariadb stop \\
 && service postgresql start && su postgres -c 'psql -v ON_ERROR_STOP=1 -f /postgresql.sql' && service postgresql stop
RUN mkdir /ferretdb
CMD ["sh", "-c", "ferretdb & service postgresql start && exec mariadbd --user=mysql"]
`;

export interface Database {
  /** Its name and address, for the hosts file of whoever looks for it. */
  readonly hosts: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Listens on the engine's own network and on no port of this machine. Throws where it cannot be built. */
export async function openDatabase({ docker, client }: ProvingEngine): Promise<Database> {
  const missing = await provideBases(docker, DOCKERFILE);
  if (missing.length > 0) throw new Error(missing.join(' '));
  const context = await mkdtemp(path.join(tmpdir(), 'quayside-prove-'));
  const dockerfile = path.join(context, 'Dockerfile');
  const built = await buildImage(client, { context, dockerfile, text: DOCKERFILE, tag: IMAGE });
  await rm(context, { recursive: true });
  if (!built.ok) throw new Error(`The database for the applications cannot be built: ${built.reason}`);
  const container = await docker.createContainer({ Image: IMAGE });
  await container.start();
  // Both are up within a second or two; what starts earlier than they do would find nobody.
  await delay(3000);
  const { NetworkSettings } = await container.inspect();
  const address = Object.values(NetworkSettings.Networks)[0]?.IPAddress;
  return {
    hosts: address ? { [HOST]: address } : {},
    stop: () => container.remove({ force: true, v: true }),
  };
}
