import { Command } from 'commander';
import { askCommand } from '../../../cli/ask/ask-command.js';

// The command in a process of its own.
await new Command('plumbline').addCommand(askCommand()).parseAsync();
