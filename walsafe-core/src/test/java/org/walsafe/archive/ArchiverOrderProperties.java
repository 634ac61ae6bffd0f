package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.walsafe.tck.WalArbitraries;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

class ArchiverOrderProperties {

    @Property
    void isThatOfTheNamesAsTextAmongFilesOfOneSort(
            @ForAll("files") WalFileName one, @ForAll("files") WalFileName other) {
        int expected = one instanceof TimelineHistoryName == other instanceof TimelineHistoryName
                ? one.text().compareTo(other.text())
                : Boolean.compare(other instanceof TimelineHistoryName, one instanceof TimelineHistoryName);

        assertThat(Integer.signum(ArchiverOrder.HISTORIES_FIRST.compare(one, other)))
                .isEqualTo(Integer.signum(expected));
    }

    @Provide
    Arbitrary<WalFileName> files() {
        return WalArbitraries.walFileNames();
    }
}
