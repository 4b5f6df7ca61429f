/** A report of a company as its parts are headed, under the names that standards and habit give them. */
export const STATEMENTS = [
  {
    name: 'income',
    asked:
      /\bincome statements?\b|\bstatements? of (?:\w+ )?(?:income|operations|earnings|profit)|\bp\s?&\s?l\b|profit and loss/i,
    written: 'consolidated statements of income operations earnings',
  },
  {
    name: 'balance',
    asked: /\bbalance sheets?\b|\b(?:statements? of )?financial (?:position|condition)\b/i,
    written: 'consolidated balance sheets statements of financial position',
  },
  {
    name: 'cash',
    asked: /\bcash ?flows? statements?\b|\bstatements? of cash ?flows?\b/i,
    written: 'consolidated statements of cash flows',
  },
  {
    name: 'equity',
    asked: /\bstatements? of (?:changes in )?(?:\w+ )?equity\b/i,
    written: "consolidated statements of shareholders' stockholders' equity",
  },
] as const;
export type Statement = (typeof STATEMENTS)[number]['name'];

interface Item {
  readonly name: string;
  /** How people ask for it, abbreviations included. */
  readonly asked: RegExp;
  /** What reports call it. */
  readonly written: string;
  /** The statement that holds it; undefined for what stands in the text. */
  readonly statement?: Statement;
}

