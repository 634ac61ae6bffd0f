package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.tck.WalSourceContract;
import org.walsafe.wal.WalFileName;

class GetWalSourceTest extends WalSourceContract {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000005");

    private final FakeBarman barman = new FakeBarman();
    private final WalSource source =
            new GetWalSource(barman, BarmanServer.named("main"), Transfer.PLAIN, PartialRetrieval.EXCLUDED);

    @Override
    protected WalSource source() {
        return source;
    }

    @Override
    protected void keep(String name, byte[] content) {
        barman.wals.put(name, content);
    }

    @Override
    protected void remove(String name) {
        barman.wals.remove(name);
    }

    @Override
    protected void makeUnreachable() {
        barman.reachable = false;
    }

    private SourceAnswer open() {
        return source.open(SEGMENT, Deadline.in(Duration.ofSeconds(30)));
    }

    @Test
    void theCommandIsTheOneThatBarmanKnows() throws Exception {
        new GetWalSource(
                        barman,
                        new BarmanServer("main", Optional.of("/etc/b.conf")),
                        Transfer.GZIP,
                        PartialRetrieval.INCLUDED)
                .open(SEGMENT, Deadline.in(Duration.ofSeconds(30)));

        assertThat(barman.commands)
                .containsExactly(List.of(
                        "barman", "--config", "/etc/b.conf", "get-wal", "--gzip", "--partial", "main", SEGMENT.text()));
    }

    @Test
    void aBarmanThatIsNotInstalledHasNotLooked() {
        barman.installed = false;

        assertThat(open())
                .isEqualTo(new SourceAnswer.CouldNotLook(
                        "barman get-wal main on backup ended with exit status 127: \"sh:" + " 1: barman: not found\""));
    }

    @Test
    void aServerThatBarmanDoesNotKnowIsNotAnEmptyArchive() {
        WalSource unknown =
                new GetWalSource(barman, BarmanServer.named("mian"), Transfer.PLAIN, PartialRetrieval.EXCLUDED);

        assertThat(unknown.open(SEGMENT, Deadline.in(Duration.ofSeconds(30))))
                .isInstanceOfSatisfying(SourceAnswer.CouldNotLook.class, answer -> assertThat(answer.reason())
                        .contains("Unknown server 'mian'"));
    }

    @Test
    void whereItsWordsDoNotArriveTheListingProvesAbsence() {
        barman.speaks = false;

        assertThat(open()).isInstanceOf(SourceAnswer.Absent.class);
        assertThat(barman.commands.get(1)).contains("--peek");
    }

    @Test
    void aFileThatIsListedAndCannotBeSentIsNotAbsent() {
        barman.wals.put(SEGMENT.text(), new byte[1 << 20]);
        barman.diesAfter = 0;

        assertThat(open()).isInstanceOf(SourceAnswer.CouldNotLook.class);
        assertThat(barman.commands.get(1)).contains("--peek");
    }

    @Test
    void aStatusThatBarmanDoesNotHaveForAbsentProvesNothing() {
        barman.diesAfter = 0;
        barman.diesWith = 2;

        assertThat(open()).isInstanceOf(SourceAnswer.CouldNotLook.class);
    }

    @Test
    void aCommandThatFailsHalfWayIsNoEndOfFile() throws Exception {
        barman.wals.put(SEGMENT.text(), new byte[1 << 20]);
        barman.diesAfter = 1 << 19;

        try (SourceAnswer.Found found = (SourceAnswer.Found) open()) {
            assertThatThrownBy(() -> found.stored().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended with exit status 1 after its output had begun");
        }
    }

    @Test
    void anEmptyFileIsNothingToDeliver() {
        barman.wals.put(SEGMENT.text(), new byte[0]);

        assertThat(open()).isInstanceOf(SourceAnswer.CouldNotLook.class);
    }

    @Test
    void namesThatLookLikeOptionsAreRefused() {
        assertThatThrownBy(() -> BarmanServer.named("--config=/tmp/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not begin with '-'");
    }
}
