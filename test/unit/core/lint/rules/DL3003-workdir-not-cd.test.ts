import { ruleCases } from './cases.ts';

ruleCases('DL3003', [
  { name: 'another folder', text: 'FROM a:1\nWORKDIR /x\nRUN pushd /y && make -C cd\n' },
  { name: 'ONBUILD', text: 'FROM a:1\nONBUILD RUN cd /x && y\n' },
  {
    name: 'a folder',
    text: 'FROM a:1\nRUN «cd» /x && make && make install\nRUN y\n',
    fixed: 'FROM a:1\nWORKDIR /x\nRUN make && make install\nRUN y\n',
    safety: 'review',
  },
  {
    name: 'a folder that nothing else sees',
    text: 'FROM a:1\nRUN «cd» /x && make\nENV A=1\nWORKDIR /app\n',
    fixed: 'FROM a:1\nWORKDIR /x\nRUN make\nENV A=1\nWORKDIR /app\n',
  },
  {
    name: 'a folder in a line of its own, below comments',
    text: 'FROM a:1\r\n# build\r\n  RUN «cd» /x \\\r\n    && make \\\r\n    # all\r\n    && make install\r\n',
    fixed: 'FROM a:1\r\n  WORKDIR /x\r\n# build\r\n  RUN make \\\r\n    # all\r\n    && make install\r\n',
    safety: 'review',
  },
  {
    name: 'a folder with && at the end of its line and another escape',
    text: '# escape=`\nFROM a:1\nRUN `\n  «cd» /x && `\n  make\n',
    fixed: '# escape=`\nFROM a:1\nWORKDIR /x\nRUN `\n  make\n',
    safety: 'review',
  },
  { name: 'a folder before a comment', text: 'FROM a:1\nRUN «cd» /x && \\\n  # note\n  make\n' },
  { name: 'a folder whose RUN would be joined with the next one', text: 'FROM a:1\nRUN «cd» /x && make\nRUN y\n' },
  { name: 'a relative folder', text: 'FROM a:1\nRUN «cd» x && make\n' },
  { name: 'a variable', text: 'FROM a:1\nRUN «cd» "$X" && make\n' },
  { name: 'a folder after something else', text: 'FROM a:1\nRUN make && «cd» /x && make\n' },
  { name: 'a folder and another one', text: 'FROM a:1\nRUN «cd» /x && make && cd /y && make\n' },
  { name: 'a folder that need not be there', text: 'FROM a:1\nRUN «cd» /x; make\nRUN «cd» /y || make\n' },
  { name: 'a folder in a subshell', text: 'FROM a:1\nRUN («cd» /x && make)\n' },
  { name: 'a folder beside a mount', text: 'FROM a:1\nRUN --mount=type=bind,target=. «cd» /x && make\n' },
  { name: 'a folder before the first FROM', text: 'RUN «cd» /x && make\nFROM a:1\n' },
  { name: 'a folder in a heredoc', text: 'FROM a:1\nRUN <<EOF\n«cd» /x && make\nEOF\n' },
  { name: 'a folder in exec form', text: 'FROM a:1\nRUN ["«cd»", "/x"]\n' },
]);
