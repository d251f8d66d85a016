import { describe, expect, test } from 'vitest';
import { rewritten } from './rewritten.ts';

/** What a conversion takes over of what commands leave in the image, or why it keeps away. */
const go = {
  'go.mod': 'module example.com/shop\ngo 1.22\n',
  'main.go': 'package main\nfunc main() {}\n',
};

function convertedGo(extra: string, { start = 'CMD ["/app/server"]', files = go }: Options = {}) {
  const text = `FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o /app/server .\n${extra}\n${start}\n`;
  const result = rewritten('go-multi-stage', text, files);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('FROM ')) };
}

interface Options {
  readonly start?: string;
  readonly files?: Readonly<Record<string, string>>;
}

describe('packages for somebody at a terminal', () => {
  const lookers = 'RUN apt-get update && apt-get install -y vim sqlite3';
  const withMain = (text: string) => ({ ...go, 'main.go': `package main\nfunc main() { ${text} }\n` });

  test('stay in the build stage where no source calls them, and the question names them', () => {
    const { last, proposals } = convertedGo(lookers, { files: withMain('sql.Open("sqlite3", "a.db")') });
    expect(last).not.toContain('apt-get install');
    expect(proposals[0]?.question).toMatch(/Not in the image that runs: vim, sqlite3\. Does anybody call them/);
  });

  test('come along where one does', () => {
    const { last } = convertedGo(lookers, { files: withMain('exec.Command("sqlite3", "a.db")') });
    expect(last).toMatch(/apt-get install [^\n]*sqlite3/);
    expect(last).not.toMatch(/apt-get install [^\n]*vim/);
  });
});

describe('a program that is started by its name', () => {
  test('goes where the image that runs looks for programs', () => {
    const { last } = convertedGo('RUN go install .', { start: 'CMD ["shop"]' });
    expect(last).toContain('COPY --from=build /go/bin/shop /usr/local/bin/shop\n');
  });

  test('stays where it is where PATH is said to lead there', () => {
    const { last } = convertedGo('RUN go install .\nENV PATH=$PATH:/go/bin', { start: 'CMD ["shop"]' });
    expect(last).toContain('COPY --from=build /go/bin/shop /go/bin/shop\n');
  });
});

describe('the folder that it starts in', () => {
  test('is of whom it was given to, and not of root, for whom WORKDIR makes it', () => {
    const { last } = convertedGo('RUN useradd shop && chown -R shop:shop /app\nUSER shop');
    expect(last).toMatch(/\nWORKDIR \/app\n[\s\S]*\nRUN chown shop:shop \/app\nUSER shop\n/);
  });

  test('stays root’s where only what is in it was given away', () => {
    const { last } = convertedGo('RUN useradd shop && chown -R shop:shop /app/server\nUSER shop');
    expect(last).toContain('COPY --from=build --chown=shop:shop /app/server /app/server');
    expect(last).not.toContain('RUN chown');
  });
});

describe('what a command writes outside the folder of the program comes along', () => {
  test.each([
    ['RUN echo a=1 > /etc/shop.conf', '/etc/shop.conf'],
    ['RUN printf "%s" b >> /etc/shop/more.conf', '/etc/shop/more.conf'],
    ['RUN cd /srv && echo x > menu.txt', '/srv/menu.txt'],
    ['RUN true | tee -a /etc/motd', '/etc/motd'],
    ["RUN sed -i 's/a/b/' /etc/ssl/openssl.cnf", '/etc/ssl/openssl.cnf'],
    ['RUN curl -fsSLo /usr/local/bin/tool https://example.com/tool', '/usr/local/bin/tool'],
    ['RUN cd /srv && curl -LO https://example.com/menu.json', '/srv/menu.json'],
    ['RUN wget -qO /srv/a https://example.com/a', '/srv/a'],
    ['RUN wget -P /srv/data https://example.com/b.csv', '/srv/data/b.csv'],
    ['RUN tar -xzf /tmp/a.tgz -C /srv/assets', '/srv/assets/'],
    ['RUN unzip /tmp/a.zip -d /srv/pages', '/srv/pages/'],
    ['RUN git clone https://example.com/themes.git /srv/themes', '/srv/themes/'],
    ['RUN cp conf/a.yml /etc/', '/etc/a.yml'],
    ['RUN install -m 755 run /usr/local/bin', '/usr/local/bin/run'],
    ['RUN go build -o /usr/local/bin/migrate ./cmd/migrate', '/usr/local/bin/migrate'],
    ['COPY <<X /etc/here.conf\na=1\nX', '/etc/here.conf'],
    ['RUN <<X\necho a > /etc/doc.conf\nX', '/etc/doc.conf'],
    ['RUN ln -s /usr/share/zoneinfo/Europe/Paris /etc/localtime', '/etc/localtime'],
  ])('%s', (extra, path) => {
    const { reason, last } = convertedGo(extra);
    expect(reason).toBeUndefined();
    expect(last).toContain(`COPY --from=build ${path} ${path}\n`);
  });
});

