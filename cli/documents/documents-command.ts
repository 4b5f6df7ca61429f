import { Command, Option } from 'commander';
import { DocumentStatus } from '../../contracts/documents.js';
import type { StartStack } from '../ask/at-instance.js';
import { webAddress } from '../ask/option-values.js';
import { runCommand, startEmbedded, withExitCodes } from '../ask/run-command.js';
import { addDocuments } from './add-documents.js';
import { deleteDocuments } from './delete-documents.js';
import { listDocuments } from './list-documents.js';

/** `plumbline documents`: adds files and whole folders, lists and deletes documents, at an instance or one it starts. */
export function documentsCommand(start: StartStack = startEmbedded): Command {
  const documents = withExitCodes(new Command('documents'))
    .description('Add files and folders to your documents; list and delete them.')
    .addHelpText('after', HELP);
  documents
    .addCommand(addCommand(start))
    .addCommand(listCommand(start))
    .addCommand(deleteCommand(start));
  return documents;
}

function addCommand(start: StartStack): Command {
  return withExitCodes(new Command('add'))
    .description('Add files, and all files of folders and the folders in them.')
    .argument('<path...>', 'files and folders; hidden ones and links in folders are left out')
    .option('--collection <name>', 'put them into this collection, which is made when missing')
    .option('--json', 'print what became of each file as JSON', false)
    .option('--api <url>', 'use the instance at this address, and start none', webAddress)
    .action((paths: string[], options: object) =>
      runCommand(options, start, (commanded) => addDocuments({ paths, ...commanded })),
    );
}

function listCommand(start: StartStack): Command {
  return withExitCodes(new Command('list'))
    .description('List documents, newest first.')
    .option('--collection <name>', 'only those of this collection')
    .addOption(new Option('--status <status>', 'only those').choices(DocumentStatus.options))
    .option('--json', 'print them as JSON', false)
    .option('--api <url>', 'use the instance at this address, and start none', webAddress)
    .action((options: object) => runCommand(options, start, listDocuments));
}

function deleteCommand(start: StartStack): Command {
  return withExitCodes(new Command('delete'))
    .description('Delete documents with everything that was made of them.')
    .argument('[id...]', 'ids as `list` shows them')
    .option('--collection <name>', 'all documents of this collection, which stays')
    .option('--api <url>', 'use the instance at this address, and start none', webAddress)
    .action((ids: string[], options: object) =>
      runCommand(options, start, (commanded) => deleteDocuments({ ids, ...commanded })),
    );
}

const HELP = `
Without an instance at HOST and PORT, one is started and ended after the work.
Adding goes by content: what is there already is passed over, so the same command again goes on where it was interrupted.

Exit codes: 0 all done · 1 some files or ids failed, or no instance · 2 bad use · 130 interrupted`;
