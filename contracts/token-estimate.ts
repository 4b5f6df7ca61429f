/** What a token of common texts and models comes to, about: for calls whose tokens nobody counted. */
export const CHARACTERS_PER_TOKEN = 4;
