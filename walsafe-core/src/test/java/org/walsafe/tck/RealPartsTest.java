package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

class RealPartsTest {

    private static final ByteArrayOutputStream STDERR = new ByteArrayOutputStream();

    @Test
    void runsATestWhosePartIsThere() {
        var results = run(NeedsAPresentPart.class, "required");

        results.testEvents().assertStatistics(tests -> tests.succeeded(1));
    }

    @Test
    void failsATestWhosePartIsAbsentWhereItIsRequired() {
        var results = run(NeedsAnAbsentPart.class, "required");

        results.testEvents().assertStatistics(tests -> tests.started(1).failed(1));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                instanceOf(AssertionError.class),
                                message("'sha256sum' is not installed. On Debian: apt-get install coreutils")));
    }

    @Test
    void abortsATestWhosePartIsAbsentAndSaysSoOnOneLine() {
        STDERR.reset();

        var results = run(NeedsAnAbsentPart.class, "available");

        results.testEvents().assertStatistics(tests -> tests.started(1).aborted(1));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(1, abortedWithReason(instanceOf(TestAbortedException.class)));
        assertThat(STDERR.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("NOT TESTED", "NeedsAnAbsentPart.needsIt", "'sha256sum' is not installed", "coreutils");
    }

    @Test
    void looksAtTheMarkOfAWholeClassBeforeItsTests() {
        var results = run(WholeClassNeedsAnAbsentPart.class, "required");

        results.testEvents().assertStatistics(tests -> tests.started(0));
        results.containerEvents()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(instanceOf(AssertionError.class)));
    }

    @Test
    void failsOnAPartThatNobodyTaughtIt() {
        var results = run(NeedsMisspeltPart.class, "available");

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                message("RealParts knows no part 'shsd'. Add it with its Debian package.")));
    }

    @Test
    void givesThePathOfAPart() {
        assertThat(RealParts.path("sha256sum")).isExecutable().isAbsolute();
        assertThatThrownBy(() -> RealParts.path("shsd")).hasMessageContaining("'shsd'");
    }

    private static EngineExecutionResults run(Class<?> tests, String realParts) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(RealParts.PROPERTY, realParts)
                .selectors(selectClass(tests))
                .execute();
    }

    private static RealParts onAnEmptyMachine() {
        return new RealParts(List.of(Path.of("/nonexistent")), new PrintStream(STDERR, true, StandardCharsets.UTF_8));
    }

    static class NeedsAPresentPart {
        @Test
        @RequiresRealPart("sha256sum")
        void needsIt() {}
    }

    static class NeedsAnAbsentPart {
        @RegisterExtension
        static final RealParts PARTS = onAnEmptyMachine();

        @Test
        @RequiresRealPart("sha256sum")
        void needsIt() {}
    }

    @RequiresRealPart("sha256sum")
    static class WholeClassNeedsAnAbsentPart {
        @RegisterExtension
        static final RealParts PARTS = onAnEmptyMachine();

        @Test
        void needsIt() {}
    }

    static class NeedsMisspeltPart {
        @Test
        @RequiresRealPart("shsd")
        void needsIt() {}
    }
}
