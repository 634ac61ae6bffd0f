package org.walsafe.jdbc.receive;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.walsafe.codec.WalCodec;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * A segment's file in a receiver's directory: complete, compressed or not, or still growing, {@code .partial}. The suffixes
 * of gzip and lz4 are those of {@code pg_receivewal} (10 and 15).
 */
record ReceivedName(SegmentName segment, WalCodec codec, Stage stage) {

    enum Stage {
        GROWING,
        COMPLETE
    }

    private static final Map<WalCodec, String> SUFFIXES =
            Map.of(WalCodec.NONE, "", WalCodec.GZIP, ".gz", WalCodec.LZ4, ".lz4", WalCodec.ZSTD, ".zst");

    static boolean supports(WalCodec codec) {
        return SUFFIXES.containsKey(codec);
    }

    static String suffix(WalCodec codec) {
        String suffix = SUFFIXES.get(codec);
        if (suffix == null) {
            throw new IllegalArgumentException("received segments are compressed with gzip, lz4 or zstd, not "
                    + codec.name().toLowerCase(Locale.ROOT));
        }
        return suffix;
    }

    static ReceivedName complete(SegmentName segment, WalCodec codec) {
        return new ReceivedName(segment, codec, Stage.COMPLETE);
    }

    static ReceivedName growing(SegmentName segment) {
        return new ReceivedName(segment, WalCodec.NONE, Stage.GROWING);
    }

    /** What {@code fileName} stands for, or empty where it is not such a file. */
    static Optional<ReceivedName> of(String fileName) {
        for (Map.Entry<WalCodec, String> suffix : SUFFIXES.entrySet()) {
            if (!suffix.getValue().isEmpty() && fileName.endsWith(suffix.getValue())) {
                String name = fileName.substring(
                        0, fileName.length() - suffix.getValue().length());
                return WalFileName.tryParse(name)
                        .filter(SegmentName.class::isInstance)
                        .map(segment -> complete((SegmentName) segment, suffix.getKey()));
            }
        }
        return WalFileName.tryParse(fileName).flatMap(name -> {
            if (name instanceof SegmentName segment) {
                return Optional.of(complete(segment, WalCodec.NONE));
            }
            return name instanceof PartialSegmentName partial
                    ? partial.segmentName().map(ReceivedName::growing)
                    : Optional.empty();
        });
    }

    String fileName() {
        return segment.text() + (stage == Stage.GROWING ? ".partial" : suffix(codec));
    }
}
