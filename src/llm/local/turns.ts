/** A fixed number of places, each given to one piece of work at a time, first come first served. */
export interface Turns {
  take<T>(work: (place: number) => Promise<T>): Promise<T>;
  /** When nothing is in work and nobody waits. */
  idle(): Promise<void>;
}

export function createTurns(places: number): Turns {
  const free = Array.from({ length: places }, (_, place) => place);
  const waiting: ((place: number) => void)[] = [];
  const inWork = new Set<Promise<unknown>>();
  const enter = () => {
    const place = free.shift();
    return place === undefined ? new Promise<number>((give) => waiting.push(give)) : Promise.resolve(place);
  };
  const leave = (place: number) => {
    const next = waiting.shift();
    if (next === undefined) free.push(place);
    else next(place);
  };
  return {
    take(work) {
      const done = enter().then((place) => work(place).finally(() => leave(place)));
      inWork.add(done);
      const forget = () => inWork.delete(done);
      done.then(forget, forget);
      return done;
    },
    async idle() {
      while (inWork.size > 0) await Promise.allSettled([...inWork]);
    },
  };
}
