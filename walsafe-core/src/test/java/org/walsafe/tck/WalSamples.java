package org.walsafe.tck;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * WAL files that real servers of every major version wrote. They are resources, {@code wal-samples/<version>/<name>}, the
 * segments with {@code .gz}.
 *
 * <p>Thread-safe: no state. Blocks as long as reading a resource takes.
 *
 * @since 0.1.0
 */
public final class WalSamples {

    private static final Map<PostgresMajor, String> SYSTEM_IDENTIFIERS = Map.ofEntries(
            entry(PostgresMajor.V9_2, "7710348767865778015"),
            entry(PostgresMajor.V9_3, "7710340349730405298"),
            entry(PostgresMajor.V9_4, "7710348785683669370"),
            entry(PostgresMajor.V9_5, "7710340372245971476"),
            entry(PostgresMajor.V9_6, "7710340394750714493"),
            entry(PostgresMajor.V10, "7710340412881035983"),
            entry(PostgresMajor.V11, "7710340422943974175"),
            entry(PostgresMajor.V12, "7710340432924955521"),
            entry(PostgresMajor.V13, "7710340445140878484"),
            entry(PostgresMajor.V14, "7710340464028325579"),
            entry(PostgresMajor.V15, "7710340477394556725"),
            entry(PostgresMajor.V16, "7710340576707177476"),
            entry(PostgresMajor.V17, "7710340586816416926"),
            entry(PostgresMajor.V18, "7710340599027973426"));

    private WalSamples() {}

    /**
     * A sample file.
     *
     * @param folder where it lies among the resources
     * @param major the version that wrote it
     * @param name its name
     */
    public record Sample(String folder, PostgresMajor major, WalFileName name) {

        /** {@return the whole file, decompressed} */
        public byte[] bytes() {
            try (InputStream in = open()) {
                return in.readAllBytes();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        /**
         * {@return the file's content, decompressed as it is read}
         *
         * @throws IOException where there is no such resource
         */
        public InputStream open() throws IOException {
            InputStream plain = resource(path());
            if (plain != null) {
                return plain;
            }
            InputStream compressed = resource(path() + ".gz");
            if (compressed == null) {
                throw new IOException("there is no sample " + path());
            }
            return new GZIPInputStream(compressed, 1 << 16);
        }

        private boolean exists() {
            return WalSamples.class.getResource(path()) != null || WalSamples.class.getResource(path() + ".gz") != null;
        }

        private String path() {
            return "/wal-samples/" + folder + "/" + name;
        }

        private static @Nullable InputStream resource(String path) {
            return WalSamples.class.getResourceAsStream(path);
        }
    }

    /**
     * {@return its cluster}
     *
     * @param major a version
     */
    public static SystemIdentifier systemIdentifier(PostgresMajor major) {
        String decimal = SYSTEM_IDENTIFIERS.get(major);
        if (decimal == null) {
            throw new IllegalArgumentException("no samples of PostgreSQL " + major);
        }
        return SystemIdentifier.parse(decimal);
    }

    /** {@return the segments of every version, two or three consecutive ones of each, in order} */
    public static Stream<Sample> segments() {
        return Stream.of(PostgresMajor.values()).flatMap(WalSamples::segments);
    }

    /**
     * {@return its segments, two or three consecutive ones, in order}
     *
     * @param major a version
     */
    public static Stream<Sample> segments(PostgresMajor major) {
        return existing(
                major,
                SegmentName.parse("000000010000000000000003"),
                SegmentName.parse("000000010000000000000004"),
                SegmentName.parse("000000010000000000000005"));
    }

    /** {@return the timeline history files of those versions that have one} */
    public static Stream<Sample> timelineHistories() {
        return Stream.of(PostgresMajor.values())
                .flatMap(major -> existing(major, WalFileName.parse("00000002.history")));
    }

    /** {@return the backup history files of those versions that have one} */
    public static Stream<Sample> backupHistories() {
        return Stream.of(PostgresMajor.values())
                .flatMap(major -> existing(
                        major,
                        WalFileName.parse("000000010000000000000002.00000020.backup"),
                        WalFileName.parse("000000010000000000000002.00000028.backup")));
    }

    /**
     * A file of the PostgreSQL 15 cluster that was promoted twice. It has segments of 1 MiB; timeline 1 has
     * {@code …24} to {@code …27} and {@code …2A}, timeline 2 {@code …2B}, {@code …31} and {@code …32.partial}, timeline 3
     * {@code …32}; both histories are there.
     *
     * @param name its name
     * @return the file
     */
    public static Sample promoted(String name) {
        return new Sample("15-promoted", PostgresMajor.V15, WalFileName.parse(name));
    }

    private static Stream<Sample> existing(PostgresMajor major, WalFileName... names) {
        return Stream.of(names)
                .map(name -> new Sample(major.toString(), major, name))
                .filter(Sample::exists);
    }
}
