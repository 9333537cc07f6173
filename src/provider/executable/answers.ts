/** Answers by request, the latest kept: the same block is validated at validate and again at plan, and in many rows of a batch. */
export interface AnswerCache<T> {
  readonly get: (key: string, make: () => Promise<T>) => Promise<T>;
}

export function createAnswerCache<T>(limit: number): AnswerCache<T> {
  const answers = new Map<string, Promise<T>>();
  return {
    get: (key, make) => {
      let answer = answers.get(key);
      if (answer !== undefined) {
        answers.delete(key);
        answers.set(key, answer);
        return answer;
      }
      answer = make();
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
      if (answers.size > limit) {
        for (const oldest of answers.keys()) {
          answers.delete(oldest);
          break;
        }
      }
      return answer;
    },
  };
}
