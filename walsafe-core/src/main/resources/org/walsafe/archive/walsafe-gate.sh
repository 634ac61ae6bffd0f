#!/bin/sh
#
# The gate of WalSafe: PostgreSQL's archive_command where somebody else archives the WAL files.
#
#   usage: walsafe-gate.sh %p %f
#
# It copies nothing. It answers "archived" (exit status 0) for a file that the WAL safe directory confirms, and then
# PostgreSQL may recycle that file; for any other it ends with 1 to 3, and PostgreSQL keeps the file and asks again:
#
#   0 archived   1 pending, no confirmation yet   2 refused, a human must look   3 unknown, the gate could not look
#
# Generated: to change a setting, generate it anew. Needs a POSIX shell, ls and od; sha256sum where it is to be used.
# shellcheck shell=sh

set -u -f
LC_ALL=C
export LC_ALL
unset IFS QUOTING_STYLE BLOCK_SIZE LS_BLOCK_SIZE BLOCKSIZE

# The WAL safe directory: <name>.done confirms <name>.
directory=@directory@

# Markers without evidence, as touch makes them: accepted or refused.
unattested_markers=@unattested_markers@

# Partial segments, which promotion leaves behind: accepted without confirmation, or confirmation required.
partial_segments=@partial_segments@

# Starting a program is most of what a gate costs. quick: where a marker is there, only the one that matters most is
# started, ls where it attests nothing (is the directory closed to others?), od where it does (is the segment of the
# cluster that it names?). all: both, always.
checks=@checks@

# Markers of segments that PostgreSQL recycled long ago: removed, or kept for the reconciler to remove.
old_markers=@old_markers@

# The page magics of the versions of PostgreSQL whose segments can be read; the first is that of 9.2.
page_magics='@page_magics@'

largest_marker=4096
newline='
'

# Whatever ends this shell, it ends with the answer: a status above 125 would end PostgreSQL's archiver.
answer=3
trap 'exit "$answer"' EXIT HUP INT QUIT TERM
trap '' PIPE

say() {
    printf '%s\n' "walsafe-gate: $1" >&2
}

archived() {
    answer=0
    [ "$old_markers" = kept ] || remove_old_markers
    exit
}

pending() {
    answer=1
    say "$1"
    exit
}

refuse() {
    answer=2
    say "$1"
    exit
}

unknown() {
    answer=3
    say "$1"
    exit
}

# ---- What is offered -------------------------------------------------------------------------------------------------

# Sets kind, and the fields of a segment's name as numbers.
parse_name() {
    h='[0123456789ABCDEF]'
    h=$h$h$h$h$h$h$h$h
    # shellcheck disable=SC2254  # the expansions are meant as patterns
    case $1 in
    00000000* | 00000001.history) kind=none ;;
    $h$h$h) kind=segment ;;
    $h$h$h.partial) kind=partial ;;
    $h.history) kind=history ;;
    $h$h$h.$h.backup) kind=backup ;;
    *) kind=none ;;
    esac
    case $kind in
    segment | partial)
        log=${1#????????}
        timeline=$((0x${1%"$log"}))
        segment=${log#????????}
        log=$((0x${log%"$segment"}))
        segment=$((0x${segment%.partial}))
        ;;
    none)
        case $1 in
        '' | *[!0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-]*) shown="of ${#1} bytes" ;;
        *) if [ ${#1} -le 64 ]; then shown=$1; else shown="of ${#1} bytes"; fi ;;
        esac
        refuse "the name $shown is none of a WAL file"
        ;;
    esac
}

# Sets folder, and file to present or vanished.
find_file() {
    folder=${path%"$name"}
    if [ -f "$path" ] && [ ! -h "$path" ]; then
        [ -r "$path" ] || unknown "$path must not be read by this user"
        file=present
    elif [ -e "$path" ] || [ -h "$path" ]; then
        unknown "$path is not a file"
    elif [ -d "$folder." ] && [ -x "$folder." ]; then
        file=vanished
    else
        unknown "the directory of $path cannot be looked at"
    fi
}

# Sets marker_state to absent, empty, written or unusable.
find_marker() {
    if [ -h "$marker" ]; then
        marker_state=unusable
    elif [ -f "$marker" ]; then
        if [ -s "$marker" ]; then marker_state=written; else marker_state=empty; fi
    elif [ -e "$marker" ]; then
        marker_state=unusable
    else
        marker_state=absent
    fi
}

# One run of ls, the first time: sets mode (of the directory), marker_size and file_size, each empty where there is
# nothing. Goes on only in a directory that can be trusted.
look_at_files() {
    [ -z "$mode" ] || return 0
    facts=$(ls -ldn -- "$directory" "$marker" "$path" 2>/dev/null)
    IFS=$newline
    for line in $facts; do
        case $line in
        d*"$name.done" | d*"$name") ;;
        d*) mode=${line%% *} ;;
        -*"$name.done") size_field "$line" && marker_size=$field ;;
        -*"$name") size_field "$line" && file_size=$field ;;
        esac
    done
    unset IFS
    check_directory
}

