import { ruleCases } from './cases.ts';

ruleCases('DL3013', [
  { name: 'versions and limits', text: 'FROM a:1\nRUN pip install a==1 b~=1 "c>1" "d<2" e!=3\n' },
  { name: 'requirements', text: 'FROM a:1\nRUN pip install -r x a\nRUN pip install --requirement x\n' },
  { name: 'constraints', text: 'FROM a:1\nRUN pip install --constraint=x a\nRUN pip install a -c x\n' },
  { name: 'the project', text: 'FROM a:1\nRUN pip install . a\n' },
  { name: 'files, folders and addresses', text: 'FROM a:1\nRUN pip install a.whl b.tar.gz ./c https://x/y.zip\n' },
  { name: 'a revision', text: 'FROM a:1\nRUN pip install git+https://x/y@v1 hg+ssh://x/z@2\n' },
  { name: 'values of options', text: 'FROM a:1\nRUN pip install -t x --index-url https://y --prefix z a==1 -e .\n' },
  { name: 'other programs', text: 'FROM a:1\nRUN pipenv install a && python -m venv install b && pip download c\n' },
  { name: 'a package', text: 'FROM a:1\nRUN pip install --upgrade «pip» setuptools==1\n' },
  { name: 'a package of a module', text: 'FROM a:1\nRUN python3.12 -m pip install a==1 \\\n  # note\n  «"b[x]"»\n' },
  { name: 'a package of pipx', text: 'FROM a:1\nRUN pipx install «a»\n' },
  { name: 'a repository', text: 'FROM a:1\nRUN pip install «git+https://x/y#egg=y»\n' },
  { name: 'a variable', text: 'FROM a:1\nRUN pip install «$A»\n' },
  { name: 'a package once for two commands', text: 'FROM a:1\nRUN pip install «a» && (pip install b)\n' },
  { name: 'a package in ONBUILD', text: 'FROM a:1\nONBUILD RUN ["pip", "install", "«a»"]\n' },
]);
