import { describe, expect, test } from 'vitest';
import { rewritten } from './rewritten.ts';

/** What the last stage takes over of what was copied for a program in Go that is built in a folder of its own. */
function takenOver(copies: string, files: readonly string[], workdir = '/usr/src/app'): string[] {
  const text = `FROM golang:1.22\nWORKDIR ${workdir}\n${copies}\nRUN go build -o server .\nCMD ["./server"]\n`;
  const all = Object.fromEntries(['go.mod', 'main.go', ...files].map((path) => [path, '']));
  const { text: after } = rewritten('go-multi-stage', text, all);
  return [...after.matchAll(/^COPY --from=build (\S+) /gm)]
    .map(([, path = '']) => path)
    .filter((path) => path.startsWith(workdir) && !path.endsWith('/server'));
}

describe('of what is copied, the last stage gets', () => {
  test('a folder of data, and not the one above it that the program is built in', () => {
    const copies = 'COPY static ./static\nCOPY templates ./templates\nCOPY *.go go.mod ./';
    expect(takenOver(copies, ['static/a.css', 'templates/a.html'])).toEqual([
      '/usr/src/app/static/',
      '/usr/src/app/templates/',
    ]);
  });

  test('a folder as a whole though a desktop left a file in it', () => {
    expect(takenOver('COPY . .', ['pictures/1.jpg', 'pictures/2.jpg', 'pictures/.DS_Store'])).toEqual([
      '/usr/src/app/pictures/',
    ]);
  });

  test('a folder that is kept for what the program writes', () => {
    expect(
      takenOver('COPY . .', ['uploads/.gitkeep', 'logs/.gitignore', 'internal/a.go', 'internal/.gitkeep']),
    ).toEqual(['/usr/src/app/logs/', '/usr/src/app/uploads/']);
  });

  test('the folder that most files lie in, where there are too many to name each', () => {
    const views = Array.from({ length: 14 }, (_, at) => `views/${at}.html`);
    expect(takenOver('COPY . .', ['views/views.go', 'config/config.go', 'config/a.yaml', ...views])).toEqual([
      '/usr/src/app/config/a.yaml',
      '/usr/src/app/views/',
    ]);
  });

  test('nothing that is for whoever develops', () => {
    expect(takenOver('COPY . .', ['Procfile', '.env.example', 'README.md', 'AUTHORS', '.gitignore'])).toEqual([]);
  });
});

describe('of how a command configures the system, the last stage gets', () => {
  const last = (run: string) => {
    const text = `FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN ${run}\nRUN go build -o shop .\nCMD ["./shop"]\n`;
    const result = rewritten('go-multi-stage', text, { 'go.mod': '', 'main.go': '', 'own.crt': '' });
    return result.reason ?? result.text.slice(result.text.lastIndexOf('\nFROM '));
  };

  test('languages and the zone of its time', () => {
    expect(last('locale-gen en_US.UTF-8')).toContain('COPY --from=build /usr/lib/locale /usr/lib/locale\n');
    expect(last('dpkg-reconfigure -f noninteractive tzdata')).toContain('/etc/localtime /etc/localtime\n');
  });

  test('the certificates that are added', () => {
    const stage = last('cp own.crt /usr/local/share/ca-certificates/ && update-ca-certificates');
    expect(stage).toContain('COPY --from=build /usr/local/share/ca-certificates/own.crt ');
    expect(stage).toContain('COPY --from=build /etc/ssl/certs /etc/ssl/certs\n');
    expect(stage).toContain('COPY --from=build /usr/share/ca-certificates /usr/share/ca-certificates\n');
  });

  test('keys and certificates that are made', () => {
    const request =
      'openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/shop/key.der -out /etc/shop/shop.crt -subj /CN=a';
    const stage = last(`mkdir /etc/shop && ${request}`);
    expect(stage).toContain('COPY --from=build /etc/shop/ /etc/shop/\n');
    expect(last('openssl rand -hex 16 > /etc/token')).toContain('COPY --from=build /etc/token /etc/token\n');
    expect(last('cd /etc && openssl ca -in a.csr')).toMatch(/may be needed to run|not known/);
  });

  test('nothing where the package does the same, and no conversion where more is done', () => {
    expect(last('update-ca-certificates')).toContain('FROM debian');
    expect(last('dpkg-reconfigure slapd')).toMatch(/configures the system/);
  });
});

