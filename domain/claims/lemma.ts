import { stem } from '../text/words.js';

/** Past forms that no stemmer brings back, by their base form. */
const IRREGULAR = readForms(
  `be:am,is,are,was,were,been begin:began,begun become:became bear:bore,born,borne beat:beaten break:broke,broken
  bring:brought build:built buy:bought catch:caught choose:chose,chosen come:came draw:drew,drawn drive:drove,driven
  eat:ate,eaten fall:fell,fallen feel:felt fight:fought find:found fly:flew,flown forbid:forbade,forbidden forget:forgot,forgotten get:got,gotten
  give:gave,given go:went,gone grow:grew,grown hear:heard hold:held keep:kept know:knew,known lay:laid lead:led leave:left
  lend:lent lose:lost make:made mean:meant meet:met pay:paid ride:rode,ridden ring:rang,rung rise:rose,risen run:ran
  say:said see:saw,seen seek:sought sell:sold send:sent shoot:shot show:shown sing:sang,sung sit:sat sleep:slept
  speak:spoke,spoken spend:spent stand:stood steal:stole,stolen strike:struck swim:swam,swum take:took,taken
  teach:taught tell:told think:thought throw:threw,thrown understand:understood wear:wore,worn win:won write:wrote,written
  man:men woman:women child:children person:people foot:feet mouse:mice good:better,best bad:worse,worst`,
);

/** Words that say the same in most sentences; each stands for the first of its group. */
const SYNONYMS = readForms(
  `film:movie,picture found:establish,set locate:situate die:death,decease kill:slay start:begin,commence,launch
  end:finish,conclude,cease big:large,huge,great small:little,tiny buy:purchase,acquire show:display,demonstrate
  help:assist,aid use:utilize,utilise,employ make:create,produce,manufacture car:automobile doctor:physician
  author:writer,novelist song:track,tune singer:vocalist company:firm,corporation,business marry:wed
  fast:quick,rapid near:close,adjacent whole:entire,complete main:primary,principal,chief important:significant,major
  also:additionally several:various,multiple live:reside,inhabit get:obtain,receive,gain win:victory,triumph
  country:nation town:city job:occupation,profession,work teach:instruct child:kid old:ancient,elderly
  often:frequently,commonly,usually,typically,mostly,mainly need:require allow:permit,enable,let keep:retain,maintain
  rise:increase,grow,climb fall:decrease,drop,decline,shrink contain:include,comprise part:portion,section
  call:name,title,dub,refer know:recognize,recognise seek:pursue speak:talk tell:inform feature:star`,
);

const stems = new Map<string, string>();
const MOST_KEPT = 50_000;

/** The form under which two lower-case words of one meaning meet: base form, then synonym, then stem. */
export function lemma(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const base = stem(IRREGULAR.get(word) ?? word.replace(/['’]s?$/, ''));
  const found = SYNONYM_STEMS.get(base) ?? base;
  if (stems.size >= MOST_KEPT) stems.clear();
  stems.set(word, found);
  return found;
}

const SYNONYM_STEMS: ReadonlyMap<string, string> = new Map(
  [...SYNONYMS].map(([word, first]) => [stem(word), stem(first)]),
);

function readForms(list: string): Map<string, string> {
  return new Map(
    list.split(/\s+/).flatMap((group) => {
      const [base = '', forms = ''] = group.split(':');
      return forms.split(',').map((form): [string, string] => [form, base]);
    }),
  );
}
