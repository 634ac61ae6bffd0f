#!/bin/sh
#
# Makes target/walsafe of what Maven has built: bin/walsafe, lib/ with the jars, and beside them what the JVM at hand, and
# those in WALSAFE_JAVA_HOMES (separated by colons), can store of their classes to start faster.
#
#   usage: assemble.sh HOME JAR JAVA_HOME

set -eu
home=$1 jar=$2 java_home=$3
launcher=$(dirname -- "$0")/walsafe

mkdir -p "$home/bin" "$home/lib"
cp -- "$jar" "$home/lib/"
cp -- "$launcher" "$home/bin/walsafe"
chmod 755 "$home/bin/walsafe"
ln -sf walsafe "$home/bin/barman-wal-restore"
ln -sf walsafe "$home/bin/barman-wal-archive"

# The jars of every command first: the JVM looks through them in order.
lib=$(cd "$home/lib" && pwd)
class_path=''
for pattern in walsafe-examples walsafe-core slf4j-api commons-io ''; do
    for file in "$lib/$pattern"*.jar; do
        case ":$class_path:" in
        *":$file:"*) ;;
        *) class_path=$class_path${class_path:+:}$file ;;
        esac
    done
done
# To be read by the launcher's shell as a whole: line by line, it would read byte by byte.
# shellcheck disable=SC2016  # the launcher knows its home
printf '%s\n' "$class_path" | tr ':' '\n' \
    | sed -e 's|.*/|$home/lib/|' -e '1s|^|class_path=|' -e '$!s|$|:\\|' >"$lib/class-path"

# Runs once what runs for every WAL file, and keeps the classes that it loaded: those of the gate apart, because what is
# stored must be mapped, needed or not, and SSH needs thrice as many. Where there is no sshd, SSH's are not kept. Those of
# verifying are apart as well: nobody else needs them.
rehearsal=$(mktemp -d)
list=$(mktemp)
trap 'rm -rf -- "$rehearsal" "$list"' EXIT
rehearse() { # java, how it stores or lists, what is rehearsed
    rm -rf -- "${rehearsal:?}"/*
    mkdir -m 700 "$rehearsal/registry"
    "$1" -XX:TieredStopAtLevel=1 -XX:+UseG1GC -XX:-UsePerfData -Xmx64m "$2" -Xlog:disable \
        -Dslf4j.provider=org.walsafe.examples.cli.StderrLogging -Dslf4j.internal.verbosity=ERROR \
        -cp "$class_path" org.walsafe.examples.cli.Rehearsal "$rehearsal" "$3" \
        >"$rehearsal/output" 2>&1 || { cat "$rehearsal/output" >&2; return 1; }
}

# Java 17 stores classes of old format, which all of picocli's are, only where it stores the JDK's as well, from a list.
store_with_jdk() { # java, what is stored, what is rehearsed
    rehearse "$1" "-XX:DumpLoadedClassList=$list" "$3"
    "$1" -Xshare:dump -XX:+UseG1GC -Xmx256m -Xlog:disable "-XX:SharedClassListFile=$list" "-XX:SharedArchiveFile=$2" \
        -cp "$class_path" >"$rehearsal/output" 2>&1 || { cat "$rehearsal/output" >&2; return 1; }
}

rm -f -- "$lib"/walsafe-*.jsa "$lib"/walsafe-*.aot
IFS=:
# shellcheck disable=SC2086  # to be split at colons
for candidate in "$java_home" ${WALSAFE_JAVA_HOMES-}; do
    unset IFS
    version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p' "$candidate/release")
    case $version in
    '') continue ;;
    17* | 18* | 19* | 2[0-4]*) option=-XX:ArchiveClassesAtExit ending=jsa ;;
    *) option=-XX:AOTCacheOutput ending=aot ;;
    esac
    rehearse "$candidate/bin/java" "$option=$lib/walsafe-gate-$version.$ending" gate
    rehearse "$candidate/bin/java" "$option=$lib/walsafe-$version.$ending" every
    if [ "$ending" = jsa ]; then
        store_with_jdk "$candidate/bin/java" "$lib/walsafe-verify-$version.jsa" verify
    else
        rehearse "$candidate/bin/java" "$option=$lib/walsafe-verify-$version.aot" verify
    fi
done
