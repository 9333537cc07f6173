/** ARNs, as the aws provider's own check takes them apart: an empty text passes, and every part that is wrong is told. */

const ACCOUNT = /^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})$/;
const PARTITION = /^aws(-[a-z]+)*$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

const expecting = (pattern: RegExp): string => `(expecting to match regular expression: ${pattern.source})`;

/** What is wrong with an ARN, a sentence for each part; empty where nothing is. */
export function arnErrors(text: string): readonly string[] {
  if (text === '') return [];
  if (!text.startsWith('arn:')) return ['arn: invalid prefix'];
  const sections = text.split(':');
  if (sections.length < 6) return ['arn: not enough sections'];
  const [, partition = '', , region = '', account = ''] = sections;
  const errors: string[] = [];
  if (partition === '') errors.push('missing partition value');
  else if (!PARTITION.test(partition)) errors.push(`invalid partition value ${expecting(PARTITION)}`);
  if (region !== '' && !isRegionName(region)) errors.push('invalid region value');
  if (account !== '' && !ACCOUNT.test(account)) errors.push(`invalid account ID value ${expecting(ACCOUNT)}`);
  if (sections.slice(5).join(':') === '') errors.push('missing resource value');
  return errors;
}

/** Whether a text has the form of a region's name; there need be no such region. */
export function isRegionName(text: string): boolean {
  return REGION.test(text);
}
