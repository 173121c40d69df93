/**
 * The part of natural that is used. Only this file of the package is imported: the whole package loads database drivers and
 * prints on stdout. `features` and `classifier` are its trained tables.
 */
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  export default class BayesClassifier {
    /** `smoothing` 0 is ignored and becomes 1. */
    constructor(stemmer?: unknown, smoothing?: number);
    addDocument(tokens: readonly string[], label: string): void;
    textToFeatures(tokens: readonly string[]): number[];
    /** Adds the documents to the tables. (`retrain` would forget the smoothing.) */
    train(): void;
    /** Labels with their unnormalised likelihood, best first. */
    getClassifications(tokens: readonly string[]): { label: string; value: number }[];
    /** Token → occurrences; its order is that of the columns of the tables. */
    features: Record<string, number>;
    classifier: {
      /** Label → column → documents with it, plus `smoothing`. */
      classFeatures: Record<string, Record<number, number>>;
      /** Label → documents, plus 1. */
      classTotals: Record<string, number>;
      totalExamples: number;
      smoothing: number;
    };
  }
}

declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const PorterStemmer: { stem(word: string): string };
  export default PorterStemmer;
}
