package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.walsafe.tck.WalArbitraries;

class LsnProperties {

    private static final BigInteger BOUND = BigInteger.TWO.pow(64);

    @Provide
    Arbitrary<Lsn> lsns() {
        return WalArbitraries.lsns();
    }

    @Property
    void whatIsPrintedIsReadBack(@ForAll("lsns") Lsn lsn) {
        assertThat(Lsn.parse(lsn.toString())).isEqualTo(lsn);
        assertThat(Lsn.parse(lsn.toString().toLowerCase(java.util.Locale.ROOT))).isEqualTo(lsn);
    }

    @Property
    void plusIsAdditionUpToTheLastPosition(@ForAll("lsns") Lsn lsn, @ForAll @LongRange(min = 0) long bytes) {
        BigInteger sum = exact(lsn).add(BigInteger.valueOf(bytes));
        if (sum.compareTo(BOUND) < 0) {
            assertThat(exact(lsn.plus(bytes))).isEqualTo(sum);
        } else {
            assertThatThrownBy(() -> lsn.plus(bytes)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void minusIsSubtractionWhereItFits(@ForAll("lsns") Lsn lsn, @ForAll("lsns") Lsn other) {
        BigInteger difference = exact(lsn).subtract(exact(other));
        if (difference.bitLength() < Long.SIZE) {
            assertThat(lsn.minus(other)).isEqualTo(difference.longValueExact());
        } else {
            assertThatThrownBy(() -> lsn.minus(other)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Property
    void theOrderIsThatOfTheNumbers(@ForAll("lsns") Lsn lsn, @ForAll("lsns") Lsn other) {
        assertThat(Integer.signum(lsn.compareTo(other))).isEqualTo(exact(lsn).compareTo(exact(other)));
    }

    private static BigInteger exact(Lsn lsn) {
        return new BigInteger(Long.toUnsignedString(lsn.value()));
    }
}