size_field() {
    unset IFS
    # shellcheck disable=SC2086  # the fields of ls
    set -- $1
    field=$5
}

# One run of od: sets header to the first 40 bytes of the offered file, as four numbers of four bytes and then two of
# eight for every sixteen bytes. It skips as many bytes as were read from the marker, and by that proves their number.
look_at_header() {
    case $marker_state in
    written) set -- "$marker" "$path" ;;
    *) set -- "$path" ;;
    esac
    header=$(od -A n -v -t u4 -t u8 -j "$marker_bytes" -N 40 -- "$@" 2>/dev/null)
}

# ---- Is the directory a registry? ------------------------------------------------------------------------------------

check_directory() {
    [ -d "$directory" ] || unknown "there is no WAL safe directory $directory: create it with mode 0700"
    [ -x "$directory" ] || unknown "the WAL safe directory $directory must not be searched by this user"
    # shellcheck disable=SC3067  # not POSIX, but dash, bash and busybox have it, and it spares a program
    [ -O "$directory" ] || unknown "the WAL safe directory $directory belongs to another user: chown it"
    case $mode in
    d???------ | d???------[.+@]) ;;
    '') unknown "the WAL safe directory $directory is a symbolic link, or ls cannot look at it" ;;
    *) unknown "the WAL safe directory $directory is open to other users: chmod 0700 it" ;;
    esac
}

# ---- Is the offered file what its name says? -------------------------------------------------------------------------

# A power of two within bounds.
is_power_of_two() {
    [ "$1" -ge "$2" ] && [ "$1" -le "$3" ] && [ $(($1 & ($1 - 1))) -eq 0 ]
}

# Judges a segment by its length alone.
check_length() {
    [ -n "$file_size" ] || unknown "ls could not look at $path"
    is_power_of_two "$file_size" 1048576 1073741824 || refuse "$name has $file_size bytes, which no segment has"
    segment_size=$file_size
    [ "$segment" -lt $((4294967296 / segment_size)) ] \
        || refuse "$name does not exist where segments have $segment_size bytes"
}

# Judges a segment by its header, and by its length where that is to be looked at.
check_segment() {
    look_at_header
    # shellcheck disable=SC2086  # the words of od
    check_header $header
    if [ -z "$cluster" ] || [ -n "$attested_sha256" ]; then
        look_at_files
    fi
    if [ -n "$mode" ]; then
        [ -n "$file_size" ] || unknown "ls could not look at $path"
        [ "$file_size" -ge 40 ] || refuse "$name ends after $file_size bytes, within the header of its first page"
        [ -n "$header" ] || unknown "od could not read $path"
        [ "$file_size" -eq "${segment_size:-$file_size}" ] \
            || refuse "$name has $file_size bytes, but its header says segments of $segment_size"
        [ -n "$cluster" ] || ask_server_for_cluster
    fi
}

# Compares a segment's long page header with its name. Sets cluster and segment_size, both empty where the version that
# wrote it is unknown.
check_header() { # the words of the header
    [ $# -eq 15 ] || header=''
    [ -n "$header" ] || return 0
    case $* in
    *[123456789]*) ;;
    *) refuse "$name begins with zeros: no WAL was written to it" ;;
    esac
    magic=$(($1 & 65535))
    case " $page_magics " in
    *" $magic "*) ;;
    *) return 0 ;;
    esac
    flags=$(($1 >> 16))
    if [ "$magic" -eq "${page_magics%% *}" ]; then
        address="$3 $4" identifier_there=${11} size_there=$9 block=${10} bytes_per_log=4294967295
    else
        address="$4 $3" identifier_there=${12} size_there=${13} block=${14} bytes_per_log=4294967296
    fi
    { [ $((flags & ~15)) -eq 0 ] && [ $((flags & 2)) -eq 2 ] && [ "$2" -gt 0 ] \
        && is_power_of_two "$size_there" 1048576 1073741824 && is_power_of_two "$block" 1024 65536; } \
        || refuse "$name does not begin with the header of a segment"
    [ "$segment" -lt $((bytes_per_log / size_there)) ] \
        || refuse "$name does not exist where segments have $size_there bytes"
    [ "$address" = "$log $((segment * size_there))" ] \
        || refuse "$name is another segment: its first page is not that of its name"
    [ "$2" -le "$timeline" ] || refuse "$name is of timeline $2, newer than that of its name"
    cluster=$identifier_there segment_size=$size_there
}

