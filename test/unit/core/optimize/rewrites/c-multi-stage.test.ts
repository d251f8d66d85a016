import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

function converted(text: string, files: Readonly<Record<string, string>> = { Makefile: '', 'shop.c': '' }) {
  const result = rewritten('c-multi-stage', text, files);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('\nFROM ') + 1) };
}

const copies = (last: string) => [...last.matchAll(/^COPY --from=build (\S+) /gm)].map(([, path]) => path);

describe('of what a program in C is built from, c-multi-stage leaves behind', () => {
  test('what Alpine calls its compilers, and Go', () => {
    const text =
      'FROM alpine:3.20\nRUN apk add --no-cache build-base go tzdata\nWORKDIR /src\nCOPY . .\nRUN make\nCMD ["./shop"]\n';
    expect(converted(text).last).toContain('RUN apk add --no-cache tzdata\n');
  });

  test('the folder that a command made to build in', () => {
    const build = (run: string) =>
      converted(
        `FROM debian:12\nRUN apt-get update && apt-get install -y g++ cmake\nWORKDIR /opt/shop\nCOPY . .\n${run}\nCMD ["./build/shop"]\n`,
        { 'CMakeLists.txt': '', 'shop.cpp': '' },
      ).last;
    const program = ['/opt/shop/build/shop'];
    expect(copies(build('RUN mkdir build && cd build && cmake .. && make'))).toEqual(program);
    expect(copies(build('RUN mkdir -p build\nRUN cmake -B build && cmake --build build'))).toEqual(program);
  });

  test('a library that is fetched and installed, but for what of it is linked', () => {
    const text =
      'FROM debian:12\nRUN apt-get update && apt-get install -y g++ cmake git\nRUN git clone https://example.com/web.git /opt/web && cd /opt/web && cmake . && make && make install\nWORKDIR /src\nCOPY . .\nRUN make\nCMD ["./shop"]\n';
    expect(copies(converted(text).last)).toEqual(['/src/shop']);
    const started = text.replace('"./shop"', '"/opt/web/shop"');
    expect(copies(converted(started).last)).toContain('/opt/web/');
  });

  test('Python, where it is there for Meson', () => {
    const text =
      'FROM debian:12\nRUN apt-get update && apt-get install -y python3 python3-pip gcc\nRUN pip3 install meson ninja\nWORKDIR /src\nCOPY . .\nRUN meson setup out && meson compile -C out\nCMD ["./out/shop"]\n';
    expect(converted(text).last).not.toContain('python3');
    expect(converted(text, { 'meson.build': '', 'report.py': '' }).last).toContain('install -y python3 ');
  });
});

describe('a program that Autotools build', () => {
  const head = 'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y autoconf automake gcc make\nWORKDIR /src\n';
  const build = 'COPY . .\nRUN ./bootstrap && ./configure --prefix=/usr && make';
  const files = { 'configure.ac': '', 'Makefile.am': 'bin_PROGRAMS = shop\n', 'shop.c': '', bootstrap: '#!/bin/sh\n' };

  test('comes alone from where it is built', () => {
    expect(copies(converted(`${head}${build}\nCMD ["./shop"]\n`, files).last)).toEqual(['/src/shop']);
  });

  test('is installed once more where it is installed, and comes with all that is', () => {
    const { text, last } = converted(`${head}ADD . /shop\n${build} install\nWORKDIR /\nCMD shop\n`, files);
    expect(text).toContain('make install && DESTDIR=/installed make install \\\n    && mkdir');
    expect(copies(last)).toEqual(['/installed/']);
  });

  test('is left alone where libtool may have put a script in its place', () => {
    const wrapped = { ...files, 'Makefile.am': 'lib_LTLIBRARIES = libshop.la\nbin_PROGRAMS = shop\n' };
    expect(converted(`${head}${build}\nCMD ["./shop"]\n`, wrapped).reason).toMatch(/script that libtool wrote/);
  });
});

test('a folder that is called as a compiler is does not start one', () => {
  const text = 'FROM debian:12\nRUN apt-get update && apt-get install -y gcc make\nWORKDIR /src\nCOPY . .\nRUN make\n';
  expect(converted(`${text}CMD ["./cmake/build/shop"]\n`).last).toContain('/src/cmake/build/shop');
  expect(converted(`${text}CMD ["/usr/bin/make", "run"]\n`).reason).toMatch(/What make starts/);
});

