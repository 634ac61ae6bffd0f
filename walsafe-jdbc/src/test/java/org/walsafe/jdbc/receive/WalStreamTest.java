package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.postgresql.copy.CopyDual;
import org.walsafe.wal.Lsn;

class WalStreamTest {

    private final CopyDual copy = mock();
    private final WalStream stream = new WalStream(copy);

    @Test
    void readsWal() throws SQLException {
        ByteBuffer message = ByteBuffer.allocate(28)
                .put((byte) 'w')
                .putLong(0x1_0000_2000L)
                .putLong(0x1_0000_2003L)
                .putLong(7)
                .put(new byte[] {1, 2, 3});
        when(copy.readFromCopy(true)).thenReturn(message.array());

        assertThat(stream.next()).isInstanceOfSatisfying(StreamMessage.Wal.class, wal -> {
            assertThat(wal.start()).isEqualTo(Lsn.parse("1/2000"));
            assertThat(wal.serverEnd()).isEqualTo(Lsn.parse("1/2003"));
            assertThat(wal.content()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsKeepalives(boolean wantsReply) throws SQLException {
        ByteBuffer message = ByteBuffer.allocate(18).put((byte) 'k').putLong(1).putLong(2);
        message.put((byte) (wantsReply ? 1 : 0));
        when(copy.readFromCopy(true)).thenReturn(message.array());

        assertThat(stream.next()).isEqualTo(new StreamMessage.Keepalive(wantsReply));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "w", "k", "x0123456789012345678901234567890123456789"})
    void refusesWhatNoServerSends(String message) {
        assertThatThrownBy(() -> WalStream.parsed(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void tellsSilenceFromTheEndAndFromAFailure() throws SQLException {
        when(copy.readFromCopy(true))
                .thenThrow(new SQLException("no answer", "08006", new SocketTimeoutException()))
                .thenReturn(null)
                .thenThrow(new SQLException("broken", "08006"));

        assertThat(stream.next()).isEqualTo(new StreamMessage.Silence());
        assertThat(stream.next()).isEqualTo(new StreamMessage.End());
        assertThatThrownBy(stream::next).hasMessage("broken");
    }

    @Test
    void reportsAsTheProtocolWantsIt() throws SQLException {
        stream.report(Lsn.parse("1/23"), Optional.of(Lsn.parse("1/20")), Instant.parse("2000-01-01T00:00:01Z"));

        ArgumentCaptor<byte[]> sent = ArgumentCaptor.forClass(byte[].class);
        verify(copy).writeToCopy(sent.capture(), anyInt(), anyInt());
        ByteBuffer expected = ByteBuffer.allocate(34)
                .put((byte) 'r')
                .putLong(0x1_0000_0023L)
                .putLong(0x1_0000_0020L)
                .putLong(0)
                .putLong(1_000_000)
                .put((byte) 0);
        assertThat(sent.getValue()).isEqualTo(expected.array());
        verify(copy).flushCopy();
        verify(copy).writeToCopy(any(byte[].class), anyInt(), anyInt());
    }
}