describe('of what other programs write, the last stage gets', () => {
  const last = (run: string) => {
    const text = `FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN ${run}\nRUN go build -o shop .\nCMD ["./shop"]\n`;
    const result = rewritten('go-multi-stage', text, { 'go.mod': '', 'main.go': '' });
    return result.reason ?? result.text.slice(result.text.lastIndexOf('\nFROM '));
  };

  test('the files that a script in quotes names, and not the folder around them', () => {
    for (const shell of ["sh -c 'touch /shop.txt'", 'bash -lc "touch /shop.txt && chmod 644 /shop.txt"']) {
      expect(last(shell)).toContain('COPY --from=build /shop.txt /shop.txt\n');
      expect(last(shell)).not.toContain('/src/ /src/');
    }
  });

  test('the folder around them where the script does more', () => {
    for (const script of ['./configure', 'echo a > a.txt', 'touch $1'])
      expect(last(`sh -c '${script}'`)).toContain('COPY --from=build /src/ /src/\n');
  });

  test('what a program is told to write by an absolute path', () => {
    for (const run of ['./seed /var/lib/shop.db', 'python3 seed.py /var/lib/shop.db'])
      expect(last(run)).toContain('COPY --from=build /var/lib/shop.db /var/lib/shop.db\n');
    expect(last('./seed /tmp/shop.db')).not.toContain('/tmp/shop.db');
  });

  test('the database that SQLite is told to open', () => {
    expect(last('sqlite3 /src/shop.db < init.sql')).toContain('COPY --from=build /src/shop.db /src/shop.db\n');
    expect(last('sqlite3 shop.db "attach \'other.db\' as other"')).toMatch(/calls sqlite3/);
    expect(last('sqlite3 -init a.sql shop.db')).toMatch(/calls sqlite3/);
  });
});

describe('a file that is copied to the path of a folder', () => {
  const last = (made: string) => {
    const text = `FROM python:3.12\n${made}\nCOPY requirements.txt /srv/app\nRUN pip install -r /srv/app/requirements.txt\nCOPY main.py /srv/app/main.py\nCMD ["python", "/srv/app/main.py"]\n`;
    const result = rewritten('python-multi-stage', text, { 'requirements.txt': '', 'main.py': '', 'a/b': '' });
    return [...result.text.matchAll(/^COPY --from=build (\/srv\S*) /gm)].map(([, path]) => path);
  };

  test.each([
    ['mkdir', 'RUN mkdir -p /srv/app/logs'],
    ['WORKDIR', 'WORKDIR /srv/app\nWORKDIR /'],
    ['COPY', 'COPY a /srv/app/'],
  ])('that %s made lies in it, and nothing is copied twice', (_, made) => {
    expect(last(made)).toContain('/srv/app/');
    expect(last(made)).not.toContain('/srv/app');
    expect(last(made)).not.toContain('/srv/app/main.py');
  });
});

test('what is added to the end of a build is not done in a folder that the build has removed', () => {
  const of = (run: string) => {
    const text = `FROM python:3.12\nWORKDIR /src\nCOPY . .\nRUN pip install .${run}\nCMD ["shop"]\n`;
    return rewritten('python-multi-stage', text, { 'setup.py': '' }).text;
  };
  expect(of(' && rm -rf build')).toContain('&& rm -rf build \\\n    && pip uninstall -y pip');
  expect(of(' && rm -rf /src')).toContain('&& rm -rf /src\nRUN pip uninstall -y pip');
});

describe('what is for whoever develops, and is read by what starts:', () => {
  const of = (start: string) => {
    const text = `FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ${start}\n`;
    const files = { 'requirements.txt': '', 'main.py': '', Procfile: 'web: python main.py\n', Makefile: '' };
    return rewritten('python-multi-stage', text, files);
  };

  test('a Procfile comes along', () => {
    expect(of('["honcho", "start"]').text).toContain('COPY --from=build /app/Procfile /app/Procfile\n');
    expect(of('["python", "main.py"]').text).not.toContain('Procfile');
  });

  test('a Makefile may call anything', () => {
    expect(of('make run').reason).toBe('What make starts, and what that calls, is not known.');
  });
});

test('an empty folder to start in is whose it was made', () => {
  const text =
    'FROM python:3.12\nCOPY . /opt/bot\nRUN pip install -r /opt/bot/requirements.txt\nRUN useradd bot && mkdir /var/bot && chown bot:bot /var/bot\nWORKDIR /var/bot\nUSER bot\nCMD ["python", "/opt/bot/main.py"]\n';
  const all = rewritten('python-multi-stage', text, { 'requirements.txt': '', 'main.py': '' }).text;
  expect(all).toContain('COPY --from=build --chown=bot:bot /var/bot/ /var/bot/\n');
});

test('tables for cron come along', () => {
  const text =
    'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN apt-get update && apt-get install -y cron && crontab crontab.txt\nRUN pip install -r requirements.txt\nCMD ["cron", "-f"]\n';
  const all = rewritten('python-multi-stage', text, { 'requirements.txt': '', 'crontab.txt': '' }).text;
  expect(all).toContain('COPY --from=build /var/spool/cron/crontabs /var/spool/cron/crontabs\n');
});