# Where the file does not tell its cluster (a history file, a vanished one, the segment of an unknown version), it is the
# server's, where that can be read.
ask_server_for_cluster() {
    cluster=''
    data=${folder%/}
    case $data in
    */*) data=${data%/*}/ ;;
    *) data='' ;;
    esac
    [ -r "${data}global/pg_control" ] || return 0
    # shellcheck disable=SC2046  # the one word of od, without its blanks
    set -- $(od -A n -t u8 -N 8 -- "${data}global/pg_control" 2>/dev/null)
    cluster=${1-}
}

# ---- Is it confirmed? ------------------------------------------------------------------------------------------------

invalid() {
    refuse "the marker $marker is invalid: $1"
}

# Reads a marker of version 1. Sets what it attests, and marker_bytes.
read_marker() {
    attested_file='' attested_lines='' attested_kind='' lines=0 keys=$newline
    while IFS= read -r line; do
        marker_bytes=$((marker_bytes + ${#line} + 1)) lines=$((lines + 1))
        [ "$marker_bytes" -le "$largest_marker" ] || invalid "it has more than $largest_marker bytes"
        case $line in
        *[!\ -~]*) invalid 'it holds bytes that are not printable ASCII' ;;
        ?*=*) ;;
        *) invalid 'it has a line that is not key=value' ;;
        esac
        case $keys in
        "$newline") [ "$line" = walsafe=1 ] || invalid 'its first line is not walsafe=1' ;;
        *"$newline${line%%=*}$newline"*) invalid "it has the key ${line%%=*} twice" ;;
        esac
        keys=$keys${line%%=*}$newline
        read_value "${line%%=*}" "${line#*=}"
    done <"$marker"
    [ -z "$line" ] || invalid 'its last line is torn'
    [ "${attested_lines:-$lines}" = "$lines" ] || invalid "it is torn: it has $lines lines, and says $attested_lines"
    [ "$attested_file" = "$name" ] || invalid 'it is that of another file'
}

read_value() { # key, value
    case $1 in
    file) attested_file=$2 ;;
    lines)
        is_decimal "$2" 4 || invalid 'its number of lines is none'
        attested_lines=$2
        ;;
    system_identifier)
        is_decimal "$2" 20 || invalid 'its system_identifier is none'
        attested_cluster=$2
        ;;
    size)
        is_decimal "$2" 18 || invalid 'its size is no number of bytes'
        attested_size=$2
        ;;
    sha256)
        case ${#2}.$2 in
        64.*[!0123456789abcdef]*) invalid 'its sha256 is none' ;;
        64.*) attested_sha256=$2 ;;
        *) invalid 'its sha256 is none' ;;
        esac
        ;;
    evidence)
        case $2 in
        received | archived | identical) attested_kind=$2 ;;
        *) invalid 'its evidence is none of received, archived, identical' ;;
        esac
        ;;
    confirmed_at)
        d='[0123456789]'
        # shellcheck disable=SC2254  # the expansions are meant as patterns
        case $2 in
        $d$d$d$d-[01]$d-[0123]$d'T'[012]$d:[012345]$d:[012345]$d'Z') ;;
        *) invalid 'its confirmed_at is no time' ;;
        esac
        ;;
    esac
}

# A decimal number without leading zeros.
is_decimal() { # text, most digits
    [ ${#1} -le "$2" ] || return 1
    case $1 in
    '' | 0?* | *[!0123456789]*) return 1 ;;
    esac
}

check_evidence() {
    size=${file_size:-$segment_size}
    [ -z "$attested_size" ] || [ -z "$size" ] || [ "$attested_size" = "$size" ] \
        || refuse "$name has $size bytes, but the marker is that of a file of $attested_size bytes"
    [ -z "$attested_cluster" ] || [ -z "$cluster" ] || [ "$attested_cluster" = "$cluster" ] \
        || refuse "$name is of cluster $cluster, but the marker is that of cluster $attested_cluster"
    [ "$file" = present ] || return 0
    if [ -n "$attested_sha256" ] && command -v sha256sum >/dev/null; then
        sha256=$(sha256sum <"$path") || unknown "sha256sum could not read $path"
        sha256=${sha256%% *}
        [ "$sha256" = "$attested_sha256" ] || refuse "$name is not the file that was confirmed: its SHA-256 is $sha256"
    elif [ -n "$attested_cluster" ] && [ -z "$cluster" ] && [ "$kind" != history ]; then
        unknown "an unknown version of PostgreSQL wrote $name, so its cluster cannot be compared with the marker's"
    fi
}

# ---- Clean-up --------------------------------------------------------------------------------------------------------

# Removes markers of segments that PostgreSQL no longer has, sixteen at most. Segments are taken in blocks of sixteen
# names. Each call looks at one block, two to 1025 blocks behind the segment at hand: 1024 calls look at each, and each is
# looked at about fifteen times before it is out of reach. So no call lists the directory.
remove_old_markers() {
    [ "$kind" = segment ] && [ -n "$segment_size" ] || return 0
    blocks_per_log=$((268435456 / segment_size))
    [ "$blocks_per_log" -gt 0 ] || blocks_per_log=1
    block=$((log * blocks_per_log + segment / 16 - 2 - (log * 16 * blocks_per_log + segment) % 1024))
    [ "$block" -ge 0 ] || return 0
    to_hex $((block / blocks_per_log))
    prefix=${name%????????????????}$hex
    to_hex $((block % blocks_per_log))
    prefix=$prefix${hex#?}
    set --
    for digit in 0 1 2 3 4 5 6 7 8 9 A B C D E F; do
        if [ -f "$directory/$prefix$digit.done" ] && ! is_at_server "$prefix$digit"; then
            set -- "$@" "$directory/$prefix$digit.done"
        fi
    done
    [ $# -eq 0 ] || rm -f -- "$@" 2>/dev/null
    return 0
}

is_at_server() {
    [ -e "$folder$1" ] || [ -e "${folder}archive_status/$1.ready" ] || [ -e "${folder}archive_status/$1.done" ]
}

# Sets hex to a number in eight digits.
to_hex() {
    hex='' number=$1
    while [ ${#hex} -lt 8 ]; do
        digit=$((number & 15)) number=$((number >> 4))
        case $digit in
        10) digit=A ;; 11) digit=B ;; 12) digit=C ;; 13) digit=D ;; 14) digit=E ;; 15) digit=F ;;
        esac
        hex=$digit$hex
    done
}

# ---- The decision ----------------------------------------------------------------------------------------------------

[ $# -eq 2 ] || refuse "the arguments are %p and %f, two, not $#"
path=$1 name=$2
parse_name "$name"
case $path in
*"$newline"*) refuse "the path of $name has more than one line" ;;
"$name" | */"$name") ;;
*) refuse "the path given with $name is that of another file: give %p, then %f" ;;
esac
marker=$directory/$name.done
mode='' marker_size='' marker_bytes=0 file_size='' segment_size='' cluster=''
attested_cluster='' attested_size='' attested_sha256=''

