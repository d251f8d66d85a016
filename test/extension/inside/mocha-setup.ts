// Mocha's browser build serves both hosts: it needs neither files nor a process. It must be set up before the suite
// files are evaluated, which is why this is a module of its own.
import 'mocha/mocha.js';

// The events of the runner are reported by `run`.
const silent = class {} as unknown as Mocha.ReporterConstructor;

mocha.setup({ ui: 'tdd', reporter: silent, timeout: 20_000 });
