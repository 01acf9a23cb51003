export { RegisterPaper, TrendPaper } from './Across';
export { Preview } from './Preview';
