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

printf 'Each command goes with --record %s\n\n' "$2"
ask 'Which missions does Russia have in Kazakhstan?' missions --sending Russia --receiving Kazakhstan
ask 'Who serves the region Grand Est, who works there, and for how many?' missions --serving 'Grand Est'
ask 'What does the consulate general in Strasbourg do?' facts --type function --about Strasbourg
ask 'Who are and were the ambassadors of Russia?' offices --state Russia --role ambassador --former
ask 'What ties France and Kazakhstan?' facts --between France Kazakhstan --type agreement --type engagement
ask 'Who belongs to which party or parliament?' facts --type membership
ask 'What do Türkiye and the United States trade?' trade Türkiye 'United States'
ask 'Where is the Alliance Française, and is more to come?' facts --type institution --about Alliance
ask 'Which projects join France and Kazakhstan?' facts --type project --between France Kazakhstan
ask 'Which forums of Russia were still to come in November 2022?' agenda --since 2022-11 --about Russia
ask 'What is still only promised to France, or by it?' commitments --about France
