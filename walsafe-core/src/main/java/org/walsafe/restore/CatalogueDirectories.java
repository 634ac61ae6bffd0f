package org.walsafe.restore;

import org.walsafe.host.HostPath;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * Where Barman (2.0 to 3.17) keeps the WAL files of one server. Its configuration can move each of these.
 *
 * <p>Immutable and thread-safe.
 *
 * @param wals {@code wals_directory}: the archive. Timeline histories are in it, everything else in directories named after the
 *     first sixteen digits of the file
 * @param incoming {@code incoming_wals_directory}: what was sent and is not archived yet
 * @param streaming {@code streaming_wals_directory}: what {@code pg_receivewal} wrote and is not archived yet
 * @since 0.1.0
 */
public record CatalogueDirectories(HostPath wals, HostPath incoming, HostPath streaming) {

    static final int HASH_DIGITS = 16;

    /**
     * {@return the directories that Barman makes unless told otherwise}
     *
     * @param serverDirectory {@code <barman_home>/<server>}
     */
    public static CatalogueDirectories below(HostPath serverDirectory) {
        return new CatalogueDirectories(
                serverDirectory.child("wals"), serverDirectory.child("incoming"), serverDirectory.child("streaming"));
    }

    HostPath archived(WalFileName file) {
        return file instanceof TimelineHistoryName ? wals.child(file.text()) : hashed(file.text());
    }

    static boolean isHash(String name) {
        return name.length() == HASH_DIGITS && name.indexOf('.') < 0;
    }

    HostPath hashed(String name) {
        return wals.child(name.substring(0, HASH_DIGITS)).child(name);
    }
}
