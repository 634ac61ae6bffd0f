package org.walsafe.jdbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DoctorFiguresTest {

    @Test
    void arePrintedAsNagiosReadsThem() {
        DoctorFigures figures = new DoctorFigures(
                OptionalLong.of(3),
                Optional.of(Duration.ofSeconds(7)),
                OptionalLong.of(3L << 24),
                OptionalLong.of(2),
                Optional.of(Duration.ofMillis(5900)));

        assertThat(figures.perfdata(DoctorLimits.DEFAULT))
                .isEqualTo(
                        "ready=3;10;100 oldest=7s;300;3600 lag=50331648B unconfirmed=2 unconfirmed_oldest=5s;300;3600");
    }

    @Test
    void leaveOutWhatWasNotSeen() {
        assertThat(new DoctorFigures(
                                OptionalLong.empty(),
                                Optional.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.empty())
                        .perfdata(DoctorLimits.DEFAULT))
                .isEmpty();
    }
}
