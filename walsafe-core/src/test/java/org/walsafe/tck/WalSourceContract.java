package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.restore.LaterFile;
import org.walsafe.restore.SourceAnswer;
import org.walsafe.restore.WalSource;

/**
 * What every {@link WalSource} promises.
 *
 * <p>Authors of a source extend this class in their tests.
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class WalSourceContract extends WalSourceFixture {

    private static final String SEGMENT = "000000020000000000000005";
    private static final String NEXT = "000000020000000000000006";
    private static final String BEFORE = "000000020000000000000004";
    private static final int RACERS = 8;

    /** For the source's own test class. */
    protected WalSourceContract() {}

    @Test
    protected void theSourceSaysWhereItIs() {
        assertThat(source().location()).isNotBlank().doesNotContain("\n");
    }

    @Test
    protected void anArchiveThatIsThereAndEmptyHasNothing() {
        assertThat(open(SEGMENT)).isInstanceOf(SourceAnswer.Absent.class);
        assertThat(open("00000002.history")).isInstanceOf(SourceAnswer.Absent.class);
        assertThat(later(SEGMENT)).isEqualTo(new LaterFile.NoneSeen());
    }

    @Test
    protected void filesOfEveryKindComeByteForByte() throws Exception {
        for (String name : List.of(SEGMENT, "00000002.history", SEGMENT + ".00000028.backup")) {
            byte[] content = new byte[300_000];
            new Random(name.hashCode()).nextBytes(content);
            keep(name, content);

            assertThat(read(name)).as(name).isEqualTo(content);
        }
    }

    @Test
    protected void whatCameAndWentIsNotRemembered() throws Exception {
        assertThat(open(SEGMENT)).isInstanceOf(SourceAnswer.Absent.class);
        keep(SEGMENT, new byte[] {1});
        assertThat(read(SEGMENT)).containsExactly(1);
        remove(SEGMENT);
        assertThat(open(SEGMENT)).isInstanceOf(SourceAnswer.Absent.class);
    }

    @Test
    protected void whoCannotLookNeverSaysAbsent() throws Exception {
        keep(NEXT, new byte[] {1});
        makeUnreachable();

        assertThat(open(SEGMENT)).isInstanceOf(SourceAnswer.CouldNotLook.class);
        assertThat(open(NEXT)).isInstanceOf(SourceAnswer.CouldNotLook.class);
        assertThat(later(SEGMENT)).isInstanceOf(LaterFile.CouldNotLook.class);
    }

    @Test
    protected void aReasonIsOneLine() throws Exception {
        makeUnreachable();

        assertThat(((SourceAnswer.CouldNotLook) open(SEGMENT)).reason())
                .isNotBlank()
                .doesNotContain("\n");
    }

    @Test
    protected void theNextSegmentIsLater() throws Exception {
        keep(NEXT, new byte[] {1});

        assertThat(later(SEGMENT)).isEqualTo(new LaterFile.Seen(NEXT));
    }

    @Test
    protected void earlierSegmentsAndThoseOfOtherTimelinesAreNotLater() throws Exception {
        keep(BEFORE, new byte[] {1});
        keep("000000010000000000000006", new byte[] {1});
        keep("000000030000000000000006", new byte[] {1});
        keep("00000003.history", new byte[] {1});

        assertThat(later(SEGMENT)).isEqualTo(new LaterFile.NoneSeen());
    }

    @Test
    protected void theHistoryOfANewerTimelineIsLater() throws Exception {
        keep("00000003.history", new byte[] {1});

        assertThat(later("00000002.history")).isEqualTo(new LaterFile.Seen("00000003.history"));
        assertThat(later("00000003.history")).isEqualTo(new LaterFile.NoneSeen());
    }

    @Test
    protected void readingMayEndBeforeTheFileDoes() throws Exception {
        keep(SEGMENT, new byte[4 << 20]);

        for (int i = 0; i < 20; i++) {
            try (SourceAnswer.Found found = (SourceAnswer.Found) open(SEGMENT)) {
                assertThat(found.stored().read()).isZero();
            }
        }
        assertThat(read(SEGMENT)).hasSize(4 << 20);
    }

    @Test
    protected void severalReadAtOnce() throws Exception {
        byte[] content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        keep(SEGMENT, content);

        assertThat(Race.of(RACERS, number -> read(SEGMENT)))
                .allSatisfy(read -> assertThat(read).isEqualTo(content));
    }

    @Test
    protected void anInterruptedThreadGetsNoAnswerThatCouldMislead() throws Exception {
        Thread.currentThread().interrupt();
        SourceAnswer answer = open(SEGMENT);
        boolean stillInterrupted = Thread.interrupted();

        assertThat(stillInterrupted).isTrue();
        if (answer instanceof SourceAnswer.Found found) {
            found.close();
        }
        assertThat(open(SEGMENT)).isInstanceOf(SourceAnswer.Absent.class);
    }
}
