package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class FailedForGoodOutputStreamTest {

    /** Fails once, and then does what must not be reached any more. */
    private static final class Tripping extends OutputStream {

        private boolean failed;

        @Override
        public void write(int value) throws IOException {
            trip();
        }

        @Override
        public void flush() throws IOException {
            trip();
        }

        @Override
        public void close() throws IOException {
            trip();
        }

        private void trip() throws IOException {
            if (failed) {
                throw new IndexOutOfBoundsException("tripped");
            }
            failed = true;
            throw new IOException("Broken pipe");
        }
    }

    @Test
    void whatFailedOnceFailsAgainInTheSameWay() throws IOException {
        OutputStream out = new FailedForGoodOutputStream(new Tripping());

        assertThatThrownBy(() -> out.write(new byte[] {1, 2}, 0, 2)).hasMessage("Broken pipe");
        assertThatThrownBy(() -> out.write(1))
                .isInstanceOf(IOException.class)
                .hasMessage("Broken pipe")
                .hasRootCauseMessage("Broken pipe");
        assertThatThrownBy(out::flush).isInstanceOf(IOException.class).hasMessage("Broken pipe");
        out.close();
    }

    @Test
    void aFailureToCloseIsToldOnce() throws IOException {
        OutputStream out = new FailedForGoodOutputStream(new Tripping());

        assertThatThrownBy(out::close).hasMessage("Broken pipe");
        out.close();
    }

    @Test
    void untilThenBytesPass() throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (OutputStream out = new FailedForGoodOutputStream(sink)) {
            out.write(1);
            out.write(new byte[] {0, 2, 3, 0}, 1, 2);
            out.flush();
        }

        assertThat(sink.toByteArray()).containsExactly(1, 2, 3);
    }
}
