#!/bin/sh
# Speaks the texts of prompts/<language>/*.txt into Asterisk's sound folder and makes the music on hold. Runs once, while the image is
# built. A centre that wants a human voice lays a <name>.wav (any rate) beside the text: it is taken instead.
set -eu
texts=$1  # the folder prompts/
root=${2:-/usr/share/asterisk}

voice() {
    case $1 in
        zh) echo cmn ;;
        en) echo en-us ;;
        *) echo "$1" ;;
    esac
}

for folder in "$texts"/*/; do
    language=$(basename "$folder")
    out=$root/sounds/$language/careline
    mkdir -p "$out"
    for text in "$folder"*.txt; do
        name=$(basename "$text" .txt)
        spoken=$(mktemp --suffix=.wav)
        if [ -f "$folder$name.wav" ]; then
            cp "$folder$name.wav" "$spoken"
        else
            espeak-ng -v "$(voice "$language")" -s 150 -f "$text" -w "$spoken"
        fi
        # Two rates: Asterisk plays the one that suits the caller's codec. The gain leaves head-room against clipping.
        sox "$spoken" -r 8000 -c 1 -b 16 "$out/$name.wav" gain -n -6
        sox "$spoken" -r 16000 -c 1 -b 16 -t wav "$out/$name.wav16" gain -n -6
        rm -f "$spoken"
    done
done

# Music on hold: slow soft chords, generated here, so that nobody's rights are touched.
moh=$root/moh
mkdir -p "$moh"
part() { sox -n -r 8000 -c 1 -b 16 "$1" synth 8 sine "$2" sine "$3" sine "$4" remix - fade t 2 8 2 gain -n -18; }
part "$moh/a.wav" 261.6 329.6 392.0
part "$moh/b.wav" 220.0 261.6 329.6
part "$moh/c.wav" 174.6 220.0 261.6
part "$moh/d.wav" 196.0 246.9 293.7
sox "$moh/a.wav" "$moh/b.wav" "$moh/c.wav" "$moh/d.wav" "$moh/careline-hold.wav"
rm -f "$moh"/[abcd].wav
