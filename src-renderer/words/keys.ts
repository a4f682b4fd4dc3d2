/** What the compiler knows of the catalogues: every key, what each sentence asks for, and gaps. */

/** Texts by name, in groups by screen and part. */
export type Catalogue = { readonly [name: string]: string | Catalogue };

/**
 * The same texts in another language: a missing or a surplus one does not compile. A language
 * whose plurals know a form for millions (Spanish) may add `_many` beside `_other`.
 */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Name}_other` ? `${Name}_many` : never]?: string;
};

/** Every key of a catalogue, `screen.part.name`; the forms of a plural are one key. */
export type KeyOf<T> = T extends string ? never : {
  [K in keyof T & string]: T[K] extends string ? Singular<K> : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];

/** What the sentence behind a key asks for: `{{name}}` for each, and `count` where it counts. */
export type ParamsOf<T, Key extends string> = Asked<TextAt<T, Key>>;

/** The keys whose text asks for nothing, so that a table may hold them and draw them later. */
export type PlainKeyOf<T, Key extends string = KeyOf<T>> =
  Key extends string ? [ParamsOf<T, Key>] extends [never] ? Key : never : never;

type Singular<K extends string> = K extends `${infer Name}_${'one' | 'other'}` ? Name : K;

type TextAt<T, Key extends string> =
  Key extends `${infer Head}.${infer Rest}`
    ? Head extends keyof T ? TextAt<T[Head], Rest> : never
    : Key extends keyof T ? T[Key]
      : `${Key}_other` extends keyof T ? `{{count}}${T[`${Key}_other`] & string}` : never;

type Asked<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Asked<Rest> : never;