test('the folder that CMake builds in comes along where it copies data there', () => {
  const text =
    'FROM debian:12\nRUN apt-get update && apt-get install -y g++ cmake\nWORKDIR /srv\nCOPY . .\nRUN mkdir build && cd build && cmake .. && make\nCMD ["./build/shop"]\n';
  const taken = (lists: string) => copies(converted(text, { 'CMakeLists.txt': lists, 'shop.cpp': '' }).last);
  expect(taken('file(COPY views DESTINATION ${CMAKE_BINARY_DIR})')).toEqual(['/srv/build/']);
  expect(taken('configure_file(config.json ${CMAKE_BINARY_DIR}/config.json COPYONLY)')).toEqual(['/srv/build/']);
  expect(taken('configure_file(version.h.in version.h)')).toEqual(['/srv/build/shop']);
});

describe('a program that is installed', () => {
  const cmake = (start: string) =>
    `FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y g++ cmake\nCOPY . /src\nWORKDIR /src/build\nRUN cmake -DCMAKE_INSTALL_PREFIX=/opt/shop .. && make && make install\nWORKDIR /opt/shop\nCMD ["${start}"]\n`;
  const files = { 'CMakeLists.txt': '', 'shop.cpp': '' };

  test.each(['/opt/shop/sbin/shop', '/opt/shop/bin/shop', '/opt/shop/shop'])(
    'comes with all that is, its settings and plugins, where it is started as %s',
    (start) => {
      expect(copies(converted(cmake(start), files).last)).toEqual(['/installed/']);
    },
  );

  test('comes alone where another folder is for what is installed', () => {
    expect(copies(converted(cmake('/src/build/shop'), files).last)).toEqual(['/src/build/shop']);
  });
});

describe('a program that a Makefile of its own installs', () => {
  const text =
    'FROM debian:12\nRUN apt-get update && apt-get install -y gcc make\nCOPY . /src\nWORKDIR /src\nRUN make && make install\nCMD ["shopd"]\n';
  const makefile = (...recipe: readonly string[]) => ({
    'shop.c': '',
    Makefile: `PREFIX ?= /opt/shop\nBIN = $(DESTDIR)$(PREFIX)/bin\n\nshopd: shop.c\n\tcc -o $@ $<\n\n.PHONY: install\ninstall: shopd install-data\n${recipe.map((line) => `\t${line}\n`).join('')}\ninstall-data:\n\t@mkdir -p $(DESTDIR)/etc/shop\n`,
  });

  test('is installed once more below DESTDIR, where all of its commands obey that', () => {
    const { text: after, last } = converted(text, makefile('install -d $(BIN)', 'install shopd $(BIN)/shopd'));
    expect(after).toContain('make install && DESTDIR=/installed make install ');
    expect(after).toContain('ldd /opt/shop/bin/shopd ');
    expect(copies(last)).toEqual(['/installed/']);
  });

  test('is looked at among the programs for administrators where it goes there', () => {
    const { text: after } = converted(text, makefile('install -D shopd ${DESTDIR}/opt/shop/sbin/shopd'));
    expect(after).toContain('ldd /opt/shop/sbin/shopd ');
  });

  test.each([
    [['install shopd $(BIN)/shopd', 'cp shop.conf /etc/shop.conf']],
    [['install shopd $(BIN)/shopd', '$(MAKE) -C doc install']],
    [['install shopd $(PREFIX)/bin']],
    [['install shopd $(BIN)/shopd']],
    [['mkdir -p $(BIN)', 'cp shopd $(BIN)/', 'cp shop.1 $(DESTDIR)/usr/share/man/man1']],
  ])('is left alone where one of its commands may write elsewhere, or to a folder that none makes: %j', (recipe) => {
    expect(converted(text, makefile(...recipe)).reason).toMatch(/Where shopd is installed is not known/);
  });

  test('is left alone where DESTDIR means something else', () => {
    const files = makefile('install -D shopd $(BIN)/shopd');
    const other = { ...files, Makefile: `DESTDIR ?= /usr/local\n${files.Makefile}` };
    expect(converted(text, other).reason).toMatch(/is not known/);
  });
});

