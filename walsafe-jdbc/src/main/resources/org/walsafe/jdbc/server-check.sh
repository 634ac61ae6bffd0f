cd -P -- "$1" || exit 11
case $(ls -ld .) in
drwx------*) ;;
*) exit 12 ;;
esac
