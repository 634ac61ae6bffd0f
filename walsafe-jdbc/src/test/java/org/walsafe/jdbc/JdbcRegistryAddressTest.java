package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.wal.SystemIdentifier;

class JdbcRegistryAddressTest {

    @Test
    void namesAClustersPartOfATable() {
        var address = JdbcRegistryAddress.of(URI.create(
                "jdbc:postgresql://a,b:5433/fleet?sslmode=verify-full&walsafe.cluster=18446744073709551615&user=gate"));

        assertThat(address.url()).isEqualTo("jdbc:postgresql://a,b:5433/fleet?sslmode=verify-full&user=gate");
        assertThat(address.cluster()).hasValue(new SystemIdentifier(-1));
        assertThat(address.table()).isEqualTo(RegistryTable.DEFAULT);
        assertThat(address.directory()).isEmpty();
    }

    @Test
    void namesASchema() {
        var address =
                JdbcRegistryAddress.of(URI.create("jdbc:postgresql:fleet?walsafe.schema=prod_1&walsafe.cluster=7"));

        assertThat(address.table()).isEqualTo(new RegistryTable("prod_1"));
        assertThat(address.url()).isEqualTo("jdbc:postgresql:fleet");
    }

    @Test
    void namesADirectoryOfTheServersMachine() {
        var address = JdbcRegistryAddress.of(
                URI.create("jdbc:postgresql://pg/postgres?walsafe.directory=/var/lib/safe%20dir"));

        assertThat(address.directory()).hasValue("/var/lib/safe dir");
        assertThat(address.cluster()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://pg/db, neither a cluster nor",
        "jdbc:postgresql://pg/db?walsafe.cluster=1&walsafe.directory=/d, both a cluster and",
        "jdbc:postgresql://pg/db?walsafe.cluster=1&walsafe.cluster=2, twice",
        "jdbc:postgresql://pg/db?walsafe.clutser=1, walsafe.clutser",
        "jdbc:postgresql://pg/db?walsafe.cluster=-1, not a system identifier",
        "jdbc:postgresql://pg/db?walsafe.cluster=1&walsafe.schema=Robert%27);, not a schema"
    })
    void refusesWhatNamesNoRegistry(String uri, String why) {
        assertThatThrownBy(() -> JdbcRegistryAddress.of(URI.create(uri)))
                .isInstanceOf(RegistryUnusableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesBrokenEncodingWithoutFailingOtherwise() {
        assertThatThrownBy(() -> JdbcRegistryAddress.ofDatabase("jdbc:postgresql://pg/db?walsafe.directory=%zz"))
                .isInstanceOf(RegistryUnusableException.class)
                .hasMessageContaining("percent-encoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Walsafe", "1st", "a-b", "a\"b", "a.b", "a b"})
    void refusesASchemaThatWouldNeedQuoting(String schema) {
        assertThatThrownBy(() -> new RegistryTable(schema)).isInstanceOf(IllegalArgumentException.class);
    }
}
