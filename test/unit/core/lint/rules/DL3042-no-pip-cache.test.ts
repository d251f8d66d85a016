import { ruleCases } from './cases.ts';

ruleCases('DL3042', [
  { name: 'the option', text: 'FROM a:1\nRUN pip install x --no-cache-dir\n' },
  { name: 'pipenv and pipx', text: 'FROM a:1\nRUN pipenv install x && pipx install y\n' },
  { name: 'the variable', text: 'FROM a:1\nENV PIP_NO_CACHE_DIR=1\nRUN pip install x\n' },
  {
    name: 'the variable of the stage below',
    text: 'FROM a:1 AS b\nENV PIP_NO_CACHE_DIR yes\nFROM b\nRUN pip install x\n',
  },
  { name: 'the variable in the RUN', text: 'FROM a:1\nRUN export PIP_NO_CACHE_DIR=on && pip install x\n' },
  { name: 'a cache mount', text: 'FROM a:1\nRUN --mount=type=cache,target=/root/.cache/pip pip install x\n' },
  { name: 'a module of another name', text: 'FROM a:1\nRUN python -m venv install\n' },
  {
    name: 'an install',
    text: 'FROM a:1\nRUN «pip3 install» -r requirements.txt\n',
    fixed: 'FROM a:1\nRUN pip3 install --no-cache-dir -r requirements.txt\n',
  },
  {
    name: 'every install of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN «python3.12 -m pip install» \\\r\n    # first\r\n    --upgrade pip \\\r\n && pip install x\r\n',
    fixed:
      'FROM a:1\r\nRUN python3.12 -m pip install --no-cache-dir \\\r\n    # first\r\n    --upgrade pip \\\r\n && pip install --no-cache-dir x\r\n',
  },
  {
    name: 'an install where the variable says no',
    text: 'FROM a:1\nENV PIP_NO_CACHE_DIR=off\nRUN «pip install» x\n',
    fixed: 'FROM a:1\nENV PIP_NO_CACHE_DIR=off\nRUN pip install --no-cache-dir x\n',
  },
  {
    name: 'an install where the variable belongs to another stage',
    text: 'FROM a:1 AS b\nENV PIP_NO_CACHE_DIR=1\nFROM a:1\nRUN «pip install» x\n',
    fixed: 'FROM a:1 AS b\nENV PIP_NO_CACHE_DIR=1\nFROM a:1\nRUN pip install --no-cache-dir x\n',
  },
  {
    name: 'an install in ONBUILD, which the variable of this build says nothing about',
    text: 'FROM a:1\nENV PIP_NO_CACHE_DIR=1\nONBUILD RUN «pip install» x\n',
    fixed: 'FROM a:1\nENV PIP_NO_CACHE_DIR=1\nONBUILD RUN pip install --no-cache-dir x\n',
  },
  {
    name: 'an install in exec form',
    text: 'FROM a:1\nRUN ["«pip", "install»", "x"]\n',
    fixed: 'FROM a:1\nRUN ["pip", "install", "--no-cache-dir", "x"]\n',
  },
  {
    name: 'an install in exec form that is written without blanks',
    text: 'FROM a:1\nRUN ["«pip","install»","x"]\n',
    fixed: 'FROM a:1\nRUN ["pip","install","--no-cache-dir","x"]\n',
  },
  { name: 'one element that is a whole command', text: 'FROM a:1\nRUN ["«pip install»", "x"]\n' },
  { name: 'what is a command to a shell alone', text: 'FROM a:1\nRUN ["x", "&&", "«pip", "install»", "y"]\n' },
]);
