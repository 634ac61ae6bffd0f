package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.SegmentSize;

/** The faults of a server; what real servers of every version answer is tested against them. */
class ServerInspectorTest {

    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final DataSource server = mock();
    private final Connection connection = mock();
    private final Statement statement = mock(RETURNS_DEEP_STUBS);

    @ParameterizedTest
    @CsvSource({"08001, host and port", "28P01, pg_hba.conf", "42501, pg_control_system()", "57014, log", ", log"})
    void saysWhatToDoAboutAServerThatCannotBeAsked(String state, String advice) throws SQLException {
        when(server.getConnection()).thenThrow(new SQLException("the driver's words", state));

        assertThatThrownBy(() -> new ServerInspector(server, LIMIT).inspect())
                .isInstanceOfSatisfying(
                        ServerNotInspectedException.class,
                        e -> assertThat(e.hint()).get().asString().contains(advice))
                .hasMessage("cannot ask the PostgreSQL server about its settings: the driver's words");
    }

    @Test
    void givesTheConnectionBackAfterAFailure() throws SQLException {
        when(server.getConnection()).thenReturn(connection);
        when(connection.createStatement()).thenReturn(statement);
        when(statement.executeQuery(contains("pg_settings"))).thenThrow(new SQLException("too slow", "57014"));

        assertThatThrownBy(() -> new ServerInspector(server, LIMIT).inspect()).isInstanceOf(WalSafeException.class);

        verify(statement).setQueryTimeout(2);
        verify(statement).close();
        verify(connection).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void wantsALimit(Duration perQuery) {
        assertThatThrownBy(() -> new ServerInspector(server, perQuery)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheArchiveCommandOutOfTheText() {
        var inspection = new ServerInspection(
                150019,
                Optional.empty(),
                SegmentSize.DEFAULT,
                ArchiveMode.ON,
                Optional.of("PGPASSWORD=secret archive %p"),
                Optional.empty());

        assertThat(inspection.toString()).doesNotContain("secret").contains("150019", "an archive_command");
    }
}
