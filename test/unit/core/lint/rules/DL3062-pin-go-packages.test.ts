import { ruleCases } from './cases.ts';

ruleCases('DL3062', [
  { name: 'versions', text: 'FROM a:1\nRUN go install -v a@v1 b@main && go get -u c@$V\n' },
  { name: 'paths', text: 'FROM a:1\nRUN go install ./... && go get . && go run /src/x\n' },
  { name: 'what is for the program', text: 'FROM a:1\nRUN go run a@v1 b -c\n' },
  { name: 'a tool', text: 'FROM a:1\nRUN go get -tool a@v1 && go get tool b@v1\n' },
  { name: 'other commands', text: 'FROM a:1\nRUN go build x && go mod download y && gofmt install z\n' },
  { name: 'what is installed beside what is run', text: 'FROM a:1\nRUN go install a && go run b@v1\n' },
  { name: 'a package', text: 'FROM a:1\nRUN go install a@v1 \\\n  # note\n  «b» && go get c\n' },
  { name: 'the latest', text: 'FROM a:1\nRUN go install «a@latest»\n' },
  { name: 'a package that is run', text: 'FROM a:1\nRUN go install a && go run -v «b» c@v1\n' },
  { name: 'a variable in ONBUILD', text: 'FROM a:1\nONBUILD RUN go get «$A»\n' },
]);
