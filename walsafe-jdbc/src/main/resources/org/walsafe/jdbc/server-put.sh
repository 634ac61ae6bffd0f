umask 077
new=.walsafe-$$-$2
leave_what_is_there() {
    [ -e "$2" ] || [ -L "$2" ] || return 0
    [ ! -f "$2" ] || sync -- "$2" . || exit 14
    exit 10
}
leave_what_is_there "$@"
trap 'rm -f -- "$new"' EXIT
rm -f -- "$new"
printf %b "$3" >"$new" && sync -- "$new" || exit 13
if ! ln -- "$new" "$2"; then
    leave_what_is_there "$@"
    exit 13
fi
sync -- . || exit 14