/** Line items of financial statements, and subjects that annual reports have sections about. */
export const ITEMS = [
  {
    name: 'revenue',
    asked: /\b(?:net )?(?:revenues?|sales)\b|\btop[- ]line\b/i,
    written: 'total net revenues sales',
    statement: 'income',
  },
  {
    name: 'costs',
    asked: /\bcogs\b|\bcosts? of (?:goods|sales|revenues?|products?|services?)\b/i,
    written: 'cost of sales goods sold revenues',
    statement: 'income',
  },
  {
    name: 'grossProfit',
    asked: /\bgross profits?\b/i,
    written: 'gross profit',
    statement: 'income',
  },
  {
    name: 'overhead',
    asked: /\bsg\s?&\s?a\b|\bselling,? general\b|\boverheads?\b/i,
    written: 'selling general and administrative expenses',
    statement: 'income',
  },
  {
    name: 'research',
    asked: /\br\s?&\s?d\b|\bresearch and development\b/i,
    written: 'research and development expenses',
    statement: 'income',
  },
  {
    name: 'operatingIncome',
    asked: /\bebit\b|\boperating (?:incomes?|profits?|earnings|loss(?:es)?)\b/i,
    written: 'operating income profit from operations',
    statement: 'income',
  },
  {
    name: 'interest',
    asked: /\binterest (?:expenses?|costs?)\b/i,
    written: 'interest expense',
    statement: 'income',
  },
  {
    name: 'taxes',
    asked: /\b(?:effective )?tax(?:es)? rates?\b|\bincome tax(?:es)?\b/i,
    written: 'provision for income taxes effective tax rate income before',
    statement: 'income',
  },
  {
    name: 'netIncome',
    asked: /\bnet (?:incomes?|earnings|profits?|loss(?:es)?)\b|\bbottom[- ]line\b|\bprofitab/i,
    written: 'net income earnings attributable',
    statement: 'income',
  },
  {
    name: 'perShare',
    asked: /\beps\b|\bearnings per share\b/i,
    written: 'earnings per share basic diluted',
    statement: 'income',
  },
  {
    name: 'property',
    asked: /\bpp\s?&?\s?n?e\b|\bproperty,? plant\b|\b(?:net )?fixed assets?\b/i,
    written: 'property plant and equipment net',
    statement: 'balance',
  },
  {
    name: 'assets',
    asked: /\btotal assets\b|\basset base\b/i,
    written: 'total assets',
    statement: 'balance',
  },
  {
    name: 'currentAssets',
    asked: /\bcurrent assets\b/i,
    written: 'total current assets',
    statement: 'balance',
  },
  {
    name: 'currentLiabilities',
    asked: /\bcurrent liabilities\b/i,
    written: 'total current liabilities',
    statement: 'balance',
  },
  {
    name: 'liabilities',
    asked: /\bliabilit(?:y|ies)\b/i,
    written: 'total liabilities',
    statement: 'balance',
  },
  {
    name: 'inventory',
    asked: /\binventor(?:y|ies)\b/i,
    written: 'inventories',
    statement: 'balance',
  },
  {
    name: 'receivables',
    asked: /\breceivables?\b/i,
    written: 'accounts receivable net',
    statement: 'balance',
  },
  { name: 'payables', asked: /\bpayables?\b/i, written: 'accounts payable', statement: 'balance' },
  {
    name: 'cash',
    asked: /\bcash (?:and|&) (?:cash )?equivalents?\b|\bcash balances?\b/i,
    written: 'cash and cash equivalents',
    statement: 'balance',
  },
  {
    name: 'debt',
    asked: /\b(?:debts?|borrowings?|indebtedness)\b/i,
    written: 'long-term debt short-term borrowings maturing within one year',
    statement: 'balance',
  },
  {
    name: 'equity',
    asked: /\b(?:shareholders?|stockholders?)['’]? equity\b|\bbook value\b/i,
    written: "total shareholders' stockholders' equity",
    statement: 'balance',
  },
  { name: 'goodwill', asked: /\bgoodwill\b/i, written: 'goodwill', statement: 'balance' },
  {
    name: 'depreciation',
    asked: /\bd\s?&\s?a\b|\bdepreciation\b|\bamorti[sz]ation\b/i,
    written: 'depreciation and amortization',
    statement: 'cash',
  },
  {
    name: 'capex',
    asked:
      /\bcap(?:ital )?[- ]?ex(?:penditures?|penses?)?\b|\bcapital (?:spending|investments?)\b/i,
    written: 'capital expenditures purchases of property and equipment',
    statement: 'cash',
  },
  {
    name: 'operatingCash',
    asked:
      /\bcash (?:flows? )?(?:generated |provided )?(?:from|by) operat|\boperating cash ?flows?\b/i,
    written: 'net cash provided by operating activities',
    statement: 'cash',
  },
  {
    name: 'activities',
    asked: /\b(?:investing|financing)\b.*\b(?:activit|cash)/i,
    written: 'net cash provided by used in operating investing financing activities',
    statement: 'cash',
  },
  {
    name: 'dividends',
    asked: /\bdividends?\b/i,
    written: 'cash dividends declared paid per share',
  },
  {
    name: 'buybacks',
    asked: /\b(?:share|stock) (?:repurchases?|buybacks?)\b|\bbuybacks?\b/i,
    written: 'repurchases of common stock share repurchase program treasury',
  },
  {
    name: 'litigation',
    asked: /\blegal\b|\blitigations?\b|\blawsuits?\b|\bcourt cases?\b/i,
    written: 'legal proceedings litigation contingencies claims',
  },
  {
    name: 'geography',
    asked: /\bgeograph|\bregions?\b|\bcountries\b/i,
    written: 'geographic regions countries operations segments',
  },
  {
    name: 'acquisitions',
    asked: /\bacqui(?:red?|sitions?)\b|\bmergers?\b|\bm\s?&\s?a\b/i,
    written: 'acquisitions acquired business combinations purchase price',
  },
  {
    name: 'segments',
    asked: /\b(?:business )?segments?\b|\bdivisions?\b/i,
    written: 'segments results',
  },
  {
    name: 'restructuring',
    asked: /\brestructuring\b/i,
    written: 'restructuring impairment charges costs',
  },
  { name: 'guidance', asked: /\bguidance\b|\bforecasts?\b/i, written: 'outlook guidance expects' },
  {
    name: 'securities',
    asked: /\bsecurities\b.*\bregistered\b|\bregistered\b.*\bsecurities\b/i,
    written: 'securities registered pursuant to section 12(b) title of each class trading symbol',
  },
] as const satisfies readonly Item[];
export type ItemName = (typeof ITEMS)[number]['name'];

interface Measure {
  readonly asked: RegExp;
  /** What it is computed from. */
  readonly items: readonly ItemName[];
}

/** Ratios and other measures of financial analysis, which reports seldom name and readers compute. */
export const MEASURES: readonly Measure[] = [
  { asked: /\bgross (?:profit )?margins?\b/i, items: ['grossProfit', 'revenue', 'costs'] },
  { asked: /\boperating (?:profit )?margins?\b/i, items: ['operatingIncome', 'revenue'] },
  { asked: /\b(?:net )?profit margins?\b|\bnet margins?\b/i, items: ['netIncome', 'revenue'] },
  { asked: /\bebitda\b/i, items: ['operatingIncome', 'depreciation'] },
  { asked: /\bfixed[- ]assets? turnover\b/i, items: ['revenue', 'property'] },
  { asked: /\b(?:total )?assets? turnover\b/i, items: ['revenue', 'assets'] },
  {
    asked: /\binventory turnover\b|\bdays? (?:of )?inventory\b|\bdio\b/i,
    items: ['costs', 'inventory'],
  },
  {
    asked: /\breceivables? turnover\b|\bdays? sales\b|\bdso\b/i,
    items: ['revenue', 'receivables'],
  },
  {
    asked: /\bpayables? turnover\b|\bdays? payables?\b|\bdpo\b/i,
    items: ['costs', 'payables', 'inventory'],
  },
  {
    asked: /\bcash conversion cycle\b|\bccc\b/i,
    items: ['revenue', 'costs', 'inventory', 'receivables', 'payables'],
  },
  {
    asked:
      /\b(?:current|quick|acid[- ]test|cash|liquidity) ratios?\b|\bworking capital\b|\bliquidity\b/i,
    items: ['currentAssets', 'currentLiabilities', 'inventory', 'receivables', 'cash'],
  },
  { asked: /\boperating cash ?flow ratios?\b/i, items: ['operatingCash', 'currentLiabilities'] },
  { asked: /\bfree cash ?flows?\b|\bfcf\b/i, items: ['operatingCash', 'capex'] },
  { asked: /\bcapital[- ]intensi/i, items: ['property', 'assets', 'capex', 'revenue'] },
  {
    asked: /\bdebt[- ](?:to[- ])?(?:equity|ratio)|\bleveraged?\b|\bgearing\b/i,
    items: ['debt', 'equity'],
  },
  { asked: /\binterest coverage\b/i, items: ['operatingIncome', 'interest'] },
  { asked: /\breturn on assets\b|\broa\b/i, items: ['netIncome', 'assets'] },
  { asked: /\breturn on (?:\w+ )?equity\b|\broe\b/i, items: ['netIncome', 'equity'] },
  {
    asked: /\breturn on (?:invested )?capital\b|\broi?c\b/i,
    items: ['operatingIncome', 'debt', 'equity'],
  },
  { asked: /\b(?:payout|retention) ratios?\b/i, items: ['dividends', 'netIncome'] },
];