find_marker
# shellcheck disable=SC3067  # as above; in a directory that is open to others, they cannot forge a marker of ours
if [ "$checks" = all ] || [ "$marker_state" != written ] || ! [ -O "$marker" ]; then
    look_at_files
fi
if [ "$kind" = backup ]; then
    look_at_files
    archived
fi
find_file
if [ "$kind" = partial ] && [ "$partial_segments" = accepted ]; then
    marker_state=ignored
    look_at_files
    [ "$file" = vanished ] || check_segment
    say "$name is let go, confirmed or not, as any partial segment"
    archived
fi

case $marker_state in
unusable) refuse "the marker $marker is a symbolic link or no file" ;;
written)
    [ -r "$marker" ] || unknown "the marker $marker must not be read by this user"
    read_marker
    ;;
esac
if [ "$kind" = history ] || [ "$file" = vanished ]; then
    look_at_files
    ask_server_for_cluster
elif [ "$checks.$marker_state" = quick.empty ]; then
    check_length
else
    check_segment
fi
if [ "$marker_state" = written ] && [ -n "$mode" ]; then
    [ "$marker_bytes" = "$marker_size" ] || invalid 'it has NUL bytes'
fi
if [ "$marker_state" = written ] && [ -z "$attested_kind$attested_cluster$attested_size$attested_sha256" ]; then
    marker_state=empty
fi

case $marker_state in
absent) pending "$name waits for its confirmation in $directory" ;;
empty)
    [ "$file" = present ] || refuse "$path has vanished, and the marker $marker does not attest that it is safe"
    [ "$unattested_markers" = accepted ] || refuse "the marker $marker attests nothing"
    ;;
written) check_evidence ;;
esac
archived
