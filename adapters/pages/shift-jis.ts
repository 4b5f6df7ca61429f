/** Fewer characters of two bytes than this prove nothing. */
const LEAST_PAIRS = 4;
/** Most of them are kana and kanji of everyday use … */
const USUAL_SHARE = 0.9;
/** … and this many follow another one; in other charsets such bytes are quotation marks between letters. */
const FOLLOWING_SHARE = 0.3;

/** Whether bytes are text in Shift-JIS: valid throughout, in the rows of JIS X 0208 that everyday text uses. */
export function looksLikeShiftJis(bytes: Uint8Array): boolean {
  let pairs = 0;
  let usual = 0;
  let following = 0;
  let after = false;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    // Half-width katakana, of one byte, are text too but no evidence.
    if (lead < 0x80 || (lead >= 0xa1 && lead <= 0xdf)) {
      after = false;
      continue;
    }
    const trail = bytes[at + 1];
    if (trail === undefined) break;
    if (!isLead(lead) || !isTrail(trail)) return false;
    at += 1;
    pairs += 1;
    if (isUsual(lead)) usual += 1;
    if (after) following += 1;
    after = true;
  }
  return (
    pairs >= LEAST_PAIRS && usual >= USUAL_SHARE * pairs && following >= FOLLOWING_SHARE * pairs
  );
}

function isLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

function isTrail(byte: number): boolean {
  return byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;
}

/** Signs, kana (rows 1 to 5) and the kanji of level 1 (rows 16 to 47). */
function isUsual(lead: number): boolean {
  return (lead >= 0x81 && lead <= 0x83) || (lead >= 0x88 && lead <= 0x98);
}
