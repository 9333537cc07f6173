export { type LearnOptions, type LearnSummary, learnProvider } from './learn-provider.ts';
