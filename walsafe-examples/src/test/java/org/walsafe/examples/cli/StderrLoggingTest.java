package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class StderrLoggingTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Logger logger = new StderrLogger("some", new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void printsOneLineWithTheTimeAndTheLevel() {
        logger.warn("{} is not {}", "this", "that");

        assertThat(printed()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d WARN: this is not that\\R");
    }

    @Test
    void printsNoControlCharacterOfANameThatItIsGiven() {
        logger.error("the file {} is gone", "a\nb\033[31m");

        assertThat(printed())
                .contains("ERROR: the file a\\nb\\u001b[31m is gone")
                .hasLineCount(1);
    }

    @Test
    void printsTheStackTraceOfWhatWasThrown() {
        logger.info("failed", new IllegalStateException("no way"));

        assertThat(printed()).contains("INFO: failed").contains("java.lang.IllegalStateException: no way", "\tat ");
    }

    @Test
    void printsWhatHasNoPlaceForArguments() {
        logger.info("100 % of {}");

        assertThat(printed()).contains("INFO: 100 % of {}");
    }

    @Test
    void leavesTheFlowOut() {
        logger.debug("flow");
        logger.trace("flow");

        assertThat(printed()).isEmpty();
    }

    @Test
    void givesOneLoggerForOneName() {
        StderrLogging logging = new StderrLogging();
        logging.initialize();

        assertThat(logging.getLoggerFactory().getLogger("a"))
                .isSameAs(logging.getLoggerFactory().getLogger("a"))
                .isNotSameAs(logging.getLoggerFactory().getLogger("b"));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
