# Run where the registry is, by a shell that reads it whole before it does anything: a torn order is none.
# shellcheck shell=sh disable=SC2154  # name, temporary, marker and stored stand before this
store() {
    directory=@directory@
    set -u -f -C
    umask 077
    { [ ! -h "$directory" ] && cd -- "$directory"; } || return
    mode=$(ls -ldn .)
    case ${mode%% *} in
    d???------ | d???------[.+@]) ;;
    *) return 1 ;;
    esac
    { [ ! -e "$name.done" ] && [ ! -h "$name.done" ]; } || return
    printf '%s\n' "$marker" >"$temporary" || return
    outcome=1
    if sync -- "$temporary" && link "$temporary" "$name.done"; then
        if sync -- .; then
            outcome=$stored
        else
            rm -f -- "$name.done"
        fi
    fi
    rm -f -- "$temporary"
    return "$outcome"
}
store </dev/null
exit
