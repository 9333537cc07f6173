/**
 * Shell text that removes the folder named by `$d`, if any, again and again for at most five seconds: a program that was killed writes
 * until it is gone.
 */
export const REMOVE_SURELY =
  'i=0; while [ -n "$d" ] && [ -e "$d" ] && [ $i -lt 100 ]; do rm -rf -- "$d" || sleep 0.05; i=$((i+1)); done';