describe('what supervisord starts', () => {
  const text = (run: string) =>
    `FROM debian:12\nRUN apt-get update && apt-get install -y g++ make supervisor\nWORKDIR /src\nCOPY . .\nRUN ${run}\nCMD ["/usr/bin/supervisord", "-n"]\n`;

  test('comes with the libraries of all that is compiled, and supervisord with its package', () => {
    const { text: after, last } = converted(text('g++ -o web web.cpp && cd jobs && g++ -o jobs jobs.cpp'));
    expect(after).toContain('ldd /src/web /src/jobs/jobs ');
    expect(copies(last)).toEqual(expect.arrayContaining(['/src/web', '/src/jobs/jobs']));
    expect(last).not.toContain('/usr/bin/supervisord /usr');
  });

  test('is installed without questions where an ARG says that nobody answers them', () => {
    const silent = text('g++ -o web web.cpp').replace('RUN apt', 'ARG DEBIAN_FRONTEND=noninteractive\nRUN apt');
    expect(converted(silent).last).toMatch(/^ARG DEBIAN_FRONTEND=noninteractive\n[\s\S]*^RUN apt-get update/m);
    const without = silent.replace('make supervisor', 'make').replace('"/usr/bin/supervisord", "-n"', '"./web"');
    expect(converted(without).last).not.toContain('DEBIAN_FRONTEND');
  });

  test('is not known where make builds it', () => {
    expect(converted(text('make')).reason).toMatch(/Which programs .*supervisord starts is not known/);
  });
});

test('what Meson and Ninja install is installed once more', () => {
  const text = (run: string) =>
    `FROM debian:12\nRUN apt-get update && apt-get install -y g++ meson\nWORKDIR /src\nCOPY . .\nRUN ${run}\nCMD ["/opt/shop/bin/shop"]\n`;
  for (const run of [
    'meson setup out --prefix=/opt/shop && ninja -C out install',
    'meson setup out --prefix /opt/shop && meson install -C out',
    'cmake -B out -G Ninja -DCMAKE_INSTALL_PREFIX=/opt/shop && ninja -C out install',
  ])
    expect(copies(converted(text(run), { 'meson.build': '', 'shop.cpp': '' }).last)).toEqual(['/installed/']);
});

describe('several programs that a script starts', () => {
  const text = (run: string) =>
    `FROM debian:12\nRUN apt-get update && apt-get install -y gcc make gosu\nWORKDIR /src\nCOPY . .\nRUN ${run}\nENTRYPOINT ["./start.sh"]\nCMD ["/src/shopd"]\n`;
  const files = { 'Makefile.am': '', 'shop.c': '', 'start.sh': '#!/bin/sh\n./shopctl init\nexec gosu shop "$@"\n' };

  test('come along, each with its libraries', () => {
    const { text: after, last } = converted(text('make'), files);
    expect(after).toContain('ldd /src/shopctl /src/shopd ');
    expect(copies(last)).toEqual(['/src/start.sh', '/src/shopctl', '/src/shopd']);
    expect(last).toContain('install -y gosu ');
  });

  test('are left alone where only some of them are installed', () => {
    const installed = text('./configure && make && make install').replace('/src/shopd', '/usr/local/bin/shopd');
    expect(converted(installed, files).reason).toMatch(/some are installed and others are not/);
  });
});

describe('what make makes beside a program', () => {
  const text = 'FROM gcc:13\nWORKDIR /src\nCOPY . .\nRUN make\nCMD ["./out/shop"]\n';
  const made = (recipe: string, source = '') =>
    copies(converted(text, { Makefile: `all: shop.c\n${recipe}clean:\n\tcp a b\n`, 'shop.c': source }).last);

  test('comes along with the folder, where it may be read at run time', () => {
    for (const recipe of [
      '\tcp shop.conf out/\n',
      '\t@mkdir -p out && sed s/a/b/ motd.in > out/motd\n',
      '\tln -s ../data out/data\n',
    ])
      expect(made(`\tcc -o out/shop shop.c\n${recipe}`)).toEqual(['/src/']);
  });

  test('comes along where it is loaded by its name', () => {
    const plugin = '\tcc -o out/shop shop.c\n\tcc -shared -o plugins/a.so a.c\n';
    expect(made(plugin, 'dlopen("plugins/a.so", RTLD_NOW);')).toEqual(['/src/']);
    expect(made(plugin)).toEqual(['/src/out/shop']);
  });

  test('stays where it is for the build or for people', () => {
    for (const recipe of [
      '\tmkdir -p out\n',
      '\tsed s/a/b/ config.in > config.h\n',
      '\tcc -o out/shop shop.c 2> /dev/null\n',
      '\tcp config.h.in config.h\n',
    ])
      expect(made(recipe)).toEqual(['/src/out/shop']);
  });
});
