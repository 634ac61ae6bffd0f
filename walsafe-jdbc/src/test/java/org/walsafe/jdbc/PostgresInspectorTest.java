package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.error.WalSafeException;

/** The faults of a server; what real servers of every version answer is tested against them. */
class PostgresInspectorTest {

    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final DataSource server = mock();
    private final Connection connection = mock(RETURNS_DEEP_STUBS);
    private final PreparedStatement statement = mock(RETURNS_DEEP_STUBS);

    @ParameterizedTest
    @CsvSource({"08001, host and port", "28P01, pg_hba.conf", "57014, too long", ", log"})
    void saysWhatToDoAboutAServerThatCannotBeAsked(String state, String advice) throws SQLException {
        when(server.getConnection()).thenThrow(new SQLException("the driver's words", state));

        assertThatThrownBy(() -> inspect())
                .isInstanceOfSatisfying(
                        ServerNotInspectedException.class,
                        e -> assertThat(e.hint()).get().asString().contains(advice))
                .hasMessage("the PostgreSQL server cannot be asked: main: the driver's words");
    }

    @Test
    void givesTheConnectionBackAfterAFailure() throws SQLException {
        when(server.getConnection()).thenReturn(connection);
        when(connection.prepareStatement(anyString())).thenReturn(statement);
        when(statement.executeQuery()).thenThrow(new SQLException("too slow", "57014"));

        assertThatThrownBy(() -> inspect()).isInstanceOf(WalSafeException.class);

        verify(statement).setQueryTimeout(2);
        verify(statement).close();
        verify(connection).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void wantsALimit(Duration perStatement) {
        assertThatThrownBy(() -> Database.of(server, "main", perStatement))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheArchiveCommandOutOfTheText() {
        var settings =
                new ArchiveSettings(ArchiveMode.ON, Optional.of("PGPASSWORD=secret archive %p"), Optional.empty());

        assertThat(settings.toString()).doesNotContain("secret").contains("an archive_command");
    }

    private PostgresInspection inspect() {
        return new PostgresInspector(Database.of(server, "main", LIMIT)).inspect();
    }
}
