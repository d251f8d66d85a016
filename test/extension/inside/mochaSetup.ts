// Mocha's browser build serves both hosts: it needs neither files nor a process. It must be set up before the suite
// files are evaluated, which is why this is a module of its own.
import 'mocha/mocha.js';

mocha.setup({ ui: 'tdd', reporter: class {}, timeout: 20_000, cleanReferencesAfterRun: false });
