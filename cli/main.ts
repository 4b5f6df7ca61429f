#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from '../infra/version.js';
import { askCommand } from './ask/ask-command.js';
import { batchCommand } from './batch/batch-command.js';
import { documentsCommand } from './documents/documents-command.js';
import { keysCommand } from './keys/keys-command.js';
import { researchCommand } from './research/research-command.js';
import { startCommand } from './start-command.js';

const program = new Command('plumbline')
  .description('A private research engine whose every sentence can be checked.')
  .version(VERSION)
  .addCommand(startCommand())
  .addCommand(askCommand())
  .addCommand(researchCommand())
  .addCommand(batchCommand())
  .addCommand(documentsCommand())
  .addCommand(keysCommand());

await program.parseAsync();
