package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.walsafe.restore.Deadline;
import org.walsafe.restore.LaterFile;
import org.walsafe.restore.SourceAnswer;
import org.walsafe.restore.WalSource;
import org.walsafe.wal.WalFileName;

/**
 * The source under test, and what can be done to the archive behind it.
 *
 * @since 0.1.0
 */
public abstract class WalSourceFixture {

    /** For the source's own test class. */
    protected WalSourceFixture() {}

    /**
     * The source under test, of an archive that is empty at first, and the same throughout one test.
     *
     * @return the source
     */
    protected abstract WalSource source();

    /**
     * Puts a file into the archive, as whoever fills it would.
     *
     * @param name its name
     * @param content its content
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void keep(String name, byte[] content) throws Exception;

    /**
     * Takes a file out of the archive.
     *
     * @param name its name
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void remove(String name) throws Exception;

    /**
     * Makes the archive such that the source cannot look: cuts a connection, takes a directory away.
     *
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void makeUnreachable() throws Exception;

    final SourceAnswer open(String name) {
        return source().open(WalFileName.parse(name), soon());
    }

    final LaterFile later(String absent) {
        return source().later(WalFileName.parse(absent), soon());
    }

    final byte[] read(String name) throws IOException {
        SourceAnswer answer = open(name);
        assertThat(answer).isInstanceOf(SourceAnswer.Found.class);
        try (SourceAnswer.Found found = (SourceAnswer.Found) answer) {
            return found.stored().readAllBytes();
        }
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }
}
