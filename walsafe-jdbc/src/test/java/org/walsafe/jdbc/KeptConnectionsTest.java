package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class KeptConnectionsTest {

    private final ConnectionPoolDataSource driver = mock();
    private final List<PooledConnection> made = new ArrayList<>();
    private final KeptConnections kept = new KeptConnections(driver, Duration.ofDays(1));

    @BeforeEach
    void connects() throws SQLException {
        when(driver.getPooledConnection()).thenAnswer(call -> {
            PooledConnection pooled = mock();
            when(pooled.getConnection()).thenReturn(mock(Connection.class));
            made.add(pooled);
            return pooled;
        });
    }

    @Test
    void usesAConnectionAgain() throws SQLException {
        kept.getConnection();
        giveBack(0);
        kept.getConnection();

        assertThat(made).hasSize(1);
    }

    @Test
    void connectsAsOftenAsConnectionsAreInUse() throws SQLException {
        kept.getConnection();
        kept.getConnection();

        assertThat(made).hasSize(2);
    }

    @Test
    void triesWhatLayIdleAndConnectsAnewWhereItIsBroken() throws SQLException {
        KeptConnections alwaysTried = new KeptConnections(driver, Duration.ZERO);
        Connection first = alwaysTried.getConnection();
        when(first.isValid(anyInt())).thenReturn(false);
        giveBack(0);

        assertThat(alwaysTried.getConnection()).isNotSameAs(first);
        verify(made.get(0)).close();
    }

    @Test
    void discardsABrokenConnection() throws SQLException {
        kept.getConnection();
        listener(0).connectionErrorOccurred(new ConnectionEvent(made.get(0)));
        kept.getConnection();

        verify(made.get(0)).close();
        assertThat(made).hasSize(2);
    }

    @Test
    void closesThoseInUseWhenTheyComeBack() throws SQLException {
        kept.getConnection();
        kept.getConnection();
        giveBack(0);

        kept.close();

        verify(made.get(0)).close();
        verify(made.get(1), never()).close();
        giveBack(1);
        verify(made.get(1), times(1)).close();
        assertThatThrownBy(kept::getConnection).isInstanceOf(SQLException.class).hasMessageContaining("closed");
    }

    private void giveBack(int number) {
        listener(number).connectionClosed(new ConnectionEvent(made.get(number)));
    }

    private ConnectionEventListener listener(int number) {
        ArgumentCaptor<ConnectionEventListener> listener = ArgumentCaptor.forClass(ConnectionEventListener.class);
        verify(made.get(number)).addConnectionEventListener(listener.capture());
        return listener.getValue();
    }
}
