[ -e "$2" ] || [ -L "$2" ] || exit 10
rm -- "$2" || exit 13
sync -- . || exit 14
