/**
 * What a model said, from a text that holds the conversation too: clients of a remote reward model send prompt and answer as
 * one text, in the notation of the model's chat template.
 */

/** What opens an assistant's turn in the templates in use; the last one in the text counts. */
const TURN_OPENINGS = [
  '<|im_start|>assistant',
  '<|start_header_id|>assistant<|end_header_id|>',
  '<start_of_turn>model',
  '<|assistant|>',
  '<|Assistant|>',
  '<｜Assistant｜>',
  '[/INST]',
  '<|start|>assistant<|channel|>final<|message|>',
  '\n### Response:',
  '\n\nAssistant:',
];

const TURN_ENDING =
  /(?:<\|(?:im_end|eot_id|end_of_text|endoftext|end|eom_id|return)\|>|<｜end▁of▁sentence｜>|<\/s>|<eos>|<end_of_turn>|<pad>)\s*$/;

/** `prompt` is what the text begins with, where the client says so. */
export function completionIn(query: string, prompt: string | undefined): string {
  const answer = prompt !== undefined && query.startsWith(prompt) ? query.slice(prompt.length) : lastTurn(query);
  return withoutEndings(answer);
}

function lastTurn(query: string): string {
  let start = 0;
  for (const opening of TURN_OPENINGS) {
    const at = query.lastIndexOf(opening);
    if (at >= 0) start = Math.max(start, at + opening.length);
  }
  return query.slice(start);
}

/** Padding can stand there thousands of times: taken from the end one by one, without copying the text each time. */
function withoutEndings(text: string): string {
  let end = text.length;
  for (;;) {
    const tail = text.slice(Math.max(0, end - 64), end);
    const match = TURN_ENDING.exec(tail);
    if (match === null) return text.slice(0, end);
    end -= tail.length - match.index;
  }
}
