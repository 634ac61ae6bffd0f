package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.SegmentReading.Complete;

/** Asks PostgreSQL's own reader how many records there are. It reads its own version only: 15. */
@RequiresRealPart("pg_waldump")
class WalDumpIT {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +(\\d+) ");

    static Stream<Sample> samples() {
        return Stream.concat(
                WalSamples.segments(PostgresMajor.V15),
                Stream.of(
                                "000000010000000000000024",
                                "000000010000000000000027",
                                "00000001000000000000002A",
                                "00000002000000000000002B",
                                "000000020000000000000031",
                                "000000030000000000000032")
                        .map(WalSamples::promoted));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void countsTheSameRecords(Sample sample, @TempDir Path directory) throws IOException, InterruptedException {
        SegmentName name = (SegmentName) sample.name();
        byte[] file = sample.bytes();
        Files.write(directory.resolve(name.text()), file);
        Complete reading;
        try (InputStream content = sample.open()) {
            reading = (Complete) new WalReader().read(name, content);
        }

        Process waldump = new ProcessBuilder(
                        RealParts.path("pg_waldump").toString(),
                        "--stats",
                        "--path=" + directory,
                        "--timeline=" + name.timeline(),
                        "--start=" + reading.records().first().orElseThrow(),
                        "--end=" + reading.records().end())
                .redirectErrorStream(true)
                .start();
        String output = new String(waldump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(output);

        assertThat(waldump.waitFor()).as(output).isZero();
        assertThat(total.find()).as(output).isTrue();
        assertThat(reading.records().count()).isEqualTo(Long.parseLong(total.group(1)));
    }
}
