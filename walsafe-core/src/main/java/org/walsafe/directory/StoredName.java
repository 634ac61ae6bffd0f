package org.walsafe.directory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.walsafe.codec.WalCodec;
import org.walsafe.wal.WalFileName;

/**
 * The name of a WAL file in a directory: its own, or with the suffix of the compression that it was given, as
 * {@code pg_receivewal} (10 and 15) and {@code gzip} leave it. How it is compressed is told by its content.
 *
 * @param file the WAL file
 * @param suffix what follows its own name, perhaps nothing
 */
public record StoredName(WalFileName file, String suffix) {

    private static final List<String> SUFFIXES =
            Stream.of(WalCodec.values()).map(WalCodec::suffix).toList();

    /** {@return the WAL file that {@code name} stands for, or empty where it is a stranger's} */
    public static Optional<StoredName> tryParse(String name) {
        for (String suffix : SUFFIXES) {
            if (!suffix.isEmpty() && name.endsWith(suffix)) {
                return WalFileName.tryParse(name.substring(0, name.length() - suffix.length()))
                        .map(file -> new StoredName(file, suffix));
            }
        }
        return WalFileName.tryParse(name).map(file -> new StoredName(file, ""));
    }

    /** {@return the names that {@code file} may have, its own first} */
    public static List<StoredName> of(WalFileName file) {
        return SUFFIXES.stream().map(suffix -> new StoredName(file, suffix)).toList();
    }

    /** {@return the name as it stands in the directory} */
    public String text() {
        return file.text() + suffix;
    }
}
