package org.walsafe.jdbc.receive;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<WalCodec> CODECS = EnumSet.of(WalCodec.NONE, WalCodec.GZIP, WalCodec.LZ4, WalCodec.ZSTD);

    static boolean supports(WalCodec codec) {
        return CODECS.contains(codec);
    }

    static String suffix(WalCodec codec) {
        if (!supports(codec)) {
            throw new IllegalArgumentException(
                    "received segments are compressed with gzip, lz4 or zstd, not " + codec.word());
        }
        return codec.suffix();
    }

    static ReceivedName complete(SegmentName segment, WalCodec codec) {
        return new ReceivedName(segment, codec, Stage.COMPLETE);
    }

    static ReceivedName growing(SegmentName segment) {
        return new ReceivedName(segment, WalCodec.NONE, Stage.GROWING);
    }

    /** What {@code fileName} stands for, or empty where it is not such a file. */
    static Optional<ReceivedName> of(String fileName) {
        for (WalCodec codec : CODECS) {
            if (codec != WalCodec.NONE && fileName.endsWith(codec.suffix())) {
                String name =
                        fileName.substring(0, fileName.length() - codec.suffix().length());
                return WalFileName.tryParse(name)
                        .filter(SegmentName.class::isInstance)
                        .map(segment -> complete((SegmentName) segment, codec));
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
