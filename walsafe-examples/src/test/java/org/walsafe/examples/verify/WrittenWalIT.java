package org.walsafe.examples.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.ArchiveVerifier;
import org.walsafe.verify.ArchiveVerifierConfig;
import org.walsafe.verify.DirectorySource;
import org.walsafe.verify.Severity;
import org.walsafe.verify.Verdict;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentReading.Complete;
import org.walsafe.wal.WalReader;

/** WAL that real servers write here and now, before and after a promotion: none of it is damaged. */
@RequiresRealPart("pg_waldump")
class WrittenWalIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +(\\d+) ");

    @ParameterizedTest
    @EnumSource
    void whatAServerWritesIsGood(PostgresRelease release) throws Exception {
        try (EmbeddedPostgres primary = create(release)) {
            Path archive = primary.createDirectory("archive");
            primary.set("archive_command", "cp %p " + archive + "/%f");
            primary.start();
            WalWorkload.run(primary);
            String last = primary.switchSegment();
            await().atMost(PATIENCE).until(() -> primary.archived().contains(last));
            primary.stop(ShutdownMode.FAST);
            promoteAStandby(primary);

            ArchiveReport report = verify(archive);
            assertThat(report.verdict()).as(report.findings().toString()).isEqualTo(Verdict.GOOD);
            assertThat(report.findings().kept())
                    .allSatisfy(finding -> assertThat(finding.kind().severity())
                            .as(finding.toString())
                            .isEqualTo(Severity.NOTICE));
            assertThat(report.timelines()).hasSize(2);
            assertThat(report.records()).isGreaterThan(20_000);
            if (release == PostgresRelease.V15_19) {
                pgWaldumpCountsTheSame(archive);
            }
        }
    }

    private static EmbeddedPostgres create(PostgresRelease release) throws Exception {
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder(release)
                .setting("archive_mode", "on")
                .setting("max_prepared_transactions", "5");
        if (release.isAtLeast(PostgresRelease.V9_5_3)) {
            builder.setting("wal_level", "logical").setting("track_commit_timestamp", "on");
        }
        return release.isAtLeast(PostgresRelease.V11_22)
                ? builder.segmentMegabytes(1).create()
                : builder.create();
    }

    private static void promoteAStandby(EmbeddedPostgres primary) throws Exception {
        try (EmbeddedPostgres standby = primary.createStandby()) {
            standby.start();
            standby.promote();
            standby.execute("insert into items (a) select generate_series(1, 1000)");
            String last = standby.switchSegment();
            await().atMost(PATIENCE)
                    .until(() -> standby.archived().contains(last)
                            && standby.waiting().isEmpty());
        }
    }

    private static ArchiveReport verify(Path archive) throws IOException {
        return new ArchiveVerifier(
                        ArchiveVerifierConfig.of(new DirectorySource(new LocalHost(), HostPath.of(archive.toString()))))
                .verify();
    }

    /** It reads its own version only: 15. */
    private static void pgWaldumpCountsTheSame(Path archive) throws IOException {
        WalReader reader = new WalReader();
        long count = 0;
        Complete last = null;
        Complete first = null;
        for (SegmentName segment : ofFirstTimeline(archive)) {
            try (InputStream content = Files.newInputStream(archive.resolve(segment.text()))) {
                last = (Complete) reader.read(segment, content);
                first = first == null ? last : first;
                count += last.records().count();
            }
        }
        Program waldump = Program.run(new ProcessBuilder(
                RealParts.path("pg_waldump").toString(),
                "--stats",
                "--path=" + archive,
                "--start=" + first.records().first().orElseThrow(),
                "--end=" + last.records().end()));
        Matcher total = TOTAL.matcher(waldump.output());
        assertThat(total.find()).as(waldump.toString()).isTrue();
        assertThat(count).isEqualTo(Long.parseLong(total.group(1)));
    }

    private static List<SegmentName> ofFirstTimeline(Path archive) throws IOException {
        try (Stream<Path> files = Files.list(archive)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("00000001[0-9A-F]{16}"))
                    .sorted()
                    .map(SegmentName::parse)
                    .toList();
        }
    }
}
