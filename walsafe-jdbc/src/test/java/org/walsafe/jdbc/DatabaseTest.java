package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostUnreachableException;

class DatabaseTest {

    private final DataSource pool = mock();
    private final Connection connection = mock();
    private final Database database = Database.of(pool, "the registry database", Duration.ofMillis(1500));

    @BeforeEach
    void givesAConnection() throws SQLException {
        when(pool.getConnection()).thenReturn(connection);
        when(connection.getAutoCommit()).thenReturn(true);
        when(connection.createStatement()).thenAnswer(call -> mock(Statement.class));
    }

    @Test
    void givesTheConnectionBackAsItWas() throws Exception {
        String result = database.transact("here", session -> "done");

        assertThat(result).isEqualTo("done");

        var order = inOrder(connection);
        order.verify(connection).setAutoCommit(false);
        order.verify(connection).commit();
        order.verify(connection).setAutoCommit(true);
        order.verify(connection).close();
    }

    @Test
    void doesNotReportWhatTheServerCommittedWithoutItsStandbys() throws Exception {
        when(connection.getWarnings())
                .thenReturn(new SQLWarning("canceling wait for synchronous replication due to user request", "01000"));

        assertThatThrownBy(() -> database.transact("here", session -> "done"))
                .isInstanceOfSatisfying(
                        HostUnreachableException.class,
                        e -> assertThat(e.hint()).get().asString().contains("standby"))
                .hasMessage("here: canceling wait for synchronous replication due to user request");

        var order = inOrder(connection);
        order.verify(connection).clearWarnings();
        order.verify(connection).commit();
        order.verify(connection).setAutoCommit(true);
    }

    @Test
    void rollsBackWhatFailedAndSaysWhereAndWhy() throws Exception {
        assertThatThrownBy(() -> database.transact("the marker table", session -> {
                    throw new SQLException("out of disk\n  Detail: none left", "53100");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the marker table: out of disk Detail: none left");

        verify(connection, never()).commit();
        var order = inOrder(connection);
        order.verify(connection).rollback();
        order.verify(connection).setAutoCommit(true);
        order.verify(connection).close();
    }

    @Test
    void aBrokenConnectionDoesNotHideWhatBrokeIt() throws Exception {
        doThrow(new SQLException("gone", "08003")).when(connection).rollback();

        assertThatThrownBy(() -> database.transact("here", session -> {
                    throw new SQLException("the server ended", "57P01");
                }))
                .hasMessageContaining("the server ended")
                .cause()
                .hasSuppressedException(new SQLException("gone", "08003"));
    }

    @ParameterizedTest
    @CsvSource({
        "08006, host and port",
        "28P01, pg_hba.conf",
        "08004, password file",
        "57P03, starting",
        "57014, too long",
        "25006, targetServerType=primary"
    })
    void saysWhatToDo(String state, String advice) throws SQLException {
        when(pool.getConnection()).thenThrow(new SQLException("the driver's words", state));

        assertThatThrownBy(() -> database.ask("here", session -> "never"))
                .isInstanceOfSatisfying(
                        HostUnreachableException.class,
                        e -> assertThat(e.hint()).get().asString().contains(advice));
    }

    @Test
    void leavesTheCallersPoolAlone() throws Exception {
        database.close();

        String result = database.ask("here", session -> "open");

        assertThat(result).isEqualTo("open");
        verify(pool, never()).unwrap(any());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://pg/db?password=secret",
                "jdbc:mysql://pg/secret",
                "jdbc:postgresql://pg:x/secret"
            })
    void refusesAUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Database.at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://host:5432/database")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void showsNeitherUserNorPassword() {
        try (Database secret = Database.at("jdbc:postgresql://pg/db?user=me&password=secret")) {
            assertThat(secret.toString()).isEqualTo("jdbc:postgresql://pg/db");
        }
    }
}