describe('a conversion keeps away from what would be lost', () => {
  test.each([
    ['RUN sysctl -w a=1', 'configures the system with sysctl'],
    ['RUN a2enmod rewrite', 'configures the system with a2enmod'],
    ['RUN pip install awscli', 'installs packages with pip'],
    ['RUN make install', 'installs what make builds'],
    ['RUN curl -fsSL https://example.com/setup | sh', 'runs a script that comes from elsewhere'],
    ['RUN python3 download_model.py', 'runs a program with python3 that may write anywhere'],
    ['RUN npx playwright install chromium', 'outside the folder of the application'],
    ['RUN echo root:x | chpasswd', 'sets a password'],
    ['RUN echo x > $SOMEWHERE', 'which is not known'],
    ['RUN echo app:x:7:7::/:/bin/sh >> /etc/passwd', 'changes /etc/passwd'],
    ['RUN setcap cap_net_bind_service=+ep /app/server', 'gives a program capabilities'],
    ['RUN tar -xzf /tmp/a.tgz -C /usr/local', 'puts what is not known into /usr/local'],
    ['RUN chown -R nobody /var/log', 'gives /var/log of the base image another mode or owner'],
    ['RUN initdb jobs', 'calls initdb, and what that makes is not known'],
  ])('%s', (extra, why) => {
    expect(convertedGo(extra).reason).toContain(why);
  });
});

describe('where what is copied hangs on an ARG', () => {
  const files = { 'shop/go.mod': go['go.mod'], 'shop/main.go': go['main.go'], 'shop/page.html': '' };
  const convertedWith = (copy: string) =>
    rewritten(
      'go-multi-stage',
      `FROM golang:1.22\nWORKDIR /app\n${copy}\nRUN go build -o /app/server .\nCMD ["/app/server"]\n`,
      files,
    );

  test.each([
    ['by its name', 'ARG APP=shop\nCOPY ${APP} .'],
    ['by way of ENV', 'ARG APP=shop\nENV FOLDER=./$APP\nCOPY $FOLDER .'],
    ['that has no default', 'ARG APP\nCOPY $APP ./'],
  ])('%s, the whole folder comes along, and a person is told', (_, copy) => {
    const { text, proposals } = convertedWith(copy);
    expect(text).toContain('\nCOPY --from=build /app/ /app/\n');
    expect(proposals[0]?.question).toMatch(/hangs on the argument APP: is less enough/);
  });

  test('nothing is proposed where it may be a file or a folder', () => {
    expect(convertedWith('ARG APP=shop\nCOPY ${APP} /srv/shop').reason).toMatch(/puts what it copies is not known/);
  });

  test('an ENV that has a value of its own is none', () => {
    expect(convertedWith('ARG APP=other\nENV APP=shop\nCOPY $APP .').text).toContain('/app/page.html /app/page.html');
  });
});

describe('what COPY cannot carry is done again', () => {
  test('a link to what is taken along, and one to a device', () => {
    const { last } = convertedGo('RUN ln -s /app/server /usr/bin/serve && ln -sf /dev/stdout /var/log/shop.log');
    expect(last).toContain('ln -sf /app/server /usr/bin/serve');
    expect(last).toContain('ln -sf /dev/stdout /var/log/shop.log');
    expect(last).not.toContain('COPY --from=build /var/log/shop.log');
  });

  test('the mode of a folder', () => {
    const { last } = convertedGo('RUN mkdir /data && chmod 777 /data');
    expect(last).toContain('COPY --from=build /data/ /data/\nRUN chmod 777 /data\n');
  });

  test('users and groups, in one RUN, with the arguments that they want', () => {
    const { last } = convertedGo(
      'ARG NUMBER=7\nRUN groupadd -g $NUMBER shop && useradd -g shop shop || true\nUSER shop',
    );
    expect(last).toContain('ARG NUMBER=7\nRUN groupadd -g $NUMBER shop && (useradd -g shop shop || true)\n');
  });

  test('a COPY from another image, though it is the last one', () => {
    const { last } = convertedGo('COPY --from=busybox:1.36 /bin/busybox /bin/probe');
    expect(last).toContain('COPY --from=busybox:1.36 /bin/busybox /bin/probe\n');
  });
});

