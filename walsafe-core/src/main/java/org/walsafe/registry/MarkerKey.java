package org.walsafe.registry;

import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * Which marker: the WAL file it speaks of, and what it says.
 *
 * @param file the WAL file
 * @param kind what the marker says
 * @since 0.1.0
 */
public record MarkerKey(WalFileName file, MarkerKind kind) {

    /** The key of the confirmation of {@code file}. */
    public static MarkerKey confirmation(WalFileName file) {
        return new MarkerKey(file, MarkerKind.CONFIRMATION);
    }

    /** The key of the hole record of {@code file}. */
    public static MarkerKey hole(WalFileName file) {
        return new MarkerKey(file, MarkerKind.HOLE);
    }

    /** The key that the marker file {@code fileName} stands for, or empty when it is not a marker's name. */
    public static Optional<MarkerKey> ofFileName(String fileName) {
        for (MarkerKind kind : MarkerKind.values()) {
            if (fileName.endsWith(kind.suffix())) {
                String walFile =
                        fileName.substring(0, fileName.length() - kind.suffix().length());
                return WalFileName.tryParse(walFile).map(file -> new MarkerKey(file, kind));
            }
        }
        return Optional.empty();
    }

    /** The name of the marker's file. */
    public String fileName() {
        return file.text().concat(kind.suffix());
    }

    @Override
    public String toString() {
        return fileName();
    }
}
