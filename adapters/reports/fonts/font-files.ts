import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const FONT = /\.(?:ttf|otf|ttc|otc)$/i;
/** Looks that running text does not have; their files are not opened. */
const OTHER_LOOKS =
  /(?:bold|italic|oblique|thin|light|medium|black|heavy|semi|demi|extra|ultra|condensed|narrow|mono|emoji)/i;
/** Most files that are looked at, so that a folder of thousands costs seconds and not minutes. */
const MOST = 1_500;

/** Where Linux, macOS and Windows keep fonts. */
function systemFolders(): string[] {
  const home = homedir();
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(home, '.local/share/fonts'),
    join(home, '.fonts'),
    '/System/Library/Fonts',
    '/Library/Fonts',
    join(home, 'Library/Fonts'),
    'C:\\Windows\\Fonts',
    join(home, 'AppData/Local/Microsoft/Windows/Fonts'),
  ];
}

/** Font files of the system in regular looks, in order. */
export function systemFontFiles(): string[] {
  return systemFolders()
    .flatMap(filesIn)
    .filter((path) => !OTHER_LOOKS.test(path.slice(path.search(/[^/\\]+$/))))
    .slice(0, MOST);
}

/** The font files that a setting names: one, or those of a folder. */
export function fontFilesAt(path: string): string[] {
  try {
    return statSync(path).isDirectory() ? filesIn(path).slice(0, MOST) : [path];
  } catch {
    return [];
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && FONT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}
