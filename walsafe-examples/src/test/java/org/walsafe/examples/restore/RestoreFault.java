package org.walsafe.examples.restore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.walsafe.codec.WalCodec;
import org.walsafe.restore.RestoreExitStatus;
import org.walsafe.restore.RestoreMode;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** What can go wrong while a server is given a file. */
enum RestoreFault {
    HOST_DOWN(RestoreExitStatus.UNREACHABLE) {
        @Override
        void strike(FaultyArchive archive, String victim) {
            archive.stopSshd();
        }
    },
    WRONG_KEY(RestoreExitStatus.UNREACHABLE) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.changeKey();
        }
    },
    WRONG_HOST_KEY(RestoreExitStatus.UNREACHABLE) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.forgetHostKey();
        }
    },
    BARMAN_IS_MISSING(RestoreExitStatus.UNREACHABLE) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.removeBarman();
        }
    },
    BARMAN_ENDS_WITH_255(RestoreExitStatus.UNREACHABLE),
    BARMAN_REPORTS_AN_ERROR(RestoreExitStatus.UNREACHABLE),
    BARMAN_STOPS_HALF_WAY(RestoreExitStatus.UNREACHABLE),
    CONNECTION_BREAKS_HALF_WAY(RestoreExitStatus.UNREACHABLE),
    TOLD_TO_END_HALF_WAY(RestoreExitStatus.REFUSED) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            super.strike(archive, victim);
            archive.tellToEndWhoAsksFor(victim);
        }
    },
    NO_SPACE_AT_THE_DESTINATION(RestoreExitStatus.REFUSED),
    ZERO_FILLED(RestoreExitStatus.CORRUPT) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.replace(victim, new byte[archive.read(victim).length]);
        }
    },
    HOLE(RestoreExitStatus.HOLE) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            if (victim.endsWith(".history")) {
                archive.replace("00000003.history", archive.read(victim));
            }
            archive.lose(victim);
        }
    },
    TRUNCATED_FILE(RestoreExitStatus.CORRUPT) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.replace(victim, Arrays.copyOf(archive.read(victim), 5_000_000));
        }
    },
    FLIPPED_BIT_IN_GZIP(RestoreExitStatus.CORRUPT) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.replace(victim, flipped(encoded(WalCodec.GZIP, archive.read(victim)), A_RECORD));
        }
    },
    FLIPPED_BIT_IN_LZ4(RestoreExitStatus.CORRUPT) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            archive.replace(victim, encoded(WalCodec.LZ4, flipped(archive.read(victim), A_RECORD)));
        }
    },
    ANOTHER_CLUSTERS_FILE(RestoreExitStatus.CORRUPT) {
        @Override
        void strike(FaultyArchive archive, String victim) throws IOException {
            SegmentName name = SegmentName.parse(victim);
            archive.replace(
                    victim, WalFixtures.segment(name, new SystemIdentifier(1), PostgresMajor.V15, SegmentSize.DEFAULT));
        }
    };

    /** Where every segment has content, compressed or not: behind the header of its first page, before blank pages. */
    private static final int A_RECORD = 200;

    private final RestoreExitStatus status;

    RestoreFault(RestoreExitStatus status) {
        this.status = status;
    }

    /** What PostgreSQL's log may say when a recovery stops because of it; on a busy machine patience may end before. */
    String[] exitCodesOfRecovery() {
        return Stream.of(status, RestoreExitStatus.TIMED_OUT)
                .map(each -> "exit code " + each.code(RestoreMode.RECOVERY))
                .toArray(String[]::new);
    }

    /** Whether it keeps every file from whoever asks. */
    boolean isOfTheHost() {
        return compareTo(BARMAN_IS_MISSING) <= 0;
    }

    /** Those that show in a file of any kind: of a timeline history, a changed letter does not. */
    static Set<RestoreFault> ofAnyFile() {
        return EnumSet.range(HOST_DOWN, HOLE);
    }

    /** From now on, whoever asks for {@code victim} meets the fault; by default, the archive's programs see to it. */
    void strike(FaultyArchive archive, String victim) throws IOException {
        archive.strike(victim, name());
    }

    private static byte[] flipped(byte[] content, int at) {
        byte[] flipped = content.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private static byte[] encoded(WalCodec codec, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = codec.encode(out, 1)) {
            encoder.write(content);
        }
        return out.toByteArray();
    }
}
