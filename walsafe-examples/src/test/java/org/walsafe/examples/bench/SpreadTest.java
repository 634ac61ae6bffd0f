package org.walsafe.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isTheMiddleOfTheTurnsAndItsQuarters() {
        assertThat(Spread.of(new long[] {50, 10, 40, 20, 30})).isEqualTo(new Spread(30, 20, 40));
    }

    @Test
    void ofOneTurnIsThatTurn() {
        assertThat(Spread.of(new long[] {7})).isEqualTo(new Spread(7, 7, 7));
    }
}