test('what the same RUN takes away again is not copied', () => {
  const { last } = convertedGo(
    'RUN curl -fsSLo /srv/a.tgz https://example.com/a && mkdir /srv/a && tar -xzf /srv/a.tgz -C /srv/a && rm /srv/*.tgz',
  );
  expect(last).toContain('COPY --from=build /srv/a/ /srv/a/\n');
  expect(last).not.toContain('a.tgz');
});

test('what ADD unpacks is copied as a folder', () => {
  const { last } = convertedGo('ADD assets.tar.gz /srv/assets/', { files: { ...go, 'assets.tar.gz': '' } });
  expect(last).toContain('COPY --from=build /srv/assets/ /srv/assets/\n');
});

test('a file that is copied into a folder of the system goes there alone', () => {
  const { last } = convertedGo('COPY shop.sh /usr/local/bin', { files: { ...go, 'shop.sh': 'x' } });
  expect(last).toContain('COPY --from=build /usr/local/bin/shop.sh /usr/local/bin/shop.sh\n');
});

describe('what starts', () => {
  test('behind an init program', () => {
    const { reason, last } = convertedGo('RUN apt-get update && apt-get install -y tini', {
      start: 'ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["/app/server"]',
    });
    expect(reason).toBeUndefined();
    expect(last).toMatch(/apt-get install .*\btini\b/);
    expect(last).toContain('COPY --from=build /app/server /app/server\n');
  });

  test('behind a script that calls what nobody knows, nothing is done', () => {
    const { reason } = convertedGo('', {
      start: 'ENTRYPOINT ["/app/entry.sh"]\nCMD ["/app/server"]',
      files: { ...go, 'entry.sh': '#!/bin/sh\npsql -c x\nexec "$@"\n' },
    });
    expect(reason).toContain('psql');
  });

  test('on Alpine the last stage is Alpine', () => {
    const text =
      'FROM golang:1.22-alpine3.19\nWORKDIR /app\nCOPY . .\nRUN go build -o /app/server .\nCMD ["/app/server"]\n';
    expect(rewritten('go-multi-stage', text, go).text).toContain('FROM alpine:3.19\n');
  });
});

test('what Composer’s stage would write outside the folder of the application keeps it away', () => {
  const text = `FROM php:8.3-apache
WORKDIR /var/www/shop
COPY . .
RUN sed s/a/b/ conf > /etc/apache2/shop.conf
RUN composer install
CMD ["apache2-foreground"]
`;
  expect(rewritten('composer-multi-stage', text).reason).toBe('What line 4 writes, and where to, is not known.');
});

describe('safe rewrites', () => {
  test('ONBUILD is left as it is', () => {
    const text = 'FROM debian:12\nONBUILD RUN apt-get update && apt-get install -y curl\n';
    expect(rewritten('apt-lists-removed', text).text).toBe(text);
  });

  test('lists of apt that a script may read are for a person to judge', () => {
    const text = 'FROM debian:12\nRUN apt-get update && apt-get install -y curl\nCOPY more.sh /\nRUN /more.sh\n';
    expect(rewritten('apt-lists-removed', text).safe).toEqual([false]);
  });

  test('a cache of pip in a mount stays one', () => {
    const text = 'FROM python:3.12\nRUN --mount=type=cache,target=/root/.cache pip install flask\n';
    expect(rewritten('no-pip-cache', text).reason).toBe('The cache of pip is a mount, and not in the image.');
  });

  test('the mode of a folder that a file was copied into is no mode of the file', () => {
    const text = 'FROM debian:12\nCOPY run.sh /opt\nRUN chmod 755 /opt\n';
    expect(rewritten('copy-chmod', text, { 'run.sh': '' }).text).toBe(text);
  });
});

test('two programs that are built in one RUN are stripped once each', () => {
  const text = `FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN go build -o /bin/a ./a && go build -o /bin/b ./b
FROM debian:12-slim
COPY --from=build /bin/a /bin/a
COPY --from=build /bin/b /bin/b
CMD /bin/a && /bin/b
`;
  expect(rewritten('stripped-programs', text).text.match(/-ldflags/g)).toHaveLength(2);
});
