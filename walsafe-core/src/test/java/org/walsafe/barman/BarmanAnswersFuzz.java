package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.OutputStream;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.wal.WalFileName;

class BarmanAnswersFuzz {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000008");

    @FuzzTest(maxDuration = "2s")
    void whateverBarmanSaysIsAnAnswerOrAnError(FuzzedDataProvider input) {
        int status = input.consumeInt(0, 2);
        int question = input.consumeInt(0, 5);
        String stderr = input.consumeAsciiString(input.consumeInt(0, 100));
        byte[] stdout = input.consumeRemainingAsBytes();
        BarmanCommand barman = new BarmanCommand(new TalkingHost(stdout, status, stderr));
        try {
            assertThat(ask(barman, question)).isNotNull();
        } catch (IOException refused) {
            assertThat(refused.getMessage()).doesNotContain("\n");
        }
    }

    private static Object ask(BarmanCommand barman, int question) throws IOException {
        return switch (question) {
            case 0 -> barman.listBackups("pg");
            case 1 -> barman.showBackup("pg", "latest");
            case 2 -> barman.showServer("pg");
            case 3 -> barman.check("pg");
            case 4 -> barman.listFiles("pg", "latest", FileTarget.STANDALONE);
            default -> barman.getWal("pg", SEGMENT, OutputStream.nullOutputStream());
        };
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record TalkingHost(byte[] stdout, int status, String stderr) implements Host {

        @Override
        public String name() {
            return "talking";
        }

        @Override
        public CommandResult run(Command command, OutputStream out) throws IOException {
            out.write(stdout);
            return new CommandResult(new CommandEnding.Exited(status), stderr);
        }

        @Override
        public HostFiles files() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
