#!/bin/sh
# tour.sh PROGRAM RECORD: one question of each kind to a record of the example articles, and the answer.
set -e
program=$1
CHANCERY_RECORD=$2 CHANCERY_WIDTH=100
export CHANCERY_RECORD CHANCERY_WIDTH

# Prints the question, the command as one would type it, and its table.
ask() {
  printf '%s\n$ chancery' "$1"
  shift
  for word; do
    case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  echo
  "$program" "$@"
}

ask 'Which missions does Russia have in Kazakhstan?' missions --sending Russia --receiving Kazakhstan
ask 'Who serves Chelyabinsk Oblast, and who lives in the district?' missions --serving 'Chelyabinsk Oblast'
ask 'What does the consulate general in Strasbourg do?' facts --type function --about Strasbourg
ask 'Who are and were the ambassadors of Russia?' offices --state Russia --role ambassador --former
ask 'What ties France and Kazakhstan?' facts --between France Kazakhstan --type engagement --type agreement
ask 'Who came on behalf of which parliament or State?' facts --type delegation
ask 'How much do Türkiye and the United States trade?' trade Türkiye 'United States'
ask 'Where is the Alliance Française, and where is it to come?' facts --type institution --about Alliance
ask 'Which cross-border projects are there?' facts --type project --across-borders
ask 'Which forums and meetings were still to come in November 2022?' agenda --since 2022-11
ask 'What has France been promised, and has promised?' commitments --about France
