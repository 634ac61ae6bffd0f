package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small values of a host: commands and their endings, modes, the tail of standard error. */
class HostValuesTest {

    @Test
    void aCommandNeedsAProgramAndTimeAndNoNul() {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of());
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a", "b\0c"));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a").within(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a").within(Duration.ofSeconds(-1)));
    }

    @Test
    void onlyExitStatusZeroIsSuccess() {
        assertThat(new CommandResult(new CommandEnding.Exited(0), "").succeeded())
                .isTrue();
        for (CommandEnding ending : List.of(
                new CommandEnding.Exited(1),
                new CommandEnding.Signalled("TERM"),
                new CommandEnding.TimedOut(Duration.ofSeconds(1)))) {
            assertThat(new CommandResult(ending, "").succeeded()).isFalse();
        }
    }

    @Test
    void anEndingDescribesItself() {
        assertThat(new CommandEnding.Exited(3).describe()).isEqualTo("ended with exit status 3");
        assertThat(new CommandEnding.Signalled("KILL").describe()).isEqualTo("was ended by signal KILL");
        assertThat(new CommandEnding.TimedOut(Duration.ofSeconds(2)).describe()).contains("2000 ms");
    }

    @Test
    void aModeShowsFourOctalDigits() {
        assertThat(FileMode.PRIVATE_DIRECTORY).hasToString("0700");
        assertThat(new FileMode(0)).hasToString("0000");
        assertThat(new FileMode(01777)).hasToString("1777");
        assertThatIllegalArgumentException().isThrownBy(() -> new FileMode(0100644));
    }

    @Test
    void anyBitForGroupOrOthersOpensADirectory() {
        for (int bits = 0; bits < 0100; bits++) {
            assertThat(new FileMode(0700 | bits).isOpenToOthers()).isEqualTo(bits != 0);
        }
    }

    @Test
    void theTailKeepsTheEndHoweverItIsWritten() {
        StderrTail tail = new StderrTail();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            String line = "line " + i + "\n";
            all.append(line);
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            tail.write(bytes, 0, bytes.length);
        }

        assertThat(tail.text()).isEqualTo(all.substring(all.length() - CommandResult.STDERR_TAIL_CHARACTERS));
        byte[] huge = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        tail.write(huge, 0, huge.length);
        tail.write('!');
        assertThat(tail.text()).hasSize(CommandResult.STDERR_TAIL_CHARACTERS).endsWith("xx!");
    }

    @Test
    void theTailOfLittleIsAllOfIt() {
        StderrTail tail = new StderrTail();
        assertThat(tail.text()).isEmpty();
        byte[] bytes = "caf\u00e9".getBytes(StandardCharsets.UTF_8);
        tail.write(bytes, 0, bytes.length);
        assertThat(tail.text()).isEqualTo("caf\u00e9");
    }
}
