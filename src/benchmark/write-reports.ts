import { writeFileAtomically } from '../util/write-file-atomically.ts';
import { htmlReport } from './html/page.ts';
import { markdownReport } from './markdown.ts';
import type { Report } from './report.ts';
import { runFile } from './run-directory.ts';

/** Writes summary.json and, if wanted, report.md and report.html. */
export async function writeReports(directory: string, report: Report, pages = true): Promise<void> {
  writeFileAtomically(runFile(directory, 'summary.json'), `${JSON.stringify(report.summary, null, 2)}\n`);
  if (!pages) return;
  writeFileAtomically(runFile(directory, 'report.md'), markdownReport(report));
  writeFileAtomically(runFile(directory, 'report.html'), await htmlReport(report));
}
