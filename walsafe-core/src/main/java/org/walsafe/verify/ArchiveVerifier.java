package org.walsafe.verify;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SystemIdentifier;

/**
 * Verifies an archive of WAL: that what it should hold is there, along every way through its timelines, and that what is
 * there can be replayed.
 *
 * <p>Reads every file once, several at a time, and keeps nothing of them but names. A million segments take 8 MB.
 *
 * <p>Thread-safe. {@link #verify} blocks for as long as reading takes.
 *
 * @since 0.1.0
 */
public final class ArchiveVerifier {

    private final ArchiveVerifierConfig config;

    /**
     * A verifier; nothing is read yet.
     *
     * @param config which archive, and how
     */
    public ArchiveVerifier(ArchiveVerifierConfig config) {
        this.config = config;
    }

    /**
     * Verifies the archive.
     *
     * @return what was found; damage, and files that could not be read, are findings
     * @throws java.io.InterruptedIOException when the thread is interrupted
     * @throws IOException when the archive itself, or PostgreSQL's archive status, could not be listed
     * @throws org.walsafe.registry.RegistryUnreachableException when the registry of holes could not be listed
     */
    public ArchiveReport verify() throws IOException {
        Instant began = config.time().instant();
        LongAdder bytes = new LongAdder();
        FindingLog log = new FindingLog(config.waivers(), began);
        ArchivedFileReader files = new ArchivedFileReader(config, bytes);

        ArchiveContents.Names names = ArchiveContents.Names.of(config.source());
        Optional<SystemIdentifier> cluster = config.source().systemIdentifier();
        Optional<SegmentHeader> header = new ArchiveIdentifier(files, log).identify(names, cluster);
        if (!names.hasSegments()) {
            log.add(new Finding(FindingKind.EMPTY_ARCHIVE, config.source().location(), "holds no segment"));
        }
        for (String stranger : names.strangers()) {
            log.add(new Finding(FindingKind.STRANGER, PrintableText.quoted(stranger), "no WAL file"));
        }
        ArchiveReport nothing = ArchiveReport.ofNothing(config.source().location(), config.level(), began, cluster);
        ArchiveReport report = header.isPresent()
                ? new ArchiveExamination(config, files, log, names, header.get(), cluster).run(nothing)
                : nothing;
        return report.finished(Duration.between(began, config.time().instant()), bytes.sum(), log.finish());
    }
}
