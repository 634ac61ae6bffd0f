package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.output.NullOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;

/**
 * What every {@link org.walsafe.host.Host} promises: of its commands here, of its files in {@link HostFilesContract}.
 *
 * <p>Authors of a transport extend this class in their tests.
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class HostContract extends HostFilesContract {

    private static final int MEGABYTE = 1_000_000;

    /** For the transport's own test class. */
    protected HostContract() {}

    @Test
    protected void theHostHasAName() {
        assertThat(host().name()).isNotBlank().doesNotContain("\n");
    }

    @Test
    protected void wordsArriveAsTheyAre() throws IOException {
        List<String> words = new ArrayList<>(List.of("printf", "%s\\0"));
        words.addAll(HOSTILE_NAMES);
        words.add("");
        words.add("x".repeat(10_000));

        String printed = output(words.toArray(String[]::new));

        assertThat(printed.split("\0", -1)).containsExactlyElementsOf(concat(words.subList(2, words.size()), ""));
    }

    private static List<String> concat(List<String> words, String last) {
        List<String> all = new ArrayList<>(words);
        all.add(last);
        return all;
    }

    @Test
    protected void exitStatusesAreTold() throws IOException {
        for (int status : new int[] {0, 1, 2, 64, 125, 126, 127, 128, 129, 143, 254, 255}) {
            CommandResult result = run(Command.of("sh", "-c", "exit " + status));

            assertThat(result.ending()).isEqualTo(new CommandEnding.Exited(status));
            assertThat(result.succeeded()).isEqualTo(status == 0);
        }
    }

    @Test
    protected void aCommandEndedByASignalIsNoSuccess() throws IOException {
        CommandResult result = run(Command.of("sh", "-c", "kill -KILL $$"));

        assertThat(result.succeeded()).isFalse();
        assertThat(result.ending()).isIn(new CommandEnding.Signalled("KILL"), new CommandEnding.Exited(128 + 9));
    }

    @Test
    protected void aMissingProgramEndsAsInAShell() throws IOException {
        for (String program : List.of("walsafe-no-such-program", path("absent").value())) {
            assertThat(run(Command.of(program, "x")).ending()).isEqualTo(new CommandEnding.Exited(127));
        }
    }

    @Test
    protected void aFileThatIsNoProgramEndsAsInAShell() throws IOException {
        shell("touch \"$1\"", path("file") + "");

        assertThat(run(Command.of(path("file").value())).ending()).isEqualTo(new CommandEnding.Exited(126));
    }

    @Test
    protected void theEndOfStandardErrorIsKept() throws IOException {
        CommandResult shortText = run(Command.of("sh", "-c", "echo out; echo 'what went wrong' >&2; exit 3"));
        CommandResult longText = run(Command.of("sh", "-c", "seq 1 100000 >&2; echo last >&2"));

        assertThat(shortText.stderrTail()).isEqualTo("what went wrong\n");
        assertThat(longText.stderrTail()).endsWith("100000\nlast\n").hasSize(CommandResult.STDERR_TAIL_CHARACTERS);
    }

    @Test
    protected void muchOutputOnBothStreamsHoldsNothingUp() throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();

        CommandResult result = host().run(
                        Command.of(
                                "sh", "-c", "head -c 5000000 /dev/zero >&2; head -c 5000000 /dev/zero; echo end >&2"),
                        stdout);

        assertThat(result.succeeded()).isTrue();
        assertThat(stdout.size()).isEqualTo(5 * MEGABYTE);
        assertThat(result.stderrTail()).endsWith("end\n");
    }

    @Test
    protected void withoutInputACommandReadsEndOfFile() throws IOException {
        assertThat(output("cat")).isEmpty();
    }

    @Test
    protected void inputArrivesAsItIs() throws IOException {
        byte[] input = new byte[3 * MEGABYTE];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (i * 7 + (i >> 9));
        }
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();

        CommandResult result = host().run(Command.of("cat").reading(stdin -> stdin.write(input)), stdout);

        assertThat(result.succeeded()).isTrue();
        assertThat(stdout.toByteArray()).isEqualTo(input);
    }

    @Test
    protected void aCommandNeedNotReadItsInput() throws IOException {
        CommandResult result = run(Command.of("sh", "-c", "exit 4").reading(stdin -> {
            for (int i = 0; i < 100; i++) {
                stdin.write(new byte[100_000]);
            }
        }));

        assertThat(result.ending()).isEqualTo(new CommandEnding.Exited(4));
    }

    @Test
    protected void inputThatCannotBeProducedIsNoSuccess() {
        IOException failure = new IOException("the source is gone");

        assertThatThrownBy(() -> run(Command.of("cat").reading(stdin -> {
                    stdin.write(1);
                    throw failure;
                })))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("the source is gone");
    }

    @Test
    protected void anOutputStreamThatRefusesEndsTheCommand() throws IOException {
        IOException failure = new IOException("no room");

        assertThatThrownBy(() -> host().run(Command.of("yes").within(Duration.ofSeconds(60)), new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw failure;
                    }
                }))
                .hasStackTraceContaining("no room");
        assertThat(output("echo", "still usable")).isEqualTo("still usable\n");
    }

    @Test
    @Timeout(30)
    protected void aCommandPastItsDeadlineIsEnded() throws IOException {
        Duration deadline = Duration.ofMillis(700);

        CommandResult result = run(Command.of("sleep", "100").within(deadline));

        assertThat(result.ending()).isEqualTo(new CommandEnding.TimedOut(deadline));
        assertThat(result.succeeded()).isFalse();
        assertThat(output("echo", "still usable")).isEqualTo("still usable\n");
    }

    @Test
    @Timeout(30)
    protected void endlessOutputEndsAtTheDeadline() throws IOException {
        Duration deadline = Duration.ofMillis(700);

        CommandResult result = run(Command.of("yes").within(deadline));

        assertThat(result.ending()).isEqualTo(new CommandEnding.TimedOut(deadline));
    }

    @Test
    protected void commandsRunSideBySide() throws Exception {
        List<Integer> failures = Race.of(4, racer -> {
            int failed = 0;
            for (int i = 0; i < 10; i++) {
                String text = "racer " + racer + " command " + i;
                failed += output("echo", text).equals(text + "\n") ? 0 : 1;
            }
            return failed;
        });

        assertThat(failures).containsOnly(0);
    }

    @Test
    protected void noCommandRunsOnceTheHostIsClosed() {
        host().close();

        assertThatThrownBy(() -> run(Command.of("true"))).isInstanceOf(IllegalStateException.class);
    }

    private CommandResult run(Command command) throws IOException {
        return host().run(command, NullOutputStream.INSTANCE);
    }

    private String output(String... words) throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        CommandResult result = host().run(Command.of(words), stdout);
        assertThat(result.succeeded()).as("%s", result).isTrue();
        return stdout.toString(StandardCharsets.UTF_8);
    }
}
