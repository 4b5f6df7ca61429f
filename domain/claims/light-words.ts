const LIGHT_WORDS = new Set(
  `also another around back become became becomes based began called came case certain come commonly considered currently
  different especially even ever every example famous fact first found generally get gets given giving go goes good great group
  however include included includes including information just kind kinds know known last later least like likely likewise
  located long lot lots made mainly make makes making man many mean means men much must name named near new next nowadays
  number often one originally others overall particular particularly people perhaps person place popular possible pretty
  probably put quite really right said say says second see seen several similar since sometimes sort still take taken takes
  term thing things think thought thus time times today together took two type types typically use used uses using usually
  various way ways well whole widely within without word work world year years yes yet yeah`.split(
    /\s+/,
  ),
);

/** True for words so common that finding them in the evidence, or missing them, says little. */
export function isLightWord(lower: string): boolean {
  return LIGHT_WORDS.has(lower);
}
