#!/usr/bin/env node
/** Starts the command line, which is a bundle of its own so that its code is kept from call to call. */
import { requireCompiled } from './compiled-code.ts';

requireCompiled(process.env)('./commands.js');
